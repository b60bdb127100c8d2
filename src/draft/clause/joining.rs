//! Joins what stands between the commas of a sentence: lists and what qualifies a statement belong to it, remarks
//! do not, and another clause is a statement of its own.

use crate::draft::clause::clause;
use crate::draft::english::{DETERMINERS, PREPOSITIONS, SUBORDINATE, has};

/// What the pieces between commas are.
#[derive(Debug, Default)]
pub(super) struct JoinedPieces {
    /// The statement, with the commas of its lists.
    pub main: Vec<String>,
    /// Remarks and relative clauses.
    pub left_out: Vec<String>,
    /// The pieces of the clause that follows.
    pub next: Vec<Vec<String>>,
}

/// Joins the pieces of a sentence.
pub(super) fn join(pieces: Vec<Vec<String>>) -> JoinedPieces {
    let mut joined = JoinedPieces::default();
    let mut remarks: Vec<Vec<String>> = Vec::new();
    for (number, piece) in pieces.into_iter().enumerate() {
        let opening = piece.first().map(|word| word.to_lowercase());
        let opening = opening.unwrap_or_default();
        let opens_with = |list: &str| has(list, &opening);
        if !joined.next.is_empty() {
            joined.next.push(piece);
        } else if number == 0 {
            joined.main = piece;
        } else if opens_with("and but so yet")
            && remarks.is_empty()
            && clause(&joined.main).is_some()
            && clause(&piece[1..]).is_some()
        {
            joined.next.push(piece[1..].to_vec());
        } else if opens_with("and or and/or nor") {
            for item in remarks.drain(..) {
                add(&mut joined.main, item);
            }
            add(&mut joined.main, piece);
        } else if opens_with("but not except unless without")
            || opens_with(SUBORDINATE)
            || (opens_with(PREPOSITIONS) && remarks.is_empty())
        {
            add(&mut joined.main, piece);
        } else {
            remarks.push(piece);
        }
    }
    // *The captain, Ann, waits.*
    if remarks.len() < 3
        && clause(&joined.main).is_none()
        && let Some(end) = remarks.pop()
    {
        let whole = [&joined.main[..], &end].concat();
        if clause(&whole).is_some() {
            joined.main = whole;
        } else {
            remarks.push(end);
        }
    }
    // *The mate says that the sea, rough today, calms down*: what belongs to what, no rule knows.
    let mut later = remarks.iter().skip(1).filter_map(|piece| piece.first());
    if later.any(|word| !has(PREPOSITIONS, word) && !has(DETERMINERS, word)) {
        joined.main.clear();
    }
    joined.left_out = remarks.concat();
    joined
}

fn add(main: &mut Vec<String>, piece: Vec<String>) {
    if let Some(last) = main.last_mut() {
        last.push(',');
    }
    main.extend(piece);
}
