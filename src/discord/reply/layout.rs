//! An answer as the texts of one or more messages, with the controls under the last. Pure: sends
//! nothing.

use serenity::builder::CreateActionRow;
use serenity::model::id::{MessageId, UserId};

use crate::answer::option_label::OptionLabel;
use crate::answer::{Answer, EntryName, OPTIONS, Outcome};
use crate::discord::audience::Audience;
use crate::discord::custom_id::{ShortHash, Stamp};
use crate::discord::limits::THREAD_NAME_CHARS;
use crate::discord::reply::citations::{citation, passages, published, superscript};
use crate::discord::reply::context::ReplyContext;
use crate::discord::reply::controls::{Controls, fit_label};
use crate::discord::reply::foreign::{self, sentence, text};
use crate::discord::reply::pages::paginate;
use crate::wording;

/// Characters of an entry's question.
pub const QUESTION_CHARS: usize = 400;
/// Characters of an entry's id.
pub const ENTRY_ID_CHARS: usize = 60;
/// Characters of a fact's or a gap's sentence.
const SENTENCE_CHARS: usize = 900;
/// Characters of all topics that a reply names.
const TOPICS_CHARS: usize = 600;
/// Characters of a topic.
const TOPIC_CHARS: usize = 120;
/// Characters of what a picture shows.
const ALT_CHARS: usize = 200;
/// Characters of a question in a list of options.
const OPTION_CHARS: usize = 200;

/// What a question right after a reply may lean on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextContext {
    /// The entry that answered, or the first option.
    Entry(ShortHash),
    /// Nothing: there was no answer.
    Nothing,
    /// What it could lean on before the reply, which was beside the point.
    AsBefore,
}

/// An answer, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The texts of its messages: at least one, and each fits into a message.
    pub texts: Vec<String>,
    /// What became of the question.
    pub outcome: Outcome,
    /// Who sees it.
    pub audience: Audience,
    /// What a thread for it is called: the question that it answers; `None` where it answers none.
    pub thread_name: Option<String>,
    /// What a question right after it may lean on.
    pub next_context: NextContext,
    /// The member whom its first message mentions.
    pub mention: Option<UserId>,
    controls: Controls,
}

impl Layout {
    /// Returns the controls under the last message, given the messages before it.
    #[must_use]
    pub fn rows(&self, earlier: &[MessageId]) -> Vec<CreateActionRow> {
        self.controls.rows(earlier)
    }

    /// Puts a sentence above the answer.
    #[must_use]
    pub fn under(self, heading: &str) -> Self {
        let lines = self.texts.iter().flat_map(|text| text.lines());
        Self {
            texts: paginate([heading].into_iter().chain(lines).map(str::to_owned)),
            ..self
        }
    }

    /// The table and the entry that it answers from, if it does.
    #[must_use]
    pub fn given_from(&self) -> Option<(&Stamp, &ShortHash)> {
        self.controls.given_from()
    }

    /// Whether there are options to pick from.
    #[must_use]
    pub fn offers_options(&self) -> bool {
        self.controls.offers_options()
    }

    /// Whether the table covers the question: it answers it, or says that the source leaves it open.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.outcome.is_covered()
    }

    /// Shows a decline to the asker alone: it is of no use to anyone else.
    #[must_use]
    pub fn with_private_decline(self) -> Self {
        if self.outcome == Outcome::Declined {
            self.for_asker_alone()
        } else {
            self
        }
    }

    /// Shows it to the asker alone.
    #[must_use]
    pub fn for_asker_alone(self) -> Self {
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
        thread_name: thread_name(answer),
        next_context: answer.context().map_or(NextContext::Nothing, |entry| {
            NextContext::Entry(ShortHash::of_name(entry))
        }),
        mention: None,
        controls: Controls::of_answer(answer, context),
    }
}

/// Lays out the reply to “None of these”; the question may be empty, if it is not known.
#[must_use]
pub fn none_of_these(question: &str, context: &ReplyContext) -> Layout {
    let layout = of_no_entry(declined(wording::NONE_FITS, context), context);
    Layout {
        controls: layout.controls.for_question(question),
        ..layout
    }
}

/// Lays out a reply that answers nothing and offers no entry.
#[must_use]
pub fn of_no_entry(blocks: Vec<String>, context: &ReplyContext) -> Layout {
    Layout {
        texts: paginate(blocks),
        outcome: Outcome::Declined,
        audience: context.audience,
        thread_name: None,
        next_context: NextContext::Nothing,
        mention: None,
        controls: Controls::of_decline(context),
    }
}

