//! How good a table is, and what would make it better.
//!
//! - [`check`]: faults of a valid table, and its summary; `copied`, `alike` and `skipped` have a part each.
//! - [`dated`]: facts that no longer hold, or are to be looked at again.
//! - [`self_test`]: asks a table its own phrasings and tests.
//! - [`leave_one_out`]: asks each phrasing as if it had never been written.
//! - [`suggest`]: weak spots, by what there is to gain.
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
mod phrasings;
pub mod self_test;
mod skipped;
pub mod suggest;
