//! Requests about channels themselves, and what of a channel the bot has a use for.

use serde::Deserialize;
use serde_json::json;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::{ChannelId, ForumTagId, MessageId};

use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::rest::requests::with_body;

/// A channel, a thread or a forum.
#[derive(Debug, Clone, Deserialize)]
pub struct ChannelOutline {
    /// Its name: of a post, the title.
    #[serde(default)]
    pub name: String,
    /// What a thread was opened in; of another channel, its category.
    #[serde(default)]
    pub parent_id: Option<ChannelId>,
    /// The tags of a post.
    #[serde(default)]
    pub applied_tags: Vec<ForumTagId>,
    /// The tags that a forum has.
    #[serde(default)]
    pub available_tags: Vec<TagOutline>,
}

/// A tag of a forum.
#[derive(Debug, Clone, Deserialize)]
pub struct TagOutline {
    /// Its id, which posts have.
    pub id: ForumTagId,
    /// Its name.
    pub name: String,
}

impl RestClient {
    /// Fetches a channel.
    pub async fn channel(&self, channel: ChannelId) -> Result<ChannelOutline, RequestError> {
        let route = Route::Channel {
            channel_id: channel,
        };
        self.fetch(Request::new(route, LightMethod::Get)).await
    }

    /// Opens a thread at a message.
    pub async fn open_thread(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
        name: &str,
    ) -> Result<(), RequestError> {
        let route = Route::ChannelMessageThreads {
            channel_id,
            message_id,
        };
        let body = json!({ "name": name });
        self.send(with_body(route, LightMethod::Post, &body)).await
    }

    /// Replaces the tags of a post.
    pub async fn set_tags(
        &self,
        channel: ChannelId,
        tags: &[ForumTagId],
    ) -> Result<(), RequestError> {
        let route = Route::Channel {
            channel_id: channel,
        };
        let body = json!({ "applied_tags": tags });
        self.send(with_body(route, LightMethod::Patch, &body)).await
    }
}
