//! A queue for each channel: replies in one channel are sent one after the other.
//!
//! serenity learns of a rate limit from the response to a request. Of many requests sent at once,
//! Discord would reject most; serenity would then delay each of these in turn by the time that its own
//! response asked for, until they time out.

use std::sync::Arc;
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::ChannelId;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

/// The longest wait: Discord accepts one message a second in a channel, and by default sixty
/// questions may come at once.
const MAX_WAIT: Duration = Duration::from_mins(2);
/// When the queue of an idle channel is dropped; longer than anyone waits.
const IDLE: Duration = Duration::from_mins(10);

/// How many channels have a queue: more than there are messages in hand at once.
const CAPACITY: u64 = 2_000;

/// The queues of all channels.
pub struct ChannelQueue(Cache<ChannelId, Arc<Mutex<()>>>);

impl ChannelQueue {
    /// Empty queues.
    #[must_use]
    pub fn new() -> Self {
        Self(
            Cache::builder()
                .max_capacity(CAPACITY)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_idle(IDLE)
                .build(),
        )
    }

    /// Waits until it is the caller's turn in a channel; the turn lasts until the guard is dropped.
    /// Returns `None` after [`MAX_WAIT`]: the caller goes ahead without a turn.
    pub async fn wait(&self, channel: ChannelId) -> Option<OwnedMutexGuard<()>> {
        let turn = self.0.get_with(channel, Arc::default);
        timeout(MAX_WAIT, turn.lock_owned()).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn each_channel_has_a_queue_of_its_own() {
        let queue = ChannelQueue::new();
        let (quay, loft) = (ChannelId::new(7), ChannelId::new(8));
        let first = queue.wait(quay).await;
        let mut second = Box::pin(queue.wait(quay));
        assert!(second.as_mut().now_or_never().is_none());
        assert!(queue.wait(loft).await.is_some());
        drop(first);
        assert!(second.await.is_some());
    }
}
