//! The table, turned round: from a feature to the entries that have it.
//!
//! Features live in two spaces, words and grams (see [`super::space`]). In both, a feature's weight
//! falls with the number of *entries* that have it, not of phrasings: an entry's many phrasings
//! repeat its own words on purpose.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::reading::{AnswerType, Reading, Term};
use super::space::{Grams, Scratch, Vector, Words, dot, mean_direction, summed};

/// Saturation of repeated words; the customary value of Okapi BM25.
const K1: f32 = 1.2;
/// How far an entry's length counts; lower than the customary 0.75, because a curator who
/// writes more phrasings does not make the entry about less.
const B: f32 = 0.4;
/// What the answer's own words count, beside those of a phrasing.
const ANSWER_SHARE: f32 = 0.5;
/// An entry as the matcher sees it: all its phrasings and its answer pooled.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// BM25 weight of each of its terms.
    pub terms: Vector,
    /// The mean direction of its texts, of length one, in words.
    pub words: Vector,
    /// The mean direction of its texts, of length one, in grams.
    pub grams: Vector,
    /// Each phrasing, of length one, in words and in grams.
    pub phrasings: Vec<(Vector, Vector)>,
    /// What share of its phrasings wants which type of answer.
    pub wants: BTreeMap<AnswerType, f32>,
}

/// The readings that an entry is made of.
#[derive(Debug, Clone, Default)]
pub struct EntryReadings {
    /// Its ways of asking.
    pub phrasings: Vec<Reading>,
    /// Its facts, or the sentence of a gap.
    pub answer: Reading,
}

/// A question in the index's terms.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The features of its terms, sorted.
    pub terms: Vec<u32>,
    /// Each term of the reading.
    pub weights: Vec<QueryTerm>,
    /// Direction in words.
    pub words: Vector,
    /// Direction in grams.
    pub grams: Vector,
    /// What type of answer it wants.
    pub wants: Option<AnswerType>,
}

/// A term of a question in the index's terms.
#[derive(Debug, Clone, Copy, Default)]
pub struct QueryTerm {
    /// Its weight; the largest there is where the table does not know it.
    pub weight: f32,
    /// Its feature, if the table knows it.
    pub feature: Option<u32>,
    /// Whether it only asks.
    pub asks: bool,
}

/// For each feature, the entries that have it, with its weight there.
type Postings = Vec<Vec<(u32, f32)>>;

/// The whole table, ready to be asked.
#[derive(Debug)]
pub struct Index {
    /// Terms and pairs of terms.
    pub words: Words,
    grams: Grams,
    /// The entries.
    pub documents: Vec<Document>,
    mean_length: f32,
    /// BM25 weights of the terms.
    by_term: Postings,
    /// Weights in the mean directions, in words and in grams.
    by_words: Postings,
    by_grams: Postings,
}

impl Index {
    /// Builds the index; the order of the entries makes no difference to any weight.
    #[must_use]
    pub fn new(entries: &[EntryReadings]) -> Self {
        let readings: Vec<Vec<&Reading>> = entries
            .iter()
            .map(|entry| entry.phrasings.iter().chain([&entry.answer]).collect())
            .collect();
        let (words, grams) = rayon::join(|| Words::new(&readings), || Grams::new(&readings));
        let mut index = Self {
            words,
            grams,
            documents: Vec::new(),
            mean_length: mean(entries.iter().map(length)),
            by_term: Postings::new(),
            by_words: Postings::new(),
            by_grams: Postings::new(),
        };
        index.documents = entries
            .par_iter()
            .map_init(Scratch::default, |scratch, entry| {
                index.weigh(entry, scratch)
            })
            .collect();
        let documents = &index.documents;
        (index.by_grams, (index.by_words, index.by_term)) = rayon::join(
            || {
                postings(
                    index.grams.frequencies(),
                    documents.iter().map(|d| &d.grams),
                )
            },
            || {
                let frequencies = index.words.frequencies();
                let by_words = postings(frequencies, documents.iter().map(|d| &d.words));
                (
                    by_words,
                    postings(frequencies, documents.iter().map(|d| &d.terms)),
                )
            },
        );
        index
    }

    /// Weighs an entry's readings; they need not be those of an entry of the table.
    #[must_use]
    pub fn document(&self, entry: &EntryReadings) -> Document {
        self.weigh(entry, &mut Scratch::default())
    }

    fn weigh(&self, entry: &EntryReadings, scratch: &mut Scratch) -> Document {
        let norm = K1 * (1.0 - B + B * length(entry) / self.mean_length.max(1.0));
        let mut terms = self.pooled(entry);
        for (feature, count) in &mut terms {
            *count = self.words.weight(Some(*feature)) * *count * (K1 + 1.0) / (*count + norm);
        }
        let texts = entry.phrasings.iter();
        let phrasings: Vec<(Vector, Vector)> = texts
            .map(|text| (self.words.vector(text), self.grams.vector(text)))
            .collect();
        let answer = (
            self.words.vector(&entry.answer),
            self.grams.vector(&entry.answer),
        );
        let mut wants = BTreeMap::new();
        let share = 1.0 / entry.phrasings.len().max(1) as f32;
        for wanted in entry.phrasings.iter().filter_map(|phrasing| phrasing.wants) {
            *wants.entry(wanted).or_default() += share;
        }
        let words = phrasings.iter().map(|(words, _)| (words, 1.0));
        let grams = phrasings.iter().map(|(_, grams)| (grams, 1.0));
        Document {
            terms,
            words: mean_direction(words.chain([(&answer.0, ANSWER_SHARE)]), scratch),
            grams: mean_direction(grams.chain([(&answer.1, ANSWER_SHARE)]), scratch),
            phrasings,
            wants,
        }
    }

