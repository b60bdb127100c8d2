//! An answer as the texts of one or more messages, with the controls under the last. Pure: sends
//! nothing.

use serenity::builder::CreateActionRow;
use serenity::model::id::MessageId;

use crate::answer::{Answer, Cited, Outcome};
use crate::discord::audience::Audience;
use crate::discord::reply::context::ReplyContext;
use crate::discord::reply::controls::Controls;
use crate::discord::reply::markdown::{clip, escape, paginate};
use crate::knowledge::Knowledge;
use crate::wording;

/// Characters of a quote in a citation line, so that the line fits into a message.
const QUOTE_CHARS: usize = 400;
/// Bytes of a link in a citation line; a longer one is left out.
const LINK_BYTES: usize = 1_200;

/// An answer, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The texts of its messages: at least one, and each fits into a message.
    pub texts: Vec<String>,
    /// What became of the question.
    pub outcome: Outcome,
    /// Who sees it.
    pub audience: Audience,
    controls: Controls,
}

impl Layout {
    /// Returns the controls under the last message, given the messages before it.
    #[must_use]
    pub fn rows(&self, earlier: &[MessageId]) -> Vec<CreateActionRow> {
        self.controls.rows(earlier)
    }

    /// Whether the table covers the question: it answers it, or says that the source leaves it open.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        matches!(self.outcome, Outcome::Answered | Outcome::Gap)
    }

    /// Shows a decline to the asker alone: it is of no use to anyone else.
    #[must_use]
    pub fn with_private_decline(self) -> Self {
        if self.outcome != Outcome::Declined {
            return self;
        }
        Self {
            audience: Audience::Asker,
            controls: self.controls.for_audience(Audience::Asker),
            ..self
        }
    }
}

/// Lays an answer out.
#[must_use]
pub fn answer(answer: &Answer, context: &ReplyContext) -> Layout {
    Layout {
        texts: paginate(blocks(answer, context)),
        outcome: answer.outcome,
        audience: context.audience,
        controls: Controls::of_answer(answer, context),
    }
}

/// Lays out the reply to “None of these”.
#[must_use]
pub fn none_of_these(context: &ReplyContext) -> Layout {
    Layout {
        texts: paginate(declined(wording::NONE_FITS, context)),
        outcome: Outcome::Declined,
        audience: context.audience,
        controls: Controls::of_decline(context),
    }
}

fn blocks(answer: &Answer, context: &ReplyContext) -> Vec<String> {
    let mut blocks: Vec<String> = context.table.note().into_iter().collect();
    let heading = answer.entry.as_ref();
    blocks.extend(heading.map(|entry| format!("**{}**", escape(&entry.asked_as))));
    match answer.outcome {
        Outcome::Answered => {
            for sentence in &answer.sentences {
                let marks: Vec<String> =
                    sentence.citations.iter().map(|n| superscript(*n)).collect();
                blocks.push(format!("{} [{}]", escape(&sentence.text), marks.join(" ")));
            }
            let citations = answer.citations.iter();
            blocks.extend(citations.map(|cited| citation(cited, context)));
        }
        Outcome::Gap => {
            blocks.extend(answer.gap.as_deref().map(escape));
            if !answer.others.is_empty() {
                blocks.push(format!("-# {}", wording::NEARBY));
            }
        }
        Outcome::Unsure => blocks.push(wording::DID_YOU_MEAN.to_owned()),
        Outcome::Declined if answer.suspended.is_some() => {
            blocks.extend(declined(wording::ENTRY_SUSPENDED, context));
        }
        Outcome::Declined => blocks.extend(declined(wording::DECLINED, context)),
    }
    blocks
}

/// Says that there is no answer, and what can be asked instead.
fn declined(sentence: &str, context: &ReplyContext) -> Vec<String> {
    let topics: Vec<String> = context
        .knowledge
        .sources
        .iter()
        .flat_map(|source| &source.topics)
        .map(|topic| escape(topic))
        .collect();
    let mut blocks = vec![sentence.to_owned()];
    if context.wording.topics && !topics.is_empty() {
        blocks.push(format!("-# {} {}.", wording::TOPICS, topics.join(", ")));
    }
    blocks
}

/// Returns a citation's line: its number, its place (linked to the words themselves where there is a
/// link), and the quote.
fn citation(cited: &Cited, context: &ReplyContext) -> String {
    let place = place(context.knowledge, cited);
    let url = cited.url.as_ref().filter(|url| url.len() <= LINK_BYTES);
    let place = match url {
        Some(url) => format!("[{place}](<{url}>)"),
        None => place,
    };
    let number = superscript(cited.n);
    if context.wording.quotes {
        format!(
            "-# {number} {place}: “{}”",
            escape(&clip(&cited.quote, QUOTE_CHARS))
        )
    } else {
        format!("-# {number} {place}")
    }
}

/// Returns the place of a citation, with its heading in italics.
#[must_use]
pub fn place(knowledge: &Knowledge, cited: &Cited) -> String {
    let place = wording::place(knowledge, cited);
    let heading = cited.heading.as_deref().unwrap_or_default();
    match place.rfind(heading).filter(|_| !heading.is_empty()) {
        Some(at) => format!(
            "{}*{}*{}",
            escape(&place[..at]),
            escape(heading),
            escape(&place[at + heading.len()..])
        ),
        None => escape(&place),
    }
}

/// Returns a number in superscript digits.
#[must_use]
pub fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect()
}
