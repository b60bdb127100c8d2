//! Re-ranking: an exact comparison of the question with one entry, text by text.

use crate::matcher::analysis::indexed_text::IndexedText;
use crate::matcher::dense_query::DenseQuery;
use crate::matcher::index::corpus::{CorpusText, Norms};
use crate::matcher::index::ngram_weights::NgramWeights;
use crate::matcher::index::sparse::weight_of;
use crate::matcher::index::weighted_entry::{Scratch, WeightedEntry};
use crate::matcher::index::{Index, embedding_of};
use crate::matcher::meaning::Embedding;
use crate::matcher::query::{Query, QueryTerm};
use crate::matcher::score::{Features, bm25_ceiling, bm25_share};
use crate::matcher::weights::ANSWER_SHARE;

/// What is known of an entry before its texts are compared.
#[derive(Debug, Clone, Copy)]
pub struct Reranker<'a> {
    /// The sum of the BM25 weights of the terms that it shares with the question.
    pub bm25: f32,
    /// The norms that its centroid had before it was scaled to unit length.
    pub centroid_norms: Norms,
    /// The IDF of n-grams.
    pub ngrams: &'a NgramWeights,
    /// What its phrasings are about.
    pub embedding: Embedding,
}

impl Reranker<'_> {
    /// Compares the question with each of the entry's texts: its phrasings and, last, its answer.
    #[must_use]
    pub fn compare<'a>(
        self,
        query: &Query,
        dense: &mut DenseQuery,
        texts: impl ExactSizeIterator<Item = CorpusText<'a>>,
    ) -> Features {
        let mut features = Features {
            bm25: bm25_share(bm25_ceiling(query), self.bm25),
            ..Features::default()
        };
        self.compare_texts(query, dense, texts, &mut features);
        let max_idf = query.max_idf.max(f32::MIN_POSITIVE);
        let covered = |counts| covered_weight(query, dense, counts);
        features.coverage = covered(|_| true) / query.weight().max(f32::MIN_POSITIVE);
        features.covered_content = covered(|term| term.is_content) / max_idf;
        features.covered_subject = covered(|term| term.is_subject) / max_idf;
        features
    }

    /// Fills in what the texts are compared for.
    fn compare_texts<'a>(
        self,
        query: &Query,
        dense: &mut DenseQuery,
        texts: impl ExactSizeIterator<Item = CorpusText<'a>>,
        features: &mut Features,
    ) {
        let phrasings = texts.len().saturating_sub(1);
        let mut of_same_type = 0.0_f32;
        let mut nearest_in_meaning = 0.0_f32;
        let mut answer_in_meaning = 0.0;
        dense.next_entry();
        for (index, text) in texts.enumerate() {
            let terms = dense.term_cosine(text);
            let ngrams = dense.ngram_cosine(self.ngrams, text);
            let meaning = query.embedding.similarity(text.embedding);
            if index == phrasings {
                features.centroid_terms += ANSWER_SHARE * terms;
                features.centroid_ngrams += ANSWER_SHARE * ngrams;
                answer_in_meaning = meaning;
                continue;
            }
            features.centroid_terms += terms;
            features.centroid_ngrams += ngrams;
            nearest_in_meaning = nearest_in_meaning.max(meaning);
            let similarity = f32::midpoint(terms, ngrams);
            if similarity > features.phrasing_similarity {
                features.phrasing_similarity = similarity.min(1.0);
                features.nearest_phrasing = index;
            }
            let is_same_type = query.answer_type.is_some() && text.answer_type == query.answer_type;
            of_same_type += f32::from(u8::from(is_same_type));
        }
        // The cosine to the centroid: the sum of the cosines to the texts, over its norm.
        features.centroid_terms = (features.centroid_terms / self.centroid_norms.terms).min(1.0);
        features.centroid_ngrams = (features.centroid_ngrams / self.centroid_norms.ngrams).min(1.0);
        let together = query.embedding.similarity(&self.embedding);
        features.meaning = (together + nearest_in_meaning + answer_in_meaning) / 3.0;
        features.answer_type = of_same_type / phrasings.max(1) as f32;
    }
}

/// The weight of the question's terms that count and that the entry has.
fn covered_weight(query: &Query, dense: &DenseQuery, counts: fn(&QueryTerm) -> bool) -> f32 {
    let terms = query.weighted_terms().filter(|term| counts(term));
    terms.map(|term| dense.found(term) * term.weight).sum()
}

impl Index {
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
            ngrams: &self.weights.ngrams,
            embedding: self.embeddings[entry],
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
            ngrams: &self.weights.ngrams,
            embedding: embedding_of(texts_with_norms.iter().copied()),
        };
        reranker.compare(query, dense, texts_with_norms.into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::dense_query::with_dense_query;
    use crate::matcher::index::tests::index;
    use crate::matcher::weights::Weights;

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
                let ngram_sums = dense.ngram_sums.clone();
                let sums = dense.term_sums.clone().into_iter().zip(ngram_sums);
                for (entry, (texts, (sums, ngram_sum))) in entries.iter().zip(sums).enumerate() {
                    let found = index.rerank(&query, dense, entry, sums.bm25);
                    let alone = index.rerank_texts(&query, dense, texts);
                    assert_eq!(found, alone, "{question}");
                    // The first stage knows no bigrams, so that re-ranking can only add to terms.
                    assert!(
                        sums.centroid_terms <= found.centroid_terms + 1e-4,
                        "{question}"
                    );
                    let difference = ngram_sum - found.centroid_ngrams;
                    assert!(difference.abs() < 1e-3, "{question}");
                }
            });
        }
    }
}
