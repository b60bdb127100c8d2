//! The questions that can be asked, by topic and in pages. Pure.

use serenity::builder::CreateActionRow;

use crate::discord::custom_id::{CustomId, ShortHash, Stamp};
use crate::discord::reply::controls::menu;
use crate::discord::reply::foreign::text;
use crate::discord::reply::pager::Pager;
use crate::discord::reply::sources::greeting;
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
            text: greeting(snapshot),
            rows: Vec::new(),
        };
    };
    let heading = format!("**{}**", text(topic, LINE_CHARS));
    let questions = entries
        .iter()
        .map(|entry| format!("- {}", text(entry.asked_as(), LINE_CHARS)));
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

/// The questions of a topic of a source; without a topic, the source's other questions.
struct Group<'a> {
    name: &'a str,
    source: usize,
    questions: Vec<&'a Entry>,
}

/// Returns the pages, each with its heading: the questions by topic, in the table's order.
fn pages(snapshot: &Snapshot) -> Vec<(String, Vec<&Entry>)> {
    let groups = groups(snapshot);
    let heading = |group: &Group| {
        let is_same = |other: &Group| other.name == group.name && other.source != group.source;
        if groups.iter().any(is_same) {
            let title = &snapshot.knowledge().sources[group.source].title;
            return format!("{} ({title})", group.name);
        }
        group.name.to_owned()
    };
    let pages = groups.iter().flat_map(|group| {
        let pages = group.questions.chunks(PER_PAGE);
        pages.map(move |page| (heading(group), page.to_vec()))
    });
    pages.collect()
}

/// Groups the questions by topic; a group without questions is left out.
fn groups(snapshot: &Snapshot) -> Vec<Group<'_>> {
    let knowledge = snapshot.knowledge();
    let questions = snapshot.entries_of(Kind::Question);
    let questions: Vec<&Entry> = questions.filter(|e| !snapshot.is_suspended(e)).collect();
    let sources = knowledge.sources.iter().enumerate();
    let topics = sources.flat_map(|(index, source)| {
        let topics = source.topics.iter();
        topics.map(move |topic| (topic.as_str(), index, Some(topic)))
    });
    let others = (0..knowledge.sources.len()).map(|index| (wording::OTHER_QUESTIONS, index, None));
    let groups = topics.chain(others).map(|(name, source, topic)| {
        let is_within = |entry: &&Entry| entry.source == source && entry.topic() == topic;
        Group {
            name,
            source,
            questions: questions.iter().copied().filter(is_within).collect(),
        }
    });
    groups.filter(|group| !group.questions.is_empty()).collect()
}
