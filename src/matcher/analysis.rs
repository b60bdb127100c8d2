//! Text → words → terms.
//!
//! - [`normalize`]: text → words, each with its role, by way of [`foldings`].
//! - [`stem`]: a word → its stem.
//! - [`vocabulary`]: the words and terms of a table, each with an id.
//! - [`spelling`]: an out-of-vocabulary word → the nearest word of the table.
//! - [`synonyms`]: the names that a curator has declared equal → one term.
//! - [`thesaurus`]: everyday words of about the same meaning.
//! - [`analyzer`]: all of these in order: a text → an [`analyzed_text::AnalyzedText`].
//! - [`indexed_text`]: what the index keeps of it: ids.
//! - [`english`]: the word lists behind them.

pub mod analyzed_text;
pub mod analyzer;
pub(super) mod english;
pub mod foldings;
pub mod indexed_text;
pub mod normalize;
pub mod spelling;
pub mod stem;
pub mod synonyms;
pub mod thesaurus;
pub mod vocabulary;
