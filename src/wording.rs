//! Every sentence that members and moderators read but no curator wrote. It sets the tone; it does not
//! decide what is said, or when.
//!
//! What members read is in their language: [`Words`] are one language's sentences, from a file in `languages`. What
//! moderators read is English.

pub mod aiming;
pub mod auditing;
pub mod curating;
mod discord;
pub mod encoder;
mod escaped;
pub mod expanding;
pub mod helping;
pub mod learning;
pub mod moderators;
pub mod picking;
pub mod privacy;
pub mod retracting;
mod saying;
pub mod small_talk;
mod words;

use std::collections::BTreeSet;

use crate::answer::{Answer, Cited, DID_YOU_MEAN_AT, QUESTIONS};
use crate::knowledge::{Knowledge, in_quotation_marks};

pub use crate::wording::discord::*;
pub use crate::wording::escaped::Escaped;
pub use crate::wording::privacy::{Kept, kept, kept_of_members};
pub(crate) use crate::wording::saying::Saying;
pub use crate::wording::words::{Language, Languages, Words};

/// Says in what a question differs from the entry that it resembles, by the names of the differences; none where in
/// nothing.
#[must_use]
pub fn differs(words: &Words, differences: &[&str]) -> Option<String> {
    let named = differences.iter();
    let named: Vec<String> = named
        .map(|kind| words.with(Saying::Difference, [("kind", (*kind).into())]))
        .collect();
    let said = || words.with(Saying::Differs, [("what", named.join(", ").into())]);
    (!named.is_empty()).then(said)
}

/// What heads the options of an unsure answer of this confidence.
#[must_use]
pub fn options_heading(words: &Words, confidence: f32) -> String {
    words.say(if confidence < DID_YOU_MEAN_AT {
        Saying::Faint
    } else {
        Saying::DidYouMean
    })
}

/// Says in the light of which question a further one was understood.
#[must_use]
pub fn following(words: &Words, asked_as: &str) -> String {
    words.with(Saying::Following, [("question", asked_as.trim().into())])
}

/// Says that one question of several in a message has no answer.
#[must_use]
pub fn unanswered(words: &Words, question: &str) -> String {
    words.with(Saying::Unanswered, [("question", question.trim().into())])
}

/// Says that a message asked more than is answered at once: how much more.
#[must_use]
pub fn skipped(words: &Words, number: usize) -> String {
    let values = [("limit", QUESTIONS.into()), ("number", number.into())];
    words.with(Saying::Skipped, values)
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
    words: &Words,
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
    let said = || words.with(Saying::Published, [("dates", dated.join(", ").into())]);
    (!dated.is_empty()).then(said)
}

/// What the bot can be asked about, in two sentences: so many questions and gaps of the sources with these names.
#[must_use]
pub fn greeting(words: &Words, (questions, gaps): (usize, usize), sources: &[String]) -> String {
    let values = [
        ("sources", sources.join(", ").into()),
        ("questions", questions.into()),
        ("gaps", gaps.into()),
    ];
    words.with(Saying::Greeting, values)
}

/// The place of a citation: its heading and paragraph, after the title of its source if that is given.
/// A citation without a heading has the number of its section instead.
#[must_use]
pub fn place(words: &Words, cited: &Cited, heading: Option<&str>, title: Option<&str>) -> String {
    let place = match (heading, cited.section, cited.paragraph) {
        (Some(heading), _, Some(paragraph)) => format!("{heading}, ¶{paragraph}"),
        (None, Some(0), Some(paragraph)) => {
            format!("{}, ¶{paragraph}", words.say(Saying::Opening))
        }
        (None, Some(section), Some(paragraph)) => format!("§{section}, ¶{paragraph}"),
        _ => words.say(Saying::Somewhere),
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
        let heading = |confidence| options_heading(Words::english(), confidence);
        assert!(heading(DID_YOU_MEAN_AT).starts_with("Did you mean"));
        assert!(heading(DID_YOU_MEAN_AT - 0.01).starts_with("I am not sure"));
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
        check(32, &[moderators::SUSPEND, helping::MAKE_ANSWER]);
    }
}
