//! A question in the index's terms.

use std::cell::RefCell;

use crate::matcher::analysis::analyzer::AnalyzedText;
use crate::matcher::analysis::normalize::Role;
use crate::matcher::features::answer_type::AnswerType;
use crate::matcher::features::mismatch::Cue;
use crate::matcher::index::corpus::{CorpusText, IndexedText, NO_TERM};
use crate::matcher::index::term_weights::{Bigram, NgramWeights, TermWeights, summed};
use crate::matcher::weights::Weights;

/// A question in the index's terms.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Each term of the reading.
    pub terms: Vec<QueryTerm>,
    /// The largest weight that a term can have.
    pub most: f32,
    /// The numbers of its terms but for filler, in order: who did what to whom.
    pub numbers: Vec<u32>,
    /// Its pairs of terms, each with what a text gains that has it.
    pairs: Vec<(Bigram, f32)>,
    /// Its direction in grams.
    pub grams: Vec<(u32, f32)>,
    /// What type of answer it wants.
    pub wants: Option<AnswerType>,
    /// Which of its terms says of what.
    pub focus: Option<usize>,
    /// Its numbers, negation and words that have an opposite.
    pub cues: Vec<Cue>,
    /// Whether it says by whom.
    pub by: bool,
}

/// A term of a question in the index's terms.
#[derive(Debug, Clone)]
pub struct QueryTerm {
    /// Its number; [`NO_TERM`] where the table does not know it.
    pub number: u32,
    /// Its weight; the largest there is where the table does not know it. It is 0 where the question
    /// has said it before, and of a filler that the table does not know: nothing is missed by it.
    pub weight: f32,
    /// Its part of the question's direction.
    pub direction: f32,
    /// Whether it says what the question is about; others ask, or hold the sentence together.
    pub is_content: bool,
    /// The terms that mean about the same, each with the share of its weight that it counts for.
    pub related: Vec<(u32, f32)>,
}

impl QueryTerm {
    /// Whether the table knows it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.number != NO_TERM
    }
}

impl Query {
    /// Weighs a question, given its reading and what is weighed of it. Terms for which `is_known`
    /// says no count as unknown.
    #[must_use]
    pub fn new(
        weights: &Weights,
        index_weights: (&TermWeights, &NgramWeights),
        reading: &AnalyzedText,
        text: &IndexedText,
        is_known: impl Fn(u32) -> bool,
    ) -> Self {
        let (terms, grams) = index_weights;
        let known = |&term: &u32| {
            let is_there = terms.entries(term) > 0 && is_known(term);
            if is_there { term } else { NO_TERM }
        };
        let numbers: Vec<u32> = text.terms.iter().map(known).collect();
        let direction = terms.vector(&numbers);
        let length = length(direction.iter().map(|(_, weight)| *weight));
        let part = |term: u32| {
            let at = direction.binary_search_by_key(&(term, NO_TERM), |(pair, _)| *pair);
            at.map_or(0.0, |at| direction[at].1 / length)
        };
        let query_terms = reading.terms.iter().zip(&numbers).enumerate();
        let query_terms = query_terms.map(|(at, (term, &number))| {
            // A word said twice asks for no more than one said once.
            let is_new = reading.terms[..at]
                .iter()
                .all(|other| other.key != term.key);
            let counts = number != NO_TERM || term.role != Role::Filler;
            let weight = terms.term(number);
            // A rare word that means about the same is no stronger evidence than the word asked.
            let share = |other| (weight / terms.term(other)).min(1.0) * weights.related;
            let related = text.related.get(at).into_iter().flatten();
            let related = related.filter(|&&other| is_known(other) && terms.entries(other) > 0);
            QueryTerm {
                number,
                weight: if is_new && counts { weight } else { 0.0 },
                direction: part(number),
                is_content: term.is_content(),
                related: related.map(|&other| (other, share(other))).collect(),
            }
        });
        let telling = reading.terms.iter().zip(&numbers);
        let telling = telling.filter(|(term, _)| term.role != Role::Filler);
        let of_pairs = |(pair, weight): &(Bigram, f32)| {
            let is_whole = pair.0 != NO_TERM && pair.1 != NO_TERM;
            is_whole.then(|| (*pair, terms.pair(*pair) * weight / length))
        };
        Self {
            terms: query_terms.collect(),
            most: terms.term(NO_TERM),
            numbers: telling.map(|(_, number)| *number).collect(),
            pairs: direction.iter().filter_map(of_pairs).collect(),
            grams: gram_direction(grams, text),
            wants: reading.wants,
            focus: reading.focus,
            cues: text.cues.clone(),
            by: text.by,
        }
    }

