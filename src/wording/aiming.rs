//! Wording of an answer that a member asks for somebody else, on Discord.

use crate::wording::{Saying, Words};

/// Heads the answer that a member asked for another (both by their ids).
#[must_use]
pub fn asked_for(words: &Words, member: u64, asker: u64) -> String {
    let values = [
        ("member", format!("<@{member}>").into()),
        ("asker", format!("<@{asker}>").into()),
    ];
    words.with(Saying::AskedFor, values)
}

/// Heads a reply without an answer, which the member with this id is not told of.
#[must_use]
pub fn not_mentioned(words: &Words, member: u64) -> String {
    let values = [("member", format!("<@{member}>").into())];
    words.with(Saying::NotMentioned, values)
}
