//! The connection to Discord, kept up through everything that passes.
//!
//! - [`supervisor`] starts a client, and the next one when it ends; [`session`] is one client's life.
//! - [`relay`] stands between serenity and the gateway; [`backoff`] is how long it waits between
//!   connections.
//! - [`dispatch`] hands events to their handlers.
//! - [`rest`] is the REST client, [`retry`] what is tried again and for how long, [`channel_queue`]
//!   the order of replies in a channel.
//!
//! Where an invalid session (opcode 9) goes is told in [`relay`].

pub mod backoff;
pub mod channel_queue;
pub mod dispatch;
pub mod relay;
pub mod request_error;
pub mod rest;
pub mod retry;
pub mod session;
pub mod supervisor;
