//! What usage tells: how a table is used, what it leaves unanswered, which wordings members confirmed.

pub mod confirmed;
pub mod unanswered;
pub mod usage;
