//! The client for Discord's REST interface: one for the bot's whole life, so that it remembers the
//! rate limits it has met. What Discord responds is read up to a bound, since serenity's client would
//! read without end.

pub mod channels;
mod requests;
mod servers;

use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::builder::CreateAttachment;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::application::Command;
use serenity::model::channel::Message;
use serenity::model::gateway::BotGateway;
use serenity::model::id::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId};
use serenity::model::user::CurrentUser;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::config::Config;
use crate::discord::outgoing::discord_rates::{DiscordRates, Scope};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::requests::{with_body, with_files};

/// Bytes of the longest response that is read. The bot's commands and a message with every field full
/// have some 200,000.
const MAX_BODY: usize = 1 << 20;
/// Bytes of an ordinary response: a message of the bot's own has some 20,000.
const ORDINARY_BODY: usize = 1 << 16;
/// How many longer responses are read at once.
const LONG_BODIES: usize = 8;
/// How many requests are under way at once. Discord allows a bot fifty a second; each may hold half a
/// megabyte of what it receives.
const REQUESTS: usize = 48;
/// How many responses to interactions are under way besides: they have three seconds, and must not
/// wait for messages.
const RESPONSES: usize = 48;

/// The client.
pub struct RestClient {
    web: reqwest::Client,
    /// `Bot` and the token.
    authorization: String,
    /// The proxy that stands for Discord, if there is one.
    proxy: Option<String>,
    /// The rate limits; a proxy counts them itself.
    rates: Option<DiscordRates>,
    /// The application's id; 0 until it is known.
    application: AtomicU64,
    requests: Semaphore,
    responses: Semaphore,
    long_bodies: Semaphore,
}

impl RestClient {
    /// A client with the bot's token, that sends its requests through `web`.
    #[must_use]
    pub fn new(token: &str, config: &Config, web: &reqwest::Client) -> Self {
        let is_direct = config.discord.is_direct();
        Self {
            web: web.clone(),
            authorization: format!("Bot {token}"),
            proxy: (!is_direct).then(|| config.discord.api_base.clone()),
            rates: is_direct.then(DiscordRates::default),
            application: AtomicU64::new(0),
            requests: Semaphore::new(REQUESTS),
            responses: Semaphore::new(RESPONSES),
            long_bodies: Semaphore::new(LONG_BODIES),
        }
    }

    /// Sets the application's id, which Discord tells at the start of a session.
    pub fn set_application(&self, id: ApplicationId) {
        self.application.store(id.get(), Ordering::Relaxed);
    }

    /// Drops the rate limits that no longer apply.
    pub fn forget_expired_rates(&self) {
        if let Some(rates) = &self.rates {
            rates.forget_expired();
        }
    }

    /// Who the bot is.
    pub async fn current_user(&self) -> Result<CurrentUser, RequestError> {
        self.fetch(Request::new(Route::UserMe, LightMethod::Get))
            .await
    }

    /// Where the gateway is, and how many shards and sessions the bot may have.
    pub async fn gateway(&self) -> Result<BotGateway, RequestError> {
        self.fetch(Request::new(Route::GatewayBot, LightMethod::Get))
            .await
    }

    /// The registered commands, of one server or everywhere.
    pub async fn commands(&self, guild: Option<GuildId>) -> Result<Vec<Command>, RequestError> {
        let route = self.commands_route(guild)?;
        let request = Request::new(route, LightMethod::Get);
        let params = [("with_localizations", true.to_string())];
        self.fetch(request.params(Some(params.to_vec()))).await
    }

    /// Replaces the registered commands.
    pub async fn set_commands(
        &self,
        guild: Option<GuildId>,
        commands: &[Value],
    ) -> Result<(), RequestError> {
        let route = self.commands_route(guild)?;
        self.send(with_body(route, LightMethod::Put, &commands.into()))
            .await
    }

