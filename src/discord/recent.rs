//! What the bot remembers for ten minutes, in memory alone: which interactions it has handled, which
//! replies belong to which message, and which offered a member options. No texts are kept.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::discord::fair_slots::{FairSlots, Owner};

/// How long an edit or a deletion of a question is followed.
pub const REMEMBERED: Duration = Duration::from_mins(10);
/// How many messages are remembered: eight a second for those ten minutes. When they are too many, the
/// server with most of them loses its oldest.
const CAPACITY: usize = 5_000;

/// What has become of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Exchange {
    /// Not handled yet.
    #[default]
    New,
    /// Handled.
    Handled {
        /// The hash of its text, to notice that an edit has changed it.
        text: u64,
        /// The replies to it, in order; empty if it needed none.
        replies: Vec<MessageId>,
        /// How often it has been handled again after an edit.
        revision: u32,
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
        matches!(self, Self::Handled { text, .. } if *text == text_hash(question))
    }

    /// Removes and returns the replies.
    pub fn take_replies(&mut self) -> Vec<MessageId> {
        match self {
            Self::Handled { replies, .. } => std::mem::take(replies),
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
    /// Messages that were deleted before they were seen. They are kept apart: anyone may delete any
    /// number of messages that are none of the bot's business.
    deleted: Cache<MessageId, ()>,
    exchanges: SharedSlots<MessageId, Arc<Mutex<Exchange>>>,
    /// The last reply that offered a member options in a channel.
    offers: SharedSlots<(ChannelId, UserId), MessageId>,
}

impl RecentEvents {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            interactions: recent_ids(),
            deleted: recent_ids(),
            exchanges: std::sync::Mutex::new(FairSlots::new(CAPACITY)),
            offers: std::sync::Mutex::new(FairSlots::new(CAPACITY)),
        }
    }

    /// Drops what is older than ten minutes.
    pub fn forget_old(&self) {
        let now = Instant::now();
        lock(&self.exchanges).forget_older(REMEMBERED, now);
        lock(&self.offers).forget_older(REMEMBERED, now);
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
    pub fn exchange(&self, owner: Owner, message: MessageId) -> Arc<Mutex<Exchange>> {
        let mut exchanges = lock(&self.exchanges);
        if let Some(known) = exchanges.get(&message) {
            return Arc::clone(known);
        }
        let exchange: Arc<Mutex<Exchange>> = Arc::default();
        exchanges.insert(owner, message, Arc::clone(&exchange), Instant::now());
        exchange
    }

    /// The same, but `None` for a message that is not remembered.
    #[must_use]
    pub fn known_exchange(&self, message: MessageId) -> Option<Arc<Mutex<Exchange>>> {
        lock(&self.exchanges).get(&message).cloned()
    }

    /// Remembers that a message was deleted.
    pub fn set_deleted(&self, message: MessageId) {
        self.deleted.insert(message, ());
    }

    /// Whether a message was deleted.
    #[must_use]
    pub fn is_deleted(&self, message: MessageId) -> bool {
        self.deleted.contains_key(&message)
    }

    /// Remembers the reply that offers a member options, or (`None`) that the last one did not.
    pub fn set_offer(
        &self,
        owner: Owner,
        channel: ChannelId,
        member: UserId,
        reply: Option<MessageId>,
    ) {
        let key = (channel, member);
        match reply {
            Some(reply) => lock(&self.offers).insert(owner, key, reply, Instant::now()),
            None => lock(&self.offers).remove(&key),
        };
    }

    /// Returns the reply from which a member may still pick.
    #[must_use]
    pub fn offer(&self, channel: ChannelId, member: UserId) -> Option<MessageId> {
        lock(&self.offers).get(&(channel, member)).copied()
    }
}

type SharedSlots<K, V> = std::sync::Mutex<FairSlots<K, V>>;

fn lock<K, V>(slots: &SharedSlots<K, V>) -> std::sync::MutexGuard<'_, FairSlots<K, V>> {
    slots.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ids of the last ten minutes, the latest [`CAPACITY`] of them.
fn recent_ids<I: Hash + Eq + Send + Sync + 'static>() -> Cache<I, ()> {
    Cache::builder()
        .max_capacity(CAPACITY as u64)
        .eviction_policy(EvictionPolicy::lru())
        .time_to_live(REMEMBERED)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_deletions_nor_another_server_push_a_message_out() {
        let recent = RecentEvents::new();
        let owner = |id| Owner::of(None, ChannelId::new(id));
        let mine = MessageId::new(1);
        let exchange = recent.exchange(owner(7), mine);
        recent.set_offer(owner(7), ChannelId::new(7), UserId::new(9), Some(mine));
        for id in 2..3 * CAPACITY as u64 {
            recent.set_deleted(MessageId::new(id));
            let _ = recent.exchange(owner(8), MessageId::new(id));
            recent.set_offer(owner(8), ChannelId::new(8), UserId::new(id), Some(mine));
        }
        let known = recent.known_exchange(mine).unwrap();
        assert!(Arc::ptr_eq(&known, &exchange));
        assert_eq!(recent.offer(ChannelId::new(7), UserId::new(9)), Some(mine));
        assert!(recent.known_exchange(MessageId::new(2)).is_none());
    }
}
