//! Says that a table has drafts, where somebody wonders why it answers nothing.

use crate::knowledge::Knowledge;

/// How many drafts wait for a curator, and what makes them count; none if there are none.
pub(super) fn waiting(knowledge: &Knowledge) -> Option<String> {
    let (count, are) = match knowledge.drafts.len() {
        0 => return None,
        1 => ("1 draft".to_owned(), "is"),
        count => (format!("{count} drafts"), "are"),
    };
    Some(format!(
        "{count} {are} not used: remove `draft = true` from what is right"
    ))
}
