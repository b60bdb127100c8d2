//! What a test holds and calls: the methods of [`Fake`](crate::Fake), and the messages and
//! interactions that they hand out. Nothing here answers the bot; that is `rest` and `gateway`.

pub mod availability;
pub mod forums;
pub mod guests;
pub mod hostile;
pub mod inject;
pub mod interaction;
pub mod interactions;
pub mod message;
pub mod observe;
pub mod setup;
pub mod users;
pub mod verdict;
