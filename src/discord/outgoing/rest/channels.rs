//! Requests about channels themselves, and what of a channel the bot has a use for.

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::ChannelId;

use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;

/// A channel, a thread or a forum.
#[derive(Debug, Clone, Deserialize)]
pub struct ChannelOutline {
    /// What a thread was opened in; of another channel, its category.
    #[serde(default)]
    pub parent_id: Option<ChannelId>,
}

impl RestClient {
    /// Fetches a channel.
    pub async fn channel(&self, channel: ChannelId) -> Result<ChannelOutline, RequestError> {
        let route = Route::Channel {
            channel_id: channel,
        };
        self.fetch(Request::new(route, LightMethod::Get)).await
    }
}
