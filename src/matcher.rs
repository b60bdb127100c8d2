//! Finds the entries that a question could mean, with the evidence for each.
//!
//! Built once from a [`Knowledge`]; then a pure function of the question. It ranks, and leaves it
//! to [`crate::answer`] to say what the ranking amounts to.

mod complete;
mod english;
pub mod evidence;
mod index;
pub mod normalize;
pub mod reading;
pub mod score;
mod space;
pub mod typo;

use rustc_hash::FxHashMap;

use rayon::prelude::*;

use index::{EntryReadings, Index, Query};
use normalize::{Word, normalize};
use reading::{Reader, Reading};
use score::{Parts, UNDEMANDED_GAP};

use crate::knowledge::{Body, Entry, Kind, Knowledge};

/// How many entries are looked at closely. The evidence from sums alone puts the best entry
/// among the first few; the rest of these only serve the runner-up.
const LOOKED_AT: usize = 40;

/// A table, ready to be asked.
pub struct Matcher {
    reader: Reader,
    index: Index,
    entries: Vec<EntryReadings>,
    names: Vec<Name>,
    /// The entries that have a phrasing of just these words.
    exact: FxHashMap<String, Vec<usize>>,
}

/// What settles a tie, so that the order of entries in a file never does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    entry: String,
    source: String,
    kind: Kind,
}

/// The entries that a question could mean, the best first.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The question as it was read.
    pub reading: Reading,
    /// What each of its terms weighs, and whether the table knows the term.
    pub weights: Vec<(f32, bool)>,
    /// The entries, best first; only those that share something with the question.
    pub hits: Vec<Hit>,
}

/// An entry that a question could mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Index into [`Knowledge::entries`].
    pub entry: usize,
    /// Question or gap.
    pub kind: Kind,
    /// Between 0 and 1.
    pub score: f32,
    /// What the score is made of.
    pub parts: Parts,
}

impl Matcher {
    /// Prepares a table.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        // Each entry's phrasings, then its answer.
        let words: Vec<Vec<Vec<Word>>> = knowledge
            .entries
            .par_iter()
            .map(|entry| {
                let answer = answer_texts(knowledge, entry).join(" ");
                let phrasings = entry.phrasings.iter().map(|p| normalize(&p.text));
                phrasings.chain([normalize(&answer)]).collect()
            })
            .collect();
        let texts = words
            .iter()
            .map(|texts| texts.iter().map(Vec::as_slice).collect());
        let reader = Reader::new(&knowledge.synonyms, texts);
        let mut entries: Vec<EntryReadings> = words
            .into_par_iter()
            .map(|texts| {
                let mut phrasings: Vec<Reading> = texts
                    .into_iter()
                    .map(|words| reader.read_table(words))
                    .collect();
                let answer = phrasings.pop().unwrap_or_default();
                EntryReadings { phrasings, answer }
            })
            .collect();
        let names = knowledge
            .entries
            .iter()
            .map(|entry| Name {
                entry: entry.id.clone(),
                source: knowledge.source_of(entry).id.clone(),
                kind: entry.kind(),
            })
            .collect();
        let mut exact: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (number, entry) in entries.iter_mut().enumerate() {
            for phrasing in &mut entry.phrasings {
                let entries = exact
                    .entry(std::mem::take(&mut phrasing.whole))
                    .or_default();
                entries.push(number);
            }
        }
        Self {
            index: Index::new(&entries),
            exact,
            reader,
            entries,
            names,
        }
    }

    /// Ranks the entries that a question could mean. One that has a phrasing of just the
    /// question's words scores 1, so that what a curator wrote always leads where it was put.
    #[must_use]
    pub fn rank(&self, question: &str) -> Ranking {
        let reading = self.reader.read_question(question);
        let query = self.index.query(&reading, |_| true);
        let mut hits = self.hits(&query);
        for &entry in self.exact.get(&reading.whole).into_iter().flatten() {
            if let Some(hit) = hits.iter_mut().find(|hit| hit.entry == entry) {
                hit.score = 1.0;
            }
        }
        self.sort(&mut hits);
        ranking(reading, &query, hits)
    }

    /// Ranks as if one phrasing of an entry had never been written, to ask with that phrasing:
    /// terms that it alone taught the table are not known then. (Its letters and pairs of terms
    /// keep their weights, which one phrasing hardly moves.)
    #[must_use]
    pub fn rank_without(&self, entry: usize, phrasing: usize) -> Ranking {
        let mut rest = self.entries[entry].clone();
        let reading = rest.phrasings.remove(phrasing);
        let document = self.index.document(&rest);
        let has = |feature| document.terms.iter().any(|(own, _)| *own == feature);
        let query = self.index.query(&reading, |feature| {
            self.index.words.frequencies()[feature as usize] > 1 || has(feature)
        });
        let mut hits = self.hits(&query);
        hits.retain(|hit| hit.entry != entry);
        let parts = Parts::at_a_glance(&query, query.against(&document));
        hits.push(self.hit(&query, entry, parts.look_closer(&query, &document)));
        self.sort(&mut hits);
        ranking(reading, &query, hits)
    }

    /// How alike two entries are: the mean of the cosines between their mean directions.
    #[must_use]
    pub fn likeness(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (&self.index.documents[one], &self.index.documents[other]);
        let words = space::dot(&one.words, &other.words);
        f32::midpoint(words, space::dot(&one.grams, &other.grams))
    }

    fn hits(&self, query: &Query) -> Vec<Hit> {
        let mut glances: Vec<(usize, Parts)> = self
            .index
            .gather(query)
            .into_iter()
            .enumerate()
            .filter(|(_, sums)| sums.iter().any(|sum| *sum > 0.0))
            .map(|(entry, sums)| (entry, Parts::at_a_glance(query, sums)))
            .collect();
        glances.sort_by(|(a, x), (b, y)| {
            y.score()
                .total_cmp(&x.score())
                .then_with(|| self.names[*a].cmp(&self.names[*b]))
        });
        glances.truncate(LOOKED_AT);
        let mut hits: Vec<Hit> = glances
            .into_iter()
            .map(|(entry, parts)| {
                self.hit(
                    query,
                    entry,
                    parts.look_closer(query, &self.index.documents[entry]),
                )
            })
            .collect();
        self.sort(&mut hits);
        hits
    }

    fn hit(&self, query: &Query, entry: usize, parts: Parts) -> Hit {
        let kind = self.names[entry].kind;
        let undemanded = kind == Kind::Gap && query.wants.is_none();
        let share = if undemanded { UNDEMANDED_GAP } else { 1.0 };
        Hit {
            entry,
            kind,
            score: parts.score() * share,
            parts,
        }
    }

    fn sort(&self, hits: &mut [Hit]) {
        hits.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| self.names[a.entry].cmp(&self.names[b.entry]))
        });
    }
}

impl Ranking {
    /// The best entry of one kind.
    #[must_use]
    pub fn best(&self, kind: Kind) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.kind == kind)
    }
}

fn ranking(reading: Reading, query: &Query, hits: Vec<Hit>) -> Ranking {
    Ranking {
        reading,
        weights: query
            .weights
            .iter()
            .map(|term| (term.weight, term.feature.is_some()))
            .collect(),
        hits,
    }
}

/// What an entry answers with.
fn answer_texts<'a>(knowledge: &'a Knowledge, entry: &'a Entry) -> Vec<&'a str> {
    match &entry.body {
        Body::Question { .. } => knowledge.facts_of(entry).map(|f| f.text.as_str()).collect(),
        Body::Gap { text, .. } => vec![text],
    }
}
