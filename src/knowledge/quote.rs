//! Quotes: the exact words cited, usually elided as `first words … last words`.

use std::fmt;
use std::ops::Range;

use crate::knowledge::typography::{Folded, occurrences};
use crate::knowledge::{At, SourceText};

/// A span of the source, given in full or by its two ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    written: String,
    /// Byte ranges of the two ends in `written`.
    ends: (Range<usize>, Option<Range<usize>>),
    first: String,
    last: Option<String>,
}

/// The most places beyond the second that are listed: it is ambiguous however many there are.
const MAX_PLACES: usize = 100;

/// The signs without which a quote is seen as it is written.
const MARKS: [char; 19] = [
    '*', '_', '`', '[', ']', '{', '}', '<', '>', '|', '=', '~', '&', '\\', '!', '#', ':', '-', '+',
];

/// The longest quote that is read for its marks, in bytes: several times the longest valid one.
const MAX_MARKED_BYTES: usize = 4_096;

/// What is wrong with a quote as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// It has no words.
    Empty,
    /// It has more than one ellipsis.
    ManyEllipses,
    /// It has words on only one side of the ellipsis.
    OneSided,
}

/// Where a quote occurs in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Once: the paragraph, and the byte range in it.
    Once(At, Range<usize>),
    /// Nowhere.
    Nowhere,
    /// More than once: the first paragraphs, each listed once.
    Often(Vec<At>),
}

impl Quote {
    /// Parses a quote: words, or words on both sides of one `…` (or `...`).
    pub fn parse(written: &str) -> Result<Self, Malformed> {
        let ellipses: Vec<(usize, &str)> = ["…", "..."]
            .into_iter()
            .flat_map(|mark| written.match_indices(mark))
            .collect();
        let (first, last) = match ellipses.as_slice() {
            [] => (trimmed(written, 0..written.len()), None),
            [(at, mark)] => (
                trimmed(written, 0..*at),
                Some(trimmed(written, at + mark.len()..written.len())),
            ),
            _ => return Err(Malformed::ManyEllipses),
        };
        let folded = |range: &Range<usize>| {
            let words = Folded::new(&written[range.clone()]).text;
            words.trim().to_owned()
        };
        let (folded_first, folded_last) = (folded(&first), last.as_ref().map(folded));
        match (folded_first.is_empty(), &folded_last) {
            (true, None) => return Err(Malformed::Empty),
            (true, Some(_)) => return Err(Malformed::OneSided),
            (false, Some(last)) if last.is_empty() => return Err(Malformed::OneSided),
            _ => {}
        }
        Ok(Self {
            first: folded_first,
            last: folded_last,
            ends: (first, last),
            written: written.to_owned(),
        })
    }

    /// All the words of a text: an ellipsis in it stands for itself. None if it has no words.
    #[must_use]
    pub fn verbatim(text: &str) -> Option<Self> {
        let first = Folded::new(text).text.trim().to_owned();
        (!first.is_empty()).then(|| Self {
            written: text.to_owned(),
            ends: (trimmed(text, 0..text.len()), None),
            first,
            last: None,
        })
    }

    /// The words as written: all of them, or the first and the last ones.
    #[must_use]
    pub fn ends(&self) -> (&str, Option<&str>) {
        let (first, last) = &self.ends;
        (
            &self.written[first.clone()],
            last.clone().map(|last| &self.written[last]),
        )
    }

    /// Looks for the quote in every paragraph. Both ends must occur in one paragraph, in order and
    /// between word boundaries. Straight and typographic quotation marks, all dashes, runs of white
    /// space, ligatures and their letters, and letters in different encodings count as equal;
    /// characters that cannot be seen do not count. The search ends once there are a hundred
    /// beyond the second.
    #[must_use]
    pub fn find(&self, text: &SourceText) -> Found {
        let paragraphs = text.folded_paragraphs();
        let mut places = paragraphs.flat_map(|(at, folded)| {
            let spans = self.spans(folded).into_iter().flatten();
            spans.map(move |span| (at, span))
        });
        match (places.next(), places.next()) {
            (None, _) => Found::Nowhere,
            (Some((at, span)), None) => Found::Once(at, text.original(at, span)),
            (Some((first, _)), Some((second, _))) => {
                let mut paragraphs = vec![first, second];
                paragraphs.extend(places.map(|(at, _)| at).take(MAX_PLACES));
                paragraphs.dedup();
                Found::Often(paragraphs)
            }
        }
    }

    /// Looks for the quote as a curator means it: as it is written, else as readers see it. Returns with
    /// it what readers see, if that was found in place of what is written.
    #[must_use]
    pub fn locate(&self, text: &SourceText, at: Option<At>) -> (Found, Option<Self>) {
        let found = self.find_near(text, at);
        if found == Found::Nowhere
            && let Some(seen) = self.as_seen()
        {
            let found = seen.find_near(text, at);
            return (found, Some(seen));
        }
        (found, None)
    }

