//! The source's own text, split into sections, paragraphs and sentences.

mod admonitions;
mod attributes;
mod braces;
mod dialects;
mod encoding;
mod extensions;
mod front_matter;
mod html;
mod marks;
mod reader;
mod words;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::typography::{Folded, WholeWords, folded};
use crate::knowledge::{At, Section};
use crate::text::visible::is_command;

pub use crate::knowledge::source_text::encoding::decode;
pub(super) use crate::knowledge::source_text::encoding::sha256;

/// A source's text.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// Section 0 is what comes before the first heading; it may be empty.
    sections: Vec<SectionText>,
    /// Whether earlier versions numbered its paragraphs otherwise, or read its headings otherwise.
    pub(super) is_recounted: bool,
    /// SHA-256 of its characters with Unix line ends, in lower-case hexadecimal.
    pub sha256: String,
    /// The same with Windows line ends.
    sha256_on_windows: String,
}

#[derive(Debug, Clone, Default)]
struct SectionText {
    heading: String,
    paragraphs: Vec<Paragraph>,
}

#[derive(Debug, Clone)]
struct Paragraph {
    words: String,
    /// The words with folded typography, if that differs.
    folded: Option<Folded>,
}

impl Paragraph {
    fn new(words: String) -> Self {
        let folded = Folded::new(&words);
        Self {
            folded: (folded.text != words).then_some(folded),
            words,
        }
    }
}

impl SourceText {
    /// Reads Markdown as a reader sees the page: without markup, front matter, macros and the marks of
    /// footnotes, and with the text of HTML. A heading of level two or deeper starts a section; a
    /// heading of level one is the title and is skipped. Each item of a list, each row of a table and
    /// each footnote is a paragraph.
    #[must_use]
    pub fn new(markdown: &str) -> Self {
        let (sections, is_recounted) = reader::read(&encoding::unix_lines(markdown));
        Self {
            sections,
            is_recounted,
            sha256: sha256(markdown),
            sha256_on_windows: encoding::sha256_on_windows(markdown),
        }
    }

    /// Whether this is the text with that SHA-256, however its lines end.
    pub(super) fn is_pinned_by(&self, hash: &str) -> bool {
        let mut own = [&self.sha256, &self.sha256_on_windows].into_iter();
        own.any(|own| own.eq_ignore_ascii_case(hash))
    }

    /// The headings, numbered from 1, without characters that a terminal would obey: a table may not have them.
    #[must_use]
    pub fn headings(&self) -> Vec<Section> {
        (1..)
            .zip(&self.sections[1..])
            .map(|(number, section_text)| Section {
                number,
                heading: section_text.heading.replace(is_command, ""),
            })
            .collect()
    }

    /// The paragraphs with their places, in reading order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (At, &str)> {
        self.placed()
            .map(|(at, paragraph)| (at, paragraph.words.as_str()))
    }

    /// The same with folded typography.
    pub(super) fn folded_paragraphs(&self) -> impl Iterator<Item = (At, &str)> {
        self.placed().map(|(at, paragraph)| {
            let folded = paragraph.folded.as_ref();
            let text = folded.map_or(&paragraph.words, |folded| &folded.text);
            (at, text.as_str())
        })
    }

    /// The paragraph at a place with folded typography.
    pub(super) fn folded_paragraph(&self, at: At) -> Option<&str> {
        let paragraph = self.placed_at(at)?;
        let folded = paragraph.folded.as_ref();
        Some(folded.map_or(&paragraph.words, |folded| &folded.text))
    }

    /// The bytes of a paragraph that a range of it with folded typography came from.
    pub(super) fn original(&self, at: At, folded: Range<usize>) -> Range<usize> {
        match self.placed_at(at).map(|paragraph| &paragraph.folded) {
            Some(Some(own)) => own.original(folded),
            _ => folded,
        }
    }

    fn placed(&self) -> impl Iterator<Item = (At, &Paragraph)> {
        self.sections.iter().enumerate().flat_map(|(section, p)| {
            (1..)
                .zip(&p.paragraphs)
                .map(move |(paragraph, text)| (At { section, paragraph }, text))
        })
    }

    /// The paragraph at a place, if it exists.
    #[must_use]
    pub fn paragraph(&self, at: At) -> Option<&str> {
        Some(&self.placed_at(at)?.words)
    }

    /// Whether words stand before a byte of a paragraph, in whole words, with their first letter large or
    /// small: in a paragraph or in a heading.
    #[must_use]
    pub fn stands_before(&self, words: &str, at: At, byte: usize) -> bool {
        let words = WholeWords::of(words);
        let headings = self.sections.iter().take(at.section + 1);
        let mut headings = headings.map(|section| folded(&section.heading));
        let before = |place: &At| *place < at;
        let mut paragraphs = self
            .folded_paragraphs()
            .take_while(|(place, _)| before(place));
        let own = self.paragraph(at).and_then(|own| own.get(..byte));
        headings.any(|heading| words.is_in(&heading))
            || paragraphs.any(|(_, paragraph)| words.is_in(paragraph))
            || own.is_some_and(|own| words.is_in(&folded(own)))
    }

    /// What stands before a paragraph: the previous one of its section, or the heading.
    #[must_use]
    pub fn words_before(&self, at: At) -> &str {
        let previous = at.paragraph.checked_sub(1);
        let previous = previous.and_then(|paragraph| self.paragraph(At { paragraph, ..at }));
        let section = self.sections.get(at.section);
        previous
            .or(section.map(|section| section.heading.as_str()))
            .unwrap_or_default()
    }

    fn placed_at(&self, at: At) -> Option<&Paragraph> {
        let section_text = self.sections.get(at.section)?;
        section_text.paragraphs.get(at.paragraph.checked_sub(1)?)
    }
}

