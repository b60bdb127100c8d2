//! What is said on Discord alone: commands, buttons, and the answers to them. Markdown is
//! Discord's; what stands in braces has been escaped by the caller.

use crate::knowledge::{Kind, Knowledge, Source};
use crate::record::VoteKind;

/// A command or an option: its name and what Discord shows beside it (at most 100 characters).
pub struct Named {
    /// As it is typed: small letters.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
}

/// `/ask`.
pub const ASK: Named = Named {
    name: "ask",
    description: "Ask about the article; the answer cites it",
};
/// The question of `/ask`.
pub const ASK_QUESTION: Named = Named {
    name: "question",
    description: "In your own words, or picked from the list",
};
/// Whether `/ask` answers the asker alone.
pub const ASK_PRIVATE: Named = Named {
    name: "private",
    description: "Show the answer to me alone",
};
/// `/topics`.
pub const TOPICS_COMMAND: Named = Named {
    name: "topics",
    description: "What can be asked, topic by topic",
};
/// `/about`.
pub const ABOUT: Named = Named {
    name: "about",
    description: "Which article this is, how the answers come about, and what is kept",
};
/// The command in a message's menu.
pub const ANSWER_THIS: &str = "Answer this";

/// The button that shows the passages cited.
pub const SHOW_SOURCE: &str = "Show source";
/// The button that shows the evidence.
pub const WHY: &str = "Why this answer";
/// The button that takes an answer away.
pub const DELETE: &str = "Delete";
/// In the menu of related questions, before one is picked.
pub const RELATED_MENU: &str = "Related…";
/// The button that says no to every option.
pub const NONE_OF_THESE: &str = "None of these";
/// The button that lists what can be asked.
pub const SEE_TOPICS: &str = "See the questions";
/// The button to the page before.
pub const PREVIOUS: &str = "Back";
/// The button to the page after.
pub const NEXT: &str = "More";
/// In the menu of a page of questions, before one is picked.
pub const PICK: &str = "Pick a question…";
/// Over the questions that have no topic.
pub const OTHER_QUESTIONS: &str = "Other questions";

/// To a button whose entry is no longer in the table.
pub const GONE: &str =
    "The table has changed since then, and this is no longer in it. Please ask again.";
/// Over what a button shows when the table has changed since its message.
pub const CHANGED_SINCE: &str =
    "-# The table has changed since that answer; this is what it says now.";
/// To a button of another release of the bot.
pub const UNKNOWN_BUTTON: &str =
    "That button is from another release of mine, and I no longer know it. Please ask again.";
/// To who asks too much at once.
pub const TOO_MANY: &str = "That is many questions at once. Give me a minute, then ask again.";
/// To who presses another's delete button.
pub const NOT_YOURS: &str = "Only who asked can delete this, or a moderator.";
/// To who wants an answer to a message without words.
pub const NO_WORDS: &str = "That message has no words that I could answer.";
/// After a picked “none of these”.
pub const NONE_FITS: &str = "Then I have no answer to that from this article.";
/// When something of ours has failed.
pub const FAULT: &str = "Something went wrong on my side. Please ask again.";
/// The evidence, where the question was too long to be carried whole.
pub const QUESTION_CUT: &str =
    "-# Your question was long: this is the evidence for its beginning alone.";
/// Nothing that was asked stands in the table.
pub const NOTHING_MET: &str = "None of your words is in the table.";

/// What the bot is seen to be doing.
#[must_use]
pub fn presence(knowledge: &Knowledge) -> String {
    let questions = knowledge.entries_of(Kind::Question).count();
    format!("{questions} questions · /ask")
}

/// To who mentions the bot and says nothing.
#[must_use]
pub fn invitation(greeting: &str) -> String {
    format!(
        "{greeting}\nMention me with a question, or type `/{}`. `/{}` lists what I know.",
        ASK.name, TOPICS_COMMAND.name
    )
}

/// The button that says that an answer helped.
pub const HELPFUL: &str = "Helpful";
/// The button that says that it did not.
pub const NOT_THIS: &str = "Not what I asked";
/// After [`HELPFUL`].
pub const THANKS: &str = "Thank you. That helps to keep the table.";
/// After [`NOT_THIS`], over what else could have been meant.
pub const SORRY: &str = "Sorry. I have noted it, without your name.";
/// The button that asks again, and the title of its form.
pub const REPHRASE: &str = "Ask in other words";
/// In that form.
pub const QUESTION_FIELD: &str = "Your question";
/// The command about what is kept of a member.
pub const PRIVACY: Named = Named {
    name: "privacy",
    description: "What I keep of what you said about answers, and a way to delete it",
};
/// Nothing is kept of a member.
pub const NOTHING_KEPT: &str = "I keep nothing that can be told to be yours.";
/// The button that deletes it.
pub const FORGET: &str = "Delete all of it";
/// The store cannot be read.
pub const NOT_NOW: &str = "I cannot look that up at the moment. Please try again later.";

/// Over what is kept of a member.
#[must_use]
pub fn kept(number: usize, days: u32) -> String {
    format!(
        "You have said something of {number} of my answers. I keep that for up to {days} days, under a \
         code that only you and I can make together; nobody can read your name out of it."
    )
}