    fn commands_route(&self, guild: Option<GuildId>) -> Result<Route<'static>, RequestError> {
        let application_id = self.application()?;
        Ok(match guild {
            Some(guild_id) => Route::GuildCommands {
                application_id,
                guild_id,
            },
            None => Route::Commands { application_id },
        })
    }

    /// Posts a message.
    pub async fn post(&self, channel: ChannelId, body: &Value) -> Result<Message, RequestError> {
        let route = Route::ChannelMessages {
            channel_id: channel,
        };
        self.fetch(with_body(route, LightMethod::Post, body)).await
    }

    fn message(channel_id: ChannelId, message_id: MessageId) -> Route<'static> {
        Route::ChannelMessage {
            channel_id,
            message_id,
        }
    }

    /// Edits a message.
    pub async fn edit(
        &self,
        channel: ChannelId,
        message: MessageId,
        body: &Value,
    ) -> Result<Message, RequestError> {
        let route = Self::message(channel, message);
        self.fetch(with_body(route, LightMethod::Patch, body)).await
    }

    /// Fetches a message.
    pub async fn get(
        &self,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<Message, RequestError> {
        let route = Self::message(channel, message);
        self.fetch(Request::new(route, LightMethod::Get)).await
    }

    /// Deletes a message.
    pub async fn delete(&self, channel: ChannelId, message: MessageId) -> Result<(), RequestError> {
        let route = Self::message(channel, message);
        self.send(Request::new(route, LightMethod::Delete)).await
    }

    /// Sends the first response to an interaction.
    pub async fn respond(
        &self,
        interaction_id: InteractionId,
        token: &str,
        body: &Value,
    ) -> Result<(), RequestError> {
        let route = Route::InteractionResponse {
            interaction_id,
            token,
        };
        self.send(with_body(route, LightMethod::Post, body)).await
    }

    fn response_route<'a>(&self, token: &'a str) -> Result<Route<'a>, RequestError> {
        Ok(Route::WebhookOriginalInteractionResponse {
            application_id: self.application()?,
            token,
        })
    }

    /// Edits the first response, with these files.
    pub async fn edit_response(
        &self,
        token: &str,
        body: &Value,
        files: Vec<CreateAttachment>,
    ) -> Result<Message, RequestError> {
        let route = self.response_route(token)?;
        let request = with_files(route, LightMethod::Patch, body, files);
        self.fetch(request).await
    }

    /// Fetches the message that the first response became.
    pub async fn get_response(&self, token: &str) -> Result<Message, RequestError> {
        let route = self.response_route(token)?;
        self.fetch(Request::new(route, LightMethod::Get)).await
    }

    /// Deletes the first response.
    pub async fn delete_response(&self, token: &str) -> Result<(), RequestError> {
        let route = self.response_route(token)?;
        self.send(Request::new(route, LightMethod::Delete)).await
    }

    /// Sends a message after the first response, with these files.
    pub async fn follow_up(
        &self,
        token: &str,
        body: &Value,
        files: Vec<CreateAttachment>,
    ) -> Result<Message, RequestError> {
        let route = Route::WebhookFollowupMessages {
            application_id: self.application()?,
            token,
        };
        let request = with_files(route, LightMethod::Post, body, files);
        self.fetch(request).await
    }

    fn application(&self) -> Result<ApplicationId, RequestError> {
        let id = NonZeroU64::new(self.application.load(Ordering::Relaxed));
        // Nothing that needs it happens before a session has started.
        id.map(ApplicationId::from).ok_or(RequestError::Unreachable)
    }

    /// Sends a request, and reads the object that Discord responds with.
    async fn fetch<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RequestError> {
        let body = self.exchange(request).await?;
        serde_json::from_slice(&body).map_err(|_| RequestError::Indeterminate)
    }

    /// Sends a request, and ignores what Discord responds with besides its status.
    async fn send(&self, request: Request<'_>) -> Result<(), RequestError> {
        self.exchange(request).await.map(drop)
    }

    async fn exchange(&self, request: Request<'_>) -> Result<Vec<u8>, RequestError> {
        let route = request.route_ref();
        let (limit, is_response) = (
            route.ratelimiting_bucket(),
            matches!(route, Route::InteractionResponse { .. }),
        );
        let (lane, scope) = if is_response {
            (&self.responses, Scope::OwnOnly)
        } else {
            (&self.requests, Scope::Global)
        };
        if let Some(rates) = &self.rates {
            rates.wait(limit, scope).await;
        }
        let _permit = lane.acquire().await;
        let proxy = self.proxy.as_deref();
        let request = request.build(&self.web, &self.authorization, proxy)?;
        let response = request.send().await?;
        let status = response.status();
        if let Some(rates) = &self.rates {
            let is_refused = status.as_u16() == 429;
            rates.learn(limit, is_refused, response.headers(), Instant::now());
        }
        let body = self.read(response).await;
        if status.is_success() {
            body
        } else {
            let body = body.unwrap_or_default();
            Err(RequestError::refused(status.as_u16(), &body))
        }
    }

    /// Reads a response up to the bound. Few long ones are read at once.
    async fn read(&self, mut response: Response) -> Result<Vec<u8>, RequestError> {
        let mut body = Vec::new();
        let mut permit = None;
        while let Some(piece) = response.chunk().await? {
            let length = body.len() + piece.len();
            if length > ORDINARY_BODY && permit.is_none() {
                let free = self.long_bodies.try_acquire();
                permit = Some(free.map_err(|_| RequestError::Indeterminate)?);
            }
            if length > MAX_BODY {
                return Err(RequestError::Indeterminate);
            }
            body.extend_from_slice(&piece);
        }
        Ok(body)
    }
}
