//! The source's own text, split into sections, paragraphs and sentences.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;

use crate::knowledge::{At, Section};

/// A source's text.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// Section 0 is what comes before the first heading; it may be empty.
    sections: Vec<SectionText>,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
}

#[derive(Debug, Clone, Default)]
struct SectionText {
    heading: String,
    paragraphs: Vec<String>,
}

impl SourceText {
    /// Parses Markdown. A heading of level two or deeper starts a section; a heading of level one is
    /// the title and is skipped. Each paragraph and each list item is a paragraph. Markup is dropped,
    /// so that quotes match the words alone.
    #[must_use]
    pub fn new(markdown: &str) -> Self {
        let mut sections = vec![SectionText::default()];
        let mut words = String::new();
        for event in Parser::new_ext(markdown, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS) {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Start(Tag::Item | Tag::Heading { .. })
                | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => {
                    end_paragraph(&mut sections, &mut words);
                }
                Event::End(TagEnd::Heading(HeadingLevel::H1) | TagEnd::MetadataBlock(_)) => {
                    words.clear();
                }
                Event::End(TagEnd::Heading(_)) => sections.push(SectionText {
                    heading: tidy(&std::mem::take(&mut words)),
                    paragraphs: Vec::new(),
                }),
                _ => {}
            }
        }
        end_paragraph(&mut sections, &mut words);
        let sha256 = Sha256::digest(markdown.as_bytes());
        Self {
            sections,
            sha256: hex(&sha256),
        }
    }

    /// The headings, numbered from 1.
    #[must_use]
    pub fn headings(&self) -> Vec<Section> {
        (1..)
            .zip(&self.sections[1..])
            .map(|(number, section_text)| Section {
                number,
                heading: section_text.heading.clone(),
            })
            .collect()
    }

    /// The paragraphs with their places, in reading order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (At, &str)> {
        self.sections.iter().enumerate().flat_map(|(section, p)| {
            (1..)
                .zip(&p.paragraphs)
                .map(move |(paragraph, text)| (At { section, paragraph }, text.as_str()))
        })
    }

    /// The paragraph at a place, if it exists.
    #[must_use]
    pub fn paragraph(&self, at: At) -> Option<&str> {
        let section_text = self.sections.get(at.section)?;
        let index = at.paragraph.checked_sub(1)?;
        section_text.paragraphs.get(index).map(String::as_str)
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

fn end_paragraph(sections: &mut [SectionText], words: &mut String) {
    let text = tidy(&std::mem::take(words));
    if let Some(section_text) = sections.last_mut()
        && !text.is_empty()
    {
        section_text.paragraphs.push(text);
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn sentences_have_no_surrounding_white_space() {
        let paragraph = "It was dark. It was cold.";
        let found: Vec<_> = sentences(paragraph).map(|r| &paragraph[r]).collect();
        assert_eq!(found, ["It was dark.", "It was cold."]);
    }
}
