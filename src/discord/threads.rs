//! What a thread was opened in. A message says only which channel it is in; Discord is asked once for
//! each, since a thread never moves.

use std::sync::Arc;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::ChannelId;
use tokio::sync::OnceCell;

use crate::discord::outgoing;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;

/// How many channels are remembered: as many threads as some hundred servers have open. Each takes some
/// hundred bytes; the least recently used are asked for again.
const CHANNELS: u64 = 10_000;

/// The parents of the channels that have been asked for.
pub struct ThreadParents(Cache<ChannelId, Arc<OnceCell<Option<ChannelId>>>>);

impl ThreadParents {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        let builder = Cache::builder().max_capacity(CHANNELS);
        Self(builder.eviction_policy(EvictionPolicy::lru()).build())
    }

    /// Returns what a channel belongs to: of a thread, the channel that it was opened in.
    pub async fn parent(&self, http: &RestClient, channel: ChannelId) -> Option<ChannelId> {
        let known = self.0.get_with(channel, Arc::default);
        let asked = known.get_or_try_init(|| async {
            match outgoing::channel(http, channel).await {
                Ok(found) => Ok(found.parent_id),
                // It is gone, or none of the bot's business.
                Err(RequestError::Status {
                    status: 403 | 404, ..
                }) => Ok(None),
                Err(error) => Err(error),
            }
        });
        match asked.await {
            Ok(parent) => *parent,
            Err(error) => {
                tracing::debug!(%channel, %error, "cannot fetch a channel");
                None
            }
        }
    }

    /// The same, but only if it has been asked for.
    #[must_use]
    pub fn known_parent(&self, channel: ChannelId) -> Option<ChannelId> {
        self.0.get(&channel)?.get().copied().flatten()
    }
}
