//! What the bot remembers for ten minutes, in memory alone: which interactions it has handled, which
//! replies belong to which message, and which offered a member options; and for a day who was told how a
//! reply is heard. No texts are kept.
//!
//! What a member is owed (that their answer follows an edit and a deletion) is never forgotten because
//! of others: only a message that is being handled or has been answered takes a place, and Discord lets
//! no bot answer more than there are places for. Deletions of anything else, and messages that were
//! met with silence, have places of their own, which matter only while events overtake each other.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::discord::custom_id::ShortHash;

/// How long an edit or a deletion of a question is followed.
pub const REMEMBERED: Duration = Duration::from_mins(10);
/// How many answered messages are remembered: Discord accepts fifty requests a second of a bot, and so
/// many answers in those ten minutes.
const ANSWERED: u64 = 30_000;
/// How many other messages, and how many interactions: more than there are in the seconds in which one
/// event may overtake another. The least recently seen are dropped first.
const OTHERS: u64 = 5_000;

/// When a member is told again how a reply is heard.
const HINT_AGAIN: Duration = Duration::from_hours(24);

/// What has become of a message. The default is that it has not been handled yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The hash of the text that was handled last, to notice that an edit has changed it.
    text: Option<u64>,
    replies: Vec<MessageId>,
    /// How often it has been replied to.
    revision: u32,
    /// The thread that the replies are in, if that is not its own channel.
    thread: Option<ChannelId>,
    /// The reply that it picked from, which it goes on to pick from after other edits.
    picked_from: Option<MessageId>,
    /// The entry that it may lean on, once that was looked up, so that it leans on the same after edits.
    leans_on: OnceLock<Option<ShortHash>>,
    is_closed: bool,
}

impl Exchange {
    /// Whether the message has not been handled yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.text.is_none() && !self.is_closed
    }

    /// Whether the message gets no more replies: it was deleted, or a reply to it was.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether this text is the one that was handled last.
    #[must_use]
    pub fn has_handled(&self, question: &str) -> bool {
        self.text == Some(text_hash(question))
    }

    /// The replies to it, in order; empty if it needed none.
    #[must_use]
    pub fn replies(&self) -> &[MessageId] {
        &self.replies
    }

    /// The channel that the replies are in, of a message in this one.
    #[must_use]
    pub fn place(&self, channel: ChannelId) -> ChannelId {
        self.thread.unwrap_or(channel)
    }

    /// Notes that the replies are in a thread.
    pub fn move_to(&mut self, thread: ChannelId) {
        self.thread = Some(thread);
    }

    /// How often it has been replied to: the number of the next time.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// The reply that it picks from: the one that it picked from before, or else this one.
    pub fn pick_from(&mut self, offer: Option<MessageId>) -> Option<MessageId> {
        self.picked_from = self.picked_from.or(offer);
        self.picked_from
    }

    /// The entry that it may lean on: the one that it could lean on before, or else the one that is looked up.
    pub fn lean_on(&self, look_up: impl FnOnce() -> Option<ShortHash>) -> Option<&ShortHash> {
        self.leans_on.get_or_init(look_up).as_ref()
    }

    /// Notes that a text was handled with silence.
    pub fn pass(&mut self, text: &str) {
        self.text = Some(text_hash(text));
    }

    /// Notes the replies to a text.
    pub fn answer(&mut self, text: &str, replies: Vec<MessageId>) {
        self.text = Some(text_hash(text));
        self.replies = replies;
        self.revision += 1;
    }

    /// Gives the message no more replies.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// Removes and returns the replies.
    pub fn take_replies(&mut self) -> Vec<MessageId> {
        std::mem::take(&mut self.replies)
    }

    /// Forgets which text was handled last, so that any is handled anew.
    pub fn forget_text(&mut self) {
        self.text = None;
    }

    /// Whether it has ever been replied to.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.revision > 0
    }
}

/// Returns the hash of a text, which is kept instead of it.
fn text_hash(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// What happened in the last ten minutes.
pub struct RecentEvents {
    interactions: Cache<InteractionId, ()>,
    /// The messages that are being handled or have been answered.
    exchanges: Cache<MessageId, Arc<Mutex<Exchange>>>,
    /// The messages that were met with silence, or deleted before they were seen.
    passed: Cache<MessageId, Exchange>,
    /// The members who were told how a reply is heard.
    hints: Cache<UserId, ()>,
    /// The last reply that offered a member options in a channel.
    offers: Cache<(ChannelId, UserId), MessageId>,
}

/// An exchange that nobody else changes meanwhile, so that an edit waits for the reply that it
/// changes. When it is dropped, the exchange keeps its place only if the message was answered.
pub struct ExchangeTurn<'a> {
    recent: &'a RecentEvents,
    message: MessageId,
    exchange: OwnedMutexGuard<Exchange>,
}

impl Deref for ExchangeTurn<'_> {
    type Target = Exchange;

    fn deref(&self) -> &Exchange {
        &self.exchange
    }
}

impl DerefMut for ExchangeTurn<'_> {
    fn deref_mut(&mut self) -> &mut Exchange {
        &mut self.exchange
    }
}

impl Drop for ExchangeTurn<'_> {
    fn drop(&mut self) {
        if self.exchange.is_answered() {
            return;
        }
        if self.exchange.is_new() {
            self.recent.passed.invalidate(&self.message);
        } else {
            let passed = self.exchange.clone();
            self.recent.passed.insert(self.message, passed);
        }
        self.recent.exchanges.invalidate(&self.message);
    }
}

