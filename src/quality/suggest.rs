//! Suggests improvements: the weak spots of a table, each with what would fix it.
//!
//! [`crate::quality::check`] finds what is wrong; this finds what could be better, from the table's
//! own phrasings (leave-one-out) and from questions that members have asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::answer::documents::document;
use crate::answer::{Signals, Table};
use crate::knowledge::Kind;
use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::analysis::cues::cue;
use crate::matcher::analysis::lexicon::{NameKind, is_word, name_kind};
use crate::matcher::differences::NumberKind;
use crate::matcher::meaning::Embedding;
use crate::quality::check::{LeftOut, leave_out};
use crate::quality::estimate::{WeakQuestion, weakest};
use crate::quality::twins::{TwinQuestions, twins};

/// The fewest phrasings of an entry that must lead to the same other entry; fewer are chance.
pub const CONFUSED: usize = 2;
/// The most questions that are said to want more wordings: an afternoon's work.
pub const WEAKEST: usize = 10;
/// The nearness in meaning, 0 to 1, from which a word may stand for another.
pub const SYNONYM: f32 = 0.6;
/// The most words named as telling two entries apart.
const OWN_WORDS: usize = 4;

/// A weak spot of a table. Entries are indices into [`crate::knowledge::Knowledge::entries`].
#[derive(Debug, Clone, PartialEq)]
pub enum Suggestion {
    /// More wordings of a question would make more of a difference than those of most others.
    MoreWordings(WeakQuestion),
    /// Two questions ask about the same.
    Twins(TwinQuestions),
    /// A gap attracts phrasings of a question: readers may be told that the source leaves it open.
    Swallowed(ConfusedPair),
    /// Two entries need words that tell them apart.
    Confused(ConfusedPair),
    /// A word that occurs once in the table, and means about the same as another word of its entry:
    /// as synonyms, each would stand for the other everywhere.
    Synonyms {
        /// The two words, the one that occurs once first.
        words: [String; 2],
        /// The entries that it would have found.
        entries: BTreeSet<usize>,
        /// How near they are in meaning, 0 to 1.
        similarity: f32,
    },
    /// Members use a word that no entry has.
    UnknownWord {
        /// The word.
        word: String,
        /// The word of the table that is nearest in meaning, if one is near, and how near it is, 0 to 1.
        near: Option<(String, f32)>,
        /// Number of questions with the word.
        asked: usize,
        /// One of those questions.
        example: String,
    },
}

/// Two entries of which one attracts left-out phrasings of the other: only the phrasings as written
/// tell them apart. Entries are indices into [`crate::knowledge::Knowledge::entries`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusedPair {
    /// The entry whose phrasings they are.
    pub entry: usize,
    /// The entry that they lead to when left out.
    pub to: usize,
    /// The phrasings, as indices into the entry's.
    pub phrasings: Vec<usize>,
    /// Words of several phrasings of the first and none of the other, most frequent first.
    pub own_words: Vec<String>,
}

impl Suggestion {
    /// How much there is to gain, to order suggestions of a kind.
    fn gain(&self) -> f32 {
        match self {
            Self::MoreWordings(weak) => weak.gain(),
            Self::Twins(twins) => twins.similarity,
            Self::Synonyms { similarity, .. } => *similarity,
            Self::Swallowed(pair) | Self::Confused(pair) => pair.phrasings.len() as f32,
            Self::UnknownWord { asked, .. } => *asked as f32,
        }
    }

    /// The kind's position in the list, from 0.
    fn kind(&self) -> usize {
        match self {
            Self::UnknownWord { .. } => 0,
            Self::MoreWordings(_) => 1,
            Self::Swallowed(_) => 2,
            Self::Confused(_) => 3,
            Self::Twins(_) => 4,
            Self::Synonyms { .. } => 5,
        }
    }
}

