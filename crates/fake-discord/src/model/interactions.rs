//! Interactions as Discord stores them, with their responses.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;

use crate::rest::errors::{ApiError, EXPIRED_TOKEN, UNKNOWN_WEBHOOK};

/// How long a bot has for its first response.
pub const FIRST: Duration = Duration::from_secs(3);
/// How long an interaction token is valid.
pub const TOKEN: Duration = Duration::from_mins(15);

/// Interaction type: application command.
pub const COMMAND: u64 = 2;
/// Interaction type: message component.
pub const COMPONENT: u64 = 3;
/// Interaction type: autocomplete.
pub const AUTOCOMPLETE: u64 = 4;
/// Interaction type: modal submit.
pub const MODAL: u64 = 5;

/// A first response.
#[derive(Debug, Clone)]
pub struct Given {
    pub at: Duration,
    pub kind: u64,
    pub body: Value,
}

/// An interaction.
#[derive(Debug, Clone)]
pub struct Record {
    pub id: u64,
    pub token: String,
    pub kind: u64,
    /// The command's type: 1 slash, 2 user, 3 message.
    pub command: u64,
    /// Its name in failures.
    pub title: String,
    pub user: u64,
    pub channel: u64,
    /// When it was sent, on the fake's clock.
    pub sent: Duration,
    /// The message whose component was used.
    pub source: Option<u64>,
    /// Its `interaction_metadata`.
    pub metadata: Value,
    pub response: Option<Given>,
    /// The message of `@original`.
    pub original: Option<u64>,
    pub followups: Vec<u64>,
    /// Whether it was deferred and not filled in yet.
    pub is_owed: bool,
    /// How often the resulting message was edited since.
    pub changes: usize,
    /// Whether a fault hid the callback's result from the bot, so that it may retry.
    pub is_receipt_lost: bool,
    /// Whether a missing response is no violation.
    pub allows_silence: bool,
}

/// All interactions so far.
#[derive(Debug, Default)]
pub struct Records {
    records: HashMap<u64, Record>,
    tokens: HashMap<String, u64>,
}

impl Records {
    pub fn insert(&mut self, record: Record) {
        self.tokens.insert(record.token.clone(), record.id);
        self.records.insert(record.id, record);
    }

    pub fn get(&self, id: u64) -> Option<&Record> {
        self.records.get(&id)
    }

    pub fn get_mut(&mut self, id: u64) -> Option<&mut Record> {
        self.records.get_mut(&id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// The interaction of a valid token, once it has a response.
    pub fn answered(&mut self, token: &str, now: Duration) -> Result<&mut Record, ApiError> {
        let record = self
            .tokens
            .get(token)
            .and_then(|id| self.records.get_mut(id));
        let record = record.ok_or(UNKNOWN_WEBHOOK)?;
        if now > record.sent + TOKEN {
            return Err(EXPIRED_TOKEN);
        }
        if record.response.is_none() {
            return Err(UNKNOWN_WEBHOOK);
        }
        Ok(record)
    }
}
