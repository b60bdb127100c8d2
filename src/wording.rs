//! Every sentence that members read and no curator wrote. Here the tone is tuned.

mod discord;
pub mod learning;
pub mod moderators;

use crate::answer::Cited;
use crate::knowledge::{Kind, Knowledge};

pub use crate::wording::discord::*;

/// Nothing in the table fits the question.
pub const DECLINED: &str = "I have no answer to that from this article.";
/// The entry that fits is suspended.
pub const WITHHELD: &str =
    "I know that question, and moderators are looking my answer over. Please ask again later.";
/// Over the topics, after a question was declined.
pub const TOPICS: &str = "What can be asked about:";
/// Over the options of an unsure outcome.
pub const DID_YOU_MEAN: &str = "Did you mean:";
/// Over the questions near a gap.
pub const NEARBY: &str = "It does answer:";
/// Over the questions related to an answer.
pub const RELATED: &str = "Related:";
/// The heading of what comes before the first heading.
pub const OPENING: &str = "Opening";
/// Where a citation was never pinned to a place.
pub const SOMEWHERE: &str = "in the article";

/// Why no more of a passage is shown than the quote.
pub const NO_TEXT: &str = "The article's own text is not at hand here.";

/// What a table can be asked about, as one sentence.
#[must_use]
pub fn greeting(knowledge: &Knowledge) -> String {
    let titles: Vec<String> = knowledge
        .sources
        .iter()
        .map(|source| match &source.publisher {
            Some(publisher) => format!("“{}” ({publisher})", source.title),
            None => format!("“{}”", source.title),
        })
        .collect();
    let questions = knowledge.entries_of(Kind::Question).count();
    let gaps = knowledge.entries_of(Kind::Gap).count();
    format!(
        "Ask me about {}. Questions that I know: {questions} that it answers, {gaps} that it leaves open.",
        titles.join(", ")
    )
}

/// Where a citation stands: heading and paragraph, after the title where there is more than one
/// source.
#[must_use]
pub fn place(knowledge: &Knowledge, cited: &Cited) -> String {
    let place = match (&cited.heading, cited.section, cited.paragraph) {
        (Some(heading), _, Some(paragraph)) => format!("{heading}, ¶{paragraph}"),
        (None, Some(0), Some(paragraph)) => format!("{OPENING}, ¶{paragraph}"),
        (None, Some(section), Some(paragraph)) => format!("§{section}, ¶{paragraph}"),
        _ => SOMEWHERE.to_owned(),
    };
    let source = (knowledge.sources.len() > 1)
        .then(|| knowledge.sources.iter().find(|s| s.id == cited.source))
        .flatten();
    match source {
        Some(source) => format!("{}: {place}", source.title),
        None => place,
    }
}
