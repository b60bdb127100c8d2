//! Some thousand entries, inverted.

use std::ops::Range;

use rayon::prelude::*;

use crate::matcher::analysis::indexed_text::NO_TERM;
use crate::matcher::index::IndexWeights;
use crate::matcher::index::corpus::{Corpus, CorpusText, Norms};
use crate::matcher::index::postings::Postings;
use crate::matcher::index::sparse::weight_of;
use crate::matcher::index::weighted_entry::{Scratch, WeightedEntry};
use crate::matcher::query::{Query, QueryTerm};

/// Up to [`MAX_ENTRIES`](crate::matcher::index::postings::MAX_ENTRIES) entries, inverted. A table is
/// inverted segment by segment, so that no more than one of them is in memory both ways.
#[derive(Debug)]
pub struct Segment {
    /// By term: its BM25 weight, and its component of the centroid.
    by_term: Postings<(f32, f32)>,
    /// By n-gram: its component of the centroid.
    by_ngram: Postings<Quantized>,
}

/// A component of a unit vector in 65,536 steps: fine enough for the first stage.
type Quantized = u16;
const QUANTIZATION_STEPS: f32 = u16::MAX as f32;

/// What the first stage knows of an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FirstStageSums {
    /// The sum of the BM25 weights of the terms that it shares with the question.
    pub bm25: f32,
    /// The cosine to its centroid, in single terms: without bigrams.
    pub centroid_terms: f32,
    /// The cosine to its centroid, in n-grams.
    pub centroid_ngrams: f32,
}

impl FirstStageSums {
    /// Whether the entry shares anything with the question.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.bm25 > 0.0 || self.centroid_terms > 0.0 || self.centroid_ngrams > 0.0
    }
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

    /// Adds what the question's features give each entry. `best` is a buffer with a place for every
    /// entry, all zero before and after.
    pub fn gather(&self, query: &Query, sums: &mut [FirstStageSums], best: &mut [f32]) {
        for term in query.weighted_terms() {
            self.add_term(term, sums, best);
        }
        for &(ngram, component) in &query.ngrams {
            let component = component / QUANTIZATION_STEPS;
            for (entry, quantized) in self.by_ngram.of(ngram) {
                sums[entry].centroid_ngrams += f32::from(quantized) * component;
            }
        }
    }

    /// Adds what a term gives each entry: by itself, or by the related term that gives most.
    fn add_term(&self, term: &QueryTerm, sums: &mut [FirstStageSums], best: &mut [f32]) {
        if term.is_known() {
            for (entry, (bm25, component)) in self.by_term.of(term.id) {
                sums[entry].bm25 += bm25;
                sums[entry].centroid_terms += component * term.component;
                best[entry] = bm25;
            }
        }
        for &(id, share) in &term.related {
            for (entry, (bm25, _)) in self.by_term.of(id) {
                let more = share * bm25 - best[entry];
                if more > 0.0 {
                    sums[entry].bm25 += more;
                    best[entry] += more;
                }
            }
        }
        for id in term.ids() {
            for (entry, _) in self.by_term.of(id) {
                best[entry] = 0.0;
            }
        }
    }

    /// The BM25 weight of a term in the first entry that has it.
    #[cfg(test)]
    pub fn first_bm25(&self, term: u32) -> Option<f32> {
        self.by_term.of(term).next().map(|(_, (bm25, _))| bm25)
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
        let component = |term: u32| weight_of(centroid, &(term, NO_TERM));
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
