//! What the rules have found: stretches of a reading that are not to be written down.

use std::ops::Range;

use crate::question_log::redact::reading::Reading;

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// A word that may be a name; one that the table has stays.
    Name,
    /// Private, whatever the table has.
    Private,
}

/// The private stretches of a reading, in bytes of its folded text.
#[derive(Default)]
pub(super) struct Findings(Vec<(Range<usize>, Certainty)>);

impl Findings {
    /// Adds some bytes.
    pub fn bytes(&mut self, bytes: Range<usize>) {
        if !bytes.is_empty() {
            self.0.push((bytes, Certainty::Private));
        }
    }

    /// Adds some words.
    pub fn words(&mut self, reading: &Reading, words: Range<usize>) {
        self.bytes(reading.bytes(words));
    }

    /// Adds words that may be names.
    pub fn names(&mut self, reading: &Reading, words: Range<usize>) {
        for at in words {
            self.0.push((reading.bytes(at..at + 1), Certainty::Name));
        }
    }

    /// The stretches in order, apart from each other; what is private with the signs that touch it.
    pub fn merged(mut self, text: &str) -> Vec<(Range<usize>, Certainty)> {
        // Whatever overlaps something private is private.
        self.0.sort_unstable_by_key(|(range, _)| range.start);
        let mut merged: Vec<(Range<usize>, Certainty)> = Vec::new();
        for (range, certainty) in self.0 {
            match merged.last_mut() {
                Some((last, own)) if range.start < last.end => {
                    last.end = last.end.max(range.end);
                    *own = certainty.max(*own);
                }
                _ => merged.push((range, certainty)),
            }
        }
        let mut bound = 0;
        for at in 0..merged.len() {
            let end = merged
                .get(at + 1)
                .map_or(text.len(), |(next, _)| next.start);
            let (range, certainty) = &mut merged[at];
            if *certainty == Certainty::Private {
                let signs = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
                let before = text[bound..range.start].chars().rev().take_while(signs);
                range.start -= before.map(char::len_utf8).sum::<usize>();
                let after = text[range.end..end].chars().take_while(signs);
                range.end += after.map(char::len_utf8).sum::<usize>();
            }
            bound = range.end;
        }
        merged
    }
}
