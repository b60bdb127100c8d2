//! What members read on Discord: answers and their controls as messages. Pure: sends nothing.
//! What this program did not write gets into them by [`foreign`] alone.

pub mod aimed;
pub mod citations;
pub mod context;
pub mod controls;
pub mod explain;
pub mod foreign;
pub mod helper_call;
pub mod layout;
pub mod pager;
pub mod pages;
pub mod small_talk;
pub mod sources;
pub mod topics;
