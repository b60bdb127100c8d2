//! Tests of the fake Discord itself, with a small bot on serenity and poise over real sockets.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod api_description;
mod bot;
mod conversations;
mod faults;
mod gateway;
mod rates;
mod refusals;
mod requests;
