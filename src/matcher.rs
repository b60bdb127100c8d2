//! Finds the entries that a question could mean, with the evidence for each.
//!
//! Built once from a [`Knowledge`]; then a pure function of the question. It ranks, and leaves it
//! to [`crate::answer`] to say what the ranking amounts to.

mod complete;
mod english;
pub mod evidence;
mod index;
pub mod normalize;
mod postings;
pub mod reading;
pub mod score;
mod space;
pub mod typo;

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use rayon::prelude::*;

use index::{EntryTexts, Index, Query};
use normalize::{Word, normalize};
use reading::{Reader, Reading, Text};
use score::{Parts, UNDEMANDED_GAP};
use space::Scratch;

pub use index::Gist;

use crate::knowledge::{Body, Entry, Kind, Knowledge};

/// How many entries are looked at closely. The evidence from sums alone puts the best entry
/// among the first few; the rest of these only serve the runner-up.
const LOOKED_AT: usize = 40;

/// A table, ready to be asked.
pub struct Matcher {
    reader: Reader,
    index: Index,
    names: Vec<Name>,
    /// For each entry, a hash of all words of each of its phrasings, sorted.
    exact: Vec<Box<[u64]>>,
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
        let words: Vec<Vec<Vec<Word>>> = knowledge
            .entries
            .par_iter()
            .map(|entry| words_of(knowledge, entry))
            .collect();
        let texts = words
            .iter()
            .map(|texts| texts.iter().map(Vec::as_slice).collect());
        let reader = Reader::new(&knowledge.synonyms, texts);
        // Readings are large: each is reduced at once to what is weighed of it.
        let (entries, exact): (Vec<EntryTexts>, Vec<Box<[u64]>>) = words
            .into_par_iter()
            .map(|texts| {
                let mut readings = read_table(&reader, texts);
                let texts = EntryTexts::new(readings.iter().map(|r| reader.text(r)));
                readings.pop();
                let mut wholes: Box<[u64]> = readings.iter().map(|r| hash(&r.whole)).collect();
                wholes.sort_unstable();
                (texts, wholes)
            })
            .unzip();
        let names = knowledge
            .entries
            .iter()
            .map(|entry| Name {
                entry: entry.id.clone(),
                source: knowledge.source_of(entry).id.clone(),
                kind: entry.kind(),
            })
            .collect();
        Self {
            index: Index::new(entries),
            exact,
            reader,
            names,
        }
    }

    /// Ranks the entries that a question could mean. One that has a phrasing of just the
    /// question's words scores 1, so that what a curator wrote always leads where it was put.
    #[must_use]
    pub fn rank(&self, question: &str) -> Ranking {
        let reading = self.reader.read_question(question);
        let text = self.reader.text(&reading);
        let query = self.index.query(&reading, &text, |_| true);
        let mut hits = self.hits(&query);
        let whole = hash(&reading.whole);
        for hit in &mut hits {
            if self.exact[hit.entry].binary_search(&whole).is_ok() {
                hit.score = 1.0;
            }
        }
        self.sort(&mut hits);
        ranking(reading, &query, hits)
    }

    /// Reads the phrasings and, last, the answer of an entry of the table that this was built
    /// from. The readings are not kept: they take as much room as all that answering needs.
    #[must_use]
    pub fn read_entry(&self, knowledge: &Knowledge, entry: usize) -> Vec<Reading> {
        let words = words_of(knowledge, &knowledge.entries[entry]);
        read_table(&self.reader, words)
    }

    /// Ranks as if one phrasing of an entry had never been written, to ask with that phrasing:
    /// terms that it alone taught the table are not known then. (Its letters and pairs of terms
    /// keep their weights, which one phrasing hardly moves.)
    #[must_use]
    pub fn rank_without(&self, entry: usize, readings: &[Reading], phrasing: usize) -> Ranking {
        let mut rest: Vec<Text> = readings.iter().map(|r| self.reader.text(r)).collect();
        let text = rest.remove(phrasing);
        let rest = EntryTexts::new(rest.into_iter());
        let (document, gist) = self.index.weigh(&rest, &mut Scratch::default());
        let has = |feature| document.terms.iter().any(|(own, _)| *own == feature);
        let reading = readings[phrasing].clone();
        let query = self.index.query(&reading, &text, |feature| {
            self.index.words.frequency(feature) > 1 || has(feature)
        });
        let mut hits = self.hits(&query);
        hits.retain(|hit| hit.entry != entry);
        let parts = Parts::at_a_glance(&query, query.against(&document, &gist));
        hits.push(self.hit(&query, entry, parts.look_closer(&query, &document)));
        self.sort(&mut hits);
        ranking(reading, &query, hits)
    }

    /// The mean directions of an entry of the table that this was built from.
    #[must_use]
    pub fn gist(&self, knowledge: &Knowledge, entry: usize) -> Gist {
        let readings = self.read_entry(knowledge, entry);
        let texts = EntryTexts::new(readings.iter().map(|r| self.reader.text(r)));
        self.index.weigh(&texts, &mut Scratch::default()).1
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

/// Tells words from others: the words themselves would take more room than all else of a phrasing.
fn hash(words: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(words)
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

/// The words of an entry's phrasings, then those of its answer.
fn words_of(knowledge: &Knowledge, entry: &Entry) -> Vec<Vec<Word>> {
    let answer = answer_texts(knowledge, entry).join(" ");
    let phrasings = entry.phrasings.iter().map(|p| normalize(&p.text));
    phrasings.chain([normalize(&answer)]).collect()
}

fn read_table(reader: &Reader, texts: Vec<Vec<Word>>) -> Vec<Reading> {
    let texts = texts.into_iter();
    texts.map(|words| reader.read_table(words)).collect()
}

/// What an entry answers with.
fn answer_texts<'a>(knowledge: &'a Knowledge, entry: &'a Entry) -> Vec<&'a str> {
    match &entry.body {
        Body::Question { .. } => knowledge.facts_of(entry).map(|f| f.text.as_str()).collect(),
        Body::Gap { text, .. } => vec![text],
    }
}
