//! What goes out to Discord, and how: every message inert (it mentions nobody, and its links do
//! not unfurl), and every request tried again while it may still succeed.

use std::future::Future;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use serde_json::{Value, json};
use serenity::builder::{CreateActionRow, CreateAttachment, CreateModal};
use serenity::http::{Http, HttpError};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, InteractionId, MessageId};
use tokio::time::timeout;

use crate::discord::reply::layout::Audience;

/// How long a request is worth trying.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// In all.
    pub within: Duration,
    /// One try of it.
    pub each: Duration,
    /// Whether it may be sent again when it may have been fulfilled.
    pub twice: Twice,
}

/// The first response to an interaction: Discord takes it for three seconds, and takes one.
const INTERACTION: Patience = Patience {
    within: Duration::from_millis(2_800),
    each: Duration::from_millis(900),
    twice: Twice::Harmless,
};
/// What does the same when it is done twice.
const MESSAGE: Patience = Patience {
    within: Duration::from_secs(40),
    each: Duration::from_secs(8),
    twice: Twice::Harmless,
};
/// What would be posted twice.
const FOLLOW_UP: Patience = Patience {
    twice: Twice::Never,
    ..MESSAGE
};

/// Discord's flag for a message whose links are not unfurled.
const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// Discord's flag for a message that only one member sees.
const EPHEMERAL: u64 = 1 << 6;
/// Discord's code for an interaction that has had its response.
const ALREADY_ACKNOWLEDGED: isize = 40060;
/// Discord's code for a message that is gone.
const UNKNOWN_MESSAGE: isize = 10008;

/// A request that was not fulfilled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Discord said no.
    No {
        /// The HTTP status.
        status: u16,
        /// Discord's code for it.
        code: isize,
        /// Discord's words for it.
        reason: String,
    },
    /// There was no connection: it never arrived.
    Unreached,
    /// It was sent, and no answer came that could be understood: it may have been fulfilled.
    Unclear,
}

/// Whether a request may be sent again when it may already have been fulfilled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twice {
    /// The second does nothing, or Discord knows it for the first.
    Harmless,
    /// It would be done twice.
    Never,
}

impl Refused {
    /// Whether the message concerned is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.code() == Some(UNKNOWN_MESSAGE)
    }

    /// Whether Discord does not take the token.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Self::No { status: 401, .. })
    }

    fn code(&self) -> Option<isize> {
        match self {
            Self::No { code, .. } => Some(*code),
            Self::Unreached | Self::Unclear => None,
        }
    }

    /// Whether another try may succeed: the fault is in between, or on Discord's side.
    fn is_passing(&self, twice: Twice) -> bool {
        match self {
            Self::No { status, .. } => *status == 429 || *status >= 500,
            Self::Unreached => true,
            Self::Unclear => twice == Twice::Harmless,
        }
    }
}

impl From<serenity::Error> for Refused {
    fn from(error: serenity::Error) -> Self {
        match error {
            serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Self::No {
                status: response.status_code.as_u16(),
                code: response.error.code,
                reason: response.error.message,
            },
            serenity::Error::Http(HttpError::Request(error)) if error.is_connect() => {
                Self::Unreached
            }
            _ => Self::Unclear,
        }
    }
}

/// Without addresses: those of interactions hold a secret.
impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::No {
                status,
                code,
                reason,
            } => write!(f, "{reason} (status {status}, code {code})"),
            Self::Unreached => f.write_str("no connection"),
            Self::Unclear => f.write_str("no answer that could be understood"),
        }
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

    /// The same for a message that Discord is to post once, however often it is sent.
    fn once(&self, nonce: &str) -> Value {
        let mut map = self.json(Audience::Everyone);
        map["nonce"] = json!(nonce);
        map["enforce_nonce"] = json!(true);
        map
    }

    /// The same for an edit, which may not change who sees the message.
    fn edit(&self) -> Value {
        self.json(Audience::Everyone)
    }
}

/// A file that goes with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
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
    let mut map = body.once(nonce);
    map["message_reference"] = json!({ "message_id": to, "fail_if_not_exists": false });
    insist(MESSAGE, || http.send_message(channel, Vec::new(), &map)).await
}

/// Posts a message. `nonce` is as for [`reply`].
pub async fn post(
    http: &Http,
    channel: ChannelId,
    nonce: &str,
    body: &Body,
) -> Result<Message, Refused> {
    let map = body.once(nonce);
    insist(MESSAGE, || http.send_message(channel, Vec::new(), &map)).await
}