fn blocks(answer: &Answer, context: &ReplyContext) -> Vec<String> {
    let mut blocks: Vec<String> = context.table.note().into_iter().collect();
    blocks.extend(answer.following.as_ref().map(following_line));
    let heading = answer.entry.as_ref();
    blocks.extend(heading.map(|entry| heading_line(&entry.asked_as)));
    match answer.outcome {
        Outcome::Answered => {
            blocks.extend(sentences(answer));
            blocks.extend(more(answer, context));
        }
        Outcome::Gap => {
            blocks.extend(answer.gap.as_deref().map(gap_sentence));
            blocks.extend(more(answer, context));
            if !answer.others.is_empty() {
                blocks.push(format!("-# {}", wording::NEARBY));
                blocks.extend(options(answer, context));
            }
        }
        Outcome::Unsure => {
            blocks.push(wording::options_heading(answer.confidence).to_owned());
            blocks.extend(options(answer, context));
        }
        Outcome::Declined if answer.suspended.is_some() => {
            blocks.extend(declined(wording::ENTRY_SUSPENDED, context));
        }
        Outcome::Declined if answer.expired.is_some() => {
            blocks.extend(declined(wording::ENTRY_EXPIRED, context));
        }
        Outcome::Declined => {
            blocks.push(wording::DECLINED.to_owned());
            blocks.extend(passages(answer, context));
            blocks.extend(topics(context));
        }
    }
    blocks
}

/// An answer's sentences, each with the numbers of its citations, and with its picture after it.
fn sentences(answer: &Answer) -> impl Iterator<Item = String> {
    answer.sentences.iter().flat_map(|sentence| {
        let marks: Vec<String> = sentence.citations.iter().map(|n| superscript(*n)).collect();
        let text = foreign::linked_sentence(&sentence.text, SENTENCE_CHARS);
        let image = sentence.image.as_ref().map(|image| {
            let alt = foreign::label(&image.alt, ALT_CHARS);
            foreign::shown_link(alt.as_str(), &image.url).into()
        });
        [format!("{text} [{}]", marks.join(" "))]
            .into_iter()
            .chain(image)
    })
}

/// What a thread for an answer is called.
fn thread_name(answer: &Answer) -> Option<String> {
    let entry = answer.entry.as_ref();
    let entry = entry.filter(|_| answer.outcome.is_covered())?;
    let name = foreign::field(&entry.asked_as, THREAD_NAME_CHARS);
    (!name.trim().is_empty()).then_some(name)
}

/// In the light of which question a further one was understood.
#[must_use]
pub fn following_line(last: &EntryName) -> String {
    let asked_as = foreign::field(&last.asked_as, OPTION_CHARS);
    format!(
        "-# {}",
        text(&wording::following(&asked_as), QUESTION_CHARS)
    )
}

/// The question that an answer is to.
fn heading_line(asked_as: &str) -> String {
    format!("**{}**", text(asked_as, QUESTION_CHARS))
}

fn gap_sentence(gap: &str) -> String {
    sentence(gap, SENTENCE_CHARS).into()
}

/// What else the message asked, and the citations of all its answers.
fn more(answer: &Answer, context: &ReplyContext) -> Vec<String> {
    let mut blocks = Vec::new();
    for further in &answer.more {
        let asked_as = further.entry.as_ref().map(|entry| &entry.asked_as);
        let heading = asked_as.map(|asked_as| heading_line(asked_as));
        blocks.push(heading.unwrap_or_else(|| {
            let question = foreign::field(&further.question, OPTION_CHARS);
            text(&wording::unanswered(&question), QUESTION_CHARS).into()
        }));
        blocks.extend(sentences(further));
        blocks.extend(further.gap.as_deref().map(gap_sentence));
    }
    blocks.extend((answer.skipped > 0).then(|| wording::skipped(answer.skipped)));
    let citations = answer.all_citations();
    blocks.extend(citations.map(|cited| citation(cited, context)));
    blocks.extend(published(answer, context));
    blocks
}

/// Lists the entries that have a button, numbered as a reply can pick them.
fn options(answer: &Answer, context: &ReplyContext) -> Vec<String> {
    let offered = &answer.others[..answer.others.len().min(OPTIONS)];
    let labels = OptionLabel::of_list(context.knowledge, offered);
    let lines = (1..).zip(&labels).map(|(number, label)| {
        let label = text(&fit_label(label, OPTION_CHARS), QUESTION_CHARS);
        format!("{number}. {label}")
    });
    lines.collect()
}

/// Says that there is no answer, and what can be asked instead.
fn declined(sentence: &str, context: &ReplyContext) -> Vec<String> {
    [sentence.to_owned()]
        .into_iter()
        .chain(topics(context))
        .collect()
}

/// Names the topics, if there are any and the operator wants them named.
#[must_use]
pub fn topics(context: &ReplyContext) -> Option<String> {
    let sources = context.sources.iter();
    let topics: Vec<String> = sources
        .flat_map(|source| &source.topics)
        .map(|topic| text(topic, TOPIC_CHARS).into())
        .collect();
    let mut room = TOPICS_CHARS;
    let fitting = topics.iter().take_while(|topic| {
        let length = topic.chars().count();
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let fitting = fitting.count();
    let more = topics.len() - fitting;
    let more = (more > 0).then(|| wording::more_topics(more));
    let named: Vec<String> = topics.into_iter().take(fitting).chain(more).collect();
    (context.wording.topics && !named.is_empty())
        .then(|| format!("-# {} {}.", wording::TOPICS, named.join(", ")))
}
