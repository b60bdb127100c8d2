//! What the rules have found: stretches of a reading that are not to be written down.

use std::ops::Range;

use crate::question_log::redact::reading::Reading;

/// The private stretches of a reading, in bytes of its folded text.
#[derive(Default)]
pub(super) struct Found(Vec<Range<usize>>);

impl Found {
    /// Adds some bytes.
    pub fn bytes(&mut self, bytes: Range<usize>) {
        if !bytes.is_empty() {
            self.0.push(bytes);
        }
    }

    /// Adds some words.
    pub fn words(&mut self, reading: &Reading, words: Range<usize>) {
        self.bytes(reading.bytes(words));
    }

    /// The stretches in order, apart from each other, with the signs that touch them.
    pub fn merged(mut self, text: &str) -> Vec<Range<usize>> {
        self.0.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in self.0 {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        let mut bound = 0;
        for range in &mut merged {
            let signs = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
            let before = text[bound..range.start].chars().rev().take_while(signs);
            range.start -= before.map(char::len_utf8).sum::<usize>();
            let after = text[range.end..].chars().take_while(signs);
            range.end += after.map(char::len_utf8).sum::<usize>();
            bound = range.end;
        }
        merged
    }
}
