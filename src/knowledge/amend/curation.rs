//! Changes an entry that is there, with what belongs to it in other places and files.
//!
//! Comments, order and formatting are kept, as in [`crate::knowledge::amend`].

use crate::knowledge::amend::amend_error::AmendError;
use crate::knowledge::amend::entry_edit::EntryEdit;
use crate::knowledge::{FileSet, Knowledge};

/// A change of what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Curation {
    /// An entry gets other phrasings or sentences.
    Edit(EntryEdit),
}

impl Curation {
    /// The tables of a set that change, by their names; `knowledge` is what the set was loaded as.
    ///
    /// # Errors
    ///
    /// What is to change is not there any more.
    pub fn apply(
        &self,
        knowledge: &Knowledge,
        files: &FileSet,
    ) -> Result<Vec<(String, String)>, AmendError> {
        match self {
            Self::Edit(edit) => edit.apply(knowledge, files),
        }
    }
}
