//! Wording of “Ask a person”, on Discord. The text is Discord's Markdown; what is not of the program's own making
//! comes in as [`Escaped`].

use crate::knowledge::Kind;
use crate::wording::{Escaped, Saying, Words};

/// Calls the helpers of a role for a member (both by their ids) who asked a question. The question has a line of its
/// own, the second; `near` says what the table has.
#[must_use]
pub fn call(words: &Words, role: u64, asker: u64, question: &Escaped, near: &str) -> String {
    let call = words.with(Saying::Call, [("asker", format!("<@{asker}>").into())]);
    let hint = words.say(Saying::CallHint);
    format!("<@&{role}> {call}\n> {question}\n-# {near}\n-# {hint}")
}

/// The entries that come nearest to the question of a call, if there are any.
#[must_use]
pub fn near(words: &Words, entries: &[Escaped]) -> String {
    if entries.is_empty() {
        return words.say(Saying::NothingNear);
    }
    words.with(Saying::Near, [("entries", entries.join(" · ").into())])
}

/// One of them, by its question and its id.
#[must_use]
pub fn near_entry(words: &Words, question: &Escaped, id: &Escaped, kind: Kind) -> Escaped {
    let values = [
        ("question", question.as_str().into()),
        ("id", id.as_str().into()),
    ];
    Escaped::new(match kind {
        Kind::Question => format!("{question} ({id})"),
        Kind::Gap => words.with(Saying::NearGap, values),
    })
}

/// Heads the answer for the member (by their id) whose question called for it.
#[must_use]
pub fn answered_now(words: &Words, asker: u64) -> String {
    words.with(
        Saying::AnsweredNow,
        [("asker", format!("<@{asker}>").into())],
    )
}

/// The command in a message's menu.
pub const MAKE_ANSWER: &str = "Make this the answer";
/// The button under a call that opens the form for its answer, and the form's title.
pub const ADD_ANSWER: &str = "Add the answer to the table";
/// Reply to [`MAKE_ANSWER`] on anything but a reply to a call.
pub const NO_REPLY_TO_CALL: &str =
    "This works on a reply to a message of mine in which I call a person.";
/// The call that a message replies to is gone, or cannot be read.
pub const CALL_GONE: &str = "I cannot read the message that this replies to.";
/// The member who asked has been told.
pub const ASKER_TOLD: &str = "I have told the member who asked.";
/// The member who asked could not be told.
pub const ASKER_NOT_TOLD: &str =
    "I could not tell the member who asked. Please tell them yourself.";
/// The member asked in private, so that nothing is posted where they did.
pub const ASKED_PRIVATELY: &str =
    "The member asked in private, so I posted nothing. Please tell them yourself.";