    /// How often each term stands in an entry, its answer's terms counting less.
    fn pooled(&self, entry: &EntryReadings) -> Vector {
        let asked = entry.phrasings.iter().flat_map(|p| &p.terms);
        let asked = asked.map(|term| (term, 1.0));
        let answered = entry.answer.terms.iter().map(|term| (term, ANSWER_SHARE));
        let known = |(term, count): (&Term, f32)| Some((self.words.term(&term.key)?, count));
        summed(asked.chain(answered).filter_map(known).collect())
    }

    /// Weighs a question. Features for which `is_known` says no count as unknown.
    #[must_use]
    pub fn query(&self, reading: &Reading, is_known: impl Fn(u32) -> bool) -> Query {
        let weigh = |(at, term): (usize, &Term)| {
            let feature = self.words.term(&term.key).filter(|&id| is_known(id));
            // A word said twice asks for no more than one said once.
            let is_new = reading.terms[..at]
                .iter()
                .all(|other| other.key != term.key);
            QueryTerm {
                weight: if is_new {
                    self.words.weight(feature)
                } else {
                    0.0
                },
                feature,
                asks: term.asks,
            }
        };
        let weights: Vec<QueryTerm> = reading.terms.iter().enumerate().map(weigh).collect();
        let mut terms: Vec<u32> = weights.iter().filter_map(|term| term.feature).collect();
        terms.sort_unstable();
        terms.dedup();
        Query {
            terms,
            words: self.words.vector(reading),
            weights,
            grams: self.grams.vector(reading),
            wants: reading.wants,
        }
    }

    /// For each entry that shares anything with the question: the sums of BM25 and of the two
    /// centroid cosines.
    #[must_use]
    pub fn gather(&self, query: &Query) -> Vec<[f32; 3]> {
        let mut sums = vec![[0.0; 3]; self.documents.len()];
        for &feature in &query.terms {
            add(&mut sums, 0, &self.by_term[feature as usize], 1.0);
        }
        for &(feature, weight) in &query.words {
            add(&mut sums, 1, &self.by_words[feature as usize], weight);
        }
        for &(feature, weight) in &query.grams {
            add(&mut sums, 2, &self.by_grams[feature as usize], weight);
        }
        sums
    }
}

fn add(sums: &mut [[f32; 3]], part: usize, postings: &[(u32, f32)], weight: f32) {
    for &(entry, own) in postings {
        sums[entry as usize][part] += weight * own;
    }
}

/// Turns the entries' vectors round; each feature stands in so many entries.
fn postings<'a>(frequencies: &[u32], vectors: impl Iterator<Item = &'a Vector>) -> Postings {
    let room = |entries: &u32| Vec::with_capacity(*entries as usize);
    let mut postings: Postings = frequencies.iter().map(room).collect();
    for (entry, vector) in (0..).zip(vectors) {
        for &(feature, weight) in vector {
            postings[feature as usize].push((entry, weight));
        }
    }
    postings
}

impl Query {
    /// The most that BM25 can give: every term, unknown ones included, saturated.
    #[must_use]
    pub fn ceiling(&self) -> f32 {
        self.weights.iter().map(|term| term.weight).sum::<f32>() * (K1 + 1.0)
    }

    /// The same sums as [`Index::gather`] for one document.
    #[must_use]
    pub fn against(&self, document: &Document) -> [f32; 3] {
        let terms = document
            .terms
            .iter()
            .filter(|(id, _)| self.terms.binary_search(id).is_ok())
            .map(|(_, weight)| weight)
            .sum();
        [
            terms,
            dot(&self.words, &document.words),
            dot(&self.grams, &document.grams),
        ]
    }
}

/// The number of terms in an entry, its answer's terms counting less.
fn length(entry: &EntryReadings) -> f32 {
    let asked: usize = entry.phrasings.iter().map(|p| p.terms.len()).sum();
    asked as f32 + ANSWER_SHARE * entry.answer.terms.len() as f32
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    sum / f32::max(count, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::normalize::normalize;
    use crate::matcher::reading::Reader;

    /// Two entries: one asked in two ways, one in one.
    fn index() -> (Reader, Index) {
        let reader = Reader::new(&[], std::iter::empty());
        let read = |text: &str| reader.read_table(normalize(text));
        let entry = |asked: &[&str], answer: &str| EntryReadings {
            phrasings: asked.iter().map(|text| read(text)).collect(),
            answer: read(answer),
        };
        let entries = [
            entry(&["who paid", "who gave money"], "The trust paid."),
            entry(&["what broke"], "The storm broke the lantern."),
        ];
        let index = Index::new(&entries);
        (reader, index)
    }

    /// The BM25 weights are written out, so that `K1`, `B` and `ANSWER_SHARE` cannot move unseen.
    #[test]
    fn repeated_terms_saturate_and_answers_count_half() {
        let (_, index) = index();
        let weight = |term: &str| {
            let feature = index.words.term(term).unwrap();
            index.by_term[feature as usize][0].1
        };
        let check = |term: &str, expected: f32| {
            assert!(
                (weight(term) - expected).abs() < 1e-3,
                "{term}: {}",
                weight(term)
            );
        };
        check("who", 0.9169);
        check("paid", 0.8093);
        check("trust", 0.4175);
        check("lantern", 0.4845);
    }

    #[test]
    fn gathering_finds_what_a_look_at_each_entry_finds() {
        let (reader, index) = index();
        for question in ["who paid for the lantern", "storm", "what money", "zebra"] {
            let query = index.query(&reader.read_question(question), |_| true);
            for (sums, document) in index.gather(&query).iter().zip(&index.documents) {
                for (sum, single) in sums.iter().zip(query.against(document)) {
                    assert!((sum - single).abs() < 1e-5, "{question}");
                }
            }
        }
    }
}
