//! What it costs to rank a question: an estimate from the size of the table, so that whoever asks many can
//! tell beforehand how many they can afford.

use crate::matcher::{Matcher, RERANKED};

// In microseconds of one core of a small machine, by `just moderators`: tables of a megabyte with one, ten and
// two hundred phrasings an entry.

/// What every question costs: its analysis, and the comparison of the leaders.
const QUESTION: usize = 400;
/// How many entries the first stage scores in a microsecond.
const ENTRIES: usize = 20;
/// How many texts re-ranking compares in a microsecond.
const TEXTS: usize = 7;

impl Matcher {
    /// About how long it takes to rank a question, in microseconds. It is the same on every machine.
    #[must_use]
    pub fn cost(&self) -> usize {
        let entries = self.keys.len();
        let mut texts: Vec<usize> = (0..entries)
            .map(|entry| self.index.corpus.texts(entry).len())
            .collect();
        // The largest may be the leaders of every question.
        texts.sort_unstable_by(|a, b| b.cmp(a));
        let compared: usize = texts.iter().take(RERANKED).sum();
        QUESTION + entries / ENTRIES + compared / TEXTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::tests::{documents, matcher};

    #[test]
    fn a_question_costs_more_in_a_larger_table() {
        assert_eq!(matcher().cost(), QUESTION + 1);
        let many = documents().into_iter().cycle().take(600);
        let many: Vec<_> = many.collect();
        let larger = Matcher::new(many, &[]);
        // Each has three texts.
        let compared = 3 * RERANKED;
        assert_eq!(larger.cost(), QUESTION + 600 / ENTRIES + compared / TEXTS);
    }
}
