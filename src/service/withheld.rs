//! What is not to be shown for now, though the table has it: suspended entries, and what has expired.

use std::collections::BTreeSet;

use crate::knowledge::{At, Citation, Entry, Fact, Knowledge, Source};

/// An entry's name across versions: the ids of its source and its own.
pub type EntryIds = (String, String);

/// Which entries are not to be shown for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SuspendedEntries {
    /// These.
    Known(BTreeSet<EntryIds>),
    /// Nobody can tell as long as the store cannot be read, so none is shown.
    Unknown,
}

impl Default for SuspendedEntries {
    fn default() -> Self {
        Self::Known(BTreeSet::new())
    }
}

impl SuspendedEntries {
    /// Whether an entry is not to be shown.
    #[must_use]
    pub fn contain(&self, key: &EntryIds) -> bool {
        match self {
            Self::Known(keys) => keys.contains(key),
            Self::Unknown => true,
        }
    }
}

/// The paragraphs that are cited for what is not said for now: by suspended entries, and by facts that have expired by
/// a date. Each is a source's id and a place.
pub fn cited_by_withheld<'a>(
    knowledge: &'a Knowledge,
    is_suspended: &dyn Fn(&Entry) -> bool,
    date: Option<&str>,
) -> BTreeSet<(&'a str, At)> {
    let entries = knowledge.entries.iter();
    let suspended = entries.filter(|entry| is_suspended(entry));
    let of_entries = suspended.flat_map(|entry| {
        let facts = knowledge.facts_of(entry);
        let of_gap = entry.citations().iter();
        let source = knowledge.source_of(entry);
        cited(facts).chain(of_gap.map(move |citation| (source, citation)))
    });
    let sources = knowledge.sources.iter();
    let facts = sources.flat_map(|source| source.facts.iter().map(move |fact| (source, fact)));
    let expired = facts.filter(|(_, fact)| date.is_some_and(|date| fact.has_expired(date)));
    let all = of_entries.chain(cited(expired));
    all.filter_map(|(source, citation)| Some((&*source.id, citation.at?)))
        .collect()
}

/// Every citation of these facts, with its source.
fn cited<'a>(
    facts: impl Iterator<Item = (&'a Source, &'a Fact)>,
) -> impl Iterator<Item = (&'a Source, &'a Citation)> {
    facts.flat_map(|(source, fact)| {
        let citations = fact.citations.iter();
        citations.map(move |citation| (source, citation))
    })
}
