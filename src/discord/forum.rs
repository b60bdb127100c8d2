//! Posts of forums: which of them the bot has seen open, whose they are, and whether it may write
//! there without being asked. It sends no messages; the handlers are in [`crate::discord::messages`].

pub mod post;
pub mod posts;
pub mod tags;
