//! The inverted index of a table: a question → the first-stage sums of every entry, and an exact
//! comparison with any one of them.
//!
//! - [`corpus`]: the texts, as ids.
//! - [`bm25`]: the formulas of BM25.
//! - [`term_weights`], [`ngram_weights`]: the IDF of terms, bigrams and character n-grams.
//! - [`sparse`]: sparse vectors.
//! - [`centroid`]: the mean of an entry's texts.
//! - [`weighted_entry`]: all weights of one entry.
//! - [`postings`]: from a feature to its entries.
//! - [`segment`]: some thousand entries, inverted.

pub mod bm25;
pub mod centroid;
pub mod corpus;
pub mod ngram_weights;
pub mod postings;
pub mod segment;
pub mod sparse;
pub mod term_weights;
pub mod weighted_entry;

use std::sync::Arc;

use crate::matcher::analysis::indexed_text::IndexedText;
use crate::matcher::dense_query::DenseQuery;
use crate::matcher::index::centroid::Centroid;
use crate::matcher::index::corpus::{Corpus, CorpusText, Norms, answer_has_number, cues_of};
use crate::matcher::index::ngram_weights::NgramWeights;
use crate::matcher::index::postings::MAX_ENTRIES;
use crate::matcher::index::segment::{FirstStageSums, Segment};
use crate::matcher::index::sparse::weight_of;
use crate::matcher::index::term_weights::TermWeights;
use crate::matcher::index::weighted_entry::{Scratch, WeightedEntry, length};
use crate::matcher::query::{Query, QueryTerm};
use crate::matcher::rerank::Reranker;
use crate::matcher::score::Features;

/// A table, ready to be asked.
#[derive(Debug)]
pub struct Index {
    weights: IndexWeights,
    corpus: Corpus,
    /// For each entry, the norms of its centroid before it was scaled to unit length.
    centroid_norms: Vec<Norms>,
    segments: Vec<Segment>,
}

/// What the features of a table weigh, whatever the entry.
#[derive(Debug)]
pub struct IndexWeights {
    /// IDF of terms and bigrams.
    pub terms: TermWeights,
    /// IDF of n-grams.
    pub ngrams: NgramWeights,
    /// The mean length of an entry, in terms.
    pub mean_length: f32,
}

impl IndexWeights {
    /// Weighs the features of a corpus. `idf_caps` are the largest IDFs of its terms, as shares of the
    /// largest there is, by term id; `words` are its words, by word id.
    #[must_use]
    pub fn new(idf_caps: &[f32], words: &[Arc<str>], corpus: &Corpus) -> Self {
        let (terms, ngrams) = rayon::join(
            || TermWeights::new(idf_caps, corpus),
            || NgramWeights::new(words, corpus),
        );
        let entries = corpus.entries();
        let lengths = (0..entries).map(|entry| length(corpus.texts(entry)));
        let sum: f32 = lengths.sum();
        Self {
            terms,
            ngrams,
            mean_length: sum / entries.max(1) as f32,
        }
    }
}

impl Index {
    /// Builds the index of a corpus; for `idf_caps` and `words` see [`IndexWeights::new`]. The order of
    /// entries makes no difference to any weight. `step` is told how many more entries are done.
    #[must_use]
    pub fn new(
        idf_caps: &[f32],
        words: &[Arc<str>],
        corpus: Corpus,
        step: &mut dyn FnMut(usize),
    ) -> Self {
        let entries = corpus.entries();
        let mut index = Self {
            weights: IndexWeights::new(idf_caps, words, &corpus),
            corpus,
            centroid_norms: Vec::with_capacity(entries),
            segments: Vec::new(),
        };
        let mut text_norms = Vec::new();
        for first in (0..entries).step_by(MAX_ENTRIES) {
            let last = entries.min(first + MAX_ENTRIES);
            let (segment, norms) = Segment::new(&index.weights, &index.corpus, first..last);
            index.segments.push(segment);
            index.centroid_norms.extend(norms.centroids);
            text_norms.extend(norms.texts);
            step(last - first);
        }
        index.corpus.set_norms(text_norms);
        index
    }

    /// What its features weigh.
    #[must_use]
    pub fn weights(&self) -> &IndexWeights {
        &self.weights
    }

    /// Fills in [`DenseQuery::sums`] for every entry.
    pub fn gather(&self, query: &Query, dense: &mut DenseQuery) {
        let DenseQuery { sums, best, .. } = dense;
        best.resize(MAX_ENTRIES, 0.0);
        sums.clear();
        sums.resize(self.corpus.entries(), FirstStageSums::default());
        for (segment, sums) in self.segments.iter().zip(sums.chunks_mut(MAX_ENTRIES)) {
            segment.gather(query, sums, best);
        }
    }

    /// Compares the question with an entry exactly, given the sum of the BM25 weights of the terms that
    /// they share.
    #[must_use]
    pub fn rerank(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        entry: usize,
        bm25: f32,
    ) -> Features {
        let reranker = Reranker {
            bm25,
            centroid_norms: self.centroid_norms[entry],
            cues: self.corpus.cues(entry),
            has_number: self.corpus.has_number(entry),
            ngrams: &self.weights.ngrams,
        };
        reranker.compare(query, dense, self.corpus.texts(entry))
    }

