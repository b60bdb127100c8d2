//! Wording used only on Discord: commands, buttons, and the replies to them. The text is Discord's
//! Markdown; what is not of the program's own making comes in as [`Escaped`].

use crate::knowledge::{Kind, Knowledge};
use crate::record::VoteKind;
use crate::wording::{Escaped, counted};

/// A command or an option: its name, and the description that Discord shows beside it (at most 100
/// characters).
pub struct Named {
    /// What the user types; lower case.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
}

/// `/ask`.
pub const ASK: Named = Named {
    name: "ask",
    description: "Ask about the article and get an answer that cites it",
};
/// The question of `/ask`.
pub const ASK_QUESTION: Named = Named {
    name: "question",
    description: "Ask in your own words, or pick from the list",
};
/// Whether only the asker sees the answer to `/ask`.
pub const ASK_PRIVATE: Named = Named {
    name: "private",
    description: "Show the answer only to me",
};
/// `/topics`.
pub const TOPICS_COMMAND: Named = Named {
    name: "topics",
    description: "Browse the questions I can answer",
};
/// `/about`.
pub const ABOUT: Named = Named {
    name: "about",
    description: "Which article I answer from, how I find answers, and what I store",
};
/// The command in a message's menu.
pub const ANSWER_THIS: &str = "Answer this";

/// The button that shows the cited passages.
pub const SHOW_SOURCE: &str = "Show source";
/// The button that shows the evidence.
pub const WHY: &str = "Why this answer";
/// The button that deletes an answer.
pub const DELETE: &str = "Delete";
/// Placeholder of the menu of related questions.
pub const RELATED_MENU: &str = "Related…";
/// The button that rejects every option.
pub const NONE_OF_THESE: &str = "None of these";
/// The button that lists the questions of the table.
pub const SEE_TOPICS: &str = "Browse questions";
/// The button to the previous page.
pub const PREVIOUS: &str = "Previous";
/// The button to the next page.
pub const NEXT: &str = "Next";
/// Placeholder of the menu on a page of questions.
pub const PICK: &str = "Pick a question…";
/// Heading of the questions that have no topic.
pub const OTHER_QUESTIONS: &str = "Other questions";

/// Reply to a button whose entry is no longer in the table.
pub const GONE: &str = "My table has changed and no longer has this entry. Please ask again.";
/// Heads a reply when the table has changed since the message that the button belongs to.
pub const CHANGED_SINCE: &str =
    "-# My table has changed since that answer. This is what it says now.";
/// Reply to a button of another release of the bot.
pub const UNKNOWN_BUTTON: &str =
    "This button comes from another version of me and no longer works. Please ask again.";
/// Reply to every question until it is known which answers are suspended.
pub const NOT_READY: &str = "I cannot answer anything right now: I do not know which of my answers moderators have suspended. \
     Please ask again later.";
/// Reply to a member who is over the rate limit.
pub const TOO_MANY: &str = "Too many questions at once. Please wait a minute, then ask again.";
/// Reply to a member who uses anything else too often.
pub const TOO_OFTEN: &str = "That was too often. Please wait a minute, then try again.";
/// Reply to a member who uses another member's delete button.
pub const NOT_YOURS: &str = "Only the member who asked, or a moderator, can delete this.";
/// Reply to “Answer this” on a message without text.
pub const NO_WORDS: &str = "That message has no text to answer.";
/// Reply to [`NONE_OF_THESE`].
pub const NONE_FITS: &str = "Then I cannot answer that from this article.";
/// Reply when the bot itself has failed.
pub const FAULT: &str = "Something went wrong on my side. Please ask again.";
/// Heads the evidence of a question that was too long for the button to carry whole.
pub const QUESTION_CUT: &str =
    "-# Your question was too long to keep whole. This evidence is for its beginning only.";
/// None of the question's words is in the table.
pub const NOTHING_MET: &str = "None of your words are in my table.";

/// Stands for the sources that a greeting has no room to name.
#[must_use]
pub fn more_sources(number: usize) -> String {
    format!("and {number} more")
}

/// Stands for the lines that a message has no room for.
#[must_use]
pub fn more_lines(number: usize) -> String {
    format!("-# … and {}", counted(number, "more line"))
}

/// Stands for the topics that a reply has no room to name.
#[must_use]
pub fn more_topics(number: usize) -> String {
    format!("and {number} more")
}

/// The bot's status on Discord.
#[must_use]
pub fn presence(knowledge: &Knowledge) -> String {
    let questions = knowledge.entries_of(Kind::Question).count();
    format!("{questions} questions · /ask")
}

/// Reply to a mention that asks nothing.
#[must_use]
pub fn invitation(greeting: &str) -> String {
    format!(
        "{greeting}\nMention me with a question, or use `/{}`. `/{}` lists what I know.",
        ASK.name, TOPICS_COMMAND.name
    )
}

/// The button that says that an answer helped.
pub const HELPFUL: &str = "Helpful";
/// The button that says that an answer missed the question.
pub const NOT_THIS: &str = "Not what I asked";
/// Reply to [`HELPFUL`].
pub const THANKS: &str = "Thank you! This helps improve my answers.";
/// Reply to [`NOT_THIS`], above what else the member could have meant.
pub const SORRY: &str = "Sorry about that. I have noted it, without your name.";
/// The button that opens a form to ask again, and the form's title.
pub const REPHRASE: &str = "Ask in other words";
/// The field of that form.
pub const QUESTION_FIELD: &str = "Your question";
/// `/privacy`.
pub const PRIVACY: Named = Named {
    name: "privacy",
    description: "See the feedback I store about you, and delete it",
};
/// The button that deletes a member's feedback.
pub const FORGET: &str = "Delete all of it";
/// The store cannot be read.
pub const NOT_NOW: &str = "I cannot look that up right now. Please try again later.";

