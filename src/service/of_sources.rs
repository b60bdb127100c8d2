//! A snapshot of which only some sources answer.

use crate::knowledge::{Entry, Kind, Source};
use crate::service::Snapshot;

impl Snapshot {
    /// The sources that answer.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let sources = self.knowledge().sources.iter().enumerate();
        let selected = self.selected.as_deref();
        let is_selected = move |index: &usize| selected.is_none_or(|selected| selected.has(*index));
        let selected = sources.filter(move |(index, _)| is_selected(index));
        selected.map(|(_, source)| source)
    }

    /// Whether an entry is drawn from a source that answers.
    #[must_use]
    pub fn includes(&self, entry: &Entry) -> bool {
        let selected = self.selected.as_deref();
        selected.is_none_or(|selected| selected.include(entry))
    }

    /// The entries of a kind that are drawn from the sources that answer.
    pub fn entries_of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        let entries = self.knowledge().entries_of(kind);
        entries.filter(|entry| self.includes(entry))
    }

    /// Whether there is nothing to answer from: no knowledge, or none of the sources.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let selected = self.selected.as_deref();
        self.knowledge().is_empty() || selected.is_some_and(|own| own.entries().is_empty())
    }
}
