//! A segment of a table: a few thousand entries, inverted.

use std::ops::Range;

use rayon::prelude::*;

use crate::matcher::index::IndexWeights;
use crate::matcher::index::corpus::{Corpus, CorpusText, Norms};
use crate::matcher::index::postings::Postings;
use crate::matcher::index::sparse::weight_of;
use crate::matcher::index::term_weights::ALONE;
use crate::matcher::index::weighted_entry::{Scratch, WeightedEntry};

/// Up to [`MAX_ENTRIES`](crate::matcher::index::postings::MAX_ENTRIES) entries, inverted. A table is
/// inverted segment by segment, so that no more than one of them is in memory both ways.
#[derive(Debug)]
pub struct Segment {
    /// By term: its BM25 weight, and its component of the centroid.
    pub(in crate::matcher) by_term: Postings<(f32, f32)>,
    /// By n-gram: its component of the centroid.
    pub(in crate::matcher) by_ngram: Postings<Quantized>,
}

/// A component of a unit vector, 0 to 1, in [`QUANTIZATION_STEPS`]: precise enough for the first stage.
pub type Quantized = u16;
/// The number of steps from 0 to 1 in a [`Quantized`] component.
pub const QUANTIZATION_STEPS: f32 = u16::MAX as f32;

/// What the first stage knows of an entry by the question's terms.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TermSums {
    /// The sum of the BM25 weights of the terms that it shares with the question.
    pub bm25: f32,
    /// The cosine to its centroid, in single terms: without bigrams.
    pub centroid_terms: f32,
    /// The most that the term gives that is being added; 0 between terms.
    pub best: f32,
}

/// The norms of a segment's texts and of its entries' centroids, in order.
#[derive(Debug, Default)]
pub struct SegmentNorms {
    /// For each text.
    pub texts: Vec<Norms>,
    /// For each entry.
    pub centroids: Vec<Norms>,
}

impl Segment {
    /// Weighs and inverts these entries of a corpus.
    #[must_use]
    pub fn new(
        weights: &IndexWeights,
        corpus: &Corpus,
        entries: Range<usize>,
    ) -> (Self, SegmentNorms) {
        let weigh = |scratch: &mut Scratch, entry| {
            let texts: Vec<CorpusText> = corpus.texts(entry).collect();
            EntryPostings::of(WeightedEntry::new(weights, &texts, scratch))
        };
        let entries: Vec<EntryPostings> = entries
            .into_par_iter()
            .map_init(Scratch::default, weigh)
            .collect();
        let mut norms = SegmentNorms::default();
        let (mut by_term, mut by_ngram) = (Vec::new(), Vec::new());
        for entry in entries {
            norms.texts.extend(entry.norms);
            norms.centroids.push(entry.centroid_norms);
            by_term.push(entry.terms);
            by_ngram.push(entry.ngrams);
        }
        let segment = Self {
            by_term: Postings::new(weights.terms.len(), &by_term),
            by_ngram: Postings::new(weights.ngrams.len(), &by_ngram),
        };
        (segment, norms)
    }

    /// The BM25 weight of a term in an entry of these many.
    #[cfg(test)]
    pub fn bm25(&self, term: u32, entry: usize, entries: usize) -> f32 {
        let mut weights = vec![0.0; entries];
        let by_term = &self.by_term;
        by_term.add_to(term, &mut weights, |own, (bm25, _)| *own += bm25);
        weights[entry]
    }
}

/// A weighted entry, reduced to what its segment keeps.
struct EntryPostings {
    terms: Vec<(u32, (f32, f32))>,
    ngrams: Vec<(u32, Quantized)>,
    norms: Vec<Norms>,
    centroid_norms: Norms,
}

impl EntryPostings {
    fn of(weighted: WeightedEntry) -> Self {
        let centroid = &weighted.centroid.terms;
        let component = |term: u32| weight_of(centroid, &(term, ALONE));
        let terms = weighted.bm25.into_iter();
        let ngrams = weighted.centroid.ngrams.into_iter();
        Self {
            terms: terms
                .map(|(term, bm25)| (term, (bm25, component(term))))
                .collect(),
            ngrams: ngrams
                .map(|(ngram, component)| (ngram, quantized(component)))
                .collect(),
            norms: weighted.norms,
            centroid_norms: weighted.centroid_norms,
        }
    }
}

#[expect(
    clippy::cast_sign_loss,
    reason = "a component of a vector of positive weights is positive"
)]
fn quantized(component: f32) -> Quantized {
    (component * QUANTIZATION_STEPS).round() as Quantized
}
