//! Every sentence that members and moderators read but no curator wrote. It sets the tone; it does not
//! decide what is said, or when.

pub mod aiming;
pub mod auditing;
pub mod curating;
mod discord;
pub mod encoder;
mod escaped;
pub mod expanding;
mod forum;
pub mod helping;
pub mod learning;
pub mod moderators;
pub mod picking;
pub mod privacy;
pub mod retracting;
pub mod small_talk;

use std::collections::BTreeSet;

use crate::answer::{Answer, Cited, DID_YOU_MEAN_AT, QUESTIONS};
use crate::knowledge::{Knowledge, in_quotation_marks};

pub use crate::wording::discord::*;
pub use crate::wording::escaped::Escaped;
pub use crate::wording::forum::*;
pub use crate::wording::privacy::{COPY_FILE, Kept, NOTHING_KEPT, kept, kept_of_members};

/// No entry fits the question.
pub const DECLINED: &str = "I cannot answer that from this article.";
/// Reply to every question where a server's own knowledge is missing, or has errors.
pub const NO_KNOWLEDGE: &str = "I cannot answer anything here yet: the knowledge of this server is missing or has errors. \
     Its moderators see what is wrong with `/knowledge check`.";
/// Reply to every question in a channel for which sources were chosen that the table does not have.
pub const NO_SOURCES: &str = "I cannot answer anything in this channel: my table has nothing from the sources that were chosen for it. \
     Moderators see which with `/knowledge status`.";
/// The entry that fits is suspended.
pub const ENTRY_SUSPENDED: &str =
    "I know that question, but moderators have suspended my answer. Please ask again later.";
/// What the entry that fits says held only until a day that has passed.
pub const ENTRY_EXPIRED: &str = "My answer to that has expired, so I am not giving it.";
/// Heads the passages that come nearest to a declined question.
pub const PASSAGES: &str = "Not an answer, but the closest passages in the article:";
/// Heads the topics after a question was declined.
pub const TOPICS: &str = "You can ask about:";
/// Heads the options of an unsure outcome.
pub const DID_YOU_MEAN: &str = "Did you mean:";
/// The same, where the options are far from what was asked.
pub const FAINT: &str =
    "I am not sure that this article answers that. The nearest that it does answer:";
/// Heads the answered questions near a gap.
pub const NEARBY: &str = "It does answer:";
/// Heads the questions related to an answer.
pub const RELATED: &str = "Related:";
/// Stands for the heading of the paragraphs before the first heading.
pub const OPENING: &str = "Opening";
/// Stands for the place of a citation that was never pinned.
pub const SOMEWHERE: &str = "in the article";

/// Why a citation shows only its quote.
pub const NO_TEXT: &str = "The article's full text is not available here.";

/// Says in what a question differs from the entry that it resembles; none where in nothing.
#[must_use]
pub fn differs(differences: &[&str]) -> Option<String> {
    (!differences.is_empty()).then(|| format!("Differs in: {}.", differences.join(", ")))
}

/// What heads the options of an unsure answer of this confidence.
#[must_use]
pub fn options_heading(confidence: f32) -> &'static str {
    if confidence < DID_YOU_MEAN_AT {
        FAINT
    } else {
        DID_YOU_MEAN
    }
}

/// Says in the light of which question a further one was understood.
#[must_use]
pub fn following(asked_as: &str) -> String {
    format!("Following up on “{}”", asked_as.trim())
}

/// Says that one question of several in a message has no answer.
#[must_use]
pub fn unanswered(question: &str) -> String {
    format!("I have no answer to “{}”.", question.trim())
}

/// Says that a message asked more than is answered at once: how much more.
#[must_use]
pub fn skipped(number: usize) -> String {
    let rest = match number {
        1 => "the last one".to_owned(),
        _ => format!("the last {number}"),
    };
    format!("I answer up to {QUESTIONS} questions at a time. Please send {rest} in a new message.")
}

