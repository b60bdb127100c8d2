//! Leave-one-out: asks every phrasing as if it had never been written, to see what a table does with
//! words that its curator did not think of.

use rayon::prelude::*;

use crate::answer::Signals;
use crate::answer::documents::document;
use crate::knowledge::{Entry, Kind, Knowledge};
use crate::matcher::analysis::analyzed_text::Term;
use crate::matcher::{Matcher, Ranking};

/// The result of asking a phrasing that is left out of the table.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Its entry, as an index into [`Knowledge::entries`].
    pub entry: usize,
    /// Its index among the entry's phrasings.
    pub phrasing: usize,
    /// The entry that leads the ranking; none if nothing matched.
    pub leader: Option<usize>,
    /// The question that leads, whatever gap is ahead of it.
    pub question: Option<usize>,
    /// The signals of the ranking.
    pub signals: Signals,
    /// The signals with the whole entry left out: no remaining entry is right.
    pub without_entry: Signals,
    /// Cosine to the most similar of the entry's other phrasings, 0 to 1.
    pub nearest_phrasing: f32,
    /// Its content words that occur nowhere else in the table.
    pub out_of_vocabulary: Vec<Term>,
}

impl LeftOut {
    /// Whether it leads to another entry than its own.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.leader.is_some_and(|leader| leader != self.entry)
    }

    fn of(entry: usize, phrasing: usize, mut ranking: Ranking) -> Self {
        let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
        let oov =
            terms.filter(|(term, own)| !own.is_known && own.weight > 0.0 && term.is_content());
        let out_of_vocabulary = oov.map(|(term, _)| term.clone()).collect();
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
            nearest_phrasing: own.map_or(0.0, |hit| hit.features.phrasing_similarity),
            out_of_vocabulary,
        }
    }
}

/// The most phrasings that are left out: every one of a table of a thousand entries, and then every other,
/// every third and so on. Each takes most of a millisecond.
const MAX_LEFT_OUT: usize = 10_000;

/// Leaves out, one at a time, every phrasing of each entry that has more than one; in table order. Of a
/// very large table, an even sample.
#[must_use]
pub fn leave_out(knowledge: &Knowledge, matcher: &Matcher) -> Vec<LeftOut> {
    let mut all = 0;
    let count = |entry: &Entry| {
        all += entry.phrasings.len();
        all - entry.phrasings.len()
    };
    let before: Vec<usize> = knowledge.entries.iter().map(count).collect();
    let step = all.div_ceil(MAX_LEFT_OUT).max(1);
    let leave_out = |entry: usize| {
        let phrasings = knowledge.entries[entry].phrasings.len();
        let texts = matcher.analyze_document(&document(knowledge, &knowledge.entries[entry]));
        let each = if phrasings > 1 { 0..phrasings } else { 0..0 };
        let left_out = |phrasing| {
            let ranking = matcher.rank_without(entry, &texts, phrasing);
            LeftOut::of(entry, phrasing, ranking)
        };
        let each = each.filter(|phrasing| (before[entry] + phrasing).is_multiple_of(step));
        each.map(left_out).collect::<Vec<_>>()
    };
    let entries = (0..knowledge.entries.len()).into_par_iter();
    entries.flat_map_iter(leave_out).collect()
}
