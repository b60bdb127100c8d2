//! Finds the entries that a question could mean, with the evidence for each.
//!
//! Built once from a [`Knowledge`]; then a pure function of the question. It ranks, and leaves it
//! to [`crate::answer`] to say what the ranking amounts to.

pub mod analysis;
mod complete;
pub mod explain;
pub mod features;
mod index;
mod query;
pub mod score;
pub mod weights;

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use std::sync::Arc;

use rayon::prelude::*;

use crate::matcher::analysis::analyzer::{AnalyzedText, Analyzer, Vocabulary};
use crate::matcher::analysis::normalize::{Word, normalize};
use crate::matcher::index::Index;
use crate::matcher::index::corpus::{Corpus, IndexedText};
use crate::matcher::index::term_weights::{NgramWeights, TermWeights};
use crate::matcher::query::{DenseQuery, Query, with_dense_query};
use crate::matcher::score::Features;
use crate::matcher::weights::Weights;

pub use crate::matcher::analysis::thesaurus::related;
pub use crate::matcher::index::Centroid;

use crate::knowledge::{Entry, EntryBody, Kind, Knowledge};

/// How many entries are looked at closely. The evidence from sums alone puts the best entry
/// among the first few; the rest of these only serve the runner-up.
const RERANKED: usize = 100;

/// How many entries are read at once: what a reading takes is soon given back.
const AT_ONCE: usize = 1 << 12;

/// Told, while a table is prepared, how many steps are done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// A table, ready to be asked.
pub struct Matcher {
    weights: Weights,
    analyzer: Analyzer,
    index: Index,
    names: Vec<EntryKey>,
    /// A hash of all words of each phrasing, with its entry; sorted.
    exact: Vec<(u64, u32)>,
}

/// What settles a tie, so that the order of entries in a file never does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct EntryKey {
    entry: String,
    source: String,
    kind: Kind,
}

/// The entries that a question could mean, the best first.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    /// The question as it was read.
    pub reading: AnalyzedText,
    /// What each of its terms weighs, and whether the table knows the term.
    pub term_weights: Vec<(f32, bool)>,
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
    pub features: Features,
}

