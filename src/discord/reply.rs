//! What is said on Discord: answers and their controls laid out as messages. Pure.

pub mod explain;
pub mod layout;
pub mod markdown;
