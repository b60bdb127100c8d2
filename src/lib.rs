//! Footnote answers questions about an article in sentences that cite it, and says so when the
//! article is silent. Nothing is generated: every sentence comes from a curated table.
//!
//! The modules, in reading order. The core computes, and touches nothing:
//!
//! - [`diagnostic`]: a fault in a file, with its place and its repair.
//! - `document`: text → a TOML document with the place of every value.
//! - [`text`]: the letters and words of any text, as they were typed.
//! - [`effort`]: how far a computation that asks many questions goes.
//! - `kind`: question or gap, the one type that [`knowledge`] and [`matcher`] share.
//! - [`knowledge`]: the valid table, and how text becomes one.
//! - [`record`]: what is remembered across restarts, as plain types.
//! - [`matcher`]: a question → the entries it could mean, ranked, with evidence.
//! - [`answer`]: those entries → an outcome, with sentences and citations.
//! - [`quality`]: how good a table is: checks, self-test, evaluation, impact of a change.
//! - [`expand`]: many ways of asking, written by an assistant and each checked.
//! - [`exchange`]: tables and other programs: spreadsheets, FAQ pages, JSON.
//! - [`draft`]: an article → a table that a curator can begin with.
//! - [`insights`]: what usage tells: unanswered questions, confirmed phrasings, entries in use.
//! - [`chart`]: figures as SVG and PNG.
//! - [`wording`]: every sentence that no curator wrote.
//! - [`conversation`]: what is said to the bot that is no question.
//! - [`config`]: what an operator sets, and how text becomes it.
//!
//! The shell touches the world:
//!
//! - [`files`]: reads tables and the configuration from disk, and replaces tables whole.
//! - [`fetch`]: the page that a source was published on.
//! - [`service`]: answers from a snapshot of the knowledge, and swaps it.
//! - [`release`]: takes a new version from staging to live, and back.
//! - [`question_log`]: records what is asked, redacted, without delaying an answer.
//! - [`store`]: the database behind releases, suspensions, questions and votes.
//! - [`discord`]: the bot: messages and interactions in, answers out.
//! - [`cli`]: the command line, and the only module that prints.
//!
//! ```
//! use footnote::service::Snapshot;
//! use footnote::{answer::Outcome, files};
//!
//! let loaded = files::load("tests/skerry".as_ref(), None);
//! let snapshot = Snapshot::new(loaded.knowledge.expect("the table is valid"));
//!
//! let answer = snapshot.ask("since when is the lamp burning again?");
//! assert_eq!(answer.outcome, Outcome::Answered);
//! assert_eq!(answer.citations[0].quote, "On the first of March … without it");
//! ```

pub mod answer;
pub mod chart;
pub mod cli;
pub mod config;
mod conversation;
pub mod diagnostic;
pub mod discord;
mod document;
pub mod draft;
pub mod effort;
pub mod encoder;
pub mod exchange;
pub mod expand;
pub mod fetch;
pub mod files;
pub mod insights;
mod kind;
pub mod knowledge;
pub mod matcher;
pub mod quality;
pub mod question_log;
pub mod record;
pub mod release;
pub mod service;
pub mod store;
pub mod text;
pub mod wording;

pub use crate::cli::run;