/// One vote of a member: the question asked, the vote, and the entry it is about.
#[must_use]
pub fn kept_line(question: &Escaped, verdict: VoteKind, entry: Option<&Escaped>) -> String {
    let verdict = match verdict {
        VoteKind::Helpful => HELPFUL,
        VoteKind::Rejected => NOT_THIS,
        VoteKind::Picked => "Picked",
        VoteKind::NoneOfThese => NONE_OF_THESE,
    };
    match entry {
        Some(entry) => format!("- {verdict}: {question} ({entry})"),
        None => format!("- {verdict}: {question}"),
    }
}

/// A member's feedback has been deleted.
#[must_use]
pub fn forgotten(number: usize) -> String {
    format!("I deleted your feedback on {}.", counted(number, "answer"))
}

/// Heads a page of questions.
#[must_use]
pub fn page_number(page: usize, pages: usize) -> String {
    format!("-# Page {page} of {pages}")
}

/// A source, as a line of `/about`: its title, linked if it has an address, its publisher and when it
/// was published.
#[must_use]
pub fn source_line(title: &Escaped, details: &[Escaped]) -> String {
    if details.is_empty() {
        format!("**{title}**")
    } else {
        format!("**{title}** ({})", details.join(", "))
    }
}

/// The rest of `/about`: how the bot answers, what helps it find, and what it stores, which `privacy` says.
#[must_use]
pub fn about(knowledge: &Knowledge, version: &Escaped, helper: &str, privacy: &str) -> String {
    let questions = knowledge.entries_of(Kind::Question).count();
    let gaps = knowledge.entries_of(Kind::Gap).count();
    format!(
        "I answer from a table that people wrote: {questions} questions that the article answers and \
         {gaps} that it leaves open. I find the one you mean by comparing words{helper}. Nothing is \
         generated, and every sentence cites the article. When I am not sure, I ask what you meant \
         or say that I do not know.\n\
         **Privacy**: {privacy}\n\
         -# Table {version} · Footnote {}",
        env!("CARGO_PKG_VERSION")
    )
}

/// The entry that a question was matched to, with the confidence and the threshold (both 0 to 1).
#[must_use]
pub fn understood(question: &Escaped, id: &Escaped, confidence: f32, threshold: f32) -> String {
    format!(
        "I understood **{question}** ({id}) with {} confidence. {}",
        percent(confidence),
        answers_at(threshold)
    )
}

/// The entry that a long question was answered from, to which its beginning alone does not lead.
#[must_use]
pub fn answered_from(question: &Escaped, id: &Escaped) -> String {
    format!("Your whole question was answered from **{question}** ({id}).")
}

/// The question was matched to a gap.
#[must_use]
pub fn understood_gap(question: &Escaped, id: &Escaped) -> String {
    format!("I understood **{question}** ({id}), which the article leaves open.")
}

/// The confidence (0 to 1) was below the threshold (0 to 1).
#[must_use]
pub fn not_understood(confidence: f32, threshold: f32) -> String {
    format!(
        "I was only {} confident that I knew what was meant. {}",
        percent(confidence),
        answers_at(threshold)
    )
}

/// The confidence that an answer needs (0 to 1).
fn answers_at(threshold: f32) -> String {
    format!("I answer at {} confidence or more.", percent(threshold))
}

/// The question was picked from a list, so nothing had to be matched.
#[must_use]
pub fn picked(question: &Escaped, id: &Escaped) -> String {
    format!("Picked from a list: **{question}** ({id}).")
}

/// The words of the question that the entry has, and those it does not have.
#[must_use]
pub fn words_met(met: &[Escaped], missing: &[Escaped]) -> String {
    let met = if met.is_empty() {
        NOTHING_MET.to_owned()
    } else {
        format!("Words found: {}.", met.join(", "))
    };
    if missing.is_empty() {
        met
    } else {
        format!("{met} Not found: {}.", missing.join(", "))
    }
}

/// The phrasing nearest to the question, in quotation marks.
#[must_use]
pub fn nearest_phrasing(phrasing: &Escaped) -> String {
    format!("Nearest phrasing: {phrasing}")
}

/// Stands for the nearest phrasing where an assistant wrote it: no curator has answered for its words.
pub const ASSISTANTS_PHRASING: &str = "Nearest phrasing: one that an assistant wrote";

/// A word of the question whose spelling was corrected.
#[must_use]
pub fn word_read_as(asked: &Escaped, read_as: &Escaped) -> Escaped {
    Escaped::new(format!("{asked} (read as {read_as})"))
}

/// A word of the question, and the word of the table that it matched.
#[must_use]
pub fn word_met(asked: &Escaped, met: &Escaped) -> Escaped {
    Escaped::new(format!("{asked} ≈ {met}"))
}

/// The entry ranked next.
#[must_use]
pub fn runner_up(question: &Escaped, id: &Escaped, score: f32) -> String {
    format!("Next best: {question} ({id}, {score:.2})")
}

/// The version of the knowledge, and the score of the entry.
#[must_use]
pub fn version_line(version: &Escaped, score: f32) -> String {
    format!("-# Table {version} · score {score:.2}")
}

/// A share (0 to 1) as a percentage.
pub(in crate::wording) fn percent(share: f32) -> String {
    format!("{:.0}%", share * 100.0)
}