    /// The sum of its terms' weights.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.terms.iter().map(|term| term.weight).sum()
    }

    /// The terms that count, each once.
    pub fn counting(&self) -> impl Iterator<Item = &QueryTerm> {
        self.terms.iter().filter(|term| term.weight > 0.0)
    }
}

/// The direction of a question's words in grams. Those that the table does not have lengthen it,
/// so that they lower every cosine.
fn gram_direction(index_weights: &NgramWeights, text: &IndexedText) -> Vec<(u32, f32)> {
    let known = text.words.iter().flat_map(|&word| index_weights.of(word));
    let known = known.map(|&gram| (Some(gram), index_weights.weight(Some(gram))));
    let out_of_vocabulary = text
        .out_of_vocabulary
        .iter()
        .flat_map(|word| index_weights.of_out_of_vocabulary(word));
    let out_of_vocabulary = out_of_vocabulary.map(|gram| (gram, index_weights.weight(gram)));
    let (unknown, known): (Vec<_>, Vec<_>) = known
        .chain(out_of_vocabulary)
        .partition(|(gram, _)| gram.is_none());
    let mut direction = summed(known);
    let all = unknown.iter().chain(&direction).map(|(_, weight)| *weight);
    let length = length(all);
    for (_, weight) in &mut direction {
        *weight /= length;
    }
    direction
        .into_iter()
        .filter_map(|(gram, weight)| Some((gram?, weight)))
        .collect()
}

/// The length of a direction; never 0.
pub fn length(index_weights: impl Iterator<Item = f32>) -> f32 {
    let square: f32 = index_weights.map(|weight| weight * weight).sum();
    square.sqrt().max(f32::MIN_POSITIVE)
}

/// A question laid out over all terms, grams and words of a table, to be compared with many texts:
/// to look one up is quicker than to search it. The room is kept from one question to the next.
#[derive(Debug, Default)]
pub struct DenseQuery {
    /// What a text gains by each term.
    terms: Vec<f32>,
    /// What a text gains by each gram.
    grams: Vec<f32>,
    /// What a text gains by the grams of each word; less than 0 where that was not yet looked up.
    words: Vec<f32>,
    looked_up: Vec<u32>,
    /// Whether each term is asked for, itself or by one that means about the same.
    asked: Vec<bool>,
    /// When each term was last met, as the number of the comparison.
    met: Vec<u32>,
    comparison: u32,
    pairs: Vec<(Bigram, f32)>,
    /// For each entry, the sums of what its terms and grams give.
    pub sums: Vec<[f32; 3]>,
    /// For each entry of a segment, the most that one term gives; all zero between terms.
    pub best: Vec<f32>,
}

thread_local! {
    static LAYOUT: RefCell<DenseQuery> = RefCell::default();
}

/// Lays a question out for as long as it takes to compare it.
pub fn with_dense_query<T>(
    index_weights: (&TermWeights, &NgramWeights),
    query: &Query,
    compare: impl FnOnce(&mut DenseQuery) -> T,
) -> T {
    // Taken out meanwhile: should the comparison panic, the next one begins with an empty layout.
    let mut dense = LAYOUT.take();
    dense.fill(index_weights, query);
    let compared = compare(&mut dense);
    dense.clear(query);
    LAYOUT.set(dense);
    compared
}

