//! Insights from usage.
//!
//! - [`usage`]: how a table is used, by day and by entry.
//! - [`unanswered`]: which questions go unanswered, and what would fix that.
//! - [`confirmed`]: which phrasings members confirmed.
//!
//! Everything here is computed from [`crate::record`]s and a table; the shell reads the store.

pub mod confirmed;
pub mod unanswered;
pub mod usage;
