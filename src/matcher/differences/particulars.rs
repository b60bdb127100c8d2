//! Particulars: the names and numbers of a question, without which a passage is about something else.

use std::slice;

use crate::matcher::differences::numbers::NumberKind;
use crate::matcher::differences::{Asked, AskedTerm, EntryTexts, names};

/// The names and numbers of a question that a passage has nothing of: the names that its paragraph does not know, or in
/// whose place the sentence that is quoted, its nearest phrasing, has another; the numbers that neither that sentence
/// nor the heading has. Ranks, such as *first* and *last*, are no particulars: they are words, too.
pub fn lacking<'a>(asked: &Asked<'a>, entry: &EntryTexts) -> Vec<&'a str> {
    let nearest = entry.phrasings.get(entry.nearest);
    let nearest = EntryTexts {
        phrasings: nearest.map_or(&[], slice::from_ref),
        nearest: 0,
        ..*entry
    };
    let is_lacking = |term: &&AskedTerm| match (term.name, term.number) {
        (_, Some(kind)) => kind != NumberKind::Rank && !nearest.has(term),
        (Some(_), None) => {
            names::is_unknown(asked, entry, term) || names::is_replaced(asked, &nearest, term)
        }
        (None, None) => false,
    };
    let weighing = asked.terms.iter().filter(|term| term.weighs);
    weighing.filter(is_lacking).map(|term| term.text).collect()
}
