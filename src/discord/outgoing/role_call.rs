//! A call for the people of a role, whom its text mentions: nothing else mentions a role.

use serde_json::json;
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, RoleId};

use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::retry::{MESSAGE, retry};
use crate::discord::outgoing::{MessageBody, delete};

/// Why nobody was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallError {
    /// The message could not be posted.
    Request(RequestError),
    /// Nobody would have noticed: the role is gone, or the bot may not mention it.
    Unnoticed,
}

/// Posts a message that mentions this role and nobody else. The nonce makes Discord post it once, however often
/// it is sent. A message by which nobody was notified is deleted again.
pub async fn call_role(
    http: &RestClient,
    channel: ChannelId,
    nonce: &str,
    body: &MessageBody,
    role: RoleId,
) -> Result<(), CallError> {
    let mut map = body.once(nonce);
    map["allowed_mentions"]["roles"] = json!([role]);
    let posted: Result<Message, _> = retry(MESSAGE, || http.post(channel, &map)).await;
    let posted = posted.map_err(CallError::Request)?;
    if posted.mention_roles.contains(&role) {
        return Ok(());
    }
    if let Err(error) = delete(http, channel, posted.id).await {
        tracing::warn!(%channel, %error, "cannot delete a call that nobody notices");
    }
    Err(CallError::Unnoticed)
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Unnoticed => {
                f.write_str("the role is gone, or neither everybody nor the bot may mention it")
            }
        }
    }
}

impl std::error::Error for CallError {}
