//! The connection to Discord, and what keeps it up.
//!
//! - [`supervisor`] starts a client, and the next one when it ends; [`session`] is one client's life.
//! - [`relay`] stands between serenity and the gateway; [`backoff`] is how long it waits between
//!   connections, [`waiting`] what the log says meanwhile.
//! - [`dispatch`] hands events to their handlers; [`event`] is what is known of one before.
//!
//! What happens on an invalid session (opcode 9) is described in [`relay`].

pub mod backoff;
pub mod dispatch;
mod event;
pub mod relay;
pub mod session;
pub mod supervisor;
pub mod waiting;
