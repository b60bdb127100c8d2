//! What the features of a table weigh: terms, pairs of neighbouring terms, and grams (runs of
//! letters).
//!
//! A feature's weight falls with the number of *entries* that have it, not of phrasings: an entry's
//! many phrasings repeat its own words on purpose.

use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::matcher::index::corpus::{Corpus, CorpusText, NO_TERM};

/// What a pair of neighbouring terms counts, beside a single one.
pub const PAIR_SHARE: f32 = 0.5;
/// Letters in a gram. Pairs of letters add nothing that longer runs do not know, and take time.
const GRAM_LENGTHS: std::ops::RangeInclusive<usize> = 3..=4;

/// Two neighbouring terms.
pub type Bigram = (u32, u32);

/// What terms and pairs of neighbouring terms weigh.
#[derive(Debug)]
pub struct TermWeights {
    /// By the terms' numbers.
    idf: Vec<f32>,
    /// In how many entries each stands; some stand in none, since a group of synonyms may be of no
    /// use in its own table.
    entries: Vec<u32>,
    /// The pairs that stand in two entries or more. Most stand in one, and weigh as much as those
    /// that stand in none.
    pairs: FxHashMap<Bigram, f32>,
    /// The weight of a term that no entry has: the largest there is.
    unknown: f32,
}

/// A run of letters, filled up with NULs.
type Ngram = [char; 4];

/// What runs of three or four letters within a word, its bounds included, weigh.
#[derive(Debug)]
pub struct NgramWeights {
    ids: FxHashMap<Ngram, u32>,
    idf: Vec<f32>,
    unknown: f32,
    /// The grams of each word of the table, by the words' numbers: where they begin, and they
    /// themselves.
    starts: Vec<u32>,
    of_words: Vec<u32>,
}

impl TermWeights {
    /// Weighs terms, given the most that each may weigh, as a share of the largest weight, and the
    /// table's texts.
    #[must_use]
    pub fn new(caps: &[f32], texts: &Corpus) -> Self {
        let counts = entries_with(caps.len(), texts, |kept| kept.terms.iter().copied());
        let total = texts.entries() as f32;
        let idf: Vec<f32> = counts
            .iter()
            .zip(caps)
            .map(|(count, cap)| idf(total, *count as f32).min(cap * idf(total, 1.0)))
            .collect();
        let known = idf.iter().zip(&counts).filter(|(_, count)| **count > 0);
        let most = known.map(|(idf, _)| *idf).fold(1.0, f32::max);
        let pairs = pairs(texts);
        Self {
            pairs: pairs
                .into_iter()
                .map(|(pair, n)| (pair, self::idf(total, n as f32)))
                .collect(),
            idf,
            entries: counts,
            // Every table has a term or a pair that stands in one entry alone.
            unknown: most.max(self::idf(total, 1.0)),
        }
    }

    /// In how many entries a term stands.
    #[must_use]
    pub fn entries(&self, term: u32) -> u32 {
        self.entries.get(term as usize).copied().unwrap_or(0)
    }

    /// The weight of a term; of one that no entry has, the largest there is.
    #[must_use]
    pub fn term(&self, term: u32) -> f32 {
        if self.entries(term) == 0 {
            return self.unknown;
        }
        self.idf[term as usize]
    }

    /// The weight of a pair, [`PAIR_SHARE`] included.
    #[must_use]
    pub fn pair(&self, pair: Bigram) -> f32 {
        PAIR_SHARE * self.pairs.get(&pair).copied().unwrap_or(self.unknown)
    }

    /// How many terms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// The direction of a text, not yet of length one: its terms (as pairs with [`NO_TERM`]) and its
    /// pairs, each with its weight.
    #[must_use]
    pub fn vector(&self, terms: &[u32]) -> Vec<(Bigram, f32)> {
        let single = terms.iter().map(|&term| ((term, NO_TERM), self.term(term)));
        let pair = |pair: Bigram| (pair, self.pair(pair));
        summed(single.chain(pairs_of(terms).map(pair)).collect())
    }
}

/// The pairs of neighbouring terms of a text.
pub fn pairs_of(terms: &[u32]) -> impl Iterator<Item = Bigram> {
    terms.windows(2).map(|pair| (pair[0], pair[1]))
}

/// The pairs that stand in two entries or more, with the number of entries.
fn pairs(texts: &Corpus) -> Vec<(Bigram, u32)> {
    let of_entry = |entry| distinct(texts.of(entry).flat_map(|text| pairs_of(text.terms)));
    let entries = (0..texts.entries()).into_par_iter();
    let mut all: Vec<Bigram> = entries.flat_map_iter(of_entry).collect();
    all.par_sort_unstable();
    let runs = all.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}

/// In how many entries each of so many features stands.
fn entries_with<'a, F>(
    features: usize,
    texts: &'a Corpus,
    of: impl Fn(CorpusText<'a>) -> F,
) -> Vec<u32>
where
    F: Iterator<Item = u32>,
{
    // For each feature, the last entry that it was seen in and the number of entries.
    let mut seen = vec![(usize::MAX, 0); features];
    for entry in 0..texts.entries() {
        for feature in texts.of(entry).flat_map(&of) {
            let (last, count) = &mut seen[feature as usize];
            *count += u32::from(*last != entry);
            *last = entry;
        }
    }
    seen.into_iter().map(|(_, count)| count).collect()
}

