//! Asks with every phrasing as if it had never been written: what a table does with words that its
//! curator did not think of.

use rayon::prelude::*;

use crate::answer::Signals;
use crate::answer::documents::document;
use crate::knowledge::{Kind, Knowledge};
use crate::matcher::analysis::analyzed_text::Term;
use crate::matcher::{Matcher, Ranking};

/// A phrasing that was left out, and what came of asking it.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Its entry, as an index into [`Knowledge::entries`].
    pub entry: usize,
    /// Its place among the entry's phrasings.
    pub phrasing: usize,
    /// The entry that led then; none where nothing was met.
    pub leader: Option<usize>,
    /// The question that led then, whatever gap stood before it.
    pub question: Option<usize>,
    /// The signals of the confidence then.
    pub signals: Signals,
    /// The signals with the whole entry left out: nothing that is left is right.
    pub without_entry: Signals,
    /// How near it comes to the most similar of its sisters, between 0 and 1.
    pub nearest_sister: f32,
    /// Its words that stand nowhere else in the table.
    pub unknown: Vec<Term>,
}

impl LeftOut {
    /// Whether it led to another entry than its own.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.leader.is_some_and(|leader| leader != self.entry)
    }

    fn of(entry: usize, phrasing: usize, mut ranking: Ranking) -> Self {
        let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
        let unknown = terms
            .filter(|(term, (weight, is_known))| !is_known && *weight > 0.0 && term.is_content());
        let unknown = unknown.map(|(term, _)| term.clone()).collect();
        let own = ranking.hits.iter().find(|hit| hit.entry == entry).copied();
        let leader = ranking.hits.first().map(|hit| hit.entry);
        let question = ranking.best(Kind::Question).map(|hit| hit.entry);
        let signals = Signals::of(&ranking);
        ranking.hits.retain(|hit| hit.entry != entry);
        Self {
            entry,
            phrasing,
            leader,
            question,
            signals,
            without_entry: Signals::of(&ranking),
            nearest_sister: own.map_or(0.0, |hit| hit.features.phrasing_similarity),
            unknown,
        }
    }
}

/// Leaves out each phrasing of every entry that has another, in the order of the table.
#[must_use]
pub fn leave_out(knowledge: &Knowledge, matcher: &Matcher) -> Vec<LeftOut> {
    let leave_out = |entry: usize| {
        let phrasings = knowledge.entries[entry].phrasings.len();
        let readings = matcher.analyze_document(&document(knowledge, &knowledge.entries[entry]));
        let some = if phrasings > 1 { 0..phrasings } else { 0..0 };
        let left_out = |phrasing| {
            let ranking = matcher.rank_without(entry, &readings, phrasing);
            LeftOut::of(entry, phrasing, ranking)
        };
        some.map(left_out).collect::<Vec<_>>()
    };
    let entries = (0..knowledge.entries.len()).into_par_iter();
    entries.flat_map_iter(leave_out).collect()
}
