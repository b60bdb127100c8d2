//! What members read on Discord: answers and their controls as messages. Pure: sends nothing.

pub mod address;
pub mod context;
pub mod controls;
pub mod explain;
pub mod layout;
pub mod link;
pub mod markdown;
pub mod pager;
pub mod small_talk;
pub mod sources;
pub mod topics;
