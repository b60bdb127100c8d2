//! IDF weights of character n-grams: runs of letters within a word, its bounds included.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::matcher::index::bm25::idf;
use crate::matcher::index::corpus::Corpus;
use crate::text::letters::unspaced_script;

/// Letters in an n-gram. Pairs of letters add nothing to longer runs, and take time.
const NGRAM_LETTERS: std::ops::RangeInclusive<usize> = 3..=4;
/// Letters in an n-gram of a script without blanks, in which a word has one or two.
const UNSPACED_LETTERS: std::ops::RangeInclusive<usize> = 1..=2;
/// Marks the start and the end of a word.
const BOUND: char = '_';

/// A run of letters, filled up with NULs.
type Ngram = [char; 4];

/// IDF weights of n-grams, and the n-grams of each word of the table.
#[derive(Debug)]
pub struct NgramWeights {
    ids: FxHashMap<Ngram, u32>,
    /// By n-gram id.
    idf: Vec<f32>,
    /// The largest IDF there is: that of an n-gram that the table does not have.
    max_idf: f32,
    /// For each word, by word id, where its n-grams start; the last is where they all end.
    starts: Vec<u32>,
    of_words: Vec<u32>,
}

impl NgramWeights {
    /// Weighs the n-grams of a vocabulary, given its words in the order of their ids, and the corpus.
    #[must_use]
    pub fn new(words: &[Arc<str>], corpus: &Corpus) -> Self {
        let ngrams: Vec<Vec<Ngram>> = words.par_iter().map(|word| ngrams(word)).collect();
        // Numbered in their order: the order of sums must not depend on that of the entries. Most
        // come many times, so that hashing leaves little to sort.
        let keys: FxHashSet<Ngram> = ngrams.iter().flatten().copied().collect();
        let mut keys: Vec<Ngram> = keys.into_iter().collect();
        keys.sort_unstable();
        let ids: FxHashMap<Ngram, u32> = keys.into_iter().zip(0..).collect();
        let mut starts = vec![0];
        let mut of_words = Vec::new();
        for ngrams in &ngrams {
            of_words.extend(ngrams.iter().map(|ngram| ids[ngram]));
            starts.push(of_words.len() as u32);
        }
        let mut weights = Self {
            idf: vec![0.0; ids.len()],
            ids,
            max_idf: 1.0,
            starts,
            of_words,
        };
        let of_word = |word: &u32| weights.of(*word).iter().copied();
        let doc_freqs =
            corpus.doc_freqs(weights.len(), |text| text.word_ids.iter().flat_map(of_word));
        let entries = corpus.entries() as f32;
        weights.idf = doc_freqs
            .into_iter()
            .map(|count| idf(entries, count as f32))
            .collect();
        weights.max_idf = weights.idf.iter().copied().fold(1.0, f32::max);
        weights
    }

    /// The ids of the n-grams of a word of the table.
    #[must_use]
    pub fn of(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.of_words[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// The ids of the n-grams of any word; none for each that the table does not have.
    #[must_use]
    pub fn of_oov_word(&self, word: &str) -> Vec<Option<u32>> {
        let id = |ngram| self.ids.get(&ngram).copied();
        ngrams(word).into_iter().map(id).collect()
    }

    /// The IDF of an n-gram; of one that the table does not have, the largest there is.
    #[must_use]
    pub fn idf(&self, ngram: Option<u32>) -> f32 {
        ngram.map_or(self.max_idf, |ngram| self.idf[ngram as usize])
    }

    /// The TF-IDF vector of a text over its n-grams, not normalised.
    #[must_use]
    pub fn vector(&self, word_ids: &[u32]) -> Vec<(u32, f32)> {
        let mut ngrams: Vec<u32> = word_ids
            .iter()
            .flat_map(|&word| self.of(word))
            .copied()
            .collect();
        ngrams.sort_unstable();
        let runs = ngrams.chunk_by(|a, b| a == b);
        let weight = |run: &[u32]| run.len() as f32 * self.idf(Some(run[0]));
        runs.map(|run| (run[0], weight(run))).collect()
    }

    /// The number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of n-grams.
    #[must_use]
    pub fn len(&self) -> usize {
        self.idf.len()
    }
}

fn ngrams(word: &str) -> Vec<Ngram> {
    let is_unspaced = word.chars().next().and_then(unspaced_script).is_some();
    let (bound, lengths) = if is_unspaced {
        (None, UNSPACED_LETTERS)
    } else {
        (Some(BOUND), NGRAM_LETTERS)
    };
    let letters: Vec<char> = bound.into_iter().chain(word.chars()).chain(bound).collect();
    lengths
        .flat_map(|length| letters.windows(length))
        .map(|run| {
            let mut ngram = Ngram::default();
            ngram[..run.len()].copy_from_slice(run);
            ngram
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::indexed_text::IndexedText;

    #[test]
    fn ngrams_include_the_bounds_of_a_word() {
        let found: Vec<String> = ngrams("oil")
            .iter()
            .map(|ngram| ngram.iter().filter(|c| **c != '\0').collect())
            .collect();
        let expected = ["_oi", "oil", "il_", "_oil", "oil_"];
        assert_eq!(found, expected);
        assert_eq!(ngrams("付钱").len(), 3);
    }

    #[test]
    fn an_ngram_weighs_its_idf_and_an_unknown_one_the_largest() {
        let mut corpus = Corpus::new();
        for word_ids in [[0].as_slice(), &[0, 1]] {
            corpus.push(&[IndexedText {
                word_ids: word_ids.to_vec(),
                ..IndexedText::default()
            }]);
        }
        let weights = NgramWeights::new(&[Arc::from("oil"), Arc::from("wick")], &corpus);
        let entries = 2.0;
        for (word, doc_freq) in [(0, 2.0), (1, 1.0)] {
            for ngram in weights.of(word) {
                let found = weights.idf(Some(*ngram));
                assert!((found - idf(entries, doc_freq)).abs() < 1e-6, "{found}");
            }
        }
        let unknown = weights.of_oov_word("zz");
        assert!(unknown.iter().all(Option::is_none));
        // The largest weight is never below 1.
        let found = weights.idf(None);
        assert!((found - idf(entries, 1.0).max(1.0)).abs() < 1e-6, "{found}");
    }
}
