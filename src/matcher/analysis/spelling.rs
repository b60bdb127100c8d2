//! An out-of-vocabulary word → the nearest word of the table.
//!
//! Every weight and threshold of typo correction is a constant here: how many edits a word may need by its
//! length, what a wrong first letter costs, and how much of a word is compared to find candidates.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::matcher::analysis::english::NEGATION;
use crate::matcher::analysis::vocabulary::WordCount;

/// Letters from which one edit is allowed. Shorter words have too many neighbours that mean
/// something else.
pub const ONE_EDIT_FROM: usize = 4;
/// Letters from which two edits are allowed; the threshold that Algolia uses, and the best of those
/// that were measured.
const TWO_EDITS_FROM: usize = 8;
/// The most edits that any word is allowed.
const MAX_EDITS: usize = 2;
/// Edits added for a wrong first letter: people rarely get it wrong.
const FIRST_LETTER_PENALTY: usize = 1;
/// Letters of a word whose deletions are indexed: enough to tell most words apart, and few enough
/// that a long word has no more deletions than a short one.
const PREFIX_LETTERS: usize = 7;

/// The words of a table, as corrections of others.
///
/// Candidates are found by symmetric deletion (W. Garbe's `SymSpell`, 2012; the neighbourhood is
/// T. Bocek's, 2007): two words one edit apart are equal once each has lost a letter.
#[derive(Debug, Default)]
pub struct Speller {
    words: Vec<DictionaryWord>,
    /// The hash of each deletion of each word's prefix, with the word's index; sorted.
    deletions: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct DictionaryWord {
    text: Arc<str>,
    /// The number of entries that have it.
    doc_freq: u32,
}

/// A table's word in place of a misspelt one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The table's word.
    pub word: String,
    /// The edits between the two (optimal string alignment distance, in which a swap of neighbours is
    /// one edit), the first letter's penalty included.
    pub edits: usize,
}

impl Speller {
    /// Indexes the words of a table, except those too short to correct anything.
    #[must_use]
    pub fn new(words: &[WordCount]) -> Self {
        let words: Vec<DictionaryWord> = words
            .iter()
            .filter(|(text, _)| text.chars().count() + 1 >= ONE_EDIT_FROM && is_correctable(text))
            .map(|(text, doc_freq)| DictionaryWord {
                text: Arc::clone(text),
                doc_freq: *doc_freq,
            })
            .collect();
        let mut deletions: Vec<(u32, u32)> = words
            .par_iter()
            .zip(0_u32..words.len() as u32)
            .flat_map_iter(|(known, index)| {
                // A misspelt word may be longer than the table's by as many letters as it has edits.
                let edits = edits_allowed(known.text.chars().count() + MAX_EDITS);
                let deletions = deletions(&known.text, edits).into_iter();
                deletions.map(move |deletion| (deletion, index))
            })
            .collect();
        deletions.par_sort_unstable();
        Self { words, deletions }
    }

