//! Features with their weights: which the table has, in how many of its entries, and what a text
//! looks like in them.

use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::reading::{NO_TERM, Text};

/// What a pair of neighbouring terms counts, beside a single one.
const PAIR_SHARE: f32 = 0.5;
/// Letters in a gram. Pairs of letters add nothing that longer runs do not know, and take time.
const GRAM_LENGTHS: std::ops::RangeInclusive<usize> = 3..=4;

/// A sparse vector, sorted by feature.
pub type Vector = Vec<(u32, f32)>;

/// A run of letters, filled up with NULs.
type Gram = [char; 4];

/// The features of one kind, weighed by how few entries have them.
#[derive(Debug)]
struct Space<K> {
    ids: FxHashMap<K, u32>,
    idf: Vec<f32>,
    /// In how many entries each stands.
    entries: Vec<u32>,
    /// The weight of a feature that the table does not know: the largest there is.
    unknown: f32,
}

/// A term, or a pair of neighbouring terms, by the numbers of the terms.
type TermPair = (u32, u32);

/// Terms, and pairs of neighbouring terms.
#[derive(Debug)]
pub struct Words {
    /// The features of single terms, by the terms' numbers; none where no entry has the term.
    singles: Vec<Option<u32>>,
    space: Space<TermPair>,
}

/// Runs of three or four letters within a word, its bounds included.
#[derive(Debug)]
pub struct Grams {
    space: Space<Gram>,
    /// The runs of each word of the table, looked up once; only while it is learnt.
    of_word: FxHashMap<Arc<str>, Vec<u32>>,
}

impl Words {
    /// Learns the features of a table, given the texts of each entry.
    #[must_use]
    pub fn new(entries: &[Vec<&Text>]) -> Self {
        let features: Vec<Vec<TermPair>> = entries
            .par_iter()
            .map(|texts| {
                let features = texts.iter().flat_map(|text| word_features(&text.terms));
                distinct(features.map(|(key, _)| key))
            })
            .collect();
        let ids = numbered(distinct(features.iter().flatten().copied()).into_iter());
        let mut singles = Vec::new();
        for (&(term, other), &id) in &ids {
            if other == NO_TERM {
                let term = term as usize;
                singles.resize(singles.len().max(term + 1), None);
                singles[term] = Some(id);
            }
        }
        let numbers = |keys: &Vec<TermPair>| keys.iter().map(|key| ids[key]).collect::<Vec<u32>>();
        let entries: Vec<Vec<u32>> = features.par_iter().map(numbers).collect();
        let space = Space::new(ids, entries.into_iter().map(Vec::into_iter));
        Self { singles, space }
    }

    /// In how many entries a feature stands.
    #[must_use]
    pub fn frequency(&self, feature: u32) -> u32 {
        self.space.entries[feature as usize]
    }

    /// How many features the table has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.space.ids.len()
    }

    /// The feature of a single term, by its number, if an entry has it.
    #[must_use]
    pub fn term(&self, number: u32) -> Option<u32> {
        self.singles.get(number as usize).copied().flatten()
    }

    /// The weight of a feature; of one that the table does not know, the largest there is.
    #[must_use]
    pub fn weight(&self, feature: Option<u32>) -> f32 {
        self.space.weight(feature)
    }

    /// The direction of a text.
    #[must_use]
    pub fn vector(&self, text: &Text) -> Vector {
        // Terms that no entry has are all one: a synonym may be of no use in its own table.
        let known = |&term: &u32| self.term(term).map_or(NO_TERM, |_| term);
        let terms: Vec<u32> = text.terms.iter().map(known).collect();
        let features = word_features(&terms).into_iter();
        let counts = features.map(|(key, count)| (self.space.id(key), count));
        self.space.vector(counts.collect())
    }
}