/// A source by its title, and its publisher if it names one.
#[must_use]
pub fn source_name(title: &str, publisher: Option<&str>) -> String {
    let title = in_quotation_marks(title);
    match publisher {
        Some(publisher) => format!("{title} ({publisher})"),
        None => title,
    }
}

/// Says when the sources that an answer cites were published; none where the table does not say. Where there are several
/// sources, each has its title, made fit to be shown by `shown`.
#[must_use]
pub fn published_on(
    knowledge: &Knowledge,
    answer: &Answer,
    shown: impl Fn(&str) -> String,
) -> Option<String> {
    let citations = answer.all_citations();
    let cited: BTreeSet<&str> = citations.map(|own| own.source.as_str()).collect();
    let is_only = knowledge.sources.len() == 1;
    let dated = knowledge.sources.iter().filter_map(|source| {
        let date = source
            .published
            .as_ref()
            .filter(|_| cited.contains(&source.id.as_str()))?;
        Some(if is_only {
            date.clone()
        } else {
            format!("{date} ({})", shown(&source.title))
        })
    });
    let dated: Vec<String> = dated.collect();
    (!dated.is_empty()).then(|| format!("Published {}", dated.join(", ")))
}

/// What the bot can be asked about, in two sentences: so many questions and gaps of the sources with these names.
#[must_use]
pub fn greeting(questions: usize, gaps: usize, sources: &[String]) -> String {
    let questions = counted(questions, "question");
    format!(
        "Ask me about {}. I can answer {questions}, and I know {gaps} that the text leaves open.",
        sources.join(", ")
    )
}

/// The place of a citation: its heading and paragraph, after the title of its source if that is given.
/// A citation without a heading has the number of its section instead.
#[must_use]
pub fn place(cited: &Cited, heading: Option<&str>, title: Option<&str>) -> String {
    let place = match (heading, cited.section, cited.paragraph) {
        (Some(heading), _, Some(paragraph)) => format!("{heading}, ¶{paragraph}"),
        (None, Some(0), Some(paragraph)) => format!("{OPENING}, ¶{paragraph}"),
        (None, Some(section), Some(paragraph)) => format!("§{section}, ¶{paragraph}"),
        _ => SOMEWHERE.to_owned(),
    };
    match title {
        Some(title) => format!("{title}: {place}"),
        None => place,
    }
}

/// The title of a citation's source, if there are several sources.
#[must_use]
pub fn cited_title<'a>(knowledge: &'a Knowledge, cited: &Cited) -> Option<&'a str> {
    if knowledge.sources.len() < 2 {
        return None;
    }
    let mut sources = knowledge.sources.iter();
    let source = sources.find(|source| source.id == cited.source)?;
    Some(&source.title)
}

/// A number of things: “1 question”, “2 questions”.
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::{helping, learning, moderators};

    #[test]
    fn faint_options_come_with_a_doubt() {
        assert_eq!(options_heading(DID_YOU_MEAN_AT), DID_YOU_MEAN);
        assert_eq!(options_heading(DID_YOU_MEAN_AT - 0.01), FAINT);
    }

    #[test]
    fn what_discord_would_cut_is_short_enough() {
        let check = |limit: usize, texts: &[&str]| {
            for text in texts {
                assert!(text.chars().count() <= limit, "{text}");
            }
        };
        // Titles of forms, and the labels of their fields.
        check(
            45,
            &[
                REPHRASE,
                QUESTION_FIELD,
                helping::ASK_PERSON,
                helping::QUESTION_FIELD,
                helping::ADD_ANSWER,
                learning::AS_GAP,
                learning::AS_QUESTION,
                learning::AS_SYNONYMS,
                learning::ASK_FIELD,
                learning::GAP_FIELD,
                learning::FACT_FIELD,
                learning::QUOTE_FIELD,
                learning::WORDS_FIELD,
            ],
        );
        // Names of commands in a message's menu.
        check(
            32,
            &[ANSWER_THIS, moderators::SUSPEND, helping::MAKE_ANSWER],
        );
    }
}
