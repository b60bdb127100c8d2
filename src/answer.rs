//! A ranking → an outcome, with its sentences and citations.
//!
//! - [`decide`]: the decision: answered, gap, unsure or declined, and its thresholds.
//! - [`strictness`]: how confident an answer must be; an operator's setting.
//! - [`confidence`]: how likely the best question is the one that was asked.
//! - [`mod@message`]: a message → the answers to the questions in it.
//! - `entry_name`: what an entry is called.
//! - [`model`]: an answer and its parts.
//! - [`citation`]: a citation as readers see it.
//! - [`follow_up`]: a question that leans on the one before.
//! - `text_fragment`: a link to the quoted words.
//! - [`option_label`]: how the entries of a list are told apart.
//! - [`passage`]: the paragraph around a quote.
//! - [`passages`]: the passages that come nearest to a question without an answer.
//! - [`documents`]: a table as the plain documents that a matcher is built from.
//! - [`pending`]: a message that an encoder may answer better.
//! - `selected_sources`: the sources that a question is answered from, where these are not all.
//! - [`table`]: knowledge and the matcher built from it.
//!
//! Nothing is generated: every sentence comes from the knowledge. Sentences that no curator wrote
//! are in [`crate::wording`].

pub mod citation;
pub mod confidence;
mod decide;
pub mod documents;
mod entry_name;
mod expiry;
pub mod follow_up;
pub mod message;
mod model;
pub mod option_label;
pub mod passage;
pub mod passages;
mod pending;
mod selected_sources;
mod strictness;
mod table;
mod text_fragment;

pub use crate::answer::confidence::Signals;
pub use crate::answer::decide::{
    CANDIDATES, DID_YOU_MEAN_AT, FAINT_AT, FEW_PHRASINGS, GAP_AT, GAP_COVERAGE, GAP_DOUBT_AT,
    OPTION_SHARE, OPTIONS, outcome_of,
};
pub use crate::answer::entry_name::EntryName;
pub use crate::answer::message::QUESTIONS;
pub use crate::answer::model::{Answer, Candidate, Cited, Sentence, answer_of};
pub use crate::answer::pending::{EncoderPart, PendingAnswer};
pub use crate::answer::selected_sources::SelectedSources;
pub use crate::answer::strictness::Strictness;
pub use crate::answer::table::{EncodedTexts, QuestionVectors, Table};
pub use crate::knowledge::Outcome;
