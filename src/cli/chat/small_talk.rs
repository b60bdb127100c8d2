//! What a chat says of itself: its greeting, and its replies to small talk.

use crate::cli::answer::topics;
use crate::cli::drafts::waiting;
use crate::cli::line::Line;
use crate::knowledge::{Kind, Knowledge, in_quotation_marks};
use crate::wording::small_talk::SmallTalk;
use crate::wording::{self, Saying, Words};

/// How a chat says what can be typed besides questions.
pub(super) const HINT: &str = "Type /help for commands.";
/// Example questions that a reply names.
const EXAMPLES: usize = 3;

/// What can be asked about, every source by its name.
pub(super) fn greeting(knowledge: &Knowledge) -> String {
    let sources = knowledge.sources.iter();
    let names = sources.map(|source| {
        let publisher = source.publisher.as_deref();
        wording::source_name(&source.title, publisher)
    });
    let count = |kind| knowledge.entries_of(kind).count();
    let counts = (count(Kind::Question), count(Kind::Gap));
    let greeting = wording::greeting(Words::english(), counts, &names.collect::<Vec<_>>());
    match waiting(knowledge) {
        Some(waiting) => format!("{greeting} {waiting}."),
        None => greeting,
    }
}

/// The reply to small talk: a sentence, and what can be asked.
pub(super) fn reply(said: SmallTalk, knowledge: &Knowledge) -> Vec<Line> {
    let mut lines = vec![Line::from(said.reply(Words::english()))];
    if said.is_about_the_bot() {
        lines.push(greeting(knowledge).into());
    }
    lines.extend(topics(knowledge.sources.iter()).or_else(|| examples(knowledge)));
    if said == SmallTalk::Help {
        lines.push(Line::new().faint(HINT));
    }
    lines
}

/// Example questions, where there are no topics to name.
fn examples(knowledge: &Knowledge) -> Option<Line> {
    let questions = knowledge.entries_of(Kind::Question).take(EXAMPLES);
    let examples: Vec<String> = questions
        .map(|entry| in_quotation_marks(entry.asked_as()))
        .collect();
    let line = Line::new().faint(Words::english().say(Saying::Examples));
    (!examples.is_empty()).then(|| line.text(format_args!(" {}", examples.join(" "))))
}
