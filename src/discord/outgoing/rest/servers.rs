//! Requests about servers, and what of a server the bot has a use for.

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::GuildId;

use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;

/// A server.
#[derive(Debug, Clone, Deserialize)]
pub struct ServerOutline {
    /// The locale of its language.
    pub preferred_locale: String,
}

impl RestClient {
    /// Fetches a server.
    pub async fn server(&self, guild_id: GuildId) -> Result<ServerOutline, RequestError> {
        let route = Route::Guild { guild_id };
        self.fetch(Request::new(route, LightMethod::Get)).await
    }
}