/// The sentences of a paragraph, as byte ranges without surrounding white space.
pub fn sentences(paragraph: &str) -> impl Iterator<Item = Range<usize>> {
    paragraph
        .split_sentence_bound_indices()
        .map(|(start, sentence)| start..start + sentence.trim_end().len())
        .filter(|range| !range.is_empty())
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    const SKERRY: &str = "# The lamp\n\nIt was dark. It was *cold*.\n\n## A long winter\n\nTwo things\nhelped:\n\n- rope\n- a [ladder](https://example.org)\n\n### After\nDone.\n";

    #[test]
    fn sections_paragraphs_and_list_items_are_counted() {
        let text = SourceText::new(SKERRY);
        let headings: Vec<_> = text.headings().into_iter().map(|s| s.heading).collect();
        assert_eq!(headings, ["A long winter", "After"]);
        let found: Vec<_> = text
            .paragraphs()
            .map(|(at, words)| format!("{at} {words}"))
            .collect();
        assert_eq!(
            found,
            [
                "0.1 It was dark. It was cold.",
                "1.1 Two things helped:",
                "1.2 rope",
                "1.3 a ladder",
                "2.1 Done."
            ]
        );
    }

    /// Reads a text and compares its headings (`# …`) and paragraphs, in order.
    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let text = SourceText::new(markdown);
        let mut found = Vec::new();
        for (number, section) in text.sections.iter().enumerate() {
            found.extend((number > 0).then(|| format!("# {}", section.heading)));
            found.extend(section.paragraphs.iter().map(|p| p.words.clone()));
        }
        assert_eq!(found, expected, "{markdown}");
    }

    #[test]
    fn each_row_of_a_table_is_a_paragraph() {
        check(
            "| Boat | Seats |\n|:-----|------:|\n| *Gull* | 12 |\n| | |\n| a\\|b | `x` |\n\nAll sail.",
            &["Boat Seats", "Gull 12", "a|b x", "All sail."],
        );
        check(
            "Boats:\n| Boat | Seats |\n|---|---|\n| Gull | 12 |\n",
            &["Boats:", "Boat Seats", "Gull 12"],
        );
        check(
            "Boat | Seats\n---|---\nGull | 12",
            &["Boat Seats", "Gull 12"],
        );
        check("Gull | Tern\n", &["Gull | Tern"]);
    }

    #[test]
    fn html_is_read_as_text() {
        check(
            "<p>Gulls nest\nhere.</p>\n<p>Terns do&nbsp;not &amp; will not.</p>\n\nWe *stay*.",
            &["Gulls nest here.", "Terns do not & will not.", "We stay."],
        );
        check(
            "<div class=\"a > b\">\n\n*Low* tide\n\n</div>\n<ul><li>one<li>two</ul>",
            &["Low tide", "one", "two"],
        );
        check(
            "<details><summary>Dogs?</summary>On a lead.</details>",
            &["Dogs?", "On a lead."],
        );
        check(
            "<h1>The pier</h1>\nOld.\n\n<h2 id='x'>The <b>end</b></h2>\n<p>New.</p>",
            &["Old.", "# The end", "New."],
        );
        check("a < b and <3 and c > d", &["a < b and <3 and c > d"]);
        check(
            "<p>a < b &bogus; &#8211; AT&T &#x1F6A2;",
            &["a < b &bogus; – AT&T 🚢"],
        );
    }

    #[test]
    fn a_heading_in_html_holds_what_stands_in_it() {
        check(
            "<h1 align=center>\n\n![Gull](a.png)\n\nThe pier\n\n</h1>\n\nOld.",
            &["Old."],
        );
        check(
            "<h2>The pier\n\nOld.\n\n<h3>\n\nNew.",
            &["# The pier", "Old.", "New."],
        );
        check("<h2>\n\n*The* pier\n\n</h2>\nOld.", &["# The pier", "Old."]);
    }

    #[test]
    fn a_table_in_html_has_a_paragraph_for_each_row() {
        check(
            "<table>\n<tr><th>Boat</th><th>Seats</th></tr>\n<tr><td><p>Gull</p></td>\n<td>12</td>\n</table>\nAfter",
            &["Boat Seats", "Gull 12", "After"],
        );
        check(
            "<table><tr><td>\n\n**Gull**\n\n</td><td>\n\n12\n\n</td></tr></table>\n\nAfter",
            &["Gull 12", "After"],
        );
    }

    #[test]
    fn inline_tags_neither_join_nor_split_words() {
        check(
            "un<b>sink</b>able<br>boat<wbr>yard, H<sub>2</sub>O",
            &["unsinkable boatyard, H2O"],
        );
        check(
            "one <span>two</span><div>three</div> four",
            &["one two", "three", "four"],
        );
    }

    #[test]
    fn what_a_page_does_not_show_is_left_out() {
        check(
            "a\n\n<style>\n.x { }\n\np > b { }\n</style>\n\nb <!-- c --> d\n\n<!-- e\n\nf -->\n\ng",
            &["a", "b d", "g"],
        );
        check("<script>if (a<b) \"</p>\"</SCRIPT>x", &["x"]);
        check(
            "<div>\n<!-- a\n\nb -->\n\n<style>\n\n## c\n\n</style>\nd",
            &["d"],
        );
    }

    #[test]
    fn a_footnote_is_a_paragraph_and_its_mark_is_no_text() {
        check(
            "Built in 1788[^1] by two.[^n]\n\n[^1]: In the book.\n[^n]: Twins.\n\nLost[^7].",
            &["Built in 1788 by two.", "In the book.", "Twins.", "Lost."],
        );
        check(
            "the quay<sup>1</sup>, the book<sup>[2](#n)</sup> of 1788<sup>2, 3</sup>.<sup>*</sup>",
            &["the quay, the book of 1788."],
        );
        check(
            "12 m<sup>2</sup>, 10<sup>6</sup>, 5 km<sup>2</sup>",
            &["12 m2, 106, 5 km2"],
        );
        check(
            "the 1<sup>st</sup>, E<sup>2</sup>, x<sup>n</sup>",
            &["the 1st, E2, xn"],
        );
    }

    #[test]
    fn marks_of_other_dialects_are_no_text() {
        check(
            "- [x] See [[Pier|the pier]], ==now==.",
            &["See the pier, now."],
        );
        check(
            "[[1]](https://example.org) ~~old~~ `[[x]]`",
            &["[1] old [[x]]"],
        );
        check("[[a|*b*]] ==c `d`== \\[[e]] f", &["b c d [[e]] f"]);
        check(
            ":::note\nMind the *step*.\n- one\n- two\n:::\n\n::: tip Low tide\n\nCome early.\n\n:::\nEnd",
            &[
                "Mind the step.",
                "one",
                "two",
                "Low tide",
                "Come early.",
                "End",
            ],
        );
        check("> [!NOTE]\n> Bring a rope.", &["Bring a rope."]);
        check(
            "- one\n  > two\n- three\n  ```\n  four\n  ```",
            &["one two", "three four"],
        );
        check("```\n:::note\n==a==\n```", &[":::note ==a=="]);
        check("|a|\n|-|\n|[[x\\|b]] c\\|d|\n", &["a", "b c|d"]);
        check(
            "a\n::video[The *quay*]{#q}\nb :abbr[HSC]{title=x}",
            &["a", "The quay", "b HSC"],
        );
    }

    #[test]
    fn admonitions_are_seen_as_their_titles_and_content() {
        check(
            "!!! note \"Low *tide*\"\n    Come\n    *early*.\n\n    - one\nEnd",
            &["Low tide", "Come early.", "one", "End"],
        );
        check("- one\n\n    ??? tip\n        two\n", &["one", "two"]);
    }

    #[test]
    fn macros_and_attributes_are_not_seen() {
        check(
            "{% include a %}\n## The pier {#pier}\n{: .x}\nIt has [{{ n }} *old*]({{ url }}) oars{% if a %}.{% endif %}",
            &["# The pier", "It has old oars."],
        );
        check("`{{ a }}` [b]{.c}", &["{{ a }} b"]);
    }

    #[test]
    fn words_stand_before_a_place_in_headings_and_paragraphs() {
        let text = SourceText::new("The “old” pier.\n\n## A lamp\n\nIt was lit. Lamps were lit.\n");
        let at = At {
            section: 1,
            paragraph: 1,
        };
        for (words, byte, expected) in [
            ("the \"old\" pier", 0, true),
            ("a lamp", 0, true),
            ("lit", 7, false),
            ("lit", 12, true),
            ("Lamp", 12, true),
            ("amp", 12, false),
            ("Lamps", 12, false),
        ] {
            assert_eq!(text.stands_before(words, at, byte), expected, "{words}");
        }
        assert_eq!(text.words_before(at), "A lamp");
        assert_eq!(
            text.words_before(At { paragraph: 2, ..at }),
            "It was lit. Lamps were lit."
        );
    }

    #[test]
    fn front_matter_is_no_text() {
        for matter in [
            "+++\ntitle = 'x'\n\n[a]\nb = 1\n+++\n",
            "---\ntitle: x\n---\n",
            "\n---\nx: 1\n...\n",
        ] {
            for line_end in ["\n", "\r\n", "\r"] {
                check(
                    &format!("{matter}Gulls.\n").replace('\n', line_end),
                    &["Gulls."],
                );
            }
        }
        check("---\n\nGulls.\n\n---\n", &["Gulls."]);
        check("+++\nGulls.\n", &["+++ Gulls."]);
        check("a\n\n+++\nb\n+++\n", &["a", "+++ b +++"]);
    }

    #[test]
    fn only_a_text_that_earlier_versions_read_otherwise_is_recounted() {
        for (markdown, expected) in [
            (SKERRY, false),
            ("- [x] a ==b== [[c]]<br>d<sup>2</sup> <!-- e -->", false),
            ("<!-- a -->\n\nb", false),
            ("|a|\n|-|\n", true),
            ("<p>a", true),
            ("## a <i>b</i> ==c==", true),
            ("a[^1]\n\n[^1]: b", true),
            (":::note", true),
            ("::toc", true),
            ("!!! note\n    a", true),
            ("{{ a }}", true),
            ("## a {#b}", true),
            ("[[a\\|b]] `{{ c }}`", false),
        ] {
            assert_eq!(
                SourceText::new(markdown).is_recounted,
                expected,
                "{markdown}"
            );
        }
    }

    #[test]
    fn the_hash_is_of_the_text() {
        let text = SourceText::new("one\ntwo\n");
        let on_windows = SourceText::new("one\r\ntwo\r\n");
        assert_eq!(text.sha256, on_windows.sha256);
        let as_stored = hex(&Sha256::digest(b"one\r\ntwo\r\n"));
        assert!(text.is_pinned_by(&as_stored) && on_windows.is_pinned_by(&as_stored));
        assert!(!text.is_pinned_by(&SourceText::new("one\nthree\n").sha256));
    }

    #[test]
    fn sentences_have_no_surrounding_white_space() {
        let paragraph = "It was dark. It was cold.";
        let found: Vec<_> = sentences(paragraph).map(|r| &paragraph[r]).collect();
        assert_eq!(found, ["It was dark.", "It was cold."]);
    }
}
