//! An unknown word → the nearest word of the table.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::english::NEGATION;

/// Letters from which one slip is forgiven. Shorter words have too many neighbours that mean
/// something else.
const ONE_SLIP: usize = 4;
/// Letters from which two slips are forgiven (Algolia and `DESIGN`'s measurements agree on it).
const TWO_SLIPS: usize = 8;
/// What a wrong first letter costs more: people seldom miss it.
const FIRST_LETTER: usize = 1;

/// The words of a table, to repair others by.
#[derive(Debug, Default)]
pub struct Speller {
    /// The words by their number of letters, each with its letters' signature.
    by_length: FxHashMap<usize, Vec<Known>>,
}

#[derive(Debug)]
struct Known {
    text: Arc<str>,
    /// In how many entries it stands.
    entries: u32,
    signature: u32,
}

/// A word put in another's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The table's word.
    pub word: String,
    /// The slips between them (optimal string alignment: a swap of neighbours is one).
    pub slips: usize,
}

impl Speller {
    /// Knows these words, each with the number of entries it stands in.
    #[must_use]
    pub fn new<'a>(words: impl Iterator<Item = (&'a Arc<str>, u32)>) -> Self {
        let mut by_length: FxHashMap<usize, Vec<Known>> = FxHashMap::default();
        for (text, entries) in words {
            let length = text.chars().count();
            if length + 1 >= ONE_SLIP && is_repairable(text) {
                by_length.entry(length).or_default().push(Known {
                    signature: signature(text),
                    text: Arc::clone(text),
                    entries,
                });
            }
        }
        Self { by_length }
    }

    /// The table's word that an unknown word most likely stands for: fewest slips, then the one
    /// in most entries, then the first by letters. Numbers, negations and short words have none.
    #[must_use]
    pub fn repair(&self, word: &str) -> Option<Repair> {
        let length = word.chars().count();
        let limit = match length {
            _ if !is_repairable(word) => 0,
            length if length >= TWO_SLIPS => 2,
            length if length >= ONE_SLIP => 1,
            _ => 0,
        };
        if limit == 0 {
            return None;
        }
        let signature = signature(word);
        (length - limit..=length + limit)
            .filter_map(|length| self.by_length.get(&length))
            .flatten()
            .filter(|known| (known.signature ^ signature).count_ones() as usize <= 2 * limit)
            .map(|known| (slips(word, &known.text), known))
            .filter(|(slips, _)| *slips <= limit)
            .min_by(|(a, x), (b, y)| {
                a.cmp(b)
                    .then(y.entries.cmp(&x.entries))
                    .then_with(|| x.text.cmp(&y.text))
            })
            .map(|(slips, known)| Repair {
                word: known.text.to_string(),
                slips,
            })
    }
}

fn is_repairable(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && !NEGATION.contains(&word)
}

fn slips(word: &str, known: &str) -> usize {
    let slips = strsim::osa_distance(word, known);
    if word.chars().next() == known.chars().next() {
        slips
    } else {
        slips + FIRST_LETTER
    }
}

/// The letters that occur, one bit each: two words that differ in more than two bits a slip
/// are further apart than the slips allow.
fn signature(word: &str) -> u32 {
    word.chars().fold(0, |bits, c| bits | 1 << (c as u32 % 32))
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
        let repair = speller.repair(word).map(|r| (r.word, r.slips));
        assert_eq!(repair, expected.map(|(w, s)| (w.to_owned(), s)));
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
}