impl Matcher {
    /// Prepares a table.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        Self::with(Weights::default(), knowledge)
    }

    /// Prepares a table, to be asked by another recipe.
    #[must_use]
    pub fn with(weights: Weights, knowledge: &Knowledge) -> Self {
        Self::watched(weights, knowledge, &mut |_, _| {})
    }

    /// Prepares a table, and says how far it has come.
    #[must_use]
    pub fn watched(weights: Weights, knowledge: &Knowledge, progress: Progress) -> Self {
        rayon::spawn(analysis::thesaurus::prepare);
        // Words are learnt, texts are read, both are weighed: each takes about a third.
        let all = 3 * knowledge.entries.len();
        let mut done = 0;
        let mut step = |entries: usize| {
            done += entries;
            progress(done, all);
        };
        let mut vocabulary = Vocabulary::default();
        for entries in knowledge.entries.chunks(AT_ONCE) {
            let words = entries.par_iter().map(|entry| words_of(knowledge, entry));
            let words: Vec<Vec<Vec<Word>>> = words.collect();
            for texts in words {
                vocabulary.learn(texts);
            }
            step(entries.len());
        }
        let analyzer = Analyzer::new(&knowledge.synonyms, &mut vocabulary);
        let (texts, exact) = read_all(&analyzer, &vocabulary, &mut step);
        drop(vocabulary);
        let names = knowledge.entries.iter().map(|entry| EntryKey {
            entry: entry.id.clone(),
            source: knowledge.source_of(entry).id.clone(),
            kind: entry.kind(),
        });
        Self {
            weights,
            names: names.collect(),
            index: Index::new(
                &analyzer.caps(weights.filler),
                &analyzer.words(),
                texts,
                &mut step,
            ),
            exact,
            analyzer,
        }
    }

    /// Ranks the entries that a question could mean. One that has a phrasing of just the
    /// question's words scores 1, so that what a curator wrote always leads where it was put.
    #[must_use]
    pub fn rank(&self, question: &str) -> Ranking {
        self.rank_among(question, RERANKED)
    }

    /// Ranks by a close look at so many entries that lead at a glance.
    fn rank_among(&self, question: &str, leaders: usize) -> Ranking {
        let reading = self.analyze_question(question);
        let query = self.query(&reading, |_| true);
        let exact = self.exact(hash(&reading.whole));
        let mut hits = with_dense_query(self.index_weights(), &query, |dense| {
            self.hits(&query, dense, leaders, &exact)
        });
        for hit in hits.iter_mut().filter(|hit| exact.contains(&hit.entry)) {
            hit.score = 1.0;
        }
        self.sort(&mut hits);
        ranking(reading, &query, hits)
    }

    /// Whether a text asks something: it has a question mark, or words that ask. Far cheaper than
    /// [`Matcher::rank`].
    #[must_use]
    pub fn is_question(&self, text: &str) -> bool {
        text.contains('?') || self.analyze_question(text).wants.is_some()
    }

    fn analyze_question(&self, question: &str) -> AnalyzedText {
        if self.weights.repairs {
            self.analyzer.analyze_question(question)
        } else {
            self.analyzer.analyze_table(normalize(question))
        }
    }

    /// The entries that have a phrasing of just these words.
    fn exact(&self, whole: u64) -> Vec<usize> {
        let first = self.exact.partition_point(|(hash, _)| *hash < whole);
        let same = self.exact[first..]
            .iter()
            .take_while(|(hash, _)| *hash == whole);
        same.map(|(_, entry)| *entry as usize).collect()
    }

    fn index_weights(&self) -> (&TermWeights, &NgramWeights) {
        (&self.index.terms, &self.index.grams)
    }

    fn query(&self, reading: &AnalyzedText, is_known: impl Fn(u32) -> bool) -> Query {
        let text = self.analyzer.question_text(reading);
        Query::new(
            &self.weights,
            self.index_weights(),
            reading,
            &text,
            is_known,
        )
    }

    /// Reads the phrasings and, last, the answer of an entry of the table that this was built
    /// from. The readings are not kept: they take as much room as all that answering needs.
    #[must_use]
    pub fn analyze_entry(&self, knowledge: &Knowledge, entry: usize) -> Vec<AnalyzedText> {
        let words = words_of(knowledge, &knowledge.entries[entry]).into_iter();
        words
            .map(|words| self.analyzer.analyze_table(words))
            .collect()
    }

    /// The words of a text, normalised, each with whether the table or everyday English knows it:
    /// what neither knows may be a name.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<(Arc<str>, bool)> {
        self.analyzer.words_of(text)
    }

    /// Ranks as if one phrasing of an entry had never been written, to ask with that phrasing:
    /// terms that it alone taught the table are not known then. (Its letters and pairs of terms
    /// keep their weights, which one phrasing hardly moves.)
    #[must_use]
    pub fn rank_without(
        &self,
        entry: usize,
        readings: &[AnalyzedText],
        phrasing: usize,
    ) -> Ranking {
        let mut rest: Vec<IndexedText> = readings.iter().map(|r| self.analyzer.text(r)).collect();
        rest.remove(phrasing);
        let reading = readings[phrasing].clone();
        let query = self.query(&reading, |term| {
            let stays = || rest.iter().any(|text| text.terms.contains(&term));
            self.index.terms.entries(term) > 1 || stays()
        });
        let mut hits = with_dense_query(self.index_weights(), &query, |dense| {
            let mut hits = self.hits(&query, dense, RERANKED, &[]);
            hits.retain(|hit| hit.entry != entry);
            let features = self.index.rerank_texts(&query, dense, &rest);
            hits.push(self.hit(&query, entry, features));
            hits
        });
        self.sort(&mut hits);
        ranking(reading, &query, hits)
    }

    /// The mean directions of an entry of the table that this was built from.
    #[must_use]
    pub fn centroid(&self, knowledge: &Knowledge, entry: usize) -> Centroid {
        let readings = self.analyze_entry(knowledge, entry);
        let texts: Vec<IndexedText> = readings.iter().map(|r| self.analyzer.text(r)).collect();
        self.index.centroid(&texts)
    }

    /// So many entries that lead at a glance, and these, looked at closely; in no order.
    fn hits(
        &self,
        query: &Query,
        dense: &mut DenseQuery,
        leaders: usize,
        always: &[usize],
    ) -> Vec<Hit> {
        self.index.gather(query, dense);
        let some = |sums: &[f32; 3]| sums.iter().any(|sum| *sum > 0.0);
        let first_stage_scores = dense.sums.iter().enumerate().filter(|(_, sums)| some(sums));
        let mut first_stage_scores: Vec<(f32, usize, f32)> = first_stage_scores
            .map(|(entry, sums)| {
                (
                    Features::first_stage(query, *sums).score(&self.weights),
                    entry,
                    sums[0],
                )
            })
            .collect();
        if first_stage_scores.len() > leaders {
            first_stage_scores.select_nth_unstable_by(leaders, |(x, a, _), (y, b, _)| {
                let names = || self.names[*a].cmp(&self.names[*b]);
                y.total_cmp(x).then_with(names)
            });
            let rest = first_stage_scores.split_off(leaders);
            first_stage_scores.extend(
                rest.into_iter()
                    .filter(|(_, entry, _)| always.contains(entry)),
            );
        }
        let rerank = |(_, entry, bm25)| {
            let features = self.index.rerank(query, dense, entry, bm25);
            self.hit(query, entry, features)
        };
        first_stage_scores.into_iter().map(rerank).collect()
    }

    fn hit(&self, query: &Query, entry: usize, features: Features) -> Hit {
        let kind = self.names[entry].kind;
        let undemanded = kind == Kind::Gap && query.wants.is_none();
        let share = if undemanded {
            self.weights.undemanded_gap
        } else {
            1.0
        };
        Hit {
            entry,
            kind,
            score: features.score(&self.weights) * share,
            features,
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

/// Reads a whole table: its texts, and a hash of all words of each phrasing, with its entry.
fn read_all(
    analyzer: &Analyzer,
    vocabulary: &Vocabulary,
    step: &mut dyn FnMut(usize),
) -> (Corpus, Vec<(u64, u32)>) {
    let mut texts = Corpus::new();
    let mut exact = Vec::new();
    let read = |entry| -> (Vec<IndexedText>, Vec<u64>) {
        let readings = vocabulary
            .texts(entry)
            .map(|words| analyzer.analyze_table(words));
        // Readings are large: each is reduced at once to what is weighed of it.
        let reduced = readings.map(|reading| (analyzer.text(&reading), hash(&reading.whole)));
        reduced.unzip()
    };
    for first in (0..vocabulary.entries()).step_by(AT_ONCE) {
        let last = vocabulary.entries().min(first + AT_ONCE);
        let entries: Vec<_> = (first..last).into_par_iter().map(read).collect();
        for (entry, (read, mut wholes)) in (first..).zip(entries) {
            texts.push(&read);
            // The last is the answer, which nobody asks.
            wholes.pop();
            exact.extend(wholes.into_iter().map(|whole| (whole, entry as u32)));
        }
        step(last - first);
    }
    exact.shrink_to_fit();
    exact.par_sort_unstable();
    (texts, exact)
}

/// Tells words from others: the words themselves would take more room than all else of a phrasing.
fn hash(words: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(words)
}

fn ranking(reading: AnalyzedText, query: &Query, hits: Vec<Hit>) -> Ranking {
    Ranking {
        reading,
        term_weights: query
            .terms
            .iter()
            .map(|term| (term.weight, term.is_known()))
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

/// What an entry answers with.
fn answer_texts<'a>(knowledge: &'a Knowledge, entry: &'a Entry) -> Vec<&'a str> {
    match &entry.body {
        EntryBody::Question { .. } => knowledge.facts_of(entry).map(|f| f.text.as_str()).collect(),
        EntryBody::Gap { text, .. } => vec![text],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge;

    const SHIPPED: &str = include_str!("../knowledge/paris-talks.toml");

    fn shipped() -> Knowledge {
        let file = ("table.toml".to_owned(), SHIPPED.as_bytes().to_vec());
        knowledge::load(knowledge::parse(&[file]), &[None])
            .0
            .unwrap()
    }

    /// Each phrasing of every seventh entry, with a letter lost in one word and a word put away.
    fn questions(knowledge: &Knowledge) -> Vec<String> {
        let phrasings = knowledge
            .entries
            .iter()
            .step_by(7)
            .flat_map(|entry| &entry.phrasings);
        let garbled = phrasings.enumerate().map(|(number, phrasing)| {
            let words: Vec<&str> = phrasing.text.split(' ').collect();
            let (lost, slipped) = (number % words.len(), (number + 1) % words.len());
            let kept = words.iter().enumerate().filter(|(at, _)| *at != lost);
            let kept = kept.map(|(at, word)| match word.get(2..) {
                Some(rest) if at == slipped && rest.len() > 2 => format!("{}{rest}", &word[..1]),
                _ => (*word).to_owned(),
            });
            kept.collect::<Vec<String>>().join(" ")
        });
        garbled.collect()
    }

    /// Below this nothing much was met, and who comes fifth of those is no matter.
    const FAINT: f32 = 0.1;

    #[test]
    fn a_glance_misses_nothing_that_a_close_look_at_every_entry_finds() {
        let knowledge = shipped();
        let matcher = Matcher::new(&knowledge);
        let leaders = |hits: Vec<Hit>| -> Vec<Hit> {
            let hits = hits.into_iter().take(5);
            hits.filter(|hit| hit.score > FAINT).collect()
        };
        for question in questions(&knowledge) {
            // Every entry looked at closely, which is what a glance stands in for.
            let all = leaders(matcher.rank_among(&question, usize::MAX).hits);
            let ranked = leaders(matcher.rank(&question).hits);
            assert_eq!(ranked, all, "{question}");
        }
    }
}
