//! The answers in one channel go out one after the other. serenity learns of a rate by the answer to
//! a request: of many sent at once, Discord would refuse most, and serenity would hold these back
//! one after the other, each for as long as it was told, until their time is over.

use std::sync::Arc;
use std::time::Duration;

use moka::sync::Cache;
use serenity::model::id::ChannelId;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

/// How long a turn is waited for: Discord takes one message a second in a channel, and by default
/// sixty questions may come at once.
const WAITING: Duration = Duration::from_mins(2);
/// When a channel is forgotten in which nobody has asked; nobody waits for so long.
const FORGOTTEN: Duration = Duration::from_mins(10);

/// Whose turn it is, channel by channel.
pub struct Turns(Cache<ChannelId, Arc<Mutex<()>>>);

impl Turns {
    /// It is nobody's turn yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Cache::builder().time_to_idle(FORGOTTEN).build())
    }

    /// Waits for the turn to answer in a channel, which lasts until it is dropped. Whoever has waited
    /// too long goes without one.
    pub async fn wait(&self, channel: ChannelId) -> Option<OwnedMutexGuard<()>> {
        let turn = self.0.get_with(channel, Arc::default);
        timeout(WAITING, turn.lock_owned()).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_turn_is_waited_for_in_its_own_channel_alone() {
        let turns = Turns::new();
        let (quay, loft) = (ChannelId::new(7), ChannelId::new(8));
        let first = turns.wait(quay).await;
        let mut second = Box::pin(turns.wait(quay));
        assert!(second.as_mut().now_or_never().is_none());
        assert!(turns.wait(loft).await.is_some());
        drop(first);
        assert!(second.await.is_some());
    }
}