    /// Looks for the quote where it stands once in the paragraph that `at` names, else in every one.
    fn find_near(&self, text: &SourceText, at: Option<At>) -> Found {
        at.and_then(|at| self.find_once(text, at))
            .unwrap_or_else(|| self.find(text))
    }

    /// Where the quote stands in a paragraph, if it stands there once.
    pub(super) fn find_once(&self, text: &SourceText, at: At) -> Option<Found> {
        match self.spans(text.folded_paragraph(at)?) {
            [Some(span), None] => Some(Found::Once(at, text.original(at, span))),
            _ => None,
        }
    }

    /// The quote as readers see it, if it is written with marks or with the bars of a table.
    #[must_use]
    pub fn as_seen(&self) -> Option<Self> {
        if self.written.len() > MAX_MARKED_BYTES || !self.written.contains(MARKS) {
            return None;
        }
        let (first, last) = self.ends();
        let first = words_seen(first);
        let written = match last {
            Some(last) => format!("{first} … {}", words_seen(last)),
            None => first,
        };
        let seen = Self::parse(&written).ok()?;
        ((&seen.first, &seen.last) != (&self.first, &self.last)).then_some(seen)
    }

    /// The folded words: all of them, or the first and the last ones.
    pub(super) fn folded_ends(&self) -> (&str, Option<&str>) {
        (&self.first, self.last.as_deref())
    }

