//! A question in the index's terms.

use std::cell::RefCell;

use super::reading::{AnswerType, NO_TERM, Reading, Text};
use super::texts::Kept;
use super::weights::{GramWeights, Pair, TermWeights, summed};

/// A question in the index's terms.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Each term of the reading.
    pub terms: Vec<QueryTerm>,
    /// Its pairs of terms, each with what a text gains that has it.
    pairs: Vec<(Pair, f32)>,
    /// Its direction in grams.
    pub grams: Vec<(u32, f32)>,
    /// What type of answer it wants.
    pub wants: Option<AnswerType>,
}

/// A term of a question in the index's terms.
#[derive(Debug, Clone, Copy)]
pub struct QueryTerm {
    /// Its number; [`NO_TERM`] where the table does not know it.
    pub number: u32,
    /// Its weight; the largest there is where the table does not know it, and 0 where the question
    /// has said it before.
    pub weight: f32,
    /// Its part of the question's direction.
    pub direction: f32,
    /// Whether it only asks.
    pub asks: bool,
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
        weights: (&TermWeights, &GramWeights),
        reading: &Reading,
        text: &Text,
        is_known: impl Fn(u32) -> bool,
    ) -> Self {
        let (terms, grams) = weights;
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
            QueryTerm {
                number,
                weight: if is_new { terms.term(number) } else { 0.0 },
                direction: part(number),
                asks: term.asks,
            }
        });
        let of_pairs = |(pair, weight): &(Pair, f32)| {
            let is_whole = pair.0 != NO_TERM && pair.1 != NO_TERM;
            is_whole.then(|| (*pair, terms.pair(*pair) * weight / length))
        };
        Self {
            terms: query_terms.collect(),
            pairs: direction.iter().filter_map(of_pairs).collect(),
            grams: gram_direction(grams, text),
            wants: reading.wants,
        }
    }

    /// The sum of its terms' weights.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.terms.iter().map(|term| term.weight).sum()
    }

    /// The numbers of the terms that the table knows, each once.
    pub fn known_terms(&self) -> impl Iterator<Item = &QueryTerm> {
        self.terms
            .iter()
            .filter(|term| term.is_known() && term.weight > 0.0)
    }
}

/// The direction of a question's words in grams. Those that the table does not have lengthen it,
/// so that they lower every cosine.
fn gram_direction(weights: &GramWeights, text: &Text) -> Vec<(u32, f32)> {
    let known = text.words.iter().flat_map(|&word| weights.of(word));
    let known = known.map(|&gram| (Some(gram), weights.weight(Some(gram))));
    let strange = text
        .strange
        .iter()
        .flat_map(|word| weights.of_strange(word));
    let strange = strange.map(|gram| (gram, weights.weight(gram)));
    let (unknown, known): (Vec<_>, Vec<_>) =
        known.chain(strange).partition(|(gram, _)| gram.is_none());
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
pub fn length(weights: impl Iterator<Item = f32>) -> f32 {
    let square: f32 = weights.map(|weight| weight * weight).sum();
    square.sqrt().max(f32::MIN_POSITIVE)
}

/// A question laid out over all terms, grams and words of a table, to be compared with many texts:
/// to look one up is quicker than to search it. The room is kept from one question to the next.
#[derive(Debug, Default)]
pub struct Layout {
    /// What a text gains by each term.
    terms: Vec<f32>,
    /// What a text gains by each gram.
    grams: Vec<f32>,
    /// What a text gains by the grams of each word; less than 0 where that was not yet looked up.
    words: Vec<f32>,
    looked_up: Vec<u32>,
    /// When each term was last met, as the number of the comparison.
    met: Vec<u32>,
    comparison: u32,
    pairs: Vec<(Pair, f32)>,
    /// For each entry, the sums of what its terms and grams give.
    pub sums: Vec<[f32; 3]>,
}

thread_local! {
    static LAYOUT: RefCell<Layout> = RefCell::default();
}

/// Lays a question out for as long as it takes to compare it.
pub fn laid_out<T>(
    weights: (&TermWeights, &GramWeights),
    query: &Query,
    compare: impl FnOnce(&mut Layout) -> T,
) -> T {
    // Taken out meanwhile: should the comparison panic, the next one begins with an empty layout.
    let mut layout = LAYOUT.take();
    layout.fill(weights, query);
    let compared = compare(&mut layout);
    layout.clear(query);
    LAYOUT.set(layout);
    compared
}

impl Layout {
    fn fill(&mut self, (terms, grams): (&TermWeights, &GramWeights), query: &Query) {
        grow(&mut self.terms, terms.len(), 0.0);
        grow(&mut self.met, terms.len(), 0);
        grow(&mut self.grams, grams.len(), 0.0);
        grow(&mut self.words, grams.words(), -1.0);
        for term in query.terms.iter().filter(|term| term.is_known()) {
            self.terms[term.number as usize] = terms.term(term.number) * term.direction;
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

    /// Whether a text of this entry had the term.
    #[must_use]
    pub fn has_met(&self, term: &QueryTerm) -> bool {
        term.is_known() && self.met[term.number as usize] == self.comparison
    }

    /// The cosine to a text in terms and pairs of terms.
    pub fn words_cosine(&mut self, text: Kept) -> f32 {
        let mut sum = 0.0;
        let mut last = NO_TERM;
        for &term in text.terms {
            let gain = self.terms[term as usize];
            if gain > 0.0 {
                sum += gain;
                self.met[term as usize] = self.comparison;
                if last != NO_TERM {
                    let pair = self.pairs.iter().find(|(pair, _)| *pair == (last, term));
                    sum += pair.map_or(0.0, |(_, gain)| *gain);
                }
                last = term;
            } else {
                last = NO_TERM;
            }
        }
        sum / text.lengths.words
    }

    /// The cosine to a text in grams.
    pub fn grams_cosine(&mut self, weights: &GramWeights, text: Kept) -> f32 {
        let mut sum = 0.0;
        for &word in text.words {
            let known = self.words[word as usize];
            sum += if known < 0.0 {
                let grams = weights.of(word).iter();
                let gain = grams.map(|gram| self.grams[*gram as usize]).sum();
                self.words[word as usize] = gain;
                self.looked_up.push(word);
                gain
            } else {
                known
            };
        }
        sum / text.lengths.grams
    }
}

fn grow<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
    if list.len() < length {
        list.resize(length, value);
    }
}
