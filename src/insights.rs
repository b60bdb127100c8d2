//! What usage tells: how a table is used, which questions go unanswered, which phrasings members
//! confirmed.
//!
//! Everything here is computed from [`crate::record`]s and a table; reading the store is the shell's
//! business.

pub mod confirmed;
pub mod unanswered;
pub mod usage;