    /// The words that may be at most `edits` edits away.
    fn candidates(&self, word: &str, edits: usize) -> Vec<&DictionaryWord> {
        let mut candidates: Vec<u32> = Vec::new();
        for deletion in deletions(word, edits) {
            let first = self.deletions.partition_point(|(own, _)| *own < deletion);
            let same = self.deletions[first..]
                .iter()
                .take_while(|(own, _)| *own == deletion);
            candidates.extend(same.map(|(_, index)| index));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
            .into_iter()
            .map(|index| &self.words[index as usize])
            .collect()
    }

    /// Returns the table's word that an out-of-vocabulary word most likely stands for, among those that
    /// `may_be_meant`: fewest edits, then in most entries, then first in order. Numbers, negations and
    /// short words have none.
    #[must_use]
    pub fn correct(&self, word: &str, may_be_meant: impl Fn(&str) -> bool) -> Option<Correction> {
        let limit = edits_allowed(word.chars().count());
        if limit == 0 || !is_correctable(word) {
            return None;
        }
        let candidates = self.candidates(word, limit).into_iter();
        candidates
            .map(|known| (edits(word, &known.text), known))
            .filter(|(edits, known)| *edits <= limit && may_be_meant(&known.text))
            .min_by(|(a, x), (b, y)| {
                a.cmp(b)
                    .then(y.doc_freq.cmp(&x.doc_freq))
                    .then_with(|| x.text.cmp(&y.text))
            })
            .map(|(edits, known)| Correction {
                word: known.text.to_string(),
                edits,
            })
    }
}

/// The number of edits allowed in a word, given its number of letters.
fn edits_allowed(letters: usize) -> usize {
    match letters {
        TWO_EDITS_FROM.. => MAX_EDITS,
        ONE_EDIT_FROM.. => 1,
        _ => 0,
    }
}

/// The hashes of a word's prefix as it is, and without any of its letters, up to as many as there may
/// be edits; sorted, each once.
fn deletions(word: &str, edits: usize) -> Vec<u32> {
    let prefix: Vec<char> = word.chars().take(PREFIX_LETTERS).collect();
    let mut deletions = Vec::with_capacity(1 + PREFIX_LETTERS * PREFIX_LETTERS / 2);
    add_deletions(&prefix, 0, edits, &mut deletions);
    deletions.sort_unstable();
    deletions.dedup();
    deletions
}

/// Adds the hash of these letters, and of what is left of them without up to `edits` of those from
/// `from` on.
fn add_deletions(letters: &[char], from: usize, edits: usize, deletions: &mut Vec<u32>) {
    let mut hasher = FxHasher::default();
    letters.hash(&mut hasher);
    deletions.push((hasher.finish() >> 32) as u32);
    if edits == 0 {
        return;
    }
    for lost in from..letters.len() {
        let mut shorter = letters.to_vec();
        shorter.remove(lost);
        add_deletions(&shorter, lost, edits - 1, deletions);
    }
}

fn is_correctable(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && !NEGATION.contains(&word)
}

/// The edits between two words, [`FIRST_LETTER_PENALTY`] included.
fn edits(word: &str, known: &str) -> usize {
    let edits = strsim::osa_distance(word, known);
    if word.chars().next() == known.chars().next() {
        edits
    } else {
        edits + FIRST_LETTER_PENALTY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<(&str, usize)>) {
        let table = [
            "keeper",
            "lantern",
            "lighthouse",
            "not",
            "may",
            "letter",
            "3rd",
        ];
        let speller = Speller::new(&table.map(|word| (Arc::from(word), 1)));
        let correct = speller
            .correct(word, |_| true)
            .map(|found| (found.word, found.edits));
        assert_eq!(
            correct,
            expected.map(|(word, edits)| (word.to_owned(), edits))
        );
    }

    #[test]
    fn the_edits_allowed_grow_with_the_length_of_a_word() {
        for (letters, expected) in [
            (ONE_EDIT_FROM - 1, 0),
            (ONE_EDIT_FROM, 1),
            (TWO_EDITS_FROM - 1, 1),
            (TWO_EDITS_FROM, MAX_EDITS),
        ] {
            assert_eq!(edits_allowed(letters), expected, "{letters}");
        }
        assert_eq!(edits("letter", "better"), 1 + FIRST_LETTER_PENALTY);
        let measured = (ONE_EDIT_FROM, TWO_EDITS_FROM, MAX_EDITS);
        assert_eq!((measured, FIRST_LETTER_PENALTY), ((4, 8, 2), 1));
    }

    #[test]
    fn one_edit_is_allowed_and_a_swap_is_one() {
        check("keepr", Some(("keeper", 1)));
        check("lanetrn", Some(("lantern", 1)));
        check("lanters", Some(("lantern", 1)));
    }

    #[test]
    fn only_what_may_be_meant_is_a_correction() {
        let speller = Speller::new(&["keeper", "kemper"].map(|word| (Arc::from(word), 1)));
        let correct = |may_be_meant: &dyn Fn(&str) -> bool| {
            let correction = speller.correct("keper", may_be_meant);
            correction.map(|correction| correction.word)
        };
        assert_eq!(correct(&|_| true).as_deref(), Some("keeper"));
        assert_eq!(
            correct(&|known| known == "kemper").as_deref(),
            Some("kemper")
        );
        assert_eq!(correct(&|_| false), None);
    }

    #[test]
    fn two_edits_need_a_long_word() {
        check("ligthouze", Some(("lighthouse", 2)));
        check("kepr", None);
    }

    #[test]
    fn a_wrong_first_letter_costs_more() {
        check("better", None);
        check("mighthouse", Some(("lighthouse", 2)));
    }

    #[test]
    fn short_words_numbers_and_negations_are_left_alone() {
        check("mau", None);
        check("nott", None);
        check("3rb", None);
    }

    /// What the deletions stand in for: a comparison with every word of the table.
    fn exhaustive(speller: &Speller, word: &str) -> Option<(usize, String)> {
        let limit = edits_allowed(word.chars().count());
        let known = speller.words.iter().map(|known| &known.text);
        let found = known.map(|known| (edits(word, known), known.to_string()));
        found.filter(|(edits, _)| *edits <= limit).min()
    }

    #[test]
    fn deletions_find_every_word_that_a_comparison_with_all_of_them_finds() {
        let words: Vec<WordCount> = include_str!("lexicon/everyday.txt")
            .lines()
            .filter(|word| is_correctable(word) && word.chars().count() >= ONE_EDIT_FROM)
            .step_by(3)
            .map(|word| (Arc::from(word), 1))
            .collect();
        let speller = Speller::new(&words);
        for (number, (word, _)) in words.iter().enumerate() {
            let letters: Vec<char> = word.chars().collect();
            let at = number % (letters.len() - 1);
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            let mut lost = letters.clone();
            lost.remove(at);
            let mut doubled = lost.clone();
            doubled.insert(number % doubled.len(), 'q');
            for garbled in [swapped, lost, doubled] {
                let garbled: String = garbled.into_iter().collect();
                let found = speller
                    .correct(&garbled, |_| true)
                    .map(|correct| (correct.edits, correct.word));
                let expected =
                    exhaustive(&speller, &garbled).filter(|_| garbled.len() >= ONE_EDIT_FROM);
                assert_eq!(found, expected, "{garbled}");
            }
        }
    }
}
