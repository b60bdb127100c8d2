//! The words of a text that a quote was probably meant to be: where they stand, and how they differ.
//!
//! It costs little more than the text itself: words are looked up, and only short stretches around the
//! rarest of them are compared in full.

mod alignment;
mod word_index;

use std::ops::Range;

use crate::diagnostic::did_you_mean;
use crate::knowledge::nearest::alignment::{Alignment, Pair};
use crate::knowledge::nearest::word_index::{WordIndex, pieces};
use crate::knowledge::{At, SourceText};

/// The most words and signs of a quote's end that are compared: beyond the longest quote.
const MAX_PIECES: usize = 120;
/// The most known words that the unknown ones of all quotes are compared with: those of a long article, for
/// a hundred unknown ones. It takes less than a second.
const MAX_COMPARED: usize = 500_000;
/// The words on either side of a difference that are shown.
const CONTEXT_WORDS: usize = 3;
/// The most differences that are shown: with more, the words were hardly meant.
const MAX_SHOWN: usize = 5;

/// A text in which the words of quotes are looked for that are not in it.
pub(super) struct NearestSearch<'t> {
    text: &'t SourceText,
    index: WordIndex<'t>,
    /// What is left of [`MAX_COMPARED`].
    left: usize,
}

/// The words of a text that are nearest to those of a quote.
#[derive(Debug)]
pub(super) struct NearestWords {
    pub at: At,
    /// The words as the text has them.
    pub words: String,
    /// Their bytes in the folded paragraph.
    pub folded: Range<usize>,
    /// The words with what differs in brackets, the quote's before the text's.
    pub difference: String,
    /// Whether capitals alone differ.
    pub is_case: bool,
}

/// How alike the words must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// More than half of them, or half if one is rare: they are looked for in the whole text.
    Half,
    /// At least a quarter: they are looked for where they must be.
    Quarter,
}

impl<'t> NearestSearch<'t> {
    pub fn of(text: &'t SourceText) -> Self {
        Self {
            text,
            index: WordIndex::of(text),
            left: MAX_COMPARED,
        }
    }

    /// The nearest words in the whole text.
    pub fn anywhere(&mut self, end: &str) -> Option<NearestWords> {
        let all = self.index.all();
        self.nearest(end, &[all], Likeness::Half)
    }

    /// The nearest words in one of these stretches of folded paragraphs.
    pub fn within(&mut self, end: &str, stretches: &[(At, Range<usize>)]) -> Option<NearestWords> {
        let stretches = stretches.iter();
        let pieces: Vec<_> = stretches
            .filter_map(|(at, bytes)| self.index.pieces_of(*at, bytes))
            .collect();
        self.nearest(end, &pieces, Likeness::Quarter)
    }

    fn nearest(
        &mut self,
        end: &str,
        within: &[Range<usize>],
        likeness: Likeness,
    ) -> Option<NearestWords> {
        let own: Vec<&str> = pieces(end)
            .map(|piece| &end[piece])
            .take(MAX_PIECES + 1)
            .collect();
        if own.is_empty() || own.len() > MAX_PIECES {
            return None;
        }
        let mut stretches = self.index.stretches(&own, within);
        if stretches.is_empty() {
            let corrected = self.corrected(&own);
            let corrected: Vec<&str> = corrected.iter().map(String::as_str).collect();
            stretches = self.index.stretches(&corrected, within);
        }
        let aligned = stretches.into_iter().filter_map(|stretch| {
            let words: Vec<&str> = stretch
                .clone()
                .map(|piece| self.index.word(piece))
                .collect();
            let alignment = Alignment::of(&own, &words);
            let is_near = self.is_near(&alignment, stretch.start, likeness);
            is_near.then_some((alignment, stretch.start))
        });
        let (alignment, start) =
            aligned.min_by_key(|(alignment, start)| (alignment.cost, *start))?;
        Some(self.described(&alignment, start, &own))
    }

    fn is_near(&self, alignment: &Alignment, start: usize, likeness: Likeness) -> bool {
        let (cost, worst) = (alignment.cost, alignment.worst);
        let mut common = alignment
            .common
            .iter()
            .map(|piece| self.index.word(start + piece));
        match likeness {
            Likeness::Half if cost * 2 == worst => common.any(|word| self.index.is_rare(word)),
            Likeness::Half => cost * 2 < worst && common.next().is_some(),
            Likeness::Quarter => cost * 4 <= worst * 3 && common.next().is_some(),
        }
    }

    /// The words with those that the text does not have replaced by what they were probably meant to be.
    fn corrected(&mut self, own: &[&str]) -> Vec<String> {
        let known = self.index.vocabulary();
        let corrected = own.iter().map(|word| {
            let small = word.to_lowercase();
            if known.len() > self.left || word.chars().count() < alignment::LONG_WORD {
                return small;
            }
            self.left -= known.len();
            let names = known.iter().map(String::as_str);
            did_you_mean(&small, names).map_or(small.clone(), str::to_owned)
        });
        corrected.collect()
    }