/// Changes a message.
pub async fn edit(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
    body: &Body,
) -> Result<Message, Refused> {
    let map = body.edit();
    insist(MESSAGE, || {
        http.edit_message(channel, message, &map, Vec::new())
    })
    .await
}

/// Takes a message away; one that is gone already is as good.
pub async fn delete(http: &Http, channel: ChannelId, message: MessageId) -> Result<(), Refused> {
    let deleted = insist(MESSAGE, || http.delete_message(channel, message, None));
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

/// Responds to an interaction with a form, which comes back as an interaction of its own.
pub async fn ask_for(
    http: &Http,
    id: InteractionId,
    token: &str,
    form: &CreateModal,
) -> Result<(), Refused> {
    first(http, id, token, &json!({ "type": 9, "data": form })).await
}

/// Responds to an interaction by promising to change the message that was pressed on.
pub async fn acknowledge(http: &Http, id: InteractionId, token: &str) -> Result<(), Refused> {
    first(http, id, token, &json!({ "type": 6 })).await
}

/// Responds to an interaction by promising a message of its own, to whom it was set off by alone.
pub async fn promise(http: &Http, id: InteractionId, token: &str) -> Result<(), Refused> {
    let map = json!({ "type": 5, "data": { "flags": EPHEMERAL } });
    first(http, id, token, &map).await
}

/// Makes the message that was promised, or changes the one that was pressed on; files take the
/// place of those before.
pub async fn settle(
    http: &Http,
    token: &str,
    body: &Body,
    files: &[Attached],
) -> Result<Message, Refused> {
    let mut map = body.edit();
    let named = files.iter().enumerate();
    let named = named.map(|(id, file)| json!({ "id": id, "filename": file.name }));
    map["attachments"] = named.collect();
    insist(MESSAGE, || {
        http.edit_original_interaction_response(token, &map, attachments(files))
    })
    .await
}

fn attachments(files: &[Attached]) -> Vec<CreateAttachment> {
    let attachment = |file: &Attached| CreateAttachment::bytes(file.bytes.clone(), &file.name);
    files.iter().map(attachment).collect()
}

async fn first(http: &Http, id: InteractionId, token: &str, map: &Value) -> Result<(), Refused> {
    let sent = insist(INTERACTION, || {
        http.create_interaction_response(id, token, map, Vec::new())
    });
    match sent.await {
        // An earlier try had arrived; only its receipt was lost.
        Err(refused) if refused.code() == Some(ALREADY_ACKNOWLEDGED) => Ok(()),
        other => other,
    }
}

/// Takes the first response away; after an acknowledgement, the message that was pressed on.
pub async fn delete_first_response(http: &Http, token: &str) -> Result<(), Refused> {
    let deleted = insist(MESSAGE, || http.delete_original_interaction_response(token));
    match deleted.await {
        Err(refused) if refused.is_gone() => Ok(()),
        other => other,
    }
}

/// Which message the first response became.
pub async fn first_response(http: &Http, token: &str) -> Result<Message, Refused> {
    insist(MESSAGE, || http.get_original_interaction_response(token)).await
}

/// Sends another message after the first response.
pub async fn follow_up(
    http: &Http,
    token: &str,
    audience: Audience,
    body: &Body,
) -> Result<Message, Refused> {
    let map = body.json(audience);
    insist(FOLLOW_UP, || {
        http.create_followup_message(token, &map, Vec::new())
    })
    .await
}

/// Tries a request until it succeeds, is refused for good, or its time is over; with growing,
/// jittered pauses.
pub async fn insist<T, R>(patience: Patience, request: impl Fn() -> R) -> Result<T, Refused>
where
    R: Future<Output = serenity::Result<T>>,
{
    let once = || async {
        match timeout(patience.each, request()).await {
            Ok(result) => result.map_err(Refused::from),
            Err(_) => Err(Refused::Unclear),
        }
    };
    let pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(100))
        .with_max_delay(Duration::from_secs(5))
        .with_max_times(12)
        .with_jitter();
    let tries = once
        .retry(pauses)
        .when(|refused: &Refused| refused.is_passing(patience.twice))
        .notify(|refused, pause| tracing::debug!(%refused, ?pause, "trying again"));
    let tried = timeout(patience.within, tries).await;
    tried.unwrap_or(Err(Refused::Unclear))
}
