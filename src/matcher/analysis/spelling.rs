//! An unknown word → the nearest word of the table.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::matcher::analysis::english::NEGATION;

/// Letters from which one slip is forgiven. Shorter words have too many neighbours that mean
/// something else.
const ONE_EDIT: usize = 4;
/// Letters from which two slips are forgiven (Algolia and `DESIGN`'s measurements agree on it).
const TWO_EDITS: usize = 8;
/// What a wrong first letter costs more: people seldom miss it.
const FIRST_LETTER: usize = 1;

/// Letters of a word that are looked at to find it: enough to tell most words apart, and few enough
/// that a long word has no more forms than a short one.
const PREFIX: usize = 7;

/// The words of a table, to repair others by.
///
/// They are found by deletion (W. Garbe's `SymSpell`; the neighbourhood is T. Bocek's, 2007): two
/// words that are a slip apart have a form in common once each has lost a letter.
#[derive(Debug, Default)]
pub struct Speller {
    words: Vec<DictionaryWord>,
    /// The hash of each form of each word's beginning, with the word's index; sorted.
    forms: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct DictionaryWord {
    text: Arc<str>,
    /// In how many entries it stands.
    entries: u32,
}

/// A word put in another's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The table's word.
    pub word: String,
    /// The slips between them (optimal string alignment: a swap of neighbours is one).
    pub edits: usize,
}

impl Speller {
    /// Knows these words, each with the number of entries it stands in.
    #[must_use]
    pub fn new<'a>(words: impl Iterator<Item = (&'a Arc<str>, u32)>) -> Self {
        let words: Vec<DictionaryWord> = words
            .filter(|(text, _)| text.chars().count() + 1 >= ONE_EDIT && is_repairable(text))
            .map(|(text, entries)| DictionaryWord {
                text: Arc::clone(text),
                entries,
            })
            .collect();
        let mut forms: Vec<(u32, u32)> = words
            .par_iter()
            .zip(0_u32..words.len() as u32)
            .flat_map_iter(|(known, index)| {
                // A word may be longer by its slips than the table's.
                let edits = edits_allowed(known.text.chars().count() + 2);
                let forms = forms(&known.text, edits).into_iter();
                forms.map(move |form| (form, index))
            })
            .collect();
        forms.par_sort_unstable();
        Self { words, forms }
    }

    /// The words that may be within so many slips.
    fn near(&self, word: &str, edits: usize) -> Vec<&DictionaryWord> {
        let mut near: Vec<u32> = Vec::new();
        for form in forms(word, edits) {
            let first = self.forms.partition_point(|(own, _)| *own < form);
            let same = self.forms[first..]
                .iter()
                .take_while(|(own, _)| *own == form);
            near.extend(same.map(|(_, index)| index));
        }
        near.sort_unstable();
        near.dedup();
        near.into_iter()
            .map(|index| &self.words[index as usize])
            .collect()
    }

    /// The table's word that an unknown word most likely stands for: fewest slips, then the one
    /// in most entries, then the first by letters. Numbers, negations and short words have none.
    #[must_use]
    pub fn correct(&self, word: &str) -> Option<Correction> {
        let limit = edits_allowed(word.chars().count());
        if limit == 0 || !is_repairable(word) {
            return None;
        }
        let near = self.near(word, limit).into_iter();
        near.map(|known| (edits(word, &known.text), known))
            .filter(|(edits, _)| *edits <= limit)
            .min_by(|(a, x), (b, y)| {
                a.cmp(b)
                    .then(y.entries.cmp(&x.entries))
                    .then_with(|| x.text.cmp(&y.text))
            })
            .map(|(edits, known)| Correction {
                word: known.text.to_string(),
                edits,
            })
    }
}

/// How many slips are forgiven in a word of so many letters.
fn edits_allowed(letters: usize) -> usize {
    match letters {
        TWO_EDITS.. => 2,
        ONE_EDIT.. => 1,
        _ => 0,
    }
}

/// The hashes of a word's beginning as it is, and without any one or two of its letters, as many as
/// there may be slips.
fn forms(word: &str, edits: usize) -> Vec<u32> {
    let beginning: Vec<char> = word.chars().take(PREFIX).collect();
    let mut forms = Vec::with_capacity(1 + PREFIX * PREFIX / 2);
    shorten(&beginning, 0, edits, &mut forms);
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Adds the form, and those that lose letters from `from` on.
fn shorten(form: &[char], from: usize, edits: usize, forms: &mut Vec<u32>) {
    let mut hasher = FxHasher::default();
    form.hash(&mut hasher);
    forms.push((hasher.finish() >> 32) as u32);
    if edits == 0 {
        return;
    }
    for lost in from..form.len() {
        let mut shorter = form.to_vec();
        shorter.remove(lost);
        shorten(&shorter, lost, edits - 1, forms);
    }
}

fn is_repairable(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && !NEGATION.contains(&word)
}

fn edits(word: &str, known: &str) -> usize {
    let edits = strsim::osa_distance(word, known);
    if word.chars().next() == known.chars().next() {
        edits
    } else {
        edits + FIRST_LETTER
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
        let table = table.map(Arc::from);
        let speller = Speller::new(table.iter().map(|word| (word, 1)));
        let correct = speller.correct(word).map(|r| (r.word, r.edits));
        assert_eq!(correct, expected.map(|(w, s)| (w.to_owned(), s)));
    }

    #[test]
    fn one_slip_is_forgiven_and_a_swap_is_one() {
        check("keepr", Some(("keeper", 1)));
        check("lanetrn", Some(("lantern", 1)));
        check("lanters", Some(("lantern", 1)));
    }

    #[test]
    fn two_slips_need_a_long_word() {
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

    /// What the forms stand in for: every word of the table compared.
    fn exhaustive(speller: &Speller, word: &str) -> Option<(usize, String)> {
        let limit = edits_allowed(word.chars().count());
        let known = speller.words.iter().map(|known| &known.text);
        let found = known.map(|known| (edits(word, known), known.to_string()));
        found.filter(|(edits, _)| *edits <= limit).min()
    }

    #[test]
    fn forms_find_every_word_that_comparing_all_of_them_finds() {
        let words: Vec<Arc<str>> = super::super::english::COMMON_WORDS
            .lines()
            .filter(|word| is_repairable(word) && word.chars().count() >= ONE_EDIT)
            .step_by(3)
            .map(Arc::from)
            .collect();
        let speller = Speller::new(words.iter().map(|word| (word, 1)));
        for (number, word) in words.iter().enumerate() {
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
                    .correct(&garbled)
                    .map(|correct| (correct.edits, correct.word));
                let expected = exhaustive(&speller, &garbled).filter(|_| garbled.len() >= ONE_EDIT);
                assert_eq!(found, expected, "{garbled}");
            }
        }
    }
}
