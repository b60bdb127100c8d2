//! A question as dense vectors over all features of a table, to be compared with many texts: an array
//! lookup is quicker than a search in a sparse vector.

use std::cell::RefCell;

use crate::matcher::analysis::indexed_text::NO_TERM;
use crate::matcher::index::IndexWeights;
use crate::matcher::index::corpus::CorpusText;
use crate::matcher::index::ngram_weights::NgramWeights;
use crate::matcher::index::segment::TermSums;
use crate::matcher::index::term_weights::Bigram;
use crate::matcher::query::{Query, QueryTerm};

/// Where a word's gain is not computed yet; gains are never negative.
const NOT_COMPUTED: f32 = -1.0;

/// A question as dense vectors. A *gain* is what a feature adds to the dot product of the question's
/// unit vector with the vector of a text that has it. The buffers are reused between questions.
#[derive(Debug, Default)]
pub struct DenseQuery {
    /// The gain of each term, by id.
    term_gains: Vec<f32>,
    /// The gain of each n-gram, by id.
    ngram_gains: Vec<f32>,
    /// The gain of each word by its n-grams, by word id; [`NOT_COMPUTED`] until it is needed.
    word_gains: Vec<f32>,
    /// The words whose gain has been computed.
    computed_words: Vec<u32>,
    /// Whether the question asks for each term, itself or by a related one.
    is_asked: Vec<bool>,
    /// The last comparison in which each term was found.
    last_found: Vec<u32>,
    /// The number of the current comparison, from 1.
    comparison: u32,
    /// The question's bigrams, each with its gain.
    bigrams: Vec<(Bigram, f32)>,
    /// For each entry, what the first stage knows of it by terms.
    pub term_sums: Vec<TermSums>,
    /// For each entry, the cosine to its centroid, in n-grams.
    pub ngram_sums: Vec<f32>,
}

thread_local! {
    static BUFFERS: RefCell<DenseQuery> = RefCell::default();
}

/// Calls `compare` with the dense form of a question, and returns what it returns.
pub fn with_dense_query<T>(
    weights: &IndexWeights,
    query: &Query,
    compare: impl FnOnce(&mut DenseQuery) -> T,
) -> T {
    // Taken out meanwhile: if the comparison panics, the next one starts with fresh buffers.
    let mut dense = BUFFERS.take();
    dense.fill(weights, query);
    let compared = compare(&mut dense);
    dense.clear(query);
    BUFFERS.set(dense);
    compared
}

impl DenseQuery {
    fn fill(&mut self, IndexWeights { terms, ngrams, .. }: &IndexWeights, query: &Query) {
        grow(&mut self.term_gains, terms.len(), 0.0);
        grow(&mut self.is_asked, terms.len(), false);
        grow(&mut self.last_found, terms.len(), 0);
        grow(&mut self.ngram_gains, ngrams.len(), 0.0);
        grow(&mut self.word_gains, ngrams.words(), NOT_COMPUTED);
        for term in query.terms.iter().filter(|term| term.is_known()) {
            self.term_gains[term.id as usize] = terms.idf(term.id) * term.component;
        }
        for id in query.terms.iter().flat_map(QueryTerm::ids) {
            self.is_asked[id as usize] = true;
        }
        for &(ngram, component) in &query.ngrams {
            self.ngram_gains[ngram as usize] = ngrams.idf(Some(ngram)) * component;
        }
        self.bigrams.extend(&query.bigrams);
    }

    fn clear(&mut self, query: &Query) {
        for term in query.terms.iter().filter(|term| term.is_known()) {
            self.term_gains[term.id as usize] = 0.0;
        }
        for id in query.terms.iter().flat_map(QueryTerm::ids) {
            self.is_asked[id as usize] = false;
        }
        for (ngram, _) in &query.ngrams {
            self.ngram_gains[*ngram as usize] = 0.0;
        }
        for word in self.computed_words.drain(..) {
            self.word_gains[word as usize] = NOT_COMPUTED;
        }
        self.bigrams.clear();
    }

    /// Starts the comparison with the texts of another entry.
    pub fn next_entry(&mut self) {
        if self.comparison == u32::MAX {
            self.last_found.fill(0);
            self.comparison = 0;
        }
        self.comparison += 1;
    }

    /// How much of a term the texts of this entry had: 1 for the term itself, its share for a related
    /// one, or 0.
    #[must_use]
    pub fn found(&self, term: &QueryTerm) -> f32 {
        let is_found = |id: u32| self.last_found[id as usize] == self.comparison;
        if term.is_known() && is_found(term.id) {
            return 1.0;
        }
        let related = term.related.iter().filter(|(id, _)| is_found(*id));
        related.map(|(_, share)| *share).fold(0.0, f32::max)
    }

    /// The cosine to a text in terms and bigrams. Its terms are [`Self::found`] from then on.
    pub fn term_cosine(&mut self, text: CorpusText) -> f32 {
        let mut product = 0.0;
        let mut last = NO_TERM;
        for &term in text.term_ids {
            if !self.is_asked[term as usize] {
                last = NO_TERM;
                continue;
            }
            self.last_found[term as usize] = self.comparison;
            let gain = self.term_gains[term as usize];
            if gain > 0.0 {
                product += gain;
                if last != NO_TERM {
                    let bigram = self.bigrams.iter().find(|(own, _)| *own == (last, term));
                    product += bigram.map_or(0.0, |(_, gain)| *gain);
                }
                last = term;
            } else {
                last = NO_TERM;
            }
        }
        product / text.norms.terms
    }

    /// The cosine to a text in n-grams.
    pub fn ngram_cosine(&mut self, weights: &NgramWeights, text: CorpusText) -> f32 {
        let mut product = 0.0;
        for &word in text.word_ids {
            let known = self.word_gains[word as usize];
            product += if known < 0.0 {
                let ngrams = weights.of(word).iter();
                let gain = ngrams.map(|ngram| self.ngram_gains[*ngram as usize]).sum();
                self.word_gains[word as usize] = gain;
                self.computed_words.push(word);
                gain
            } else {
                known
            };
        }
        product / text.norms.ngrams
    }
}

fn grow<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
    if list.len() < length {
        list.resize(length, value);
    }
}
