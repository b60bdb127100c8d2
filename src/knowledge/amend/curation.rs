//! Changes an entry that is there, or takes it out, with what belongs to it in other places and files; and
//! changes groups of synonyms.
//!
//! Comments, order and formatting are kept, as in [`crate::knowledge::amend`].

use crate::knowledge::amend::amend_error::AmendError;
use crate::knowledge::amend::entry_edit::EntryEdit;
use crate::knowledge::amend::removal::remove;
use crate::knowledge::amend::synonyms_edit::SynonymsEdit;
use crate::knowledge::{FileSet, Knowledge};

/// A change of what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Curation {
    /// An entry gets other phrasings or sentences.
    Edit(EntryEdit),
    /// An entry is taken out.
    Removal {
        /// The id of its source.
        source: String,
        /// Its own.
        entry: String,
    },
    /// A group of synonyms gets other words, is added or taken out.
    Synonyms(SynonymsEdit),
}

impl Curation {
    /// The tables of a set that change, by their names; `knowledge` is what the set was loaded as.
    ///
    /// # Errors
    ///
    /// What is to change is not there any more, or cannot be taken out alone.
    pub fn apply(
        &self,
        knowledge: &Knowledge,
        files: &FileSet,
    ) -> Result<Vec<(String, String)>, AmendError> {
        match self {
            Self::Edit(edit) => edit.apply(knowledge, files),
            Self::Removal { source, entry } => remove(knowledge, files, source, entry),
            Self::Synonyms(edit) => edit.apply(files),
        }
    }
}