/// Finds the weak spots of a table, given questions that members have asked. Sorted by kind, then by
/// how much there is to gain, most first.
#[must_use]
pub fn suggest(table: Table, asked: &[(String, u32)]) -> Vec<Suggestion> {
    let left_out = leave_out(table.knowledge, table.matcher);
    let weak = weakest(table.knowledge, &left_out, WEAKEST).into_iter();
    let mut found: Vec<Suggestion> = weak.map(Suggestion::MoreWordings).collect();
    found.extend(confused(table, &left_out));
    found.extend(twins(table).into_iter().map(Suggestion::Twins));
    found.extend(synonyms(table, &left_out));
    found.extend(unknown_words(table, asked));
    found.sort_by(|a, b| {
        let most_to_gain = || b.gain().total_cmp(&a.gain());
        a.kind().cmp(&b.kind()).then_with(most_to_gain)
    });
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

/// The words of an entry's phrasings that another entry lacks, most frequent first.
fn own_words(table: Table, entry: usize, other: usize) -> Vec<String> {
    let others = phrasings_of(table, other);
    let others = others.iter().flat_map(|text| &text.terms);
    let others: BTreeSet<&str> = others.map(|term| &*term.key).collect();
    let mut counts: BTreeMap<_, (usize, String)> = BTreeMap::new();
    for text in phrasings_of(table, entry) {
        let own = text.terms.into_iter();
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
    let mut texts = {
        let entry = &table.knowledge.entries[entry];
        let document = document(table.knowledge, entry);
        table.matcher.analyze_document(&document)
    };
    // The last text is the answer, which is no phrasing.
    texts.pop();
    texts
}

fn synonyms(table: Table, left_out: &[LeftOut]) -> Vec<Suggestion> {
    let mut pairs: BTreeMap<[String; 2], (BTreeSet<usize>, f32)> = BTreeMap::new();
    for own in left_out.chunk_by(|a, b| a.entry == b.entry) {
        let lost = own.iter().filter(|left_out| left_out.is_lost());
        let oov: Vec<&Term> = lost
            .flat_map(|left_out| &left_out.out_of_vocabulary)
            .collect();
        if oov.is_empty() {
            continue;
        }
        let entry = own[0].entry;
        let known = KnownTerms::of(table, [entry]);
        for term in oov {
            if let Some((near, similarity)) = known.nearest(term) {
                let words = [term.surface.to_string(), near];
                let (entries, nearness) = pairs.entry(words).or_default();
                entries.insert(entry);
                *nearness = similarity;
            }
        }
    }
    let suggestion = |(words, (entries, similarity))| Suggestion::Synonyms {
        words,
        entries,
        similarity,
    };
    pairs.into_iter().map(suggestion).collect()
}

/// The content terms of phrasings by their keys, but for those that stand for nothing else: a form of each as written,
/// and what it is about.
struct KnownTerms(BTreeMap<Arc<str>, (Arc<str>, Embedding)>);

impl KnownTerms {
    fn of(table: Table, entries: impl IntoIterator<Item = usize>) -> Self {
        let mut known = BTreeMap::new();
        for entry in entries {
            let texts = phrasings_of(table, entry).into_iter();
            let terms = texts.flat_map(|text| text.terms).filter(Term::is_content);
            for term in terms.filter(may_stand_for_another) {
                let embedding = embedding(&term);
                known.insert(term.key, (term.surface, embedding));
            }
        }
        Self(known)
    }

    /// Another term that is nearest in meaning, if one is near, and how near, 0 to 1.
    fn nearest(&self, term: &Term) -> Option<(String, f32)> {
        if !may_stand_for_another(term) {
            return None;
        }
        let own = embedding(term);
        let others = self.0.iter().filter(|(key, _)| **key != term.key);
        let near = others.map(|(_, (surface, embedding))| (surface, own.similarity(embedding)));
        let near = near.filter(|(_, similarity)| *similarity >= SYNONYM);
        let nearest = near.max_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| b.cmp(a)));
        nearest.map(|(surface, similarity)| (surface.to_string(), similarity))
    }
}

/// Whether another word could mean the same: none does for a number, a name, a weekday, a denial or a word that has an
/// opposite, all of which are near in meaning to what they exclude.
fn may_stand_for_another(term: &Term) -> bool {
    let excludes = |word: &str| {
        let is_day = name_kind(word) == Some(NameKind::Calendar);
        let is_name = is_day || (name_kind(word).is_some() && !is_word(word));
        is_name || NumberKind::of(word).is_some() || cue(word).is_some()
    };
    !term.is_capitalized && !term.surface.split(' ').any(excludes)
}

fn embedding(term: &Term) -> Embedding {
    Embedding::of_words(term.surface.split(' '))
}

/// Finds words that no entry has, in questions that are not answered.
fn unknown_words(table: Table, asked: &[(String, u32)]) -> Vec<Suggestion> {
    if asked.is_empty() {
        return Vec::new();
    }
    let mut words: BTreeMap<String, (usize, String, Term)> = BTreeMap::new();
    for (question, times) in asked {
        let ranking = table.matcher.rank(question);
        let signals = Signals::of(&ranking);
        if signals.confidence() >= table.strictness.threshold() {
            continue;
        }
        let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
        let unknown = terms.filter(|(term, own)| {
            !own.is_known && own.weight > 0.0 && term.is_content() && term.corrected.is_none()
        });
        for (term, _) in unknown {
            let word = words.entry(term.surface.to_string());
            word.or_insert_with(|| (0, question.clone(), term.clone()))
                .0 += *times as usize;
        }
    }
    let known = KnownTerms::of(table, 0..table.knowledge.entries.len());
    let suggestion = |(word, (asked, example, term))| Suggestion::UnknownWord {
        word,
        near: known.nearest(&term),
        asked,
        example,
    };
    words.into_iter().map(suggestion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::normalize::Role;

    #[test]
    fn words_that_exclude_what_is_near_stand_for_no_other() {
        let check = |surface: &str, is_capitalized, expected| {
            let term = Term {
                key: surface.into(),
                surface: surface.into(),
                corrected: None,
                is_synonym: false,
                role: Role::Content,
                resembles: None,
                is_capitalized,
            };
            assert_eq!(may_stand_for_another(&term), expected, "{surface}");
        };
        for word in ["jug", "plates", "lamp", "clay lamp"] {
            check(word, false, true);
        }
        for word in [
            "monday", "may", "oslo", "swedish", "accepted", "buy", "never", "15", "1.2", "last",
            "room 5",
        ] {
            check(word, false, false);
        }
        check("harbour", true, false);
    }

    /// Each threshold once by value, so that one that moves is argued for here too.
    #[test]
    fn the_thresholds_are_these() {
        assert_eq!((WEAKEST, CONFUSED), (10, 2));
        assert_eq!(SYNONYM.to_bits(), 0.6_f32.to_bits());
    }
}
