//! How good a table is, and what would make it better.
//!
//! - [`check`]: faults of a valid table, and its summary; `copied` and `alike` have a part each.
//! - [`whole_report`]: both, with what the day brings and what is allowed and not there.
//! - [`dated`]: facts that no longer hold, or are to be looked at again.
//! - [`page`]: what a source's page does not say any more.
//! - [`self_test`]: asks a table its own phrasings and tests.
//! - [`leave_one_out`]: asks each phrasing as if it had never been written.
//! - [`suggest`]: weak spots, by what there is to gain; [`twins`]: questions that ask about the same.
//! - [`impact`]: which answers a change of the table changes.
//! - [`evaluation`]: metrics on labelled questions.

mod alike;
pub mod check;
mod copied;
pub mod dated;
pub mod estimate;
pub mod evaluation;
pub mod impact;
pub mod leave_one_out;
pub mod page;
mod phrasings;
pub mod self_test;
pub mod suggest;
pub mod twins;
mod unreached;
pub mod whole_report;