    fn described(&self, alignment: &Alignment, start: usize, own: &[&str]) -> NearestWords {
        let pieces = start + alignment.range.start..start + alignment.range.end;
        let (at, folded) = self.index.place_of(&pieces);
        NearestWords {
            at,
            words: self.original(&pieces).to_owned(),
            folded,
            difference: self.difference(alignment, start, own),
            is_case: alignment.is_case(),
        }
    }

    /// The pieces as the text has them.
    fn original(&self, pieces: &Range<usize>) -> &'t str {
        let (at, folded) = self.index.place_of(pieces);
        let words = self.text.paragraph(at).unwrap_or_default();
        &words[self.text.original(at, folded)]
    }

    /// The words of the text with what differs in brackets; empty if too much does.
    fn difference(&self, alignment: &Alignment, start: usize, own: &[&str]) -> String {
        let mut shown = String::new();
        let groups: Vec<&[Pair]> = alignment
            .pairs
            .chunk_by(|one, other| one.is_same() == other.is_same())
            .collect();
        let differing = groups.iter().filter(|group| !group[0].is_same());
        if differing.count() > MAX_SHOWN {
            return String::new();
        }
        for (index, group) in groups.iter().enumerate() {
            let of_text: Vec<usize> = group.iter().filter_map(|pair| pair.text).collect();
            let words = match of_text.as_slice() {
                [] => String::new(),
                [first, .., last] | [first @ last] => {
                    self.original(&(start + first..start + last + 1)).to_owned()
                }
            };
            let part = if group[0].is_same() {
                let ends = (index > 0, index + 1 < groups.len());
                shortened(&words, ends)
            } else {
                let of_quote = group.iter().filter_map(|pair| Some(own[pair.quote?]));
                format!("[{} → {words}]", spaced(of_quote))
            };
            let begins_word =
                part.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '[' | '…'));
            if begins_word && !shown.is_empty() {
                shown.push(' ');
            }
            shown.push_str(&part);
        }
        shown
    }
}

/// Pieces in a row, with a space before each that is no sign.
fn spaced<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    let mut row = String::new();
    for piece in pieces {
        if !row.is_empty() && piece.starts_with(char::is_alphanumeric) {
            row.push(' ');
        }
        row.push_str(piece);
    }
    row
}

/// Words that are the same, without those far from a difference. The flags say on which sides there is
/// one.
fn shortened(words: &str, (before, after): (bool, bool)) -> String {
    let all: Vec<&str> = words.split_whitespace().collect();
    let (first, last) = (
        if before { CONTEXT_WORDS } else { 0 },
        if after { CONTEXT_WORDS } else { 0 },
    );
    if all.len() <= first + last + 1 {
        return words.to_owned();
    }
    let (head, tail) = (&all[..first], &all[all.len() - last..]);
    let parts = [head.join(" "), "…".to_owned(), tail.join(" ")];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The keeper lit the lamp in May.\n\n## Oil\n\nThe trust, they say, pays for the oil \
                        of both lamps, for the road to the quay, and for the keeper’s “old” bicycle.\n";

    #[track_caller]
    fn check(end: &str, expected: Option<(&str, &str)>) {
        let text = SourceText::new(TEXT);
        let found = NearestSearch::of(&text).anywhere(end);
        let found = found
            .as_ref()
            .map(|near| (near.words.as_str(), near.difference.as_str()));
        assert_eq!(found, expected, "{end}");
    }

    #[test]
    fn the_nearest_words_are_found_with_what_differs() {
        check(
            "The keeper lit the lamp in June",
            Some((
                "The keeper lit the lamp in May",
                "… the lamp in [June → May]",
            )),
        );
        check(
            "pays for oil of the both lamps",
            Some((
                "pays for the oil of both lamps",
                "pays for [ → the] oil of [the → ] both lamps",
            )),
        );
        check(
            "The trust they say pays for the oil",
            Some((
                "The trust, they say, pays for the oil",
                "The trust [ → ,] they say [ → ,] pays for the oil",
            )),
        );
        check(
            "the keeper's 'old' bicycle",
            Some((
                "the keeper’s “old” bicycle",
                "the keeper’s [' → “] old [' → ”] bicycle",
            )),
        );
    }

    #[test]
    fn slips_in_every_word_are_seen_through() {
        check("keepr", Some(("keeper", "[keepr → keeper]")));
        check(
            "the trsut pasy",
            Some(("The trust", "[the trsut pasy → The trust]")),
        );
        check(
            "THE KEEPER LIT",
            Some(("The keeper lit", "[THE KEEPER LIT → The keeper lit]")),
        );
    }

    #[test]
    fn other_words_have_no_nearest_ones() {
        check("a harbour full of seals", None);
        check("June", None);
        check("the June", None);
        check(&"the lamp ".repeat(MAX_PIECES), None);
    }

    #[test]
    fn where_the_words_must_be_less_likeness_is_enough() {
        let text = SourceText::new(TEXT);
        let mut search = NearestSearch::of(&text);
        let at = At {
            section: 0,
            paragraph: 1,
        };
        assert!(search.anywhere("the June").is_none());
        let near = search.within("in June", &[(at, 10..31)]).unwrap();
        assert_eq!(
            (near.at, near.words.as_str(), near.folded),
            (at, "in May", 24..30)
        );
        assert!(search.within("in June", &[(at, 28..31)]).is_none());
    }
}
