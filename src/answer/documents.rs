//! A table of knowledge as plain documents, which is all that the matcher takes.

use crate::knowledge::{Entry, EntryBody, Kind, Knowledge};
use crate::matcher::Matcher;
use crate::matcher::complete::Completion;
use crate::matcher::document::{Document, SynonymGroup};
use crate::text::linked::without_addresses;

/// An entry as a document.
#[must_use]
pub fn document<'a>(knowledge: &'a Knowledge, entry: &'a Entry) -> Document<'a> {
    let answer = match &entry.body {
        EntryBody::Question { .. } => {
            let facts = knowledge.facts_of(entry);
            facts
                .flat_map(|(_, fact)| without_addresses(&fact.text))
                .collect()
        }
        EntryBody::Gap { text, .. } => vec![text.as_str()],
    };
    Document {
        id: &entry.id,
        source: &knowledge.source_of(entry).id,
        kind: entry.kind(),
        phrasings: entry.phrasings.iter().map(|p| p.text.as_str()).collect(),
        answer,
    }
}

/// Every entry as a document, in the order of [`Knowledge::entries`], so that indices agree.
#[must_use]
pub fn documents(knowledge: &Knowledge) -> impl ExactSizeIterator<Item = Document<'_>> {
    let entries = knowledge.entries.iter();
    entries.map(|entry| document(knowledge, entry))
}

/// The groups of synonyms, as plain strings.
#[must_use]
pub fn synonyms(knowledge: &Knowledge) -> Vec<SynonymGroup<'_>> {
    let groups = knowledge.synonyms.iter();
    groups
        .map(|group| group.words.iter().map(String::as_str).collect())
        .collect()
}

/// Builds the matcher of a table, with the default weights.
#[must_use]
pub fn matcher(knowledge: &Knowledge) -> Matcher {
    Matcher::new(documents(knowledge), &synonyms(knowledge))
}

/// The entries of these kinds as completions of a half-typed question, in the order of the table.
pub fn completions<'a>(
    knowledge: &'a Knowledge,
    kinds: &[Kind],
) -> impl Iterator<Item = Completion<'a>> {
    let entries = knowledge.entries.iter().enumerate();
    entries
        .filter(|(_, entry)| kinds.contains(&entry.kind()))
        .map(|(index, entry)| Completion {
            entry: index,
            asked_as: entry.asked_as(),
            source: &knowledge.source_of(entry).id,
            topic: entry.topic().map(String::as_str),
        })
}
