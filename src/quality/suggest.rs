//! Where work on a table pays most: its weakest spots, each with what would mend it.
//!
//! A check says what is wrong; this says what could be better. It goes by the phrasings themselves,
//! each asked as if it had never been written, and by questions that members have asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::documents::document;
use crate::answer::{Signals, Table};
use crate::knowledge::{Kind, Knowledge};
use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::related;
use crate::quality::check::{LeftOut, leave_out};

/// With fewer phrasings than this, a question is met in too few words: in sets of everyday requests,
/// ten phrasings instead of five bring the right entry first for one question in ten more.
pub const FEW_PHRASINGS: usize = 8;
/// From this mean nearness of each phrasing to its nearest sister on, they say the same in the same
/// words. Where somebody has varied on purpose it is about half.
pub const UNIFORM: f32 = 0.6;
/// So many phrasings of one entry have to lead to the same other, before that is more than chance.
pub const CONFUSED: usize = 2;
/// So many words are named that would set an entry apart.
const OWN_WORDS: usize = 4;

/// A weak spot of a table. Entries are indices into [`Knowledge::entries`].
#[derive(Debug, Clone, PartialEq)]
pub enum Suggestion {
    /// A question has few phrasings.
    FewPhrasings {
        /// Which.
        entry: usize,
        /// How many it has.
        phrasings: usize,
    },
    /// An entry's phrasings are all alike: whoever says it otherwise is not understood.
    UniformPhrasings {
        /// Which.
        entry: usize,
        /// The mean nearness of its phrasings to their nearest sisters, between 0 and 1.
        nearness: f32,
    },
    /// A gap takes phrasings of a question: what the source does answer may be declined.
    Swallowed(ConfusedPair),
    /// Two entries need words that tell them apart.
    Confused(ConfusedPair),
    /// A word stands in one place of the table, and means about the same as one that its entry has
    /// elsewhere: as synonyms, each would stand for the other everywhere.
    Synonyms {
        /// The two words, the lone one first.
        words: [String; 2],
        /// The entries that would have been found by it.
        entries: BTreeSet<usize>,
    },
    /// Members use a word that no entry knows.
    UnknownWord {
        /// The word.
        word: String,
        /// In how many questions.
        asked: usize,
        /// One of them.
        example: String,
    },
}

/// Phrasings of an entry that would lead to another, were they not in the table: the two are told
/// apart only by what has been written down. Entries are indices into [`Knowledge::entries`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusedPair {
    /// Whose phrasings.
    pub entry: usize,
    /// Where they would lead.
    pub to: usize,
    /// Which phrasings.
    pub phrasings: Vec<usize>,
    /// Words that stand in the most phrasings of the first and in none of the other.
    pub own_words: Vec<String>,
}

impl Suggestion {
    /// How much there is to gain, to put the weightiest of a kind first.
    fn weight(&self) -> f32 {
        let count = match self {
            Self::UniformPhrasings { nearness, .. } => return *nearness,
            Self::FewPhrasings { phrasings, .. } => FEW_PHRASINGS.saturating_sub(*phrasings),
            Self::Swallowed(pair) | Self::Confused(pair) => pair.phrasings.len(),
            Self::Synonyms { entries, .. } => entries.len(),
            Self::UnknownWord { asked, .. } => *asked,
        };
        count as f32
    }

    /// What kind of weak spot it is, from 0: those of a kind stand together.
    fn kind(&self) -> usize {
        match self {
            Self::UnknownWord { .. } => 0,
            Self::FewPhrasings { .. } => 1,
            Self::UniformPhrasings { .. } => 2,
            Self::Swallowed(_) => 3,
            Self::Confused(_) => 4,
            Self::Synonyms { .. } => 5,
        }
    }
}

/// Looks for the weak spots of a table, with questions that members have asked of it; by kind, those
/// with the most to gain first.
#[must_use]
pub fn suggest(table: Table, asked: &[String]) -> Vec<Suggestion> {
    let left_out = leave_out(table.knowledge, table.matcher);
    let mut found = phrasings(table.knowledge, &left_out);
    found.extend(confused(table, &left_out));
    found.extend(synonyms(table, &left_out));
    found.extend(unknown_words(table, asked));
    found.sort_by(|a, b| {
        let weightiest_first = || b.weight().total_cmp(&a.weight());
        a.kind().cmp(&b.kind()).then_with(weightiest_first)
    });
    found
}

