//! Insights from usage.
//!
//! - [`usage`]: how a table is used, by day and by entry.
//! - [`unanswered`]: which questions go unanswered, and what would fix that.
//! - [`answers_got`]: what members got for a question from a version.
//! - [`confirmed`]: which phrasings members confirmed.
//! - [`of_server`]: what the moderators of one server may see of that.
//! - [`question_lines`]: the questions of a log that somebody has written to a file.
//!
//! Everything here is computed from [`crate::record`]s and a table; the shell reads the store.

pub mod answers_got;
pub mod confirmed;
pub mod of_server;
pub mod question_lines;
pub mod unanswered;
pub mod usage;
