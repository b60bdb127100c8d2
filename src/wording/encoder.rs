//! What is said of the optional sentence encoder.

use crate::wording::Escaped;
use crate::wording::discord::percent;

/// What else than words finds a question, in the middle of a sentence; nothing without an encoder.
#[must_use]
pub fn helper(encoder: Option<&Escaped>) -> String {
    encoder.map_or_else(String::new, |encoder| {
        format!(", and sentences by a model ({encoder}) that only helps find")
    })
}

/// What an encoder contributed: how near the entry is by its vectors, 0 to 1.
#[must_use]
pub fn said(encoder: &Escaped, nearness: f32) -> String {
    format!("The encoder {encoder} finds it {} near.", percent(nearness))
}

/// The state of an encoder: whether it is done with the table, and how many questions it helped to answer and missed.
#[must_use]
pub fn state(encoder: &Escaped, is_done: bool, helped: u64, missed: u64) -> String {
    let state = if is_done {
        "ready"
    } else {
        "reading the table; words answer alone until then"
    };
    let missed = if missed > 0 {
        format!(", {missed} answered by words alone because it was too busy or too late")
    } else {
        String::new()
    };
    format!("Encoder {encoder}: {state}; {helped} questions{missed}.")
}

/// An encoder that cannot be used.
#[must_use]
pub fn unusable(fault: &Escaped) -> String {
    format!("⚠ No encoder, so words answer alone: {fault}")
}
