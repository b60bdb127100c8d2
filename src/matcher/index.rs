//! The table, weighed: what each entry has of each feature, and where a feature is found.
//!
//! Features live in two spaces, words and grams (see [`super::space`]). In both, a feature's weight
//! falls with the number of *entries* that have it, not of phrasings: an entry's many phrasings
//! repeat its own words on purpose.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::postings::Postings;
use super::reading::{AnswerType, Reading, Term, Text};
use super::space::{Grams, Scratch, Spread, Vector, Words, dot, mean_direction, summed};

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
    /// Each phrasing, of length one, in words and in grams.
    pub phrasings: Vec<(Vector, Vector)>,
    /// What share of its phrasings wants which type of answer.
    pub wants: BTreeMap<AnswerType, f32>,
}

/// The mean direction of an entry's texts, of length one. The index holds it turned round.
#[derive(Debug, Clone, Default)]
pub struct Gist {
    words: Vector,
    grams: Vector,
}

/// The texts that an entry is made of.
#[derive(Debug, Clone)]
pub struct EntryTexts {
    /// Its ways of asking.
    phrasings: Vec<Text>,
    /// Its facts, or the sentence of a gap.
    answer: Text,
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
    /// Direction in words, to be compared with many phrasings.
    pub spread_words: Spread,
    /// Direction in grams, to be compared with many phrasings.
    pub spread_grams: Spread,
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
    pub fn new(entries: Vec<EntryTexts>) -> Self {
        let texts: Vec<Vec<&Text>> = entries
            .iter()
            .map(|entry| entry.phrasings.iter().chain([&entry.answer]).collect())
            .collect();
        let (words, grams) = rayon::join(|| Words::new(&texts), || Grams::new(&texts));
        let mut index = Self {
            words,
            grams,
            documents: Vec::new(),
            mean_length: mean(entries.iter().map(length)),
            by_term: Postings::default(),
            by_words: Postings::default(),
            by_grams: Postings::default(),
        };
        let weighed = entries
            .into_par_iter()
            .map_init(Scratch::default, |scratch, entry| {
                index.weigh(&entry, scratch)
            });
        let gists: Vec<Gist>;
        (index.documents, gists) = weighed.unzip();
        index.grams.forget_words();
        index.turn_round(&gists);
        index
    }

    fn turn_round(&mut self, gists: &[Gist]) {
        let (words, grams) = (self.words.features(), self.grams.features());
        let terms = self.documents.iter().map(|document| &document.terms);
        (self.by_grams, (self.by_words, self.by_term)) = rayon::join(
            || Postings::new(grams, gists.iter().map(|gist| &gist.grams)),
            || {
                let by_words = Postings::new(words, gists.iter().map(|gist| &gist.words));
                (by_words, Postings::new(words, terms))
            },
        );
    }

    /// Weighs an entry's texts; they need not be those of an entry of the table.
    #[must_use]
    pub fn weigh(&self, entry: &EntryTexts, scratch: &mut Scratch) -> (Document, Gist) {
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
        let gist = Gist {
            words: mean_direction(words.chain([(&answer.0, ANSWER_SHARE)]), scratch),
            grams: mean_direction(grams.chain([(&answer.1, ANSWER_SHARE)]), scratch),
        };
        let document = Document {
            terms,
            phrasings,
            wants,
        };
        (document, gist)
    }

    /// How often each term stands in an entry, its answer's terms counting less.
    fn pooled(&self, entry: &EntryTexts) -> Vector {
        let asked = entry.phrasings.iter().flat_map(|p| &p.terms);
        let asked = asked.map(|&term| (term, 1.0));
        let answered = entry.answer.terms.iter().map(|&term| (term, ANSWER_SHARE));
        let known = |(term, count)| Some((self.words.term(term)?, count));
        summed(asked.chain(answered).filter_map(known).collect())
    }

