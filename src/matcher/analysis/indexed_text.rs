//! What the index keeps of an analysed text: ids instead of strings.

use std::sync::Arc;

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::meaning::Embedding;

/// The id of a term that is out of vocabulary.
pub const NO_TERM: u32 = u32::MAX;

/// An analysed text as ids. A whole table passes through this form while it is indexed.
#[derive(Debug, Clone, Default)]
pub struct IndexedText {
    /// Term ids, in order; [`NO_TERM`] for an out-of-vocabulary term.
    pub term_ids: Vec<u32>,
    /// Ids of the words as written, those of the vocabulary only.
    pub word_ids: Vec<u32>,
    /// The out-of-vocabulary words; a text of the table has none.
    pub oov_words: Vec<Arc<str>>,
    /// For each term of a question, the ids of related terms; empty for a text of the table.
    pub related: Vec<Vec<u32>>,
    /// The type of answer it asks for.
    pub answer_type: Option<AnswerType>,
    /// What it is about.
    pub embedding: Embedding,
}
