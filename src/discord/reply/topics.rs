//! The questions that can be asked, by topic and in pages. Pure.

use serenity::builder::CreateActionRow;

use crate::discord::custom_id::{CustomId, ShortHash, Stamp};
use crate::discord::reply::controls::menu;
use crate::discord::reply::markdown::{clip, escape};
use crate::discord::reply::pager::Pager;
use crate::knowledge::{Entry, Kind};
use crate::service::Snapshot;
use crate::wording;

/// Questions on a page: few enough for a menu, and for a phone without much scrolling.
const PER_PAGE: usize = 12;
/// Characters of a question in the list, so that a page fits into a message.
const LINE_CHARS: usize = 130;

/// A page of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicsPage {
    /// Its text.
    pub text: String,
    /// Its menu and its pager.
    pub rows: Vec<CreateActionRow>,
}

/// Returns a page of the questions that can be asked, counted from 0; one beyond the end is the last.
#[must_use]
pub fn page(snapshot: &Snapshot, number: usize) -> TopicsPage {
    let knowledge = snapshot.knowledge();
    let pages = pages(snapshot);
    let pager = Pager::new(number, pages.len());
    let Some((topic, entries)) = pages.get(pager.page()) else {
        return TopicsPage {
            text: wording::greeting(knowledge),
            rows: Vec::new(),
        };
    };
    let heading = format!("**{}**", clip(&escape(topic), LINE_CHARS));
    let questions = entries
        .iter()
        .map(|entry| format!("- {}", clip(&escape(entry.asked_as()), LINE_CHARS)));
    let lines: Vec<String> = [heading]
        .into_iter()
        .chain(questions)
        .chain([pager.line()])
        .collect();
    let option = |entry: &&Entry| {
        let hash = ShortHash::of_entry(knowledge, entry);
        (hash, entry.asked_as().to_owned())
    };
    let options: Vec<(ShortHash, String)> = entries.iter().map(option).collect();
    let stamp = Stamp::of(knowledge);
    let menu = menu(&CustomId::TopicMenu { stamp }, wording::PICK, &options);
    let pager = pager.row(|page| CustomId::TopicsPage { page });
    TopicsPage {
        text: lines.join("\n"),
        rows: [menu].into_iter().chain(pager).collect(),
    }
}

/// Groups the questions by topic, in the table's order, and splits each topic into pages.
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
            let chunks: Vec<Vec<&Entry>> = of_topic.chunks(PER_PAGE).map(<[_]>::to_vec).collect();
            chunks.into_iter().map(move |entries| (name, entries))
        })
        .collect()
}