    /// Weighs a question, given its reading and what is weighed of it. Features for which `is_known` says no count as unknown.
    #[must_use]
    pub fn query(&self, reading: &Reading, text: &Text, is_known: impl Fn(u32) -> bool) -> Query {
        let weigh = |(at, term): (usize, &Term)| {
            let feature = self.words.term(text.terms[at]).filter(|&id| is_known(id));
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
        let words = self.words.vector(text);
        let grams = self.grams.vector(text);
        Query {
            terms,
            spread_words: Spread::of(&words, self.words.features()),
            spread_grams: Spread::of(&grams, self.grams.features()),
            words,
            weights,
            grams,
            wants: reading.wants,
        }
    }

    /// For each entry that shares anything with the question: the sums of BM25 and of the two
    /// centroid cosines.
    #[must_use]
    pub fn gather(&self, query: &Query) -> Vec<[f32; 3]> {
        let mut sums = vec![[0.0; 3]; self.documents.len()];
        for &feature in &query.terms {
            add(&mut sums, 0, self.by_term.of(feature), 1.0);
        }
        for &(feature, weight) in &query.words {
            add(&mut sums, 1, self.by_words.of(feature), weight);
        }
        for &(feature, weight) in &query.grams {
            add(&mut sums, 2, self.by_grams.of(feature), weight);
        }
        sums
    }
}

fn add(sums: &mut [[f32; 3]], part: usize, postings: &[(u32, f32)], weight: f32) {
    for &(entry, own) in postings {
        sums[entry as usize][part] += weight * own;
    }
}

impl EntryTexts {
    /// An entry of these phrasings and, last, this answer.
    #[must_use]
    pub fn new(texts: impl Iterator<Item = Text>) -> Self {
        let mut phrasings: Vec<Text> = texts.collect();
        let answer = phrasings.pop().unwrap_or_default();
        Self { phrasings, answer }
    }
}

impl Gist {
    /// How alike two entries are: the mean of the cosines between their mean directions.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        f32::midpoint(
            dot(&self.words, &other.words),
            dot(&self.grams, &other.grams),
        )
    }
}

impl Query {
    /// The most that BM25 can give: every term, unknown ones included, saturated.
    #[must_use]
    pub fn ceiling(&self) -> f32 {
        self.weights.iter().map(|term| term.weight).sum::<f32>() * (K1 + 1.0)
    }

    /// The same sums as [`Index::gather`] for one entry.
    #[must_use]
    pub fn against(&self, document: &Document, gist: &Gist) -> [f32; 3] {
        let terms = document
            .terms
            .iter()
            .filter(|(id, _)| self.terms.binary_search(id).is_ok())
            .map(|(_, weight)| weight)
            .sum();
        [
            terms,
            dot(&self.words, &gist.words),
            dot(&self.grams, &gist.grams),
        ]
    }
}

/// The number of terms in an entry, its answer's terms counting less.
fn length(entry: &EntryTexts) -> f32 {
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
    fn index() -> (Reader, [EntryTexts; 2], Index) {
        let entries = [
            ["who paid", "who gave money", "The trust paid."].as_slice(),
            &["what broke", "The storm broke the lantern."],
        ];
        let words = entries.map(|texts| texts.iter().map(|text| normalize(text)).collect());
        let texts = words
            .iter()
            .map(|texts: &Vec<_>| texts.iter().map(Vec::as_slice).collect());
        let reader = Reader::new(&[], texts);
        let read = |words| reader.text(&reader.read_table(words));
        let entries = words.map(|texts| EntryTexts::new(texts.into_iter().map(read)));
        let index = Index::new(entries.clone().into());
        (reader, entries, index)
    }

    /// The BM25 weights are written out, so that `K1`, `B` and `ANSWER_SHARE` cannot move unseen.
    #[test]
    fn repeated_terms_saturate_and_answers_count_half() {
        let (reader, _, index) = index();
        let weight = |term: &str| {
            let text = reader.text(&reader.read_question(term));
            let feature = index.words.term(text.terms[0]).unwrap();
            index.by_term.of(feature)[0].1
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
        let (reader, entries, index) = index();
        for question in ["who paid for the lantern", "storm", "what money", "zebra"] {
            let reading = reader.read_question(question);
            let query = index.query(&reading, &reader.text(&reading), |_| true);
            for (sums, entry) in index.gather(&query).iter().zip(&entries) {
                let (document, gist) = index.weigh(entry, &mut Scratch::default());
                for (sum, single) in sums.iter().zip(query.against(&document, &gist)) {
                    assert!((sum - single).abs() < 1e-5, "{question}");
                }
            }
        }
    }
}
