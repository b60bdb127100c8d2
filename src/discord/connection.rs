//! The connection to Discord: gateway session, relay, backoff, event dispatch, REST.

pub mod backoff;
pub mod channel_queue;
pub mod dispatch;
pub mod relay;
pub mod rest;
pub mod session;
