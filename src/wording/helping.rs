//! Wording of “Ask a person”, on Discord. The text is Discord's Markdown, but that of buttons and forms, which
//! is plain; what is not of the program's own making comes in as [`Escaped`].

use crate::wording::Escaped;

/// The button that calls a person, and the form's title.
pub const ASK_PERSON: &str = "Ask a person";
/// The field of that form.
pub const QUESTION_FIELD: &str = "Your question, posted with your name";
/// The button in its place, once somebody has.
pub const PERSON_ASKED: &str = "A person has been asked";
/// Somebody else, or the same member, has done so before.
pub const ALREADY_ASKED: &str = "A person has already been asked about this.";
/// The form had no words.
pub const NOTHING_ASKED: &str = "Please write your question, so that a person can answer it.";
/// The operator has not named anybody, or no longer.
pub const NOBODY_TO_ASK: &str = "Asking a person is no longer possible here.";
/// A member asks too often.
pub const ASKED_ENOUGH: &str =
    "You have asked a person just now. Please give them some time, and try again in ten minutes.";
/// The members of a server ask too often.
pub const HELPERS_BUSY: &str =
    "Many questions have been asked here just now. Please try again in a few minutes.";
/// The call could not be posted, or would not have been noticed.
pub const NOT_CALLED: &str = "I could not reach anybody, and posted nothing. Please tell a moderator: I need to \
     write in the channel for questions, and to mention the role of those who help.";
/// Stands for the nearest entries where there are none.
pub const NOTHING_NEAR: &str = "No entry of my table comes close.";
/// The command in a message's menu.
pub const MAKE_ANSWER: &str = "Make this the answer";
/// The button under a call that opens the form for its answer, and the form's title.
pub const ADD_ANSWER: &str = "Add the answer to the table";
/// The button under a call that leads to the conversation.
pub const GO_THERE: &str = "Go to the conversation";
/// Reply to [`MAKE_ANSWER`] on anything but a reply to a call.
pub const NO_REPLY_TO_CALL: &str =
    "This works on a reply to a message of mine in which I call a person.";
/// The call that a message replies to is gone, or cannot be read.
pub const CALL_GONE: &str = "I cannot read the message that this replies to.";
/// What moderators do with a call.
const HINT: &str = "Reply to this message. A moderator can then make the reply my answer: **Apps → Make this the answer**.";

/// Calls the helpers of a role for a member (both by their ids) who asked a question. The question has a line of its
/// own, the second; `near` says what the table has.
#[must_use]
pub fn call(role: u64, asker: u64, question: &Escaped, near: &str) -> String {
    format!(
        "<@&{role}> <@{asker}> has a question that I could not answer:\n> {question}\n-# {near}\n-# {HINT}"
    )
}

/// Heads the answer for the member (by their id) whose question called for it.
#[must_use]
pub fn answered_now(asker: u64) -> String {
    format!("<@{asker}>, a moderator has answered your question:")
}

/// The member who asked has been told.
pub const ASKER_TOLD: &str = "I have told the member who asked.";
/// The member who asked could not be told.
pub const ASKER_NOT_TOLD: &str =
    "I could not tell the member who asked. Please tell them yourself.";
/// The member asked in private, so that nothing is posted where they did.
pub const ASKED_PRIVATELY: &str =
    "The member asked in private, so I posted nothing. Please tell them yourself.";
