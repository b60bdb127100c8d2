//! A question, weighed: its terms and vectors in the ids of the index.

use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::indexed_text::{IndexedText, NO_TERM};
use crate::matcher::analysis::normalize::Role;
use crate::matcher::index::IndexWeights;
use crate::matcher::index::ngram_weights::NgramWeights;
use crate::matcher::index::sparse::{norm, sum_by_feature, weight_of};
use crate::matcher::index::term_weights::{ALONE, Bigram, TermWeights};
use crate::matcher::meaning::Embedding;
use crate::matcher::weights::Weights;

/// A question, weighed.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Each of its terms, in order.
    pub terms: Vec<QueryTerm>,
    /// The largest IDF there is.
    pub max_idf: f32,
    /// Its bigrams, each with what it adds to the dot product with a text that has it.
    pub bigrams: Vec<(Bigram, f32)>,
    /// Its unit vector over n-grams.
    pub ngrams: Vec<(u32, f32)>,
    /// The type of answer it asks for.
    pub answer_type: Option<AnswerType>,
    /// What it is about.
    pub embedding: Embedding,
}

/// A term of a question, weighed.
#[derive(Debug, Clone)]
pub struct QueryTerm {
    /// Its id; [`NO_TERM`] where it is out of vocabulary.
    pub id: u32,
    /// Its IDF; the largest there is where it is out of vocabulary. 0 where the question has said it
    /// before, and for an out-of-vocabulary filler.
    pub weight: f32,
    /// Its component of the question's unit vector over terms and bigrams.
    pub component: f32,
    /// Whether it says what the question is about.
    pub is_content: bool,
    /// Whether it says more than which type of answer is asked for.
    pub is_subject: bool,
    /// The ids of related terms, each with the share of this term's weight that it counts for.
    pub related: Vec<(u32, f32)>,
}

impl QueryTerm {
    /// Whether it is in the vocabulary.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.id != NO_TERM
    }

    /// Its own id, where it is known, and those of related terms.
    pub fn ids(&self) -> impl Iterator<Item = u32> {
        let own = self.is_known().then_some(self.id);
        own.into_iter()
            .chain(self.related.iter().map(|(id, _)| *id))
    }
}

impl Query {
    /// Weighs a question, given its analysis and the ids of that. A term for which `is_known` is false
    /// counts as out of vocabulary.
    #[must_use]
    pub fn new(
        weights: &Weights,
        index_weights: &IndexWeights,
        analyzed: &AnalyzedText,
        text: &IndexedText,
        is_known: impl Fn(u32) -> bool,
    ) -> Self {
        let IndexWeights { terms, ngrams, .. } = index_weights;
        let is_known = |term: u32| terms.doc_freq(term) > 0 && is_known(term);
        let known_or_none = |&term: &u32| if is_known(term) { term } else { NO_TERM };
        let ids: Vec<u32> = text.term_ids.iter().map(known_or_none).collect();
        let vector = terms.vector(&ids);
        let norm = norm(vector.iter().map(|(_, weight)| *weight));
        let query_term = |(at, &id): (usize, &u32)| QueryTerm {
            id,
            weight: weight(&analyzed.terms, at, id, terms),
            component: weight_of(&vector, &(id, ALONE)) / norm,
            is_content: analyzed.terms[at].is_content(),
            is_subject: analyzed.is_subject(at),
            related: related(weights, terms, id, text.related.get(at), is_known),
        };
        let bigram = |(bigram, weight): &(Bigram, f32)| {
            let is_whole = bigram.0 != NO_TERM && bigram.1 < ALONE;
            is_whole.then(|| (*bigram, terms.bigram(*bigram) * weight / norm))
        };
        Self {
            terms: ids.iter().enumerate().map(query_term).collect(),
            max_idf: terms.max_idf(),
            bigrams: vector.iter().filter_map(bigram).collect(),
            ngrams: ngram_unit_vector(ngrams, text),
            answer_type: analyzed.answer_type,
            embedding: text.embedding,
        }
    }

    /// The sum of its terms' weights.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.terms.iter().map(|term| term.weight).sum()
    }

    /// The terms that weigh anything, each once.
    pub fn weighted_terms(&self) -> impl Iterator<Item = &QueryTerm> {
        self.terms.iter().filter(|term| term.weight > 0.0)
    }
}

/// The weight of one of these terms, given its id. One said twice asks for no more than one said once,
/// and nothing is missed by a filler that the table does not have.
fn weight(terms: &[Term], at: usize, id: u32, index_weights: &TermWeights) -> f32 {
    let term = &terms[at];
    let is_new = terms[..at].iter().all(|other| other.key != term.key);
    let counts = id != NO_TERM || term.role != Role::Filler;
    if is_new && counts {
        index_weights.idf(id)
    } else {
        0.0
    }
}

/// The related terms of a term, each with its share. A rare one is no stronger evidence than the term
/// that was asked.
fn related(
    weights: &Weights,
    index_weights: &TermWeights,
    id: u32,
    related: Option<&Vec<u32>>,
    is_known: impl Fn(u32) -> bool,
) -> Vec<(u32, f32)> {
    let weight = index_weights.idf(id);
    let share = |other| (weight / index_weights.idf(other)).min(1.0) * weights.related;
    let related = related.into_iter().flatten().copied();
    let known = related.filter(|&other| is_known(other));
    known.map(|other| (other, share(other))).collect()
}

/// The unit vector of a question over n-grams. Those that the table does not have lengthen it, so
/// that they lower every cosine.
fn ngram_unit_vector(weights: &NgramWeights, text: &IndexedText) -> Vec<(u32, f32)> {
    let known = text.word_ids.iter().flat_map(|&word| weights.of(word));
    let known = known.map(|&ngram| Some(ngram));
    let oov = text.oov_words.iter();
    let oov = oov.flat_map(|word| weights.of_oov_word(word));
    let weighted = known.chain(oov).map(|ngram| (ngram, weights.idf(ngram)));
    let (unknown, known): (Vec<_>, Vec<_>) = weighted.partition(|(ngram, _)| ngram.is_none());
    let mut vector = sum_by_feature(known);
    let all = unknown.iter().chain(&vector).map(|(_, weight)| *weight);
    let norm = norm(all);
    for (_, weight) in &mut vector {
        *weight /= norm;
    }
    vector
        .into_iter()
        .filter_map(|(ngram, weight)| Some((ngram?, weight)))
        .collect()
}