impl NgramWeights {
    /// Weighs the grams of these words, in the order of their numbers, given the table's texts.
    #[must_use]
    pub fn new(words: &[Arc<str>], texts: &Corpus) -> Self {
        let grams: Vec<Vec<Ngram>> = words.par_iter().map(|word| grams(word)).collect();
        // Numbered in their order: the order of sums must not depend on that of the entries.
        let keys = distinct(grams.iter().flatten().copied());
        let ids: FxHashMap<Ngram, u32> = keys.into_iter().zip(0..).collect();
        let mut starts = vec![0];
        let mut of_words = Vec::new();
        for grams in &grams {
            of_words.extend(grams.iter().map(|gram| ids[gram]));
            starts.push(of_words.len() as u32);
        }
        let mut weights = Self {
            idf: vec![0.0; ids.len()],
            ids,
            unknown: 1.0,
            starts,
            of_words,
        };
        let of_word = |word: &u32| weights.of(*word).iter().copied();
        let counts = entries_with(weights.len(), texts, |kept| {
            kept.words.iter().flat_map(of_word)
        });
        let total = texts.entries() as f32;
        weights.idf = counts
            .into_iter()
            .map(|count| idf(total, count as f32))
            .collect();
        weights.unknown = weights.idf.iter().copied().fold(1.0, f32::max);
        weights
    }

    /// The grams of a word of the table.
    #[must_use]
    pub fn of(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.of_words[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// The grams of any word; none for each that the table does not have.
    #[must_use]
    pub fn of_out_of_vocabulary(&self, word: &str) -> Vec<Option<u32>> {
        let known = |gram| self.ids.get(&gram).copied();
        grams(word).into_iter().map(known).collect()
    }

    /// The weight of a gram; of one that the table does not have, the largest there is.
    #[must_use]
    pub fn weight(&self, gram: Option<u32>) -> f32 {
        gram.map_or(self.unknown, |gram| self.idf[gram as usize])
    }

    /// How many words there are.
    #[must_use]
    pub fn words(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many grams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.idf.len()
    }
}

/// The idf of BM25, which is never negative.
fn idf(total: f32, with: f32) -> f32 {
    (1.0 + (total - with + 0.5) / (with + 0.5)).ln()
}

fn grams(word: &str) -> Vec<Ngram> {
    let bound = std::iter::once('_');
    let letters: Vec<char> = bound.clone().chain(word.chars()).chain(bound).collect();
    GRAM_LENGTHS
        .flat_map(|length| letters.windows(length))
        .map(|run| {
            let mut gram = Ngram::default();
            gram[..run.len()].copy_from_slice(run);
            gram
        })
        .collect()
}

/// Each key once, in order.
pub fn distinct<K: Ord + Hash>(keys: impl Iterator<Item = K>) -> Vec<K> {
    // Most keys come many times: hashing leaves little to sort.
    let mut keys: Vec<K> = keys.collect::<FxHashSet<K>>().into_iter().collect();
    keys.sort_unstable();
    keys
}

/// Each key once, in order, with the sum of its counts.
pub fn summed<K: Ord>(mut counts: Vec<(K, f32)>) -> Vec<(K, f32)> {
    // Stable: the order of additions is that of the text.
    counts.sort_by(|(a, _), (b, _)| a.cmp(b));
    counts.dedup_by(|(key, count), (kept, sum)| {
        let same = key == kept;
        if same {
            *sum += *count;
        }
        same
    });
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::index::corpus::IndexedText;

    #[test]
    fn a_feature_of_few_entries_weighs_more() {
        assert!((idf(10.0, 1.0) - 1.992).abs() < 1e-3);
        assert!((idf(10.0, 5.0) - 0.693).abs() < 1e-3);
        assert!(idf(10.0, 10.0) > 0.0);
    }

    #[test]
    fn grams_know_the_bounds_of_a_word() {
        let found: Vec<String> = grams("oil")
            .iter()
            .map(|gram| gram.iter().filter(|c| **c != '\0').collect())
            .collect();
        let expected = ["_oi", "oil", "il_", "_oil", "oil_"];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_pair_counts_half_of_a_term_and_a_common_one_less() {
        let text = |terms: &[u32]| IndexedText {
            terms: terms.to_vec(),
            ..IndexedText::default()
        };
        let mut texts = Corpus::new();
        for terms in [&[0, 1, 2][..], &[0, 1], &[3]] {
            texts.push(&[text(terms)]);
        }
        let weights = TermWeights::new(&[1.0; 4], &texts);
        assert!(
            (weights.term(3) - 0.981).abs() < 1e-3,
            "{}",
            weights.term(3)
        );
        assert!((weights.term(9) - weights.unknown).abs() < 1e-6);
        assert!((weights.pair((1, 2)) - weights.unknown / 2.0).abs() < 1e-6);
        assert!(weights.pair((0, 1)) < weights.pair((1, 2)));
    }
}
