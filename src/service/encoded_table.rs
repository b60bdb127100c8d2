//! What an encoder adds to a snapshot.

use crate::matcher::sentence::SentenceIndex;

/// What an encoder made of a table.
#[derive(Debug)]
pub struct EncodedTable {
    /// The vectors of its entries.
    pub index: SentenceIndex,
    /// The encoder's name.
    pub encoder: String,
}