/// A line of that: what was asked, what the member said, and of which entry.
#[must_use]
pub fn kept_line(question: &str, verdict: VoteKind, entry: &str) -> String {
    let verdict = match verdict {
        VoteKind::Helpful => HELPFUL,
        VoteKind::Rejected => NOT_THIS,
        VoteKind::Picked => "picked",
        VoteKind::NoneOfThese => NONE_OF_THESE,
    };
    if entry.is_empty() {
        format!("- {verdict}: {question}")
    } else {
        format!("- {verdict}: {question} (`{entry}`)")
    }
}

/// It is deleted.
#[must_use]
pub fn forgotten(number: usize) -> String {
    format!("Deleted: {number}.")
}

/// Over a page of questions.
#[must_use]
pub fn page_number(page: usize, pages: usize) -> String {
    format!("-# page {page} of {pages}")
}

/// Which source the bot answers from, as a line of `/about`.
#[must_use]
pub fn source_line(source: &Source, title: &str, publisher: Option<&str>) -> String {
    let linked = match &source.url {
        Some(url) => format!("[{title}](<{url}>)"),
        None => title.to_owned(),
    };
    let details: Vec<&str> = [publisher, source.published.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    if details.is_empty() {
        format!("**{linked}**")
    } else {
        format!("**{linked}** ({})", details.join(", "))
    }
}

/// The rest of `/about`: how answers come about, and what is kept: `noted` says what is written down,
/// `recent` is how many questions are held in memory.
#[must_use]
pub fn about(knowledge: &Knowledge, version: &str, noted: &str, recent: usize) -> String {
    let questions = knowledge.entries_of(Kind::Question).count();
    let gaps = knowledge.entries_of(Kind::Gap).count();
    format!(
        "I answer from a table that people wrote: {questions} questions that the article answers \
         and {gaps} that it leaves open. I look for the one you mean by its words; nothing is \
         generated, and every sentence cites the article. When I am not sure, I ask or say so.\n\
         **Privacy**: {noted} For ten minutes I remember which of my \
         answers belongs to which message, so that I can follow an edit or a deletion. The button \
         “{WHY}” carries your question, so that it can be looked at again. The last {recent} \
         questions stay in memory, without who asked, so that moderators see what a change would \
         do to them.\n\
         -# table {version} · Footnote {}",
        env!("CARGO_PKG_VERSION")
    )
}

/// What of questions is written down: nothing.
pub const NOTED_NOTHING: &str = "I write no questions and no names down.";

/// What of questions is written down: how many there were.
#[must_use]
pub fn noted_counts(days: u32) -> String {
    format!(
        "I write down how many questions there were and what became of them, for {days} days; neither \
         their words nor who asked."
    )
}

/// What of questions is written down: their words.
#[must_use]
pub fn noted_questions(days: u32) -> String {
    format!(
        "So that my table gets better, I write down what is asked and what became of it, for {days} \
         days, and never who asked. Links, mentions, addresses, long numbers and secrets are struck \
         out first, and so is every word that neither my table nor everyday English knows, until \
         three questions have had it: it may be a name. What you say of an answer I keep as long, \
         under a code that names nobody: `/{}` shows it to you.",
        PRIVACY.name
    )
}

/// What a question was understood as, and how sure that is (0 to 1).
#[must_use]
pub fn understood(question: &str, id: &str, confidence: f32, threshold: f32) -> String {
    format!(
        "I took it for **{question}** (`{id}`), {} sure. I answer from {} on.",
        percent(confidence),
        percent(threshold)
    )
}

/// The question was taken for a gap.
#[must_use]
pub fn understood_gap(question: &str, id: &str) -> String {
    format!("I took it for **{question}** (`{id}`), which the article leaves open.")
}

/// The question was not understood well enough.
#[must_use]
pub fn not_understood(confidence: f32, threshold: f32) -> String {
    format!(
        "I was only {} sure of what was meant. I answer from {} on.",
        percent(confidence),
        percent(threshold)
    )
}

/// A picked question, where there was nothing to understand.
#[must_use]
pub fn picked(question: &str, id: &str) -> String {
    format!("It was picked: **{question}** (`{id}`).")
}

/// The words of the question that the entry has, and those that it has not.
#[must_use]
pub fn words_met(met: &[String], missing: &[String]) -> String {
    let met = if met.is_empty() {
        NOTHING_MET.to_owned()
    } else {
        format!("Words it has: {}.", met.join(", "))
    };
    if missing.is_empty() {
        met
    } else {
        format!("{met} Not in it: {}.", missing.join(", "))
    }
}

/// The phrasing that was nearest.
#[must_use]
pub fn nearest_phrasing(phrasing: &str) -> String {
    format!("Nearest way of asking: “{phrasing}”")
}

/// A word of the question that was repaired.
#[must_use]
pub fn word_read_as(asked: &str, read_as: &str) -> String {
    format!("{asked} (read as {read_as})")
}

/// A word of the question, and the word of the table that it met.
#[must_use]
pub fn word_met(asked: &str, met: &str) -> String {
    format!("{asked} ≈ {met}")
}

/// What came next in the ranking.
#[must_use]
pub fn runner_up(question: &str, id: &str, score: f32) -> String {
    format!("Next: {question} (`{id}`, {score:.2})")
}

/// Which knowledge that was.
#[must_use]
pub fn version_line(version: &str, score: f32) -> String {
    format!("-# table {version} · score {score:.2}")
}

/// A share (0 to 1) in words.
fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}
