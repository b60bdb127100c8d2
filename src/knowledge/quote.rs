//! Quotes: the exact words cited, usually elided as `first words … last words`.

use std::fmt;
use std::ops::Range;

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
    /// More than once: the paragraphs, each listed once.
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
        match (first.is_empty(), &last) {
            (true, None) => return Err(Malformed::Empty),
            (true, Some(_)) => return Err(Malformed::OneSided),
            (false, Some(last)) if last.is_empty() => return Err(Malformed::OneSided),
            _ => {}
        }
        Ok(Self {
            first: fold(&written[first.clone()]),
            last: last.clone().map(|last| fold(&written[last])),
            ends: (first, last),
            written: written.to_owned(),
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
    /// between word boundaries. Straight and typographic quotation marks, all dashes, and runs of
    /// white space count as equal.
    #[must_use]
    pub fn find(&self, text: &SourceText) -> Found {
        let mut found = Vec::new();
        let mut paragraphs = Vec::new();
        for (at, paragraph) in text.paragraphs() {
            let folded = Folded::new(paragraph);
            match self.spans(&folded).as_slice() {
                [] => {}
                [span] => {
                    found.push((at, span.clone()));
                    paragraphs.push(at);
                }
                _ => {
                    found.push((at, 0..0));
                    found.push((at, 0..0));
                    paragraphs.push(at);
                }
            }
        }
        match found.len() {
            0 => Found::Nowhere,
            1 => {
                let (at, span) = found.remove(0);
                Found::Once(at, span)
            }
            _ => Found::Often(paragraphs),
        }
    }

    /// Why the quote does not occur in the text, as the end of a sentence.
    #[must_use]
    pub fn why_nowhere(&self, text: &SourceText) -> String {
        let folded: Vec<Folded> = text
            .paragraphs()
            .map(|(_, words)| Folded::new(words))
            .collect();
        let occurs = |words: &str| folded.iter().any(|p| !p.occurrences(words).is_empty());
        let lower: Vec<Folded> = text
            .paragraphs()
            .map(|(_, words)| Folded::new(&words.to_lowercase()))
            .collect();
        let mut ends = [Some(&self.first), self.last.as_ref()]
            .into_iter()
            .flatten();
        let Some(end) = ends.find(|end| !occurs(end)) else {
            return "its ends do not occur in this order in one paragraph".to_owned();
        };
        let small = end.to_lowercase();
        if lower.iter().any(|p| !p.occurrences(&small).is_empty()) {
            format!("`{end}` occurs with different capitals")
        } else {
            format!("`{end}` does not occur in it")
        }
    }

    /// Every byte range of a paragraph that the quote matches.
    fn spans(&self, paragraph: &Folded) -> Vec<Range<usize>> {
        let firsts = paragraph.occurrences(&self.first);
        let Some(last) = &self.last else {
            return firsts.into_iter().map(|r| paragraph.original(r)).collect();
        };
        let lasts = paragraph.occurrences(last);
        let mut spans = Vec::new();
        for first in &firsts {
            for last in lasts.iter().filter(|last| last.start >= first.end) {
                spans.push(paragraph.original(first.start..last.end));
            }
        }
        spans
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// A paragraph with normalised typography, and the mapping back to the original bytes.
struct Folded {
    text: String,
    /// For each byte of `text`, the original byte it came from; then the original's length.
    origin: Vec<usize>,
}

impl Folded {
    fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            if let Some(c) = fold_char(c, text.ends_with(' ')) {
                text.push(c);
                origin.resize(text.len(), at);
            }
        }
        origin.push(original.len());
        Self { text, origin }
    }

    fn occurrences(&self, words: &str) -> Vec<Range<usize>> {
        self.text
            .match_indices(words)
            .map(|(start, _)| start..start + words.len())
            .filter(|r| self.is_bound(r.start) && self.is_bound(r.end))
            .collect()
    }

    /// Whether no word spans this byte.
    fn is_bound(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at..].chars().next();
        !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
    }

    fn original(&self, range: Range<usize>) -> Range<usize> {
        self.origin[range.start]..self.origin[range.end]
    }
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

fn fold(text: &str) -> String {
    Folded::new(text.trim()).text
}

/// The normalised character; none if it only extends a run of white space.
fn fold_char(c: char, after_space: bool) -> Option<char> {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' => Some('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => Some('"'),
        '‐'..='―' | '−' => Some('-'),
        c if c.is_whitespace() => (!after_space).then_some(' '),
        c => Some(c),
    }
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
        check("… lit", Err(Malformed::OneSided));
        check("a … b … c", Err(Malformed::ManyEllipses));
    }
}