impl DenseQuery {
    fn fill(&mut self, (terms, grams): (&TermWeights, &NgramWeights), query: &Query) {
        grow(&mut self.terms, terms.len(), 0.0);
        grow(&mut self.asked, terms.len(), false);
        grow(&mut self.met, terms.len(), 0);
        grow(&mut self.grams, grams.len(), 0.0);
        grow(&mut self.words, grams.words(), -1.0);
        for term in query.terms.iter().filter(|term| term.is_known()) {
            self.terms[term.number as usize] = terms.term(term.number) * term.direction;
        }
        for number in asked(query) {
            self.asked[number as usize] = true;
        }
        for &(gram, direction) in &query.grams {
            self.grams[gram as usize] = grams.weight(Some(gram)) * direction;
        }
        self.pairs.extend(&query.pairs);
    }

    fn clear(&mut self, query: &Query) {
        for term in query.terms.iter().filter(|term| term.is_known()) {
            self.terms[term.number as usize] = 0.0;
        }
        for number in asked(query) {
            self.asked[number as usize] = false;
        }
        for (gram, _) in &query.grams {
            self.grams[*gram as usize] = 0.0;
        }
        for word in self.looked_up.drain(..) {
            self.words[word as usize] = -1.0;
        }
        self.pairs.clear();
    }

    /// Begins to compare with the texts of another entry.
    pub fn next_entry(&mut self) {
        if self.comparison == u32::MAX {
            self.met.fill(0);
            self.comparison = 0;
        }
        self.comparison += 1;
    }

    /// What a text of this entry had of a term: all of it, the share of one that means about the
    /// same, or nothing.
    #[must_use]
    pub fn met(&self, term: &QueryTerm) -> f32 {
        let has_met = |number: u32| self.met[number as usize] == self.comparison;
        if term.is_known() && has_met(term.number) {
            return 1.0;
        }
        let related = term.related.iter().filter(|(number, _)| has_met(*number));
        related.map(|(_, share)| *share).fold(0.0, f32::max)
    }

    /// The cosine to a text in terms and pairs of terms.
    pub fn words_cosine(&mut self, text: CorpusText) -> f32 {
        let mut sum = 0.0;
        let mut last = NO_TERM;
        for &term in text.terms {
            if !self.asked[term as usize] {
                last = NO_TERM;
                continue;
            }
            self.met[term as usize] = self.comparison;
            let gain = self.terms[term as usize];
            if gain > 0.0 {
                sum += gain;
                if last != NO_TERM {
                    let pair = self.pairs.iter().find(|(pair, _)| *pair == (last, term));
                    sum += pair.map_or(0.0, |(_, gain)| *gain);
                }
                last = term;
            } else {
                last = NO_TERM;
            }
        }
        sum / text.norms.words
    }

    /// The cosine to a text in grams.
    pub fn grams_cosine(&mut self, index_weights: &NgramWeights, text: CorpusText) -> f32 {
        let mut sum = 0.0;
        for &word in text.words {
            let known = self.words[word as usize];
            sum += if known < 0.0 {
                let grams = index_weights.of(word).iter();
                let gain = grams.map(|gram| self.grams[*gram as usize]).sum();
                self.words[word as usize] = gain;
                self.looked_up.push(word);
                gain
            } else {
                known
            };
        }
        sum / text.norms.grams
    }
}

/// The terms that a question asks for, and those that mean about the same.
fn asked(query: &Query) -> impl Iterator<Item = u32> {
    query.terms.iter().flat_map(|term| {
        let own = term.is_known().then_some(term.number);
        own.into_iter()
            .chain(term.related.iter().map(|(number, _)| *number))
    })
}

fn grow<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
    if list.len() < length {
        list.resize(length, value);
    }
}
