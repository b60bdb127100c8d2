//! The fake's state behind one lock, and waiting for it to change.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::{Notify, mpsc};

use crate::faults::{Faults, GatewayFaults};
use crate::gateway::intents::PRIVILEGED;
use crate::gateway::sessions::{Out, Session};
use crate::log::{Entry, Event, Log};
use crate::model::World;
use crate::model::interactions::Records;
use crate::rest::commands::Commands;
use crate::rest::rate_limit::Rates;
use crate::timings::Timings;

/// How many log entries a failed wait shows.
const SHOWN: usize = 60;

/// The fake's settings.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    pub token: String,
    /// The privileged intents that the application has.
    pub granted: u64,
    pub heartbeat: Duration,
    /// How many shards `/gateway/bot` recommends.
    pub shards: u64,
    /// How many sessions may still be started, and the time until that resets.
    pub sessions_left: u64,
    pub sessions_reset: Duration,
    /// Whether frames are compressed for a bot that sets `compress`.
    pub is_packed: bool,
    /// Whether bodies are checked against the API description.
    pub is_checked: bool,
    /// Whether the gateway refuses connections.
    pub is_out: bool,
    /// Error codes that are no violations.
    pub allowed_errors: HashSet<u64>,
    /// Whether missing responses are no violations.
    pub allows_silence: bool,
    /// The gateway's URL.
    pub gateway_url: String,
    /// Where READY says that a session can be resumed.
    pub resume_url: String,
    /// The base URL of files.
    pub base: String,
    /// The role that the bot may mention in a message that it posts; any other mention is a violation.
    pub callable: Option<u64>,
    /// The user whom the bot may mention in a first response.
    pub mentionable: Option<u64>,
    /// The users who have installed the bot for themselves.
    pub user_installs: HashSet<u64>,
    /// The servers where what it answers them is hidden from everybody else.
    pub hidden_apps: HashSet<u64>,
    /// Whether every command is open to everyone, whatever its default permissions.
    pub are_commands_open: bool,
}

/// How a connection to the gateway ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The bot closed it, with this code.
    ByBot(Option<u16>),
    /// The fake closed it, with this code.
    ByDiscord(Option<u16>),
    /// It was lost without a close frame.
    Lost,
}

/// A gateway connection, open or closed.
#[derive(Debug, Clone)]
pub struct Connection {
    /// When it was opened, on the fake's clock.
    pub opened: Duration,
    /// Whether IDENTIFY was sent on it.
    pub identified: bool,
    /// Whether RESUME was sent on it.
    pub resumed: bool,
    /// How many heartbeats arrived.
    pub heartbeats: usize,
    /// How it ended; none while it is open.
    pub closed: Option<Closed>,
}

/// Everything the fake knows.
#[derive(Debug)]
pub struct State {
    pub world: World,
    pub settings: Settings,
    pub sessions: Vec<Session>,
    pub connections: Vec<Connection>,
    /// The open connections by number.
    pub links: HashMap<usize, mpsc::UnboundedSender<Out>>,
    pub commands: Commands,
    pub records: Records,
    pub faults: Faults,
    pub gateway_faults: GatewayFaults,
    /// The rate limits, if the fake has any.
    pub rates: Option<Rates>,
    pub log: Log,
    /// The connections whose heartbeats are no longer acknowledged.
    pub deaf: HashSet<usize>,
    /// The bot's latest presence.
    pub presence: Option<Value>,
    /// How many connections to the gateway were refused in an outage.
    pub refused: usize,
}

impl State {
    pub fn new(world: World, token: String, address: &str) -> Self {
        Self {
            world,
            settings: Settings {
                token,
                granted: 0,
                heartbeat: Duration::from_millis(41_250),
                shards: 1,
                sessions_left: 1000,
                sessions_reset: Duration::from_hours(24),
                is_packed: false,
                is_checked: true,
                is_out: false,
                allowed_errors: HashSet::new(),
                allows_silence: false,
                gateway_url: format!("ws://{address}"),
                resume_url: format!("ws://{address}"),
                base: format!("http://{address}"),
                callable: None,
                mentionable: None,
                user_installs: HashSet::new(),
                hidden_apps: HashSet::new(),
                are_commands_open: false,
            },
            sessions: Vec::new(),
            connections: Vec::new(),
            links: HashMap::new(),
            commands: Commands::default(),
            records: Records::default(),
            faults: Faults::default(),
            gateway_faults: GatewayFaults::default(),
            rates: None,
            log: Log::default(),
            deaf: HashSet::new(),
            presence: None,
            refused: 0,
        }
    }

    pub fn note(&mut self, event: Event) {
        if !self.log.is_quiet {
            self.log.push(self.world.clock.elapsed(), event);
        }
    }

    /// Records a violation.
    pub fn blame(&mut self, what: impl Into<String>) {
        self.log.violation(self.world.clock.elapsed(), what.into());
    }

    pub fn is_granted(&self, intents: u64) -> bool {
        intents & PRIVILEGED & !self.settings.granted == 0
    }

    /// The last entries of the log, for a failed test.
    pub fn account(&self) -> String {
        let entries = self.log.entries();
        let last = &entries[entries.len().saturating_sub(SHOWN)..];
        let lines = last.iter().map(Entry::to_string);
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The state with its lock.
#[derive(Debug)]
pub struct Shared {
    state: Mutex<State>,
    changed: Notify,
    pub timings: Timings,
}

impl Shared {
    pub fn new(state: State) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(state),
            changed: Notify::new(),
            timings: Timings::default(),
        })
    }

    /// A failed test may have left the lock poisoned; what it guards is still of use to the log.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and wakes whoever waits for a change.
    pub fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_waiters();
        result
    }

    /// Waits until `find` returns something; none if it does not within `limit`.
    pub async fn wait<T>(
        &self,
        limit: Duration,
        mut find: impl FnMut(&mut State) -> Option<T>,
    ) -> Option<T> {
        let deadline = Instant::now() + limit;
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            if let Some(found) = find(&mut self.lock()) {
                return Some(found);
            }
            if tokio::time::timeout_at(deadline.into(), changed)
                .await
                .is_err()
            {
                return None;
            }
        }
    }

    /// The same, but panics with the end of the log.
    pub async fn until<T>(
        &self,
        limit: Duration,
        what: &str,
        find: impl FnMut(&mut State) -> Option<T>,
    ) -> T {
        match self.wait(limit, find).await {
            Some(found) => found,
            None => panic!(
                "{what}: not within {limit:?}; the log ends with\n{}",
                self.look(State::account)
            ),
        }
    }
}