fn phrasings(knowledge: &Knowledge, left_out: &[LeftOut]) -> Vec<Suggestion> {
    let mut found = Vec::new();
    for (entry, own) in knowledge.entries.iter().enumerate() {
        let phrasings = own.phrasings.len();
        if own.kind() == Kind::Question && phrasings < FEW_PHRASINGS {
            found.push(Suggestion::FewPhrasings { entry, phrasings });
        }
    }
    for own in left_out.chunk_by(|a, b| a.entry == b.entry) {
        let sum: f32 = own.iter().map(|left_out| left_out.nearest_sister).sum();
        let nearness = sum / own.len() as f32;
        if nearness >= UNIFORM {
            let entry = own[0].entry;
            found.push(Suggestion::UniformPhrasings { entry, nearness });
        }
    }
    found
}

fn confused(table: Table, left_out: &[LeftOut]) -> Vec<Suggestion> {
    let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for left_out in left_out.iter().filter(|left_out| left_out.is_lost()) {
        if let Some(to) = left_out.leader {
            let phrasings = pairs.entry((left_out.entry, to)).or_default();
            phrasings.push(left_out.phrasing);
        }
    }
    pairs.retain(|_, phrasings| phrasings.len() >= CONFUSED);
    let kind = |entry: usize| table.knowledge.entries[entry].kind();
    let suggestion = |((entry, to), phrasings)| {
        let pair = ConfusedPair {
            entry,
            to,
            phrasings,
            own_words: own_words(table, entry, to),
        };
        match (kind(entry), kind(to)) {
            (Kind::Question, Kind::Gap) => Suggestion::Swallowed(pair),
            _ => Suggestion::Confused(pair),
        }
    };
    pairs.into_iter().map(suggestion).collect()
}

/// The words of an entry's phrasings that another entry does not have, those of the most phrasings
/// first.
fn own_words(table: Table, entry: usize, other: usize) -> Vec<String> {
    let others = phrasings_of(table, other);
    let others = others.iter().flat_map(|reading| &reading.terms);
    let others: BTreeSet<&str> = others.map(|term| &*term.key).collect();
    let mut counts: BTreeMap<_, (usize, String)> = BTreeMap::new();
    for reading in phrasings_of(table, entry) {
        let own = reading.terms.into_iter();
        let own = own.filter(|term| term.is_content() && !others.contains(&*term.key));
        let own: BTreeMap<_, _> = own.map(|term| (term.key, term.surface)).collect();
        for (key, surface) in own {
            let counted = counts.entry(key).or_insert((0, surface.to_string()));
            counted.0 += 1;
        }
    }
    let mut counts: Vec<(usize, String)> = counts.into_values().collect();
    counts.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.cmp(y)));
    let words = counts.into_iter().filter(|(count, _)| *count >= CONFUSED);
    words.take(OWN_WORDS).map(|(_, word)| word).collect()
}

fn phrasings_of(table: Table, entry: usize) -> Vec<AnalyzedText> {
    let mut readings = {
        let entry = &table.knowledge.entries[entry];
        table
            .matcher
            .analyze_document(&document(table.knowledge, entry))
    };
    // The last is the answer, which nobody asks.
    readings.pop();
    readings
}

fn synonyms(table: Table, left_out: &[LeftOut]) -> Vec<Suggestion> {
    let mut pairs: BTreeMap<[String; 2], BTreeSet<usize>> = BTreeMap::new();
    for own in left_out.chunk_by(|a, b| a.entry == b.entry) {
        let lost = own.iter().filter(|left_out| left_out.is_lost());
        let lone: Vec<&Term> = lost.flat_map(|left_out| &left_out.unknown).collect();
        if lone.is_empty() {
            continue;
        }
        let entry = own[0].entry;
        let readings = phrasings_of(table, entry);
        for term in lone {
            let like = related(&term.key);
            let mut terms = readings.iter().flat_map(|reading| &reading.terms);
            if let Some(known) = terms.find(|known| like.contains(&known.key)) {
                let words = [&term.surface, &known.surface].map(ToString::to_string);
                pairs.entry(words).or_default().insert(entry);
            }
        }
    }
    let suggestion = |(words, entries)| Suggestion::Synonyms { words, entries };
    pairs.into_iter().map(suggestion).collect()
}

/// Words that no entry has, of questions that were not answered.
fn unknown_words(table: Table, asked: &[String]) -> Vec<Suggestion> {
    let mut words: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for question in asked {
        let ranking = table.matcher.rank(question);
        let signals = Signals::of(&ranking);
        if signals.confidence() >= table.strictness.answer_at() {
            continue;
        }
        let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
        let unknown = terms.filter(|(term, (weight, is_known))| {
            !is_known && *weight > 0.0 && term.is_content() && term.corrected.is_none()
        });
        for (term, _) in unknown {
            let word = words.entry(term.surface.to_string());
            word.or_insert((0, question.clone())).0 += 1;
        }
    }
    let suggestion = |(word, (asked, example))| Suggestion::UnknownWord {
        word,
        asked,
        example,
    };
    words.into_iter().map(suggestion).collect()
}
