//! The REST routes that the fake serves.

use serde_json::Value;

use crate::rest::attachments::File;
use crate::rest::channels;
use crate::rest::commands;
use crate::rest::errors::{ApiError, INVALID_FORM, NO_SUCH_ROUTE, WRONG_METHOD};
use crate::rest::guilds;
use crate::rest::interaction_callback;
use crate::rest::threads;
use crate::rest::webhooks;
use crate::state::State;
use crate::validation::messages::Breach;

/// A routed request.
pub struct Call<'a> {
    pub state: &'a mut State,
    /// The route.
    pub template: &'static str,
    /// The values of the route's parameters.
    pub parameters: Vec<&'a str>,
    pub query: &'a str,
    pub body: &'a Value,
    /// How many files came with it.
    pub files: usize,
    /// Those files.
    pub uploads: &'a [File],
}

/// A status with a body; null where there is none.
pub type Answer = Result<(u16, Value), ApiError>;
type Handler = fn(&mut Call<'_>) -> Answer;

/// Method, route and handler. The first route that matches wins.
const ROUTES: &[(&str, &str, Handler)] = &[
    ("GET", "/gateway", guilds::gateway),
    ("GET", "/gateway/bot", guilds::gateway_bot),
    ("GET", "/oauth2/applications/@me", guilds::application),
    ("GET", "/applications/@me", guilds::application),
    ("GET", "/users/@me", guilds::me),
    ("GET", "/users/@me/guilds", guilds::my_guilds),
    ("POST", "/users/@me/channels", guilds::open_dm),
    ("GET", "/users/{user_id}", guilds::user),
    ("GET", "/guilds/{guild_id}", guilds::guild),
    ("GET", "/guilds/{guild_id}/channels", guilds::guild_channels),
    ("GET", "/guilds/{guild_id}/roles", guilds::roles),
    (
        "GET",
        "/guilds/{guild_id}/members/{user_id}",
        guilds::member,
    ),
    ("GET", "/channels/{channel_id}", channels::channel),
    ("PATCH", "/channels/{channel_id}", threads::edit),
    (
        "POST",
        "/channels/{channel_id}/messages/{message_id}/threads",
        threads::start,
    ),
    ("GET", "/channels/{channel_id}/messages", channels::list),
    ("POST", "/channels/{channel_id}/messages", channels::create),
    (
        "GET",
        "/channels/{channel_id}/messages/{message_id}",
        channels::get,
    ),
    (
        "PATCH",
        "/channels/{channel_id}/messages/{message_id}",
        channels::edit,
    ),
    (
        "DELETE",
        "/channels/{channel_id}/messages/{message_id}",
        channels::delete,
    ),
    ("POST", "/channels/{channel_id}/typing", channels::typing),
    (
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        interaction_callback::respond,
    ),
    (
        "POST",
        "/webhooks/{webhook_id}/{webhook_token}",
        webhooks::follow_up,
    ),
    (
        "GET",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhooks::get_original,
    ),
    (
        "PATCH",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhooks::edit_original,
    ),
    (
        "DELETE",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        webhooks::delete_original,
    ),
    (
        "GET",
        "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
        webhooks::get,
    ),
    (
        "PATCH",
        "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
        webhooks::edit,
    ),
    (
        "DELETE",
        "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
        webhooks::delete,
    ),
    (
        "GET",
        "/applications/{application_id}/commands",
        commands::list,
    ),
    (
        "PUT",
        "/applications/{application_id}/commands",
        commands::replace,
    ),
    (
        "POST",
        "/applications/{application_id}/commands",
        commands::create,
    ),
    (
        "GET",
        "/applications/{application_id}/commands/{command_id}",
        commands::get,
    ),
    (
        "PATCH",
        "/applications/{application_id}/commands/{command_id}",
        commands::edit,
    ),
    (
        "DELETE",
        "/applications/{application_id}/commands/{command_id}",
        commands::delete,
    ),
    (
        "GET",
        "/applications/{application_id}/guilds/{guild_id}/commands",
        commands::list,
    ),
    (
        "PUT",
        "/applications/{application_id}/guilds/{guild_id}/commands",
        commands::replace,
    ),
    (
        "POST",
        "/applications/{application_id}/guilds/{guild_id}/commands",
        commands::create,
    ),
    (
        "GET",
        "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        commands::get,
    ),
    (
        "PATCH",
        "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        commands::edit,
    ),
    (
        "DELETE",
        "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
        commands::delete,
    ),
];

/// The route of a request.
#[derive(Clone)]
pub struct Route<'a> {
    pub template: &'static str,
    pub handler: Handler,
    pub parameters: Vec<&'a str>,
}

impl Route<'_> {
    /// Whether it needs the bot's token; in others, the path holds one.
    pub fn needs_token(&self) -> bool {
        let is_open = self.template == "/gateway"
            || self.template.starts_with("/interactions/")
            || self.template.starts_with("/webhooks/");
        !is_open
    }
}

/// Finds the route of a path below `/api/v10`.
pub fn find<'a>(method: &str, path: &'a str) -> Result<Route<'a>, ApiError> {
    let mut refusal = NO_SUCH_ROUTE;
    for (of, template, handler) in ROUTES {
        if let Some(parameters) = parameters(template, path) {
            if *of == method {
                return Ok(Route {
                    template,
                    handler: *handler,
                    parameters,
                });
            }
            refusal = WRONG_METHOD;
        }
    }
    Err(refusal)
}

fn parameters<'a>(template: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let mut parameters = Vec::new();
    let mut segments = path.split('/');
    for wanted in template.split('/') {
        let segment = segments.next()?;
        if wanted.starts_with('{') {
            parameters.push(segment);
        } else if wanted != segment {
            return None;
        }
    }
    segments.next().is_none().then_some(parameters)
}

impl Call<'_> {
    /// A snowflake parameter; 0, which names nothing, if it is not one.
    pub fn id(&self, at: usize) -> u64 {
        let parameter = self.parameters.get(at);
        parameter.and_then(|id| id.parse().ok()).unwrap_or(0)
    }

    pub fn query(&self, key: &str) -> Option<&str> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs
            .filter(|(of, _)| *of == key)
            .map(|(_, value)| value)
            .next()
    }

    /// Records broken rules; an error if Discord would refuse the request.
    pub fn judge(&mut self, breaches: Vec<Breach>) -> Result<(), ApiError> {
        let refused = breaches.iter().find(|breach| breach.is_refused);
        let error = refused.map(|breach| ApiError::form(&breach.what));
        for breach in breaches {
            self.state.blame(breach.what);
        }
        error.map_or(Ok(()), |error| {
            debug_assert_eq!(error.code, INVALID_FORM.code);
            Err(error)
        })
    }
}
