//! Questions that ask about the same: pairs that are near in meaning. It compares what a matcher knows of them, and
//! answers nothing.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::answer::Table;
use crate::knowledge::{Entry, Kind};
use crate::matcher::meaning::Embedding;

/// The nearness in meaning, 0 to 1, from which two questions ask about the same.
pub const TWIN: f32 = 0.9;
/// The most questions that are compared with each other, the first by their names: at most a few seconds' work. A
/// table of an article has hundreds.
pub const MAX_COMPARED: usize = 5_000;

/// Two questions that ask about the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwinQuestions {
    /// Both, as indices into [`crate::knowledge::Knowledge::entries`]; the first by its name comes first.
    pub entries: [usize; 2],
    /// How near in meaning their phrasings are together, 0 to 1.
    pub similarity: f32,
}

/// Each question with the other one that is nearest in meaning, if that is near: each pair once, in the order of the
/// names, whatever that of the table.
#[must_use]
pub fn twins(table: Table) -> Vec<TwinQuestions> {
    let knowledge = table.knowledge;
    let entries = knowledge.entries.iter().enumerate();
    let questions = entries.filter(|(_, entry)| entry.kind() == Kind::Question);
    let mut questions: Vec<(usize, &Entry)> = questions.collect();
    questions.sort_by_key(|(_, entry)| (&knowledge.source_of(entry).id, &entry.id));
    questions.truncate(MAX_COMPARED);
    let embedded = questions.iter();
    let embedded: Vec<Embedding> = embedded
        .map(|(index, _)| table.matcher.embedding(*index))
        .collect();
    let near = (0..embedded.len())
        .into_par_iter()
        .filter_map(|one| nearest(&embedded, one));
    let pairs: BTreeMap<[usize; 2], f32> = near.collect();
    let twins = pairs.into_iter().map(|(pair, similarity)| TwinQuestions {
        entries: pair.map(|at| questions[at].0),
        similarity,
    });
    twins.collect()
}

/// A question and the nearest other one, in order, if that is near; the first of several.
fn nearest(embedded: &[Embedding], one: usize) -> Option<([usize; 2], f32)> {
    let others = (0..embedded.len()).filter(|other| *other != one);
    let near = others.map(|other| (embedded[one].similarity(&embedded[other]), other));
    let (similarity, other) =
        near.max_by(|(a, one), (b, other)| a.total_cmp(b).then_with(|| other.cmp(one)))?;
    (similarity >= TWIN).then_some(([one.min(other), one.max(other)], similarity))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each once by value, so that one that moves is argued for here too.
    #[test]
    fn the_limits_are_these() {
        assert_eq!((MAX_COMPARED, TWIN.to_bits()), (5_000, 0.9_f32.to_bits()));
    }
}
