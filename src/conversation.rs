//! What somebody says to the bot that is no question: small talk, and the pick of an option. It finds it in a text;
//! the words are in [`crate::wording`].
//!
//! - [`small_talk`]: a message that is small talk and nothing else.
//! - [`typed_pick`]: a pick that is typed in reply to a list.

pub mod small_talk;
pub mod typed_pick;
