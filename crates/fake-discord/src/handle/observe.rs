//! What a test observes: sessions, commands, requests, connections and timings.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::Fake;
use crate::WAIT_TIMEOUT;
use crate::log::{Entry, Request};
use crate::state::{Connection, Shared, State};
use crate::timings::Timing;

/// A request that a test waits for.
pub struct Expected<'a> {
    shared: &'a Shared,
    method: String,
    route: String,
}

impl Expected<'_> {
    /// Waits for the next matching request that no earlier call has returned.
    pub async fn within(self, limit: Duration) -> Arc<Request> {
        let what = format!("{} {}", self.method, self.route);
        self.shared
            .until(limit, &what, |state| {
                state.log.expect(&self.method, &self.route)
            })
            .await
    }
}

impl Fake {
    /// Waits until the bot has a session and has registered commands.
    pub async fn ready(&self) {
        let what = "a session of the bot's";
        self.shared
            .until(WAIT_TIMEOUT, what, |state| state.is_ready().then_some(()))
            .await;
        self.commands_registered().await;
    }

    /// Waits until the bot has a session.
    pub async fn connected(&self) {
        let what = "a session of the bot's";
        self.shared
            .until(WAIT_TIMEOUT, what, |state| state.is_ready().then_some(()))
            .await;
    }

    /// Waits until the bot has registered commands, globally or in a guild.
    pub async fn commands_registered(&self) {
        let what = "commands that are registered";
        let is_registered = |state: &mut State| {
            let mut places = state.commands.by_place.values();
            places.any(|commands| !commands.is_empty()).then_some(())
        };
        self.shared.until(WAIT_TIMEOUT, what, is_registered).await;
    }

    /// The global commands, or those of one guild.
    pub fn commands(&self, guild: Option<u64>) -> Vec<Value> {
        self.shared.look(|state| state.commands.of(guild).to_vec())
    }

    /// How many requests have changed commands.
    pub fn command_writes(&self) -> usize {
        self.shared.look(|state| state.commands.writes)
    }

    /// Everything that has happened so far.
    pub fn log(&self) -> Vec<Entry> {
        self.shared.look(|state| state.log.entries().to_vec())
    }

    /// Stops the log from keeping requests and frames; it only counts, which is fast.
    pub fn quiet_log(&self) {
        self.shared.change(|state| state.log.is_quiet = true);
    }

    /// The requests so far with a method and a route such as `/channels/{channel_id}/messages`.
    pub fn requests(&self, method: &str, route: &str) -> Vec<Arc<Request>> {
        self.shared.look(|state| state.log.requests(method, route))
    }

    /// How many requests there were so far; counted even when the log keeps none.
    pub fn count(&self, method: &str, route: &str) -> usize {
        self.shared.look(|state| state.log.count(method, route))
    }

    /// A request to wait for.
    pub fn expect(&self, method: &str, route: &str) -> Expected<'_> {
        Expected {
            shared: &self.shared,
            method: method.to_owned(),
            route: route.to_owned(),
        }
    }

    /// Waits until there were at least `count` requests with a method and a route.
    pub async fn until_requests(&self, method: &str, route: &str, count: usize) {
        let what = format!("{count} times {method} {route}");
        self.shared
            .until(WAIT_TIMEOUT * 2, &what, |state| {
                (state.log.count(method, route) >= count).then_some(())
            })
            .await;
    }

    /// Waits until at least `count` requests have changed commands.
    pub async fn until_command_writes(&self, count: usize) {
        let what = format!("commands written {count} times");
        self.shared
            .until(WAIT_TIMEOUT, &what, |state| {
                (state.commands.writes >= count).then_some(())
            })
            .await;
    }

    /// Waits until outages have refused at least `count` connections.
    pub async fn until_refused(&self, count: usize) {
        let what = format!("{count} connections refused");
        self.shared
            .until(WAIT_TIMEOUT * 2, &what, |state| {
                (state.refused >= count).then_some(())
            })
            .await;
    }

    /// Waits until `is_so` holds for the bot's presence.
    pub async fn until_presence(&self, what: &str, is_so: impl Fn(&Value) -> bool) {
        self.shared
            .until(WAIT_TIMEOUT * 2, what, |state| {
                state.presence.as_ref().is_some_and(&is_so).then_some(())
            })
            .await;
    }

    /// Waits until `are_so` holds for all gateway connections so far.
    pub async fn until_connections(&self, what: &str, are_so: impl Fn(&[Connection]) -> bool) {
        self.shared
            .until(WAIT_TIMEOUT * 3, what, |state| {
                are_so(&state.connections).then_some(())
            })
            .await;
    }

    /// All gateway connections so far, in order.
    pub fn connections(&self) -> Vec<Connection> {
        self.shared.look(|state| state.connections.clone())
    }

    /// The bot's latest presence.
    pub fn presence(&self) -> Option<Value> {
        self.shared.look(|state| state.presence.clone())
    }

    /// Starts recording when messages reach the bot and when it replies.
    pub fn record_timings(&self) {
        self.shared.timings.record(true);
    }

    /// The recorded timings by message id; recording starts over.
    pub fn take_timings(&self) -> HashMap<u64, Timing> {
        self.shared.timings.take()
    }
}

impl State {
    fn is_ready(&self) -> bool {
        self.sessions
            .iter()
            .any(|session| session.connection.is_some())
    }
}
