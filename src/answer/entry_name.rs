//! What an entry is called where no knowledge is at hand.

use crate::knowledge::{Entry, Kind, Knowledge};

/// Identifies an entry, and says what it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    /// The id of its source.
    pub source: String,
    /// Its id, unique within its source and kind.
    pub id: String,
    /// Question or gap.
    pub kind: Kind,
    /// Its first phrasing, which readers see.
    pub asked_as: String,
}

impl EntryName {
    /// The name of an entry of this knowledge.
    #[must_use]
    pub fn of(knowledge: &Knowledge, entry: &Entry) -> Self {
        Self {
            source: knowledge.source_of(entry).id.clone(),
            id: entry.id.clone(),
            kind: entry.kind(),
            asked_as: entry.asked_as().to_owned(),
        }
    }

    /// What an entry of this knowledge is called in it; see [`Self::within`].
    #[must_use]
    pub fn id_within(knowledge: &Knowledge, entry: &Entry) -> String {
        Self::of(knowledge, entry).within(knowledge)
    }

    /// Its id; `source/id` if the knowledge has several sources.
    #[must_use]
    pub fn within(&self, knowledge: &Knowledge) -> String {
        if knowledge.sources.len() > 1 {
            return format!("{}/{}", self.source, self.id);
        }
        self.id.clone()
    }
}
