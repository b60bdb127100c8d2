//! What goes out to Discord, and how: every message inert (it mentions nobody, and its links do
//! not unfurl), and every request tried again while it may still succeed.

use std::future::Future;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use serde_json::{Value, json};
use serenity::builder::CreateActionRow;
use serenity::http::{Http, HttpError};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, InteractionId, MessageId};

use super::render::Audience;

/// How long Discord accepts the first response to an interaction, less a margin.
const INTERACTION: Duration = Duration::from_millis(2_800);
/// How long one try of that may take.
const INTERACTION_TRY: Duration = Duration::from_millis(900);
/// How long everything else is worth trying.
const MESSAGE: Duration = Duration::from_secs(40);
/// How long one try of that may take.
const MESSAGE_TRY: Duration = Duration::from_secs(8);

/// Discord's flag for a message whose links are not unfurled.
const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// Discord's flag for a message that only one member sees.
const EPHEMERAL: u64 = 1 << 6;
/// Discord's code for an interaction that has had its response.
const ALREADY_ACKNOWLEDGED: isize = 40060;
/// Discord's code for a message that is gone.
const UNKNOWN_MESSAGE: isize = 10008;

/// A request that Discord did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The HTTP status; none when there was no answer at all.
    pub status: Option<u16>,
    /// Discord's code for it.
    pub code: Option<isize>,
    /// What it was, without addresses: those of interactions hold a secret.
    pub reason: String,
}

impl Refused {
    /// Whether the message concerned is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.code == Some(UNKNOWN_MESSAGE)
    }

    /// Whether another try may succeed: the fault is in between, or on Discord's side.
    fn is_passing(&self) -> bool {
        match self.status {
            None => true,
            Some(status) => status == 429 || status >= 500,
        }
    }

    fn no_answer(reason: &str) -> Self {
        Self {
            status: None,
            code: None,
            reason: reason.to_owned(),
        }
    }
}

impl From<serenity::Error> for Refused {
    fn from(error: serenity::Error) -> Self {
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Self {
                status: Some(response.status_code.as_u16()),
                code: Some(response.error.code),
                reason: response.error.message,
            },
            serenity::Error::Http(HttpError::Request(_)) => Self::no_answer("no connection"),
            serenity::Error::Http(_) => Self::no_answer("the request could not be made"),
            serenity::Error::Json(_) => Self::no_answer("the answer was not JSON"),
            _ => Self::no_answer("the answer was not understood"),
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.reason)?;
        if let Some(status) = self.status {
            write!(f, " (status {status}, code {})", self.code.unwrap_or(0))?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

/// What a message says, and what can be pressed under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Its text.
    pub text: String,
    /// Its controls; none is said explicitly, so that an edit takes away what was there.
    pub rows: Vec<CreateActionRow>,
}

impl Body {
    fn json(&self, audience: Audience) -> Value {
        let flags = match audience {
            Audience::Everyone => SUPPRESS_EMBEDS,
            Audience::Asker => SUPPRESS_EMBEDS | EPHEMERAL,
        };
        json!({
            "content": self.text,
            "components": self.rows,
            "flags": flags,
            "allowed_mentions": { "parse": [], "replied_user": false },
        })
    }

    /// The same for an edit, which may not change who sees the message.
    fn edit(&self) -> Value {
        self.json(Audience::Everyone)
    }
}

/// How an interaction is first responded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// With a message of its own.
    Message(Audience),
    /// By changing the message that was pressed on.
    Update,
}

/// Posts a message as a reply to another. `nonce` (at most 25 characters) makes Discord post it
/// once, however often it is sent.
pub async fn reply(
    http: &Http,
    channel: ChannelId,
    to: MessageId,
    nonce: &str,
    body: &Body,
) -> Result<Message, Refused> {
    let mut map = body.json(Audience::Everyone);
    map["nonce"] = json!(nonce);
    map["enforce_nonce"] = json!(true);
    map["message_reference"] = json!({ "message_id": to, "fail_if_not_exists": false });
    insist(MESSAGE, MESSAGE_TRY, || {
        http.send_message(channel, Vec::new(), &map)
    })
    .await
}

