//! Direction: from what to what, and who to whom.

use crate::matcher::analysis::indexed_text::NO_TERM;
use crate::matcher::differences::{Asked, EntryTexts};

/// Words between two of which neither acts on the other: *butter instead of margarine*.
const SYMMETRIC: &[&str] = &[
    "and", "compare", "instead", "like", "near", "or", "versus", "vs",
];

/// Whether the entry has the reverse of a direction that was asked, and not that itself.
pub fn is_reversed(asked: &Asked, entry: &EntryTexts) -> bool {
    let question: Vec<u32> = asked.terms.iter().map(|term| term.id).collect();
    let text_at = |at: usize| asked.terms[at].text;
    let has = |direction: Direction| {
        let ends = [direction.from, direction.to];
        entry.phrasings.iter().any(|text| {
            let key_at = |at: usize| asked.table.vocabulary.key(text.term_ids[at]);
            ends.iter().all(|end| text.term_ids.contains(end))
                && directions(asked, text.term_ids, &key_at).contains(&direction)
        })
    };
    let mut asked = directions(asked, &question, &text_at).into_iter();
    asked.any(|own| has(own.reversed()) && !has(own))
}

/// Two terms, and what leads from one to the other.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Direction {
    from: u32,
    /// [`NO_TERM`] for *to* itself.
    by: u32,
    to: u32,
}

impl Direction {
    fn reversed(self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            ..self
        }
    }
}

/// The directions of a text: the words around *to*, and those around what one does to the other.
fn directions<'t>(
    asked: &Asked,
    ids: &[u32],
    text_at: &dyn Fn(usize) -> &'t str,
) -> Vec<Direction> {
    let vocabulary = asked.table.vocabulary;
    let is_content = |id: u32| id != NO_TERM && !vocabulary.is_filler(id);
    let before = |at: usize| ids[..at].iter().rev().copied().find(|id| is_content(*id));
    let after = |at: usize| ids[at + 1..].iter().copied().find(|id| is_content(*id));
    let is_passive = (0..ids.len()).any(|at| text_at(at) == "by");
    let direction = |at: usize| {
        let (from, to) = (before(at)?, after(at)?);
        if matches!(text_at(at), "to" | "into") {
            return Some(Direction {
                from,
                by: NO_TERM,
                to,
            });
        }
        let by = ids[at];
        let acts = is_content(by) && !SYMMETRIC.contains(&text_at(at));
        let direction = Direction { from, by, to };
        acts.then(|| {
            if is_passive {
                direction.reversed()
            } else {
                direction
            }
        })
    };
    let directions = (0..ids.len()).filter_map(direction);
    directions.filter(|own| own.from != own.to).collect()
}
