//! Interactions as Discord keeps them: what they are about, and what they were answered with.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;

use crate::rest::errors::{ApiError, EXPIRED_TOKEN, UNKNOWN_WEBHOOK};

/// How long a first response is waited for.
pub const FIRST: Duration = Duration::from_secs(3);
/// How long a token is good.
pub const TOKEN: Duration = Duration::from_mins(15);

/// A command from a slash or a menu.
pub const COMMAND: u64 = 2;
/// A button pressed, or something picked.
pub const COMPONENT: u64 = 3;
/// Choices asked for.
pub const AUTOCOMPLETE: u64 = 4;
/// A form sent in.
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
    /// The type of the command: 1 from a slash, 2 from a user's menu, 3 from a message's.
    pub command: u64,
    /// What a failure calls it.
    pub title: String,
    pub user: u64,
    pub channel: u64,
    /// When it was sent, on the fake's clock.
    pub sent: Duration,
    /// The message whose control was used.
    pub source: Option<u64>,
    /// What messages say of it.
    pub metadata: Value,
    pub response: Option<Given>,
    /// The message that `@original` stands for.
    pub original: Option<u64>,
    pub followups: Vec<u64>,
    /// Whether a promise to answer (a deferral) is still to be kept.
    pub is_owed: bool,
    /// How often the message that resulted was changed since.
    pub changes: usize,
    /// Whether a fault kept the receipt of the response from the bot, so that it may try again.
    pub is_receipt_lost: bool,
    /// Whether a test lets it go without a response.
    pub allows_silence: bool,
}

/// All interactions there have been.
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

    /// The interaction of a token, for as long as the token is good and once it has a response.
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
