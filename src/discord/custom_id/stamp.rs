//! Which version of the table a control was made from, and whether the table has changed since.

use crate::discord::custom_id::codec::{Decoder, Encoder, Field};
use crate::knowledge::Knowledge;
use crate::wording::{Saying, Words};

/// The short hash at the end of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// Returns the stamp of this knowledge.
    #[must_use]
    pub fn of(knowledge: &Knowledge) -> Self {
        Self::of_version(&knowledge.version)
    }

    /// Returns the stamp of a version, which reads `source@hash`.
    #[must_use]
    pub fn of_version(version: &str) -> Self {
        Self(version.rsplit('@').next().unwrap_or(version).to_owned())
    }

    /// The first digits of the fingerprint of the table.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Says whether the table has changed since it had this stamp.
    #[must_use]
    pub fn compare(&self, knowledge: &Knowledge) -> TableChange {
        if *self == Self::of(knowledge) {
            TableChange::Unchanged
        } else {
            TableChange::ChangedSince
        }
    }
}

impl Field for Stamp {
    fn encode(&self, id: &mut Encoder) {
        id.push(&self.0);
    }

    fn decode(id: &mut Decoder) -> Option<Self> {
        Some(Self(id.field().to_owned()))
    }
}

/// Whether the table is still the one that a control was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableChange {
    /// It is the same.
    Unchanged,
    /// Another version has gone live since.
    ChangedSince,
}

impl TableChange {
    /// The line that tells a member of the change.
    #[must_use]
    pub fn note(self, words: &Words) -> Option<String> {
        (self == Self::ChangedSince).then(|| words.say(Saying::ChangedSince))
    }
}
