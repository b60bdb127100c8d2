//! One entry, weighed: its BM25 weights, its norms and its centroid.

use crate::matcher::index::IndexWeights;
use crate::matcher::index::bm25;
use crate::matcher::index::centroid::Centroid;
use crate::matcher::index::corpus::{CorpusText, Norms};
use crate::matcher::index::sparse::{norm, sum_by_feature};
use crate::matcher::weights::ANSWER_SHARE;

/// An entry, weighed.
#[derive(Debug, Clone, Default)]
pub struct WeightedEntry {
    /// BM25 weights of its terms, by term id.
    pub bm25: Vec<(u32, f32)>,
    /// The norms of its texts' vectors, in order.
    pub norms: Vec<Norms>,
    /// The mean of those vectors.
    pub centroid: Centroid,
    /// The norms that the centroid had before it was scaled to unit length.
    pub centroid_norms: Norms,
}

/// Buffer for sums of n-gram weights, reused between entries: a place for every n-gram, all zero.
#[derive(Debug, Default)]
pub struct Scratch {
    sums: Vec<f32>,
}

impl WeightedEntry {
    /// Weighs an entry's texts, its answer last; they need not be those of an entry of the table.
    #[must_use]
    pub fn new(weights: &IndexWeights, texts: &[CorpusText], scratch: &mut Scratch) -> Self {
        let mut norms = Vec::with_capacity(texts.len());
        let mut terms = Vec::new();
        let mut touched = Vec::new();
        scratch.sums.resize(weights.ngrams.len(), 0.0);
        for (text, share) in shares(texts.iter().copied()) {
            let vector = weights.terms.vector(text.term_ids);
            let ngrams = weights.ngrams.vector(text.word_ids);
            let own = Norms {
                terms: norm(vector.iter().map(|(_, weight)| *weight)),
                ngrams: norm(ngrams.iter().map(|(_, weight)| *weight)),
            };
            norms.push(own);
            let scaled = |(bigram, weight)| (bigram, share * weight / own.terms);
            terms.extend(vector.into_iter().map(scaled));
            for (ngram, weight) in ngrams {
                let sum = &mut scratch.sums[ngram as usize];
                // Weights are positive: a sum of zero has not been touched.
                if *sum == 0.0 {
                    touched.push(ngram);
                }
                *sum += share * weight / own.ngrams;
            }
        }
        touched.sort_unstable();
        let sum = |ngram: u32| (ngram, std::mem::take(&mut scratch.sums[ngram as usize]));
        let mut centroid = Centroid {
            terms: sum_by_feature(terms),
            ngrams: touched.into_iter().map(sum).collect(),
        };
        Self {
            bm25: bm25_weights(weights, texts),
            norms,
            centroid_norms: centroid.normalize(),
            centroid,
        }
    }
}

fn bm25_weights(weights: &IndexWeights, texts: &[CorpusText]) -> Vec<(u32, f32)> {
    let length_norm = bm25::length_norm(length(texts.iter().copied()), weights.mean_length);
    let occurrences = shares(texts.iter().copied())
        .flat_map(|(text, share)| text.term_ids.iter().map(move |&term| (term, share)));
    let mut terms = sum_by_feature(occurrences.collect());
    for (term, frequency) in &mut terms {
        *frequency = bm25::weight(weights.terms.idf(*term), *frequency, length_norm);
    }
    terms
}

/// The number of terms in an entry; those of its answer count [`ANSWER_SHARE`] each.
fn length<'a>(texts: impl ExactSizeIterator<Item = CorpusText<'a>>) -> f32 {
    shares(texts)
        .map(|(text, share)| share * text.term_ids.len() as f32)
        .sum()
}

/// The texts of an entry, each with its share: 1 for a phrasing, [`ANSWER_SHARE`] for the answer.
fn shares<'a>(
    texts: impl ExactSizeIterator<Item = CorpusText<'a>>,
) -> impl Iterator<Item = (CorpusText<'a>, f32)> {
    let last = texts.len().saturating_sub(1);
    let share = move |at| if at == last { ANSWER_SHARE } else { 1.0 };
    texts.enumerate().map(move |(at, text)| (text, share(at)))
}
