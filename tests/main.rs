//! All tests in one binary, one module for each area.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first surprise"
)]

mod answers;
mod bad;
mod bounds;
mod config;
mod confirmed;
mod difference;
mod differences;
mod discord;
mod draft;
mod encoded;
mod exchange;
mod expand;
mod fetch;
mod follow_up;
mod format;
mod impact;
mod layers;
mod message;
mod order;
mod passages;
mod privacy;
mod program;
mod properties;
mod quotes;
mod release;
mod schema;
mod selected_sources;
mod self_test;
mod shipped;
mod starting;
mod store;
mod suggest;
mod support;
mod unanswered;