impl RecentEvents {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            interactions: remembered(OTHERS),
            exchanges: remembered(ANSWERED),
            passed: remembered(OTHERS),
            hints: Cache::builder()
                .max_capacity(OTHERS)
                .time_to_live(HINT_AGAIN)
                .build(),
            offers: remembered(ANSWERED),
        }
    }

    /// Whether this interaction arrives for the first time; Discord may send it again.
    #[must_use]
    pub fn is_new(&self, interaction: InteractionId) -> bool {
        let entry = self.interactions.entry(interaction);
        entry.or_insert(()).is_fresh()
    }

    /// Whether a member may be told how a reply is heard: once in a while. Remembers it.
    #[must_use]
    pub fn may_hint(&self, member: UserId) -> bool {
        self.hints.entry(member).or_insert(()).is_fresh()
    }

    /// Returns what has become of a message that the bot has to do with.
    pub async fn exchange(&self, message: MessageId) -> ExchangeTurn<'_> {
        loop {
            let shared = self.exchanges.get_with(message, Arc::default);
            let mut exchange = Arc::clone(&shared).lock_owned().await;
            // While this waited, it may have passed into silence.
            let current = self.exchanges.get(&message);
            if current.is_none_or(|current| !Arc::ptr_eq(&current, &shared)) {
                continue;
            }
            if exchange.is_new()
                && let Some(passed) = self.passed.get(&message)
            {
                *exchange = passed;
            }
            return ExchangeTurn {
                recent: self,
                message,
                exchange,
            };
        }
    }

    /// The same, but `None` for a message that has not been handled: it takes no place.
    pub async fn known_exchange(&self, message: MessageId) -> Option<ExchangeTurn<'_>> {
        if self.exchanges.contains_key(&message) || self.passed.contains_key(&message) {
            Some(self.exchange(message).await)
        } else {
            None
        }
    }

    /// Notes that a message was deleted: one that has not been handled never is. Returns the exchange
    /// if there has been any.
    pub async fn close(&self, message: MessageId) -> Option<ExchangeTurn<'_>> {
        if !self.exchanges.contains_key(&message) {
            let mut unseen = Exchange::default();
            unseen.close();
            self.passed.insert(message, unseen);
            // If it is being handled only just now, either this sees that, or that sees this.
            if !self.exchanges.contains_key(&message) {
                return None;
            }
        }
        let mut exchange = self.exchange(message).await;
        exchange.close();
        Some(exchange)
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

/// A cache of so many that forgets after [`REMEMBERED`].
fn remembered<K, V>(capacity: u64) -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder()
        .max_capacity(capacity)
        .eviction_policy(EvictionPolicy::lru())
        .time_to_live(REMEMBERED)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: MessageId = MessageId::new(1);
    const REPLY: MessageId = MessageId::new(2);

    fn places(recent: &RecentEvents) -> u64 {
        recent.exchanges.run_pending_tasks();
        recent.passed.run_pending_tasks();
        recent.exchanges.entry_count()
    }

    #[tokio::test]
    async fn what_others_do_takes_no_place_of_an_answered_message() {
        let recent = RecentEvents::new();
        recent.exchange(OWN).await.answer("when?", vec![REPLY]);
        for other in 10..10 + 3 * OTHERS {
            match other % 3 {
                0 => drop(recent.close(MessageId::new(other)).await),
                1 => drop(recent.known_exchange(MessageId::new(other)).await),
                _ => recent.exchange(MessageId::new(other)).await.pass("hm"),
            }
        }
        assert_eq!(places(&recent), 1);
        let mut own = recent.close(OWN).await.unwrap();
        assert_eq!(own.take_replies(), [REPLY]);
    }

    #[tokio::test]
    async fn a_message_deleted_before_it_was_seen_stays_closed() {
        let recent = RecentEvents::new();
        assert!(recent.close(OWN).await.is_none());
        assert!(recent.exchange(OWN).await.is_closed());
        assert_eq!(places(&recent), 0);
    }

    #[tokio::test]
    async fn an_answered_message_that_is_closed_stays_closed() {
        let recent = RecentEvents::new();
        recent.exchange(OWN).await.answer("when?", vec![REPLY]);
        drop(recent.close(OWN).await);
        for other in 10..10 + 2 * OTHERS {
            drop(recent.close(MessageId::new(other)).await);
        }
        assert!(recent.exchange(OWN).await.is_closed());
    }

    #[tokio::test]
    async fn whoever_waits_while_a_message_passes_sees_what_became_of_it() {
        let recent = RecentEvents::new();
        let mut first = recent.exchange(OWN).await;
        let (second, ()) = tokio::join!(recent.exchange(OWN), async {
            first.pass("hm");
            drop(first);
        });
        assert!(second.has_handled("hm") && !second.is_closed());
    }

    #[tokio::test]
    async fn a_text_that_is_forgotten_is_handled_anew() {
        let recent = RecentEvents::new();
        recent.exchange(OWN).await.answer("when?", vec![REPLY]);
        recent.known_exchange(OWN).await.unwrap().forget_text();
        let own = recent.exchange(OWN).await;
        assert!(!own.has_handled("when?"));
        assert_eq!(own.revision(), 1);
    }
}
