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
//! - [`segment`]: a few thousand entries, inverted.

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
use crate::matcher::index::centroid::Centroid;
use crate::matcher::index::corpus::{Corpus, CorpusText, Norms};
use crate::matcher::index::ngram_weights::NgramWeights;
use crate::matcher::index::postings::MAX_ENTRIES;
use crate::matcher::index::segment::Segment;
use crate::matcher::index::term_weights::TermWeights;
use crate::matcher::index::weighted_entry::{Scratch, WeightedEntry};
use crate::matcher::meaning::Embedding;
use crate::matcher::weights::ANSWER_SHARE;

/// The inverted index of a table, with the texts and weights that re-ranking needs.
#[derive(Debug)]
pub struct Index {
    pub(in crate::matcher) weights: IndexWeights,
    pub(in crate::matcher) corpus: Corpus,
    /// For each entry, the norms of its centroid before it was scaled to unit length.
    pub(in crate::matcher) centroid_norms: Vec<Norms>,
    pub(in crate::matcher) segments: Vec<Segment>,
    /// For each entry, what its phrasings are about.
    pub(in crate::matcher) embeddings: Vec<Embedding>,
}

/// The weights of a table's features, which do not depend on the entry.
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
        Self {
            terms,
            ngrams,
            mean_length: mean_length(corpus),
        }
    }
}

/// What the phrasings of an entry are about, given its texts.
pub fn embedding_of<'a>(texts: impl ExactSizeIterator<Item = CorpusText<'a>>) -> Embedding {
    let phrasings = texts.len().saturating_sub(1);
    Embedding::mean(texts.take(phrasings).map(|text| text.embedding))
}

/// The mean length of an entry. The terms are counted before they are weighed: unlike sums of
/// fractions, counts do not depend on the order of entries.
fn mean_length(corpus: &Corpus) -> f32 {
    let (mut asked, mut answered) = (0, 0);
    for entry in 0..corpus.entries() {
        let lengths: Vec<usize> = corpus
            .texts(entry)
            .map(|text| text.term_ids.len())
            .collect();
        if let Some((answer, phrasings)) = lengths.split_last() {
            asked += phrasings.iter().sum::<usize>();
            answered += answer;
        }
    }
    let sum = asked as f32 + ANSWER_SHARE * answered as f32;
    sum / corpus.entries().max(1) as f32
}

impl Index {
    /// Builds the index of a corpus; for `idf_caps` and `words` see [`IndexWeights::new`]. The order of
    /// entries makes no difference to any weight. `step` is called with the number of entries just done.
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
            embeddings: (0..entries)
                .map(|entry| embedding_of(corpus.texts(entry)))
                .collect(),
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

    /// The weights of its features.
    #[must_use]
    pub fn weights(&self) -> &IndexWeights {
        &self.weights
    }

    /// The centroid of an entry of these texts, its answer last.
    #[must_use]
    pub fn centroid(&self, texts: &[IndexedText]) -> Centroid {
        let texts: Vec<CorpusText> = texts.iter().map(CorpusText::of).collect();
        WeightedEntry::new(&self.weights, &texts, &mut Scratch::default()).centroid
    }
}

#[cfg(test)]
pub(in crate::matcher) mod tests {
    use super::*;
    use crate::matcher::analysis::analyzer::Analyzer;
    use crate::matcher::analysis::normalize::normalize;
    use crate::matcher::analysis::vocabulary::VocabularyBuilder;
    use crate::matcher::index::bm25;
    use crate::matcher::weights::Weights;

    /// Two entries: one asked in two ways, one in one.
    const TEXTS: [&[&str]; 2] = [
        &["who paid", "who gave money", "The trust paid."],
        &["what broke", "The storm broke the lantern."],
    ];

    pub fn index() -> (Analyzer, Vec<Vec<IndexedText>>, Index) {
        let mut builder = VocabularyBuilder::default();
        for texts in TEXTS {
            builder.add_entry(texts.iter().map(|text| normalize(text)).collect());
        }
        let analyzer = Analyzer::new(&[], &mut builder);
        let index_text = |words| analyzer.index_text(&analyzer.analyze_words(words));
        let entries: Vec<Vec<IndexedText>> = (0..builder.entries())
            .map(|entry| builder.texts(entry).map(index_text).collect())
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
            let found = index.segments[0].bm25(text.term_ids[0], entry, TEXTS.len());
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
}
