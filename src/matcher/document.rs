//! What a matcher is built from: plain texts, borrowed for as long as it takes to index them.
//!
//! The matcher keeps no text: to analyse a document again, pass it again.

use crate::kind::Kind;

/// An entry of a table, as the matcher takes it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'a> {
    /// Its id, unique within its source. Ids break ties, so that the order of a file never does.
    pub id: &'a str,
    /// The id of its source.
    pub source: &'a str,
    /// Whether the source answers it.
    pub kind: Kind,
    /// Ways of asking it.
    pub phrasings: Vec<&'a str>,
    /// The sentences that answer it; of a gap, the one that says so.
    pub answer: Vec<&'a str>,
}

/// Words and names that mean the same in a table; each may have several words.
pub type SynonymGroup<'a> = Vec<&'a str>;
