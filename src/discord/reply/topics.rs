//! The questions that can be asked, by topic and in pages. Pure.

use serenity::builder::CreateActionRow;

use crate::discord::custom_id::{CustomId, ShortHash, Stamp};
use crate::discord::reply::context::ReplyContext;
use crate::discord::reply::controls::menu;
use crate::discord::reply::foreign::text;
use crate::discord::reply::pager::Pager;
use crate::discord::reply::sources::greeting;
use crate::knowledge::{Entry, Kind};
use crate::service::Snapshot;
use crate::wording::{self, Saying, Words};

/// Questions on a page: few enough for a menu, and for a phone without much scrolling.
const PER_PAGE: usize = 12;
/// Characters of a question in the list, so that a page fits into a message.
const LINE_CHARS: usize = 130;

/// Characters of all topics that a reply names.
const TOPICS_CHARS: usize = 600;
/// Characters of a topic.
const TOPIC_CHARS: usize = 120;

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
pub fn page(snapshot: &Snapshot, number: usize, words: &Words) -> TopicsPage {
    let knowledge = snapshot.knowledge();
    let pages = pages(snapshot, words);
    let pager = Pager::new(number, pages.len());
    let Some((topic, entries)) = pages.get(pager.page()) else {
        return TopicsPage {
            text: greeting(words, snapshot),
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
        .chain([pager.line(words)])
        .collect();
    let option = |entry: &&Entry| {
        let hash = ShortHash::of_entry(knowledge, entry);
        (hash, entry.asked_as().to_owned())
    };
    let options: Vec<(ShortHash, String)> = entries.iter().map(option).collect();
    let stamp = Stamp::of(knowledge);
    let pick = words.say(Saying::Pick);
    let menu = menu(&CustomId::TopicMenu { stamp }, &pick, &options);
    let pager = pager.row(words, |page| CustomId::TopicsPage { page });
    TopicsPage {
        text: lines.join("\n"),
        rows: [menu].into_iter().chain(pager).collect(),
    }
}

/// Names the topics, if there are any and the operator wants them named.
#[must_use]
pub fn topics_line(context: &ReplyContext) -> Option<String> {
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
    let more = (more > 0).then(|| wording::more_topics(context.words, more));
    let named: Vec<String> = topics.into_iter().take(fitting).chain(more).collect();
    (context.wording.topics && !named.is_empty()).then(|| {
        format!(
            "-# {} {}.",
            context.words.say(Saying::Topics),
            named.join(", ")
        )
    })
}

/// The questions of a topic of a source; without a topic, the source's other questions.
struct Group<'a> {
    name: String,
    source: usize,
    questions: Vec<&'a Entry>,
}

/// Returns the pages, each with its heading: the questions by topic, in the table's order.
fn pages<'a>(snapshot: &'a Snapshot, words: &Words) -> Vec<(String, Vec<&'a Entry>)> {
    let others = words.say(Saying::OtherQuestions);
    let groups = groups(snapshot, &others);
    let heading = |group: &Group| {
        let is_same = |other: &Group| other.name == group.name && other.source != group.source;
        if groups.iter().any(is_same) {
            let title = &snapshot.knowledge().sources[group.source].title;
            return format!("{} ({title})", group.name);
        }
        group.name.clone()
    };
    let pages = groups.iter().flat_map(|group| {
        let pages = group.questions.chunks(PER_PAGE);
        pages.map(move |page| (heading(group), page.to_vec()))
    });
    pages.collect()
}

/// Groups the questions by topic; `others` names those that have none. A group without questions is left out.
fn groups<'a>(snapshot: &'a Snapshot, others: &str) -> Vec<Group<'a>> {
    let knowledge = snapshot.knowledge();
    let questions = snapshot.entries_of(Kind::Question);
    let questions: Vec<&Entry> = questions.filter(|e| !snapshot.is_suspended(e)).collect();
    let sources = knowledge.sources.iter().enumerate();
    let topics = sources.flat_map(|(index, source)| {
        let topics = source.topics.iter();
        topics.map(move |topic| (topic.as_str(), index, Some(topic)))
    });
    let others = (0..knowledge.sources.len()).map(|index| (others, index, None));
    let groups = topics.chain(others).map(|(name, source, topic)| {
        let is_within = |entry: &&Entry| entry.source == source && entry.topic() == topic;
        Group {
            name: name.to_owned(),
            source,
            questions: questions.iter().copied().filter(is_within).collect(),
        }
    });
    groups.filter(|group| !group.questions.is_empty()).collect()
}
