//! The reply to small talk: a sentence, and what can be asked. Pure.

use crate::discord::reply::context::ReplyContext;
use crate::discord::reply::foreign::text;
use crate::discord::reply::layout::{Layout, NextContext, of_no_entry};
use crate::discord::reply::sources::greeting;
use crate::discord::reply::topics::topics_line;
use crate::knowledge::{Kind, in_quotation_marks};
use crate::service::Snapshot;
use crate::wording::small_talk::SmallTalk;
use crate::wording::{self, Saying, Words};

/// Example questions that a reply names.
const EXAMPLES: usize = 3;
/// Characters of an example question.
const EXAMPLE_CHARS: usize = 150;

/// Lays out the reply to small talk. Where there are no topics to name, it names example questions.
#[must_use]
pub fn reply(said: SmallTalk, snapshot: &Snapshot, context: &ReplyContext) -> Layout {
    let words = context.words;
    let mut blocks = vec![said.reply(words)];
    if said.is_about_the_bot() {
        let greeting = greeting(words, snapshot);
        blocks.push(match said {
            SmallTalk::Help => wording::invitation(words, &greeting),
            _ => greeting,
        });
    }
    blocks.extend(topics_line(context).or_else(|| example_line(words, snapshot)));
    let mut layout = of_no_entry(blocks, context);
    layout.next_context = NextContext::AsBefore;
    layout
}

fn example_line(words: &Words, snapshot: &Snapshot) -> Option<String> {
    let questions = snapshot.entries_of(Kind::Question);
    let examples = questions.filter(|entry| !snapshot.is_suspended(entry));
    let examples = examples.take(EXAMPLES);
    let examples: Vec<String> = examples
        .map(|entry| text(&in_quotation_marks(entry.asked_as()), EXAMPLE_CHARS).into())
        .collect();
    let heading = words.say(Saying::Examples);
    (!examples.is_empty()).then(|| format!("-# {heading} {}", examples.join(" ")))
}
