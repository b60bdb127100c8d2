//! IDF weights of terms and of bigrams, which are pairs of neighbouring terms.
//!
//! A weight falls with the number of *entries* that have a feature, not of phrasings: an entry's many
//! phrasings repeat its own words on purpose.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::matcher::analysis::indexed_text::NO_TERM;
use crate::matcher::index::bm25::idf;
use crate::matcher::index::corpus::Corpus;
use crate::matcher::index::sparse::sum_by_feature;
use crate::matcher::weights::BIGRAM_SHARE;

/// Two neighbouring terms, by id; of a single term the second is [`ALONE`].
pub type Bigram = (u32, u32);

/// In place of the second term of a bigram, where there is a single term. Not [`NO_TERM`], which is a
/// second term that the table does not have.
pub const ALONE: u32 = NO_TERM - 1;

/// IDF weights of terms and bigrams.
#[derive(Debug)]
pub struct TermWeights {
    /// By term id.
    idf: Vec<f32>,
    /// The number of entries that have each term; 0 for some, since a group of synonyms may be of no
    /// use in its own table.
    doc_freqs: Vec<u32>,
    /// The bigrams of two entries or more. Most are in one, and weigh as much as those in none.
    bigrams: FxHashMap<Bigram, f32>,
    /// The largest IDF there is: that of a term that no entry has.
    max_idf: f32,
}

impl TermWeights {
    /// Weighs the terms and bigrams of a corpus. `caps` are the largest IDFs that terms may have, by
    /// term id, as shares of the largest there is.
    #[must_use]
    pub fn new(caps: &[f32], corpus: &Corpus) -> Self {
        let doc_freqs = corpus.doc_freqs(caps.len(), |text| text.term_ids.iter().copied());
        let entries = corpus.entries() as f32;
        let weights: Vec<f32> = doc_freqs
            .iter()
            .zip(caps)
            .map(|(count, cap)| idf(entries, *count as f32).min(cap * idf(entries, 1.0)))
            .collect();
        let known = weights.iter().zip(&doc_freqs);
        let known = known.filter(|(_, count)| **count > 0);
        let max_known = known.map(|(idf, _)| *idf).fold(1.0, f32::max);
        Self {
            bigrams: repeated_bigrams(corpus)
                .into_iter()
                .map(|(bigram, count)| (bigram, idf(entries, count as f32)))
                .collect(),
            idf: weights,
            doc_freqs,
            // Every table has a term or a bigram that a single entry has.
            max_idf: max_known.max(idf(entries, 1.0)),
        }
    }

    /// The number of entries that have a term; 0 where it is out of vocabulary.
    #[must_use]
    pub fn doc_freq(&self, term: u32) -> u32 {
        self.doc_freqs.get(term as usize).copied().unwrap_or(0)
    }

    /// The IDF of a term; of one that no entry has, the largest there is.
    #[must_use]
    pub fn idf(&self, term: u32) -> f32 {
        if self.doc_freq(term) == 0 {
            return self.max_idf;
        }
        self.idf[term as usize]
    }

    /// The largest IDF there is.
    #[must_use]
    pub fn max_idf(&self) -> f32 {
        self.max_idf
    }

    /// The weight of a bigram: its IDF, times [`BIGRAM_SHARE`].
    #[must_use]
    pub fn bigram(&self, bigram: Bigram) -> f32 {
        BIGRAM_SHARE * self.bigrams.get(&bigram).copied().unwrap_or(self.max_idf)
    }

    /// The number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.idf.len()
    }

    /// The TF-IDF vector of a text over its terms and bigrams, not normalised.
    #[must_use]
    pub fn vector(&self, term_ids: &[u32]) -> Vec<(Bigram, f32)> {
        let unigrams = term_ids.iter();
        let unigrams = unigrams.map(|&term| ((term, ALONE), self.idf(term)));
        let weighed = |bigram: Bigram| (bigram, self.bigram(bigram));
        sum_by_feature(unigrams.chain(bigrams(term_ids).map(weighed)).collect())
    }
}

/// The bigrams of a text, in order.
fn bigrams(term_ids: &[u32]) -> impl Iterator<Item = Bigram> {
    term_ids.windows(2).map(|pair| (pair[0], pair[1]))
}

/// The bigrams of two entries or more, each with its document frequency.
fn repeated_bigrams(corpus: &Corpus) -> Vec<(Bigram, u32)> {
    let of_entry = |entry| {
        let of_texts = corpus.texts(entry).flat_map(|text| bigrams(text.term_ids));
        of_texts.collect::<FxHashSet<Bigram>>()
    };
    let entries = (0..corpus.entries()).into_par_iter();
    let mut all: Vec<Bigram> = entries.flat_map_iter(of_entry).collect();
    all.par_sort_unstable();
    let runs = all.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::indexed_text::IndexedText;
    use crate::matcher::index::sparse::weight_of;

    /// The entries of [`weights`].
    const ENTRIES: f32 = 3.0;

    fn weights(caps: [f32; 4]) -> TermWeights {
        let mut corpus = Corpus::new();
        for term_ids in [&[0, 1, 2][..], &[0, 1], &[3]] {
            corpus.push(&[IndexedText {
                term_ids: term_ids.to_vec(),
                ..IndexedText::default()
            }]);
        }
        TermWeights::new(&caps, &corpus)
    }

    #[track_caller]
    fn check(found: f32, expected: f32) {
        assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
    }

    #[test]
    fn a_term_weighs_its_idf_and_an_unknown_one_the_largest() {
        let weights = weights([1.0; 4]);
        check(weights.idf(0), idf(ENTRIES, 2.0));
        check(weights.idf(3), idf(ENTRIES, 1.0));
        // The largest weight is never below 1, however small the table.
        check(weights.idf(9), idf(ENTRIES, 1.0).max(1.0));
        check(weights.max_idf(), weights.idf(NO_TERM));
    }

    #[test]
    fn a_term_before_an_unknown_one_weighs_no_more() {
        let weights = weights([1.0; 4]);
        let vector = weights.vector(&[3, NO_TERM]);
        check(weight_of(&vector, &(3, ALONE)), weights.idf(3));
        check(
            weight_of(&vector, &(3, NO_TERM)),
            BIGRAM_SHARE * weights.max_idf(),
        );
    }

    #[test]
    fn a_bigram_counts_its_share_and_a_common_one_less() {
        let weights = weights([1.0; 4]);
        check(weights.bigram((0, 1)), BIGRAM_SHARE * idf(ENTRIES, 2.0));
        check(weights.bigram((1, 2)), BIGRAM_SHARE * weights.max_idf());
        check(weights.bigram((3, 3)), BIGRAM_SHARE * weights.max_idf());
    }

    #[test]
    fn a_cap_is_a_share_of_the_largest_idf() {
        let cap = 0.25;
        let weights = weights([cap, 1.0, 1.0, 1.0]);
        check(weights.idf(0), cap * idf(ENTRIES, 1.0));
        check(weights.idf(1), idf(ENTRIES, 2.0));
    }
}
