//! What is remembered, for ten minutes and in memory alone: which events have been acted on, and
//! which answer belongs to which message.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use serenity::model::id::{InteractionId, MessageId};
use tokio::sync::Mutex;

/// How long an edit or a deletion of a question is followed.
pub const REMEMBERED: Duration = Duration::from_mins(10);
/// How many messages are remembered at most; the least lately met go first.
const CAPACITY: u64 = 20_000;

/// What became of a message that was heard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Talk {
    /// Nothing yet.
    #[default]
    Unheard,
    /// It was heard with this text, and these messages answer it: none where it was no question.
    Heard {
        /// The text that was heard.
        text: String,
        /// The answer's messages, in order.
        replies: Vec<MessageId>,
    },
    /// It is gone, or its answer was taken away: nothing more is said to it.
    Over,
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
                .time_to_live(REMEMBERED)
                .build(),
            talks: Cache::builder()
                .max_capacity(CAPACITY)
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
}