/// Changes a message.
pub async fn edit(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
    body: &Body,
) -> Result<Message, Refused> {
    let map = body.edit();
    insist(MESSAGE, MESSAGE_TRY, || {
        http.edit_message(channel, message, &map, Vec::new())
    })
    .await
}

/// Takes a message away; one that is gone already is as good.
pub async fn delete(http: &Http, channel: ChannelId, message: MessageId) -> Result<(), Refused> {
    let deleted = insist(MESSAGE, MESSAGE_TRY, || {
        http.delete_message(channel, message, None)
    });
    match deleted.await {
        Err(refused) if refused.is_gone() => Ok(()),
        other => other,
    }
}

/// Responds to an interaction for the first time, within the seconds that Discord gives.
pub async fn respond(
    http: &Http,
    id: InteractionId,
    token: &str,
    response: Response,
    body: &Body,
) -> Result<(), Refused> {
    let map = match response {
        Response::Message(audience) => json!({ "type": 4, "data": body.json(audience) }),
        Response::Update => json!({ "type": 7, "data": body.edit() }),
    };
    first(http, id, token, &map).await
}

/// Responds to an interaction by promising to change the message that was pressed on.
pub async fn acknowledge(http: &Http, id: InteractionId, token: &str) -> Result<(), Refused> {
    first(http, id, token, &json!({ "type": 6 })).await
}

async fn first(http: &Http, id: InteractionId, token: &str, map: &Value) -> Result<(), Refused> {
    let sent = insist(INTERACTION, INTERACTION_TRY, || {
        http.create_interaction_response(id, token, map, Vec::new())
    });
    match sent.await {
        // An earlier try had arrived; only its receipt was lost.
        Err(refused) if refused.code == Some(ALREADY_ACKNOWLEDGED) => Ok(()),
        other => other,
    }
}

/// Takes the first response away; after an acknowledgement, the message that was pressed on.
pub async fn delete_first_response(http: &Http, token: &str) -> Result<(), Refused> {
    let deleted = insist(MESSAGE, MESSAGE_TRY, || {
        http.delete_original_interaction_response(token)
    });
    match deleted.await {
        Err(refused) if refused.is_gone() => Ok(()),
        other => other,
    }
}

/// Which message the first response became.
pub async fn first_response(http: &Http, token: &str) -> Result<Message, Refused> {
    insist(MESSAGE, MESSAGE_TRY, || {
        http.get_original_interaction_response(token)
    })
    .await
}

/// Sends another message after the first response.
pub async fn follow_up(
    http: &Http,
    token: &str,
    audience: Audience,
    body: &Body,
) -> Result<Message, Refused> {
    let map = body.json(audience);
    insist(MESSAGE, MESSAGE_TRY, || {
        http.create_followup_message(token, &map, Vec::new())
    })
    .await
}

/// Tries a request until it succeeds, is refused for good, or its time is over; with growing,
/// jittered pauses.
pub async fn insist<T, R>(
    within: Duration,
    each: Duration,
    request: impl Fn() -> R,
) -> Result<T, Refused>
where
    R: Future<Output = serenity::Result<T>>,
{
    let once = || async {
        match tokio::time::timeout(each, request()).await {
            Ok(result) => result.map_err(Refused::from),
            Err(_) => Err(Refused::no_answer("no answer in time")),
        }
    };
    let pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(5))
        .with_max_times(12)
        .with_jitter();
    let tries = once
        .retry(pauses)
        .when(Refused::is_passing)
        .notify(|refused, pause| tracing::debug!(%refused, ?pause, "trying again"));
    tokio::time::timeout(within, tries)
        .await
        .unwrap_or_else(|_| Err(Refused::no_answer("no answer in time")))
}
