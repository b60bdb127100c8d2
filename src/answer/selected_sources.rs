//! The sources that a question is answered from, where these are not all: what else the table has does not take part.

use crate::knowledge::{Entry, EntryBody, Knowledge};
use crate::matcher::entry_set::EntrySet;

/// Some of the sources of a table, and the entries that are drawn from them.
#[derive(Debug, Clone)]
pub struct SelectedSources {
    /// By the index of a source.
    is_selected: Vec<bool>,
    entries: EntrySet,
}

impl SelectedSources {
    /// Selects the sources with these ids; the table may lack some of them. A question belongs to the sources of all its
    /// facts, a gap to its own.
    #[must_use]
    pub fn of(knowledge: &Knowledge, ids: &[String]) -> Self {
        let sources = knowledge.sources.iter();
        let is_selected: Vec<bool> = sources.map(|source| ids.contains(&source.id)).collect();
        let entries = knowledge.entries.iter();
        let entries = entries.map(|entry| is_drawn_from(entry, &is_selected));
        Self {
            entries: entries.collect(),
            is_selected,
        }
    }

    /// The entries that are drawn from them.
    #[must_use]
    pub fn entries(&self) -> &EntrySet {
        &self.entries
    }

    /// Whether an entry is drawn from one of them.
    #[must_use]
    pub fn include(&self, entry: &Entry) -> bool {
        is_drawn_from(entry, &self.is_selected)
    }

    /// Whether the source with this index is one of them.
    #[must_use]
    pub fn has(&self, source: usize) -> bool {
        self.is_selected.get(source).is_some_and(|own| *own)
    }
}

/// Whether an entry is drawn from a source of which this is true, by its index.
fn is_drawn_from(entry: &Entry, is_selected: &[bool]) -> bool {
    let is_selected = |source: usize| is_selected.get(source).is_some_and(|own| *own);
    match &entry.body {
        EntryBody::Question { facts, .. } => facts.iter().any(|fact| is_selected(fact.source)),
        EntryBody::Gap { .. } => is_selected(entry.source),
    }
}
