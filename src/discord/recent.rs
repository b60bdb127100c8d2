//! What is remembered, for ten minutes and in memory alone: which events have been acted on, and
//! which answer belongs to which message.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{InteractionId, MessageId};
use tokio::sync::Mutex;

/// How long an edit or a deletion of a question is followed.
pub const REMEMBERED: Duration = Duration::from_mins(10);
/// How many messages are remembered at most, which is eight a second for those ten minutes; the
/// least lately met go first.
const CAPACITY: u64 = 5_000;

/// What became of a message that was heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Talk {
    /// Nothing yet.
    #[default]
    Unheard,
    /// It was heard, and these messages answer it: none where it was no question.
    Heard {
        /// Tells its text from another, without keeping it.
        text: u64,
        /// The answer's messages, in order.
        replies: Vec<MessageId>,
        /// How often it has been answered anew.
        revision: u32,
    },
    /// It is gone, or its answer was taken away: nothing more is said to it.
    Over,
}

impl Talk {
    /// Whether nothing more is to be said.
    #[must_use]
    pub fn is_over(&self) -> bool {
        *self == Self::Over
    }

    /// Whether this very text was heard last.
    #[must_use]
    pub fn has_heard(&self, words: &str) -> bool {
        matches!(self, Self::Heard { text, .. } if *text == fingerprint(words))
    }

    /// The messages that answer it, which then do no longer.
    pub fn take_replies(&mut self) -> Vec<MessageId> {
        match self {
            Self::Heard { replies, .. } => std::mem::take(replies),
            Self::Unheard | Self::Over => Vec::new(),
        }
    }
}

/// Tells a text from another, without keeping it.
#[must_use]
pub fn fingerprint(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// The bot's short memory.
pub struct Memory {
    interactions: Cache<InteractionId, ()>,
    talks: Cache<MessageId, Arc<Mutex<Talk>>>,
}

impl Memory {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            interactions: Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(REMEMBERED)
                .build(),
            talks: Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(REMEMBERED)
                .build(),
        }
    }

    /// Whether an interaction is met for the first time.
    #[must_use]
    pub fn is_new(&self, interaction: InteractionId) -> bool {
        self.interactions
            .entry(interaction)
            .or_insert(())
            .is_fresh()
    }

    /// What became of a message. Whoever changes it holds the lock, so that an edit waits for the
    /// answer that it changes.
    #[must_use]
    pub fn talk(&self, message: MessageId) -> Arc<Mutex<Talk>> {
        self.talks.get_with(message, Arc::default)
    }

    /// The same, if the message has been met.
    #[must_use]
    pub fn known(&self, message: MessageId) -> Option<Arc<Mutex<Talk>>> {
        self.talks.get(&message)
    }
}
