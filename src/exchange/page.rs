//! Knowledge → a page that a community can publish as its FAQ: questions, answers, citations and anchors.
//!
//! Every text on it came from somebody, so each format escapes all of them. Links lead where a
//! [`SourceUrl`] does, and nowhere else. Drafts and phrasings of an assistant are not on it.

mod html;
mod markdown;
mod markup;

use std::collections::{BTreeMap, BTreeSet};

use crate::answer::{Answer, Cited, answer_of};
use crate::knowledge::{Entry, Image, Kind, Knowledge, Outcome, Source, SourceUrl};
use crate::wording::{Words, cited_title, place, source_name};

pub use crate::exchange::page::html::html;
pub use crate::exchange::page::markdown::markdown;

/// The title of a page with several sources.
const TITLE: &str = "Questions and answers";
/// The heading over the gaps.
const GAPS: &str = "What the source does not say";

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    title: String,
    sources: Vec<PageSource>,
    parts: Vec<PagePart>,
}

/// What the page is drawn from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PageSource {
    name: String,
    url: Option<SourceUrl>,
    published: Option<String>,
    licence: Option<String>,
}

/// Entries under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PagePart {
    heading: Option<String>,
    entries: Vec<PageEntry>,
}

/// A question with its answer, or a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PageEntry {
    anchor: String,
    asked: String,
    sentences: Vec<PageSentence>,
    citations: Vec<PageCitation>,
    /// What to read next: the anchor, and what it asks.
    related: Vec<(String, String)>,
}

/// A sentence with the numbers of its citations.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PageSentence {
    text: String,
    numbers: Vec<usize>,
    image: Option<Image>,
}

/// Where the source says it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PageCitation {
    number: usize,
    place: String,
    quote: String,
    url: Option<SourceUrl>,
}

impl Page {
    /// The page as of a day (`YYYY-MM-DD`): what held only until an earlier one is left out.
    #[must_use]
    pub fn of(knowledge: &Knowledge, date: &str) -> Self {
        let mut by_part: BTreeMap<(usize, Kind, usize), Vec<PageEntry>> = BTreeMap::new();
        let answers = knowledge.entries.iter().map(|entry| {
            let answer = answer_of(knowledge, entry).as_of(date);
            (entry, answer)
        });
        let said: Vec<(&Entry, Answer)> = answers
            .filter(|(_, answer)| answer.outcome != Outcome::Declined)
            .collect();
        let anchors: BTreeSet<String> = said
            .iter()
            .map(|(entry, _)| anchor(knowledge, &knowledge.source_of(entry).id, &entry.id))
            .collect();
        for (entry, answer) in said {
            let topics = &knowledge.source_of(entry).topics;
            let topic = entry
                .topic()
                .and_then(|topic| topics.iter().position(|own| own == topic));
            let part = (entry.source, entry.kind(), topic.unwrap_or(topics.len()));
            let entry = page_entry(knowledge, entry, answer, &anchors);
            by_part.entry(part).or_default().push(entry);
        }
        let parts = by_part
            .into_iter()
            .map(|((source, kind, topic), entries)| PagePart {
                heading: heading(knowledge, source, kind, topic),
                entries,
            });
        Self {
            title: match knowledge.sources.as_slice() {
                [only] => only.title.clone(),
                _ => TITLE.to_owned(),
            },
            sources: match knowledge.sources.as_slice() {
                [only] => vec![page_source(only, named_once(only))],
                several => several
                    .iter()
                    .map(|own| page_source(own, full_name(own)))
                    .collect(),
            },
            parts: parts.collect(),
        }
    }
}

/// A source's name on a page that has its title already.
fn named_once(source: &Source) -> String {
    let publisher = source.publisher.as_ref();
    publisher.map_or_else(
        || "Source".to_owned(),
        |publisher| format!("Source: {publisher}"),
    )
}

fn full_name(source: &Source) -> String {
    source_name(&source.title, source.publisher.as_deref())
}

fn page_source(source: &Source, name: String) -> PageSource {
    PageSource {
        name,
        url: source.url.clone(),
        published: source.published.clone(),
        licence: source.licence.clone(),
    }
}

fn heading(knowledge: &Knowledge, source: usize, kind: Kind, topic: usize) -> Option<String> {
    let source = &knowledge.sources[source];
    let own = match kind {
        Kind::Gap => Some(GAPS),
        Kind::Question => source.topics.get(topic).map(String::as_str),
    };
    if knowledge.sources.len() < 2 {
        return own.map(str::to_owned);
    }
    let title = &source.title;
    Some(own.map_or_else(|| title.clone(), |own| format!("{title}: {own}")))
}

/// What a link within the page leads to. Ids are unique within a source.
fn anchor(knowledge: &Knowledge, source: &str, id: &str) -> String {
    match knowledge.sources.len() {
        0 | 1 => id.to_owned(),
        _ => format!("{source}.{id}"),
    }
}

fn page_entry(
    knowledge: &Knowledge,
    entry: &Entry,
    answer: Answer,
    anchors: &BTreeSet<String>,
) -> PageEntry {
    let citations = answer.citations.iter().map(|own| citation(knowledge, own));
    let citations: Vec<PageCitation> = citations.collect();
    let sentences = answer.sentences.into_iter().map(|own| PageSentence {
        text: own.text,
        numbers: own.citations,
        image: own.image,
    });
    let gap = answer.gap.map(|text| PageSentence {
        text,
        numbers: citations.iter().map(|own| own.number).collect(),
        image: None,
    });
    let others = answer.others.into_iter().map(|other| {
        let anchor = anchor(knowledge, &other.source, &other.id);
        (anchor, other.asked_as)
    });
    PageEntry {
        anchor: anchor(knowledge, &knowledge.source_of(entry).id, &entry.id),
        asked: entry.asked_as().to_owned(),
        sentences: sentences.chain(gap).collect(),
        related: others
            .filter(|(anchor, _)| anchors.contains(anchor))
            .collect(),
        citations,
    }
}

fn citation(knowledge: &Knowledge, cited: &Cited) -> PageCitation {
    let title = cited_title(knowledge, cited);
    PageCitation {
        number: cited.n,
        place: place(Words::english(), cited, cited.heading.as_deref(), title),
        quote: cited.quote.clone(),
        url: cited.url.clone(),
    }
}