impl Grams {
    /// Learns the features of a table, given the texts of each entry.
    #[must_use]
    pub fn new(entries: &[Vec<&Text>]) -> Self {
        let texts = entries.iter().flatten();
        let words = distinct(texts.flat_map(|text| &text.words));
        let grams: Vec<Vec<Gram>> = words.iter().map(|word| grams(word)).collect();
        let ids = numbered(distinct(grams.iter().flatten().copied()).into_iter());
        let of_word: FxHashMap<Arc<str>, Vec<u32>> = words
            .into_iter()
            .zip(grams)
            .map(|(word, grams)| {
                (
                    Arc::clone(word),
                    grams.iter().map(|gram| ids[gram]).collect(),
                )
            })
            .collect();
        let entries = entries.iter().map(|texts| {
            let words = texts.iter().flat_map(|text| &text.words);
            words.flat_map(|word| &of_word[word]).copied()
        });
        let space = Space::new(ids, entries);
        Self { space, of_word }
    }

    /// How many features the table has.
    #[must_use]
    pub fn features(&self) -> usize {
        self.space.ids.len()
    }

    /// Gives back what only serves to go through a whole table.
    pub fn forget_words(&mut self) {
        self.of_word = FxHashMap::default();
    }

    /// The direction of a text. A run that stands several times counts with its logarithm.
    #[must_use]
    pub fn vector(&self, text: &Text) -> Vector {
        let letters: usize = text.words.iter().map(|word| word.len()).sum();
        let mut known: Vec<u32> = Vec::with_capacity(4 * letters);
        let mut counts: Vec<(Option<u32>, f32)> = Vec::with_capacity(4 * letters);
        for word in &text.words {
            if let Some(ids) = self.of_word.get(word) {
                known.extend(ids);
                continue;
            }
            for gram in grams(word) {
                match self.space.id(gram) {
                    Some(id) => known.push(id),
                    None => counts.push((None, 1.0)),
                }
            }
        }
        known.sort_unstable();
        for run in known.chunk_by(|a, b| a == b) {
            let count = if run.len() == 1 {
                1.0
            } else {
                1.0 + (run.len() as f32).ln()
            };
            counts.push((Some(run[0]), count));
        }
        self.space.vector(counts)
    }
}

impl<K: Copy + Eq + Hash> Space<K> {
    /// Weighs the features with these numbers; `entries` gives the features of each entry, each
    /// any number of times.
    fn new(
        ids: FxHashMap<K, u32>,
        entries: impl Iterator<Item = impl Iterator<Item = u32>>,
    ) -> Self {
        // For each feature, the last entry that it was seen in and the number of entries.
        let mut seen = vec![(0, 0_u32); ids.len()];
        let mut total = 0;
        for features in entries {
            total += 1;
            for feature in features {
                let (last, count) = &mut seen[feature as usize];
                *count += u32::from(*last != total);
                *last = total;
            }
        }
        let weight = |(_, count): &(u32, u32)| idf(total as f32, *count as f32);
        let idf: Vec<f32> = seen.iter().map(weight).collect();
        Self {
            ids,
            unknown: idf.iter().copied().fold(1.0, f32::max),
            idf,
            entries: seen.into_iter().map(|(_, count)| count).collect(),
        }
    }

    fn id(&self, key: K) -> Option<u32> {
        self.ids.get(&key).copied()
    }

    fn weight(&self, feature: Option<u32>) -> f32 {
        feature.map_or(self.unknown, |id| self.idf[id as usize])
    }

    /// The direction of these features, given in order, of length one. Unknown features lengthen
    /// the vector, so that they lower every cosine.
    fn vector(&self, counts: Vec<(Option<u32>, f32)>) -> Vector {
        let mut square = 0.0;
        let mut vector = Vec::with_capacity(counts.len());
        for (id, count) in counts {
            let weight = count * self.weight(id);
            square += weight * weight;
            vector.extend(id.map(|id| (id, weight)));
        }
        let length = square.sqrt().max(f32::MIN_POSITIVE);
        for (_, weight) in &mut vector {
            *weight /= length;
        }
        vector
    }
}

