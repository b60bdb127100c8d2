//! What the bot remembers for ten minutes, in memory alone: which interactions it has handled, which
//! replies belong to which message, and which offered a member options. No texts are kept.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};
use tokio::sync::Mutex;

/// How long an edit or a deletion of a question is followed.
pub const REMEMBERED: Duration = Duration::from_mins(10);
/// How many messages are remembered: eight a second for those ten minutes. The least recently seen
/// are dropped first.
const CAPACITY: u64 = 5_000;

/// What has become of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Exchange {
    /// Not handled yet.
    #[default]
    New,
    /// Handled.
    Handled {
        /// The hash of its text, to notice that an edit has changed it; `None` once it no longer
        /// addresses the bot.
        text: Option<u64>,
        /// The replies to it, in order; empty if it needed none.
        replies: Vec<MessageId>,
        /// How often it has been handled again after an edit.
        revision: u32,
        /// The reply that it picked from, which it goes on to pick from after other edits.
        picked_from: Option<MessageId>,
    },
    /// It was deleted, or a reply to it was: it gets no more replies.
    Closed,
}

impl Exchange {
    /// Whether the message gets no more replies.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        *self == Self::Closed
    }

    /// Whether this text is the one that was handled last.
    #[must_use]
    pub fn has_handled(&self, question: &str) -> bool {
        matches!(self, Self::Handled { text, .. } if *text == Some(text_hash(question)))
    }

    /// Removes and returns the replies. If the same text comes again, it is replied to again.
    pub fn take_replies(&mut self) -> Vec<MessageId> {
        match self {
            Self::Handled { replies, text, .. } => {
                *text = None;
                std::mem::take(replies)
            }
            Self::New | Self::Closed => Vec::new(),
        }
    }
}

/// Returns the hash of a text, which is kept instead of it.
#[must_use]
pub fn text_hash(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// What happened in the last ten minutes.
pub struct RecentEvents {
    interactions: Cache<InteractionId, ()>,
    exchanges: Cache<MessageId, Arc<Mutex<Exchange>>>,
    /// The last reply that offered a member options in a channel.
    offers: Cache<(ChannelId, UserId), MessageId>,
}

impl RecentEvents {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            interactions: Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(REMEMBERED)
                .build(),
            exchanges: Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(REMEMBERED)
                .build(),
            offers: Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(REMEMBERED)
                .build(),
        }
    }

    /// Whether this interaction arrives for the first time; Discord may send it again.
    #[must_use]
    pub fn is_new(&self, interaction: InteractionId) -> bool {
        let entry = self.interactions.entry(interaction);
        entry.or_insert(()).is_fresh()
    }

    /// Returns what has become of a message. Whoever changes it holds the lock, so that an edit waits
    /// for the reply that it changes.
    #[must_use]
    pub fn exchange(&self, message: MessageId) -> Arc<Mutex<Exchange>> {
        self.exchanges.get_with(message, Arc::default)
    }

    /// The same, but `None` for a message that is not remembered.
    #[must_use]
    pub fn known_exchange(&self, message: MessageId) -> Option<Arc<Mutex<Exchange>>> {
        self.exchanges.get(&message)
    }

    /// Remembers the reply that offers a member options, or (`None`) that the last one did not.
    pub fn set_offer(&self, channel: ChannelId, member: UserId, reply: Option<MessageId>) {
        match reply {
            Some(reply) => self.offers.insert((channel, member), reply),
            None => self.offers.invalidate(&(channel, member)),
        }
    }

    /// Returns the reply from which a member may still pick.
    #[must_use]
    pub fn offer(&self, channel: ChannelId, member: UserId) -> Option<MessageId> {
        self.offers.get(&(channel, member))
    }
}