    /// The byte ranges of a folded paragraph that the quote matches, but no more than two.
    pub(super) fn spans(&self, paragraph: &str) -> [Option<Range<usize>>; 2] {
        let mut firsts = occurrences(paragraph, &self.first);
        let Some(first) = firsts.next() else {
            return [None, None];
        };
        let next = firsts.next();
        let Some(last) = &self.last else {
            return [Some(first), next];
        };
        // Where nothing follows the first place, nothing follows a later one.
        let mut lasts = occurrences(paragraph, last).skip_while(|last| last.start < first.end);
        let Some(last) = lasts.next() else {
            return [None, None];
        };
        let same_start = lasts.next().map(|other| first.start..other.end);
        let same_end = next.filter(|next| next.end <= last.start);
        let other = same_start.or(same_end.map(|next| next.start..last.end));
        [Some(first.start..last.end), other]
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// Words in Markdown as a reader sees them, without the bars of a table.
fn words_seen(words: &str) -> String {
    // A number that begins a quote is no number of a list: it may be what is cited.
    let (number, rest) = words.split_at(words.find(|c: char| !c.is_ascii_digit()).unwrap_or(0));
    let sign = if rest.starts_with(['.', ')']) {
        "\\"
    } else {
        ""
    };
    let text = SourceText::new(&format!("{number}{sign}{}", without_references(rest)));
    let paragraphs: Vec<&str> = text.paragraphs().map(|(_, words)| words).collect();
    let words = paragraphs.join(" ").replace('|', " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}

/// Words without what leads to another part of the file: the marks of footnotes (`[^name]`), and the names
/// of links that are defined there (`[words][name]`).
fn without_references(words: &str) -> String {
    let mut without = String::with_capacity(words.len());
    let mut rest = words;
    let next = |rest: &str| {
        let footnote = rest.find("[^").map(|at| (at, ""));
        let link = rest.find("][").map(|at| (at + 1, "(#)"));
        footnote.into_iter().chain(link).min()
    };
    while let Some((at, link)) = next(rest) {
        let (before, name) = rest.split_at(at);
        without.push_str(before);
        let end = name[1..].find([' ', '[', ']']).map(|end| end + 1);
        let length = end.filter(|end| name[*end..].starts_with(']'));
        without.push_str(if length.is_some() { link } else { "[" });
        rest = &name[length.map_or(1, |end| end + 1)..];
    }
    without.push_str(rest);
    without
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> SourceText {
        SourceText::new(
            "## A long winter\n\nThe keeper’s “old” lamp — broken since May — was lit.\n\nThe lamp was lit, and lit again.\n",
        )
    }

    #[track_caller]
    fn check(quote: &str, expected: Result<Option<&str>, Malformed>) {
        let text = text();
        let found = Quote::parse(quote).map(|quote| match quote.find(&text) {
            Found::Once(at, span) => Some(text.paragraph(at).unwrap()[span].to_owned()),
            Found::Nowhere => None,
            Found::Often(paragraphs) => Some(format!("{} paragraphs", paragraphs.len())),
        });
        assert_eq!(found, expected.map(|found| found.map(str::to_owned)));
    }

    #[test]
    fn a_quote_is_found_whole_or_by_its_ends() {
        check("lamp — broken", Ok(Some("lamp — broken")));
        check(
            "The keeper’s … since May",
            Ok(Some("The keeper’s “old” lamp — broken since May")),
        );
        check("since May ... was lit", Ok(Some("since May — was lit")));
    }

    #[test]
    fn typography_is_ignored() {
        check(
            "The keeper's  \"old\" lamp - broken",
            Ok(Some("The keeper’s “old” lamp — broken")),
        );
    }

    /// Looks for a quote that was pasted from the file, and shows it as members see it.
    #[track_caller]
    fn check_pasted(markdown: &str, quote: &str, expected: Option<&str>) {
        let text = SourceText::new(markdown);
        let quote = Quote::parse(quote).unwrap();
        let (found, seen) = quote.locate(&text, None);
        let seen = seen.filter(|_| matches!(found, Found::Once(..)));
        let seen = seen.map(|seen| seen.to_string());
        assert_eq!(seen.as_deref(), expected, "{found:?}");
    }

    #[test]
    fn a_quote_with_marks_is_found_as_readers_see_it() {
        let boats = "The *old* Gull[^1] of [[pier|the pier]] is `x_y` {{ n }} long.\n\n\
                     | Boat | Seats |\n|--|--|\n| [[g\\|Gull]] | 12 |\n| Tern | 4 |\n";
        check_pasted(boats, "The *old* Gull", Some("The old Gull"));
        check_pasted(
            boats,
            "Gull[^1] of … `x_y` {{ n }} long",
            Some("Gull of … x_y long"),
        );
        check_pasted(boats, "of [[pier|the pier]]", Some("of the pier"));
        check_pasted(boats, "[[g\\|Gull]] | 12", Some("Gull 12"));
        check_pasted(boats, "| Tern | 4 |", Some("Tern 4"));
        check_pasted(
            boats,
            "The old[^note] [Gull][boats] of",
            Some("The old Gull of"),
        );
        check_pasted(boats, "[the][] pier[^ is", None);
        check_pasted(boats, "The *new* Gull", None);
        check_pasted("- 12. May", "13. May", None);
        check_pasted(
            "- 12. May\n\nThe **12.** of May",
            "**12.** of … May",
            Some("12. of … May"),
        );
    }

    #[test]
    fn the_named_paragraph_settles_where_a_quote_stands() {
        let text = SourceText::new("The lamp.\n\nThe lamp, the lamp.\n\nThe lamp.\n");
        let find = |quote: &str, paragraph: usize| {
            let at = At {
                section: 0,
                paragraph,
            };
            Quote::parse(quote).unwrap().locate(&text, Some(at)).0
        };
        for paragraph in [1, 3] {
            let at = At {
                section: 0,
                paragraph,
            };
            assert_eq!(find("The lamp", paragraph), Found::Once(at, 0..8));
            assert_eq!(find("The **lamp**", paragraph), Found::Once(at, 0..8));
        }
        assert!(matches!(find("lamp", 2), Found::Often(places) if places.len() == 3));
        assert!(matches!(find("lamp", 4), Found::Often(_)));
        let only = At {
            section: 0,
            paragraph: 2,
        };
        assert_eq!(find("the lamp", 1), Found::Once(only, 10..18));
    }

    #[test]
    fn what_cannot_be_seen_is_shown_as_written() {
        let text = SourceText::new("The har\u{AD}bour’s o\u{FB03}ce,\u{200B} Ka\u{308}the says.");
        let found = Quote::parse("harbour's office, Käthe").unwrap().find(&text);
        let Found::Once(at, span) = found else {
            panic!("{found:?}");
        };
        let words = &text.paragraph(at).unwrap()[span];
        assert_eq!(words, "har\u{AD}bour’s o\u{FB03}ce,\u{200B} Ka\u{308}the");
    }

    #[test]
    fn a_script_without_spaces_is_quoted_by_any_letters() {
        let text = SourceText::new("三月，船\n回到了港口。\n");
        for quote in ["船 … 港口", "船回到", "月，船"] {
            let found = Quote::parse(quote).unwrap().find(&text);
            assert!(matches!(found, Found::Once(..)), "{quote}: {found:?}");
        }
    }

    #[test]
    fn a_quote_with_very_many_places_takes_no_time() {
        let text = SourceText::new(&"a ".repeat(200_000));
        let quote = Quote::parse("a … a").unwrap();
        assert!(matches!(quote.find(&text), Found::Often(_)));
    }

    #[test]
    fn both_ends_must_be_whole_words_in_order() {
        check("since May … keeper", Ok(None));
        check("roken since", Ok(None));
    }

    #[test]
    fn a_quote_that_matches_twice_is_ambiguous() {
        check("was lit", Ok(Some("2 paragraphs")));
        check("and … lit again", Ok(Some("and lit again")));
        check("The lamp … lit", Ok(Some("1 paragraphs")));
    }

    #[test]
    fn a_quote_needs_words_on_both_sides() {
        check(" ", Err(Malformed::Empty));
        check("\u{200B}\u{AD}", Err(Malformed::Empty));
        check("lit … \u{200B}", Err(Malformed::OneSided));
        check("… lit", Err(Malformed::OneSided));
        check("a … b … c", Err(Malformed::ManyEllipses));
    }
}
