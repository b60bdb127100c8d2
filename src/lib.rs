//! Footnote answers questions about an article in sentences that cite it, and says so when the
//! article is silent. Nothing is generated: every sentence comes from a curated table.
//!
//! The modules, in reading order. The core computes, and touches nothing:
//!
//! - [`diagnostic`]: a fault in a file, with its place and its repair.
//! - `document`: text → a TOML document with the place of every value.
//! - [`knowledge`]: the valid table, and how text becomes one.
//! - [`matcher`]: a question → the entries that it could mean, with evidence.
//! - [`answer`]: those entries → an outcome, with sentences and citations.
//! - [`check`]: what a curator wants to know of a table.
//! - [`evaluation`]: how well a table answers, on questions of which it is known what is right.
//! - [`impact`]: what a change of the table does to answers.
//! - [`unanswered`]: what was asked in vain, as groups of questions about the same.
//! - [`confirmed`]: ways of asking that members confirmed and the table lacks.
//! - [`usage`]: how a table is used, by what was noted.
//! - [`wording`]: every sentence that no curator wrote.
//! - [`config`]: what an operator sets, and how text becomes it.
//!
//! The shell touches the world:
//!
//! - [`files`]: reads tables and the configuration from disk, and replaces tables whole.
//! - [`desk`]: answers from the knowledge that is live, and swaps it.
//! - [`journal`]: notes what is asked, beside the answering.
//! - [`discord`]: the bot: messages and interactions in, answers out.
//! - [`cli`]: the command line, and the only module that prints.
//!
//! ```
//! use footnote::desk::Live;
//! use footnote::{files, answer::Outcome};
//!
//! let loaded = files::load("tests/skerry".as_ref(), None);
//! let live = Live::new(loaded.knowledge.expect("the table is valid"));
//!
//! let answer = live.ask("since when is the lamp burning again?");
//! assert_eq!(answer.outcome, Outcome::Answered);
//! assert_eq!(answer.citations[0].quote, "On the first of March … without it");
//! ```

pub mod answer;
pub mod check;
pub mod cli;
pub mod config;
pub mod confirmed;
pub mod desk;
pub mod diagnostic;
pub mod discord;
mod document;
pub mod evaluation;
pub mod files;
pub mod impact;
pub mod journal;
pub mod keeper;
pub mod knowledge;
pub mod matcher;
pub mod store;
pub mod unanswered;
pub mod usage;
pub mod wording;

pub use cli::run;