    /// Compares the question exactly with an entry of these texts, its answer last; it need not be one
    /// of the table.
    #[must_use]
    pub fn rerank_texts(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        texts: &[IndexedText],
    ) -> Features {
        let mut texts_with_norms: Vec<CorpusText> = texts.iter().map(CorpusText::of).collect();
        let weighted =
            WeightedEntry::new(&self.weights, &texts_with_norms, &mut Scratch::default());
        for (text, norms) in texts_with_norms.iter_mut().zip(weighted.norms) {
            text.norms = norms;
        }
        let best = |term: &QueryTerm| {
            let related = term.related.iter();
            let related = related.map(|(id, share)| share * weight_of(&weighted.bm25, id));
            related.fold(weight_of(&weighted.bm25, &term.id), f32::max)
        };
        let reranker = Reranker {
            bm25: query.weighted_terms().map(best).sum(),
            centroid_norms: weighted.centroid_norms,
            cues: &cues_of(texts),
            has_number: answer_has_number(texts),
            ngrams: &self.weights.ngrams,
        };
        reranker.compare(query, dense, texts_with_norms.into_iter())
    }

    /// The centroid of an entry of these texts, its answer last.
    #[must_use]
    pub fn centroid(&self, texts: &[IndexedText]) -> Centroid {
        let texts: Vec<CorpusText> = texts.iter().map(CorpusText::of).collect();
        WeightedEntry::new(&self.weights, &texts, &mut Scratch::default()).centroid
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::analyzer::Analyzer;
    use crate::matcher::analysis::normalize::normalize;
    use crate::matcher::analysis::vocabulary::VocabularyBuilder;
    use crate::matcher::dense_query::with_dense_query;
    use crate::matcher::index::bm25;
    use crate::matcher::weights::{ANSWER_SHARE, Weights};

    /// Two entries: one asked in two ways, one in one.
    const TEXTS: [&[&str]; 2] = [
        &["who paid", "who gave money", "The trust paid."],
        &["what broke", "The storm broke the lantern."],
    ];

    fn index() -> (Analyzer, Vec<Vec<IndexedText>>, Index) {
        let mut builder = VocabularyBuilder::default();
        for texts in TEXTS {
            builder.add_entry(texts.iter().map(|text| normalize(text)).collect());
        }
        let analyzer = Analyzer::new(&[], &mut builder);
        let read = |words| analyzer.index_text(&analyzer.analyze_words(words));
        let entries: Vec<Vec<IndexedText>> = (0..builder.entries())
            .map(|entry| builder.texts(entry).map(read).collect())
            .collect();
        let mut corpus = Corpus::new();
        for entry in &entries {
            corpus.push(entry);
        }
        let vocabulary = analyzer.vocabulary();
        let index = Index::new(
            &vocabulary.idf_caps(Weights::default().filler_cap),
            &vocabulary.words(),
            corpus,
            &mut |_| {},
        );
        (analyzer, entries, index)
    }

    #[test]
    fn repeated_terms_saturate_and_answers_count_their_share() {
        let (analyzer, _, index) = index();
        let lengths = [2.0 + 3.0 + ANSWER_SHARE * 3.0, 2.0 + ANSWER_SHARE * 5.0];
        let mean_length = f32::midpoint(lengths[0], lengths[1]);
        let check = |term: &str, entry: usize, frequency: f32| {
            let text = analyzer.index_text(&analyzer.analyze_question(term));
            let found = index.segments[0].first_bm25(text.term_ids[0]).unwrap();
            let expected = bm25::weight(
                bm25::idf(2.0, 1.0),
                frequency,
                bm25::length_norm(lengths[entry], mean_length),
            );
            assert!((found - expected).abs() < 1e-6, "{term}: {found}");
        };
        check("who", 0, 2.0);
        check("paid", 0, 1.0 + ANSWER_SHARE);
        check("trust", 0, ANSWER_SHARE);
        check("lantern", 1, ANSWER_SHARE);
    }

    #[test]
    fn an_entry_is_weighed_alone_as_it_is_in_the_table() {
        let (analyzer, entries, index) = index();
        for question in ["who paid for the lantern", "storm", "what money", "zebra"] {
            let analyzed = analyzer.analyze_question(question);
            let query = Query::new(
                &Weights::default(),
                index.weights(),
                &analyzed,
                &analyzer.index_text(&analyzed),
                |_| true,
            );
            with_dense_query(index.weights(), &query, |dense| {
                index.gather(&query, dense);
                let sums = dense.sums.clone();
                for (entry, (texts, sums)) in entries.iter().zip(sums).enumerate() {
                    let found = index.rerank(&query, dense, entry, sums.bm25);
                    let alone = index.rerank_texts(&query, dense, texts);
                    assert_eq!(found, alone, "{question}");
                    // The first stage knows no bigrams, so that re-ranking can only add to terms.
                    assert!(
                        sums.centroid_terms <= found.centroid_terms + 1e-4,
                        "{question}"
                    );
                    let difference = sums.centroid_ngrams - found.centroid_ngrams;
                    assert!(difference.abs() < 1e-3, "{question}");
                }
            });
        }
    }
}
