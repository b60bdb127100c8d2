//! What can be asked, topic by topic and page by page. Pure.

use serenity::builder::CreateActionRow;

use crate::discord::custom_id::{CustomId, Key, stamp};
use crate::discord::reply::layout::{button, menu};
use crate::discord::reply::markdown::{clip, escape};
use crate::knowledge::{Entry, Kind};
use crate::service::Snapshot;
use crate::wording;

/// How many questions a page lists: what a menu holds, and a phone shows without much scrolling.
const A_PAGE: usize = 12;
/// The most characters of a question in the list, so that a page fits a message.
const LINE: usize = 130;

/// A page of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicsPage {
    /// What it says.
    pub text: String,
    /// What can be pressed.
    pub rows: Vec<CreateActionRow>,
}

/// A page of the questions that can be asked, counted from 0; one beyond the end is the last.
#[must_use]
pub fn page(snapshot: &Snapshot, number: usize) -> TopicsPage {
    let knowledge = snapshot.knowledge();
    let pages = pages(snapshot);
    let number = number.min(pages.len().saturating_sub(1));
    let Some((topic, entries)) = pages.get(number) else {
        return TopicsPage {
            text: wording::greeting(knowledge),
            rows: Vec::new(),
        };
    };
    let heading = format!("**{}**", clip(&escape(topic), LINE));
    let questions = entries
        .iter()
        .map(|entry| format!("- {}", clip(&escape(entry.asked_as()), LINE)));
    let number_line = wording::page_number(number + 1, pages.len());
    let lines: Vec<String> = [heading]
        .into_iter()
        .chain(questions)
        .chain([number_line])
        .collect();
    let options: Vec<(Key, String)> = entries
        .iter()
        .map(|entry| {
            let source = &knowledge.source_of(entry).id;
            (Key::of(source, &entry.id), entry.asked_as().to_owned())
        })
        .collect();
    let listed = CustomId::Questions {
        stamp: stamp(&knowledge.version).to_owned(),
    };
    let mut rows = vec![menu(&listed, wording::PICK, &options)];
    let to = |page, label| button(&CustomId::Topics { page }, label);
    let back = number
        .checked_sub(1)
        .map(|page| to(page, wording::PREVIOUS));
    let more = (number + 1 < pages.len()).then(|| to(number + 1, wording::NEXT));
    let turns: Vec<_> = back.into_iter().chain(more).collect();
    if !turns.is_empty() {
        rows.push(CreateActionRow::Buttons(turns));
    }
    TopicsPage {
        text: lines.join("\n"),
        rows,
    }
}

/// The questions by topic, in the table's order, at most a page's worth together.
fn pages(snapshot: &Snapshot) -> Vec<(&str, Vec<&Entry>)> {
    let knowledge = snapshot.knowledge();
    let questions = knowledge.entries_of(Kind::Question);
    let questions: Vec<&Entry> = questions.filter(|e| !snapshot.is_suspended(e)).collect();
    let topics = knowledge
        .sources
        .iter()
        .enumerate()
        .flat_map(|(index, source)| {
            let topics = source.topics.iter();
            topics.map(move |topic| (topic.as_str(), index, Some(topic)))
        });
    let others = (0..knowledge.sources.len()).map(|index| (wording::OTHER_QUESTIONS, index, None));
    topics
        .chain(others)
        .flat_map(|(name, source, topic)| {
            let of_topic: Vec<&Entry> = questions
                .iter()
                .copied()
                .filter(|entry| entry.source == source && entry.topic() == topic)
                .collect();
            let chunks: Vec<Vec<&Entry>> = of_topic.chunks(A_PAGE).map(<[_]>::to_vec).collect();
            chunks.into_iter().map(move |entries| (name, entries))
        })
        .collect()
}
