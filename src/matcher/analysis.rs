//! Text → words → terms.
//!
//! - [`normalize`]: text → words, each with its role, by way of [`foldings`].
//! - [`capitals`]: where a capital says that a word is a name.
//! - [`numerals`]: numbers that only their neighbours tell.
//! - [`stem`]: a word → its stem.
//! - [`vocabulary`]: the words and terms of a table, each with an id.
//! - [`spelling`]: an out-of-vocabulary word → the nearest word of the table.
//! - [`lexicon`]: which words and names English readers know.
//! - `correction`: which words of a question are slips.
//! - [`synonyms`]: the names that a curator has declared equal → one term.
//! - [`thesaurus`]: everyday words of about the same meaning.
//! - [`answer_type`]: a person, a time, a number: what a question asks for.
//! - [`cues`]: numbers, denials and opposites, which two texts must agree on.
//! - [`analyzer`]: all of these in order: a text → an [`analyzed_text::AnalyzedText`].
//! - [`follow_up`]: whether a question leans on the one before.
//! - [`indexed_text`]: what the index keeps of it: ids.
//! - [`english`]: the word lists behind them.

pub mod analyzed_text;
pub mod analyzer;
pub mod answer_type;
pub mod asking;
pub mod capitals;
mod correction;
pub mod cues;
pub(super) mod english;
pub mod familiarity;
pub mod foldings;
pub mod follow_up;
pub mod indexed_text;
pub mod lexicon;
pub mod normalize;
pub mod numerals;
pub mod spelling;
pub mod stem;
pub mod synonyms;
pub mod thesaurus;
pub mod vocabulary;
