//! Wording used only on Discord: commands, buttons, and the replies to them. The text is Discord's
//! Markdown; what is not of the program's own making comes in as [`Escaped`].

use crate::knowledge::{Kind, Knowledge};
use crate::record::VoteKind;
use crate::wording::{Escaped, Saying, Words};

/// A command or an option of moderators: its name, and the description that Discord shows beside it (at most 100
/// characters).
pub struct Named {
    /// What the user types; lower case.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
}

/// Stands for the sources that a greeting has no room to name.
#[must_use]
pub fn more_sources(words: &Words, number: usize) -> String {
    words.with(Saying::MoreSources, [("number", number.into())])
}

/// Stands for the lines that a message has no room for.
#[must_use]
pub fn more_lines(words: &Words, number: usize) -> String {
    words.with(Saying::MoreLines, [("number", number.into())])
}

/// Stands for the topics that a reply has no room to name.
#[must_use]
pub fn more_topics(words: &Words, number: usize) -> String {
    words.with(Saying::MoreTopics, [("number", number.into())])
}

/// The bot's status on Discord, which is the same for everyone.
#[must_use]
pub fn presence(knowledge: &Knowledge) -> String {
    let questions = knowledge.entries_of(Kind::Question).count();
    format!("{questions} questions · /ask")
}

/// Reply to a mention that asks nothing.
#[must_use]
pub fn invitation(words: &Words, greeting: &str) -> String {
    format!("{greeting}\n{}", words.say(Saying::Invitation))
}

/// One vote of a member: the question asked, the vote, and the entry it is about.
#[must_use]
pub fn kept_line(
    words: &Words,
    question: &Escaped,
    verdict: VoteKind,
    entry: Option<&Escaped>,
) -> String {
    let verdict = words.say(match verdict {
        VoteKind::Helpful => Saying::Helpful,
        VoteKind::Rejected => Saying::NotThis,
        VoteKind::Picked => Saying::KeptPick,
        VoteKind::NoneOfThese => Saying::NoneOfThese,
    });
    match entry {
        Some(entry) => format!("- {verdict}: {question} ({entry})"),
        None => format!("- {verdict}: {question}"),
    }
}

/// A member's feedback has been deleted.
#[must_use]
pub fn forgotten(words: &Words, number: usize) -> String {
    words.with(Saying::Forgotten, [("number", number.into())])
}

/// Heads a page of questions.
#[must_use]
pub fn page_number(words: &Words, page: usize, pages: usize) -> String {
    let values = [("page", page.into()), ("pages", pages.into())];
    words.with(Saying::PageNumber, values)
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
pub fn about(
    words: &Words,
    knowledge: &Knowledge,
    version: &Escaped,
    helper: &str,
    privacy: &str,
) -> String {
    let count = |kind| knowledge.entries_of(kind).count();
    let counts = [
        ("questions", count(Kind::Question).into()),
        ("gaps", count(Kind::Gap).into()),
        ("helper", helper.into()),
    ];
    let release = [
        ("version", version.as_str().into()),
        ("release", env!("CARGO_PKG_VERSION").into()),
    ];
    let about = words.with(Saying::About, counts);
    let privacy = words.with(Saying::AboutPrivacy, [("privacy", privacy.into())]);
    let version = words.with(Saying::AboutVersion, release);
    format!("{about}\n{privacy}\n{version}")
}

/// The entry that a question was matched to, with the confidence and the threshold (both 0 to 1).
#[must_use]
pub fn understood(
    words: &Words,
    question: &Escaped,
    id: &Escaped,
    confidence: f32,
    threshold: f32,
) -> String {
    let values = [
        ("question", question.as_str().into()),
        ("id", id.as_str().into()),
        ("confidence", percent(confidence).into()),
    ];
    let understood = words.with(Saying::Understood, values);
    format!("{understood} {}", answers_at(words, threshold))
}

/// The entry that a long question was answered from, to which its beginning alone does not lead.
#[must_use]
pub fn answered_from(words: &Words, question: &Escaped, id: &Escaped) -> String {
    of_entry(words, Saying::AnsweredFrom, question, id)
}

/// The question was matched to a gap.
#[must_use]
pub fn understood_gap(words: &Words, question: &Escaped, id: &Escaped) -> String {
    of_entry(words, Saying::UnderstoodGap, question, id)
}

/// The confidence (0 to 1) was below the threshold (0 to 1).
#[must_use]
pub fn not_understood(words: &Words, confidence: f32, threshold: f32) -> String {
    let values = [("confidence", percent(confidence).into())];
    let not_understood = words.with(Saying::NotUnderstood, values);
    format!("{not_understood} {}", answers_at(words, threshold))
}

/// The confidence that an answer needs (0 to 1).
fn answers_at(words: &Words, threshold: f32) -> String {
    let values = [("threshold", percent(threshold).into())];
    words.with(Saying::AnswersAt, values)
}

/// The question was picked from a list, so nothing had to be matched.
#[must_use]
pub fn picked(words: &Words, question: &Escaped, id: &Escaped) -> String {
    of_entry(words, Saying::Picked, question, id)
}

fn of_entry(words: &Words, sentence: Saying, question: &Escaped, id: &Escaped) -> String {
    let values = [
        ("question", question.as_str().into()),
        ("id", id.as_str().into()),
    ];
    words.with(sentence, values)
}

/// The words of the question that the entry has, and those it does not have.
#[must_use]
pub fn words_met(words: &Words, met: &[Escaped], missing: &[Escaped]) -> String {
    let list =
        |sentence, list: &[Escaped]| words.with(sentence, [("words", list.join(", ").into())]);
    let met = if met.is_empty() {
        words.say(Saying::NothingMet)
    } else {
        list(Saying::WordsMet, met)
    };
    if missing.is_empty() {
        met
    } else {
        format!("{met} {}", list(Saying::WordsMissing, missing))
    }
}

/// The phrasing nearest to the question, in quotation marks.
#[must_use]
pub fn nearest_phrasing(words: &Words, phrasing: &Escaped) -> String {
    let values = [("phrasing", phrasing.as_str().into())];
    words.with(Saying::NearestPhrasing, values)
}

/// A word of the question whose spelling was corrected.
#[must_use]
pub fn word_read_as(words: &Words, asked: &Escaped, read_as: &Escaped) -> Escaped {
    let values = [
        ("word", asked.as_str().into()),
        ("other", read_as.as_str().into()),
    ];
    Escaped::new(words.with(Saying::WordReadAs, values))
}

/// A word of the question, and the word of the table that it matched.
#[must_use]
pub fn word_met(asked: &Escaped, met: &Escaped) -> Escaped {
    Escaped::new(format!("{asked} ≈ {met}"))
}

/// The entry ranked next.
#[must_use]
pub fn runner_up(words: &Words, question: &Escaped, id: &Escaped, score: f32) -> String {
    let values = [
        ("question", question.as_str().into()),
        ("id", id.as_str().into()),
        ("score", format!("{score:.2}").into()),
    ];
    words.with(Saying::RunnerUp, values)
}

/// The version of the knowledge, and the score of the entry.
#[must_use]
pub fn version_line(words: &Words, version: &Escaped, score: f32) -> String {
    let values = [
        ("version", version.as_str().into()),
        ("score", format!("{score:.2}").into()),
    ];
    words.with(Saying::VersionLine, values)
}

/// A share (0 to 1) as a percentage, without the sign.
pub(in crate::wording) fn percent(share: f32) -> String {
    format!("{:.0}", share * 100.0)
}
