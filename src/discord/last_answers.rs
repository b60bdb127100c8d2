//! Which entry answered a member last in a channel, so that a short question right after it can lean on it.
//! It is kept in memory alone, and without any words.

use std::time::Duration;

use moka::Entry;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::discord::custom_id::ShortHash;
use crate::discord::reply::layout::NextContext;

/// How long a question may lean on the one before.
pub const LEANS_FOR: Duration = Duration::from_mins(5);
/// How many are remembered: Discord accepts fifty requests a second of a bot, and so many answers in those
/// five minutes.
const CAPACITY: u64 = 15_000;

/// A question, and what answered it.
#[derive(Debug, Clone)]
struct LastQuestion {
    question: MessageId,
    /// `None` if nothing did.
    entry: Option<ShortHash>,
}

/// The last question of each member in each channel.
pub struct LastAnswers(Cache<(ChannelId, UserId), LastQuestion>);

impl LastAnswers {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self(
            Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_live(LEANS_FOR)
                .build(),
        )
    }

    /// Returns the entry that this message of a member may lean on. The messages themselves say when they were
    /// written.
    #[must_use]
    pub fn before(
        &self,
        channel: ChannelId,
        member: UserId,
        message: MessageId,
    ) -> Option<ShortHash> {
        let last = self.0.get(&(channel, member))?;
        let written = |id: MessageId| id.created_at().unix_timestamp();
        let seconds = written(message).checked_sub(written(last.question))?;
        let is_soon = u64::try_from(seconds).is_ok_and(|own| own < LEANS_FOR.as_secs());
        last.entry.filter(|_| message > last.question && is_soon)
    }

    /// Notes what came of a member's question, which is a message or an interaction. An edit of an earlier one changes
    /// nothing.
    pub fn note(
        &self,
        channel: ChannelId,
        member: UserId,
        question: MessageId,
        context: &NextContext,
    ) {
        let entry = match context {
            NextContext::Entry(entry) => Some(entry.clone()),
            NextContext::Nothing => None,
            NextContext::AsBefore => return,
        };
        let own = LastQuestion { question, entry };
        let slot = self.0.entry((channel, member));
        slot.and_upsert_with(|last| {
            let last = last.map(Entry::into_value);
            last.filter(|last| last.question > question).unwrap_or(own)
        });
    }
}