/// The sum of vectors, each with its share, stretched to length one.
pub fn mean_direction<'a>(
    vectors: impl Iterator<Item = (&'a Vector, f32)>,
    scratch: &mut Scratch,
) -> Vector {
    let mut touched: Vec<u32> = Vec::new();
    for (vector, share) in vectors {
        for &(feature, weight) in vector {
            let at = feature as usize;
            if scratch.sums.len() <= at {
                scratch.sums.resize(at + 1, 0.0);
            }
            // Weights are positive: a sum of zero has not been touched.
            if scratch.sums[at] == 0.0 {
                touched.push(feature);
            }
            scratch.sums[at] += weight * share;
        }
    }
    touched.sort_unstable();
    let mut sum: Vector = touched
        .into_iter()
        .map(|feature| (feature, std::mem::take(&mut scratch.sums[feature as usize])))
        .collect();
    let square: f32 = sum.iter().map(|(_, weight)| weight * weight).sum();
    let length = square.sqrt().max(f32::MIN_POSITIVE);
    for (_, weight) in &mut sum {
        *weight /= length;
    }
    sum
}

/// Room for adding up vectors, kept between sums: a place for every feature, all zero.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<f32>,
}

/// A direction laid out over all features, to be compared with many others: to look a feature up
/// is quicker than to search it in step.
#[derive(Debug, Clone, Default)]
pub struct Spread(Vec<f32>);

impl Spread {
    /// Lays a direction out over so many features.
    #[must_use]
    pub fn of(vector: &Vector, features: usize) -> Self {
        let mut weights = vec![0.0; features];
        for &(feature, weight) in vector {
            weights[feature as usize] = weight;
        }
        Self(weights)
    }

    /// The product with another direction over the same features.
    #[must_use]
    pub fn dot(&self, other: &Vector) -> f32 {
        // Four sums at once, so that no addition waits for the one before.
        let mut sums = [0.0; 4];
        let parts = other.chunks_exact(sums.len());
        let rest = parts.remainder().iter();
        for part in parts {
            for (sum, (feature, weight)) in sums.iter_mut().zip(part) {
                *sum += self.0[*feature as usize] * weight;
            }
        }
        let rest = rest.map(|(feature, weight)| self.0[*feature as usize] * weight);
        sums.iter().sum::<f32>() + rest.sum::<f32>()
    }
}

/// The product of two sparse vectors.
#[must_use]
pub fn dot(a: &Vector, b: &Vector) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// The idf of BM25, which is never negative.
fn idf(total: f32, with: f32) -> f32 {
    (1.0 + (total - with + 0.5) / (with + 0.5)).ln()
}

/// The terms of a text and its pairs of neighbouring terms; sorted, each once.
fn word_features(terms: &[u32]) -> Vec<(TermPair, f32)> {
    let single = terms.iter().map(|&number| ((number, NO_TERM), 1.0));
    let pairs = terms
        .windows(2)
        .map(|pair| ((pair[0], pair[1]), PAIR_SHARE));
    summed(single.chain(pairs).collect())
}

fn grams(word: &str) -> Vec<Gram> {
    let bound = std::iter::once('_');
    let letters: Vec<char> = bound.clone().chain(word.chars()).chain(bound).collect();
    GRAM_LENGTHS
        .flat_map(|length| letters.windows(length))
        .map(|run| {
            let mut gram = Gram::default();
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

/// Numbers keys in their order: the order of features, and so of every sum, must not depend on
/// that of the entries.
fn numbered<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> FxHashMap<K, u32> {
    keys.zip(0..).collect()
}

/// Each key once, in order, with the sum of its counts.
pub fn summed<K: Ord>(mut counts: Vec<(K, f32)>) -> Vec<(K, f32)> {
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
    fn the_product_of_vectors_counts_what_both_have() {
        let (a, b) = (
            vec![(1, 0.5), (4, 1.0)],
            vec![(0, 1.0), (1, 0.5), (4, 0.25)],
        );
        assert!((dot(&a, &b) - 0.5).abs() < 1e-6);
        assert!((Spread::of(&a, 10).dot(&b) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_mean_direction_has_length_one() {
        let (a, b) = (vec![(1, 1.0)], vec![(2, 1.0)]);
        let mean = mean_direction([(&a, 1.0), (&b, 0.5)].into_iter(), &mut Scratch::default());
        assert!((dot(&mean, &mean) - 1.0).abs() < 1e-6);
        assert!(mean[0].1 > mean[1].1);
    }
}
