//! The requests that the bot sends: messages, edits, and responses to interactions. Every message is
//! inert: it mentions nobody, but for [`call_role`] and the member of [`MessageBody::mention`], and its links are
//! not unfurled. [`mod@retry`] says which requests are
//! retried and for how long, [`request_error`] why they fail; [`rest`] sends them.

mod discord_rates;
mod file_attachment;
mod message_body;
pub mod request_error;
pub mod rest;
pub mod retry;
mod role_call;

use serde_json::{Value, json};
use serenity::builder::{CreateAutocompleteResponse, CreateModal};
use serenity::model::channel::{Message, MessageFlags};
use serenity::model::id::{ChannelId, ForumTagId, InteractionId, MessageId};

use crate::discord::audience::Audience;
use crate::discord::outgoing::file_attachment::{attachments, named};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::rest::channels::ChannelOutline;
use crate::discord::outgoing::retry::{FIRST_RESPONSE, FOLLOW_UP, MESSAGE, retry};

pub use crate::discord::outgoing::file_attachment::FileAttachment;
pub use crate::discord::outgoing::message_body::MessageBody;
pub use crate::discord::outgoing::role_call::call_role;

/// How an interaction is first responded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// With a new message.
    Message(Audience),
    /// By editing the message that the control belongs to.
    Update,
}

/// Replies to a message. The nonce makes Discord post the reply once, however often it is sent.
pub async fn reply(
    http: &RestClient,
    channel: ChannelId,
    to: MessageId,
    nonce: &str,
    body: &MessageBody,
) -> Result<Message, RequestError> {
    let mut map = body.once(nonce);
    map["message_reference"] = json!({ "message_id": to, "fail_if_not_exists": false });
    retry(MESSAGE, || http.post(channel, &map)).await
}

/// Posts a message. The nonce works as in [`reply`].
pub async fn post(
    http: &RestClient,
    channel: ChannelId,
    nonce: &str,
    body: &MessageBody,
) -> Result<Message, RequestError> {
    let map = body.once(nonce);
    retry(MESSAGE, || http.post(channel, &map)).await
}

/// Edits a message.
pub async fn edit(
    http: &RestClient,
    channel: ChannelId,
    message: MessageId,
    body: &MessageBody,
) -> Result<Message, RequestError> {
    let map = body.edit();
    retry(MESSAGE, || http.edit(channel, message, &map)).await
}

/// Fetches a message.
pub async fn get(
    http: &RestClient,
    channel: ChannelId,
    message: MessageId,
) -> Result<Message, RequestError> {
    retry(MESSAGE, || http.get(channel, message)).await
}

/// Fetches a channel.
pub async fn channel(
    http: &RestClient,
    channel: ChannelId,
) -> Result<ChannelOutline, RequestError> {
    retry(MESSAGE, || http.channel(channel)).await
}

/// Opens a thread at a message, which gets the message's id. One that is there already is as good.
pub async fn open_thread(
    http: &RestClient,
    channel: ChannelId,
    message: MessageId,
    name: &str,
) -> Result<ChannelId, RequestError> {
    let opened = retry(MESSAGE, || http.open_thread(channel, message, name));
    match opened.await {
        Err(error) if !error.is_thread_there() => Err(error),
        _ => Ok(ChannelId::new(message.get())),
    }
}

/// Replaces the tags of a post.
pub async fn set_tags(
    http: &RestClient,
    channel: ChannelId,
    tags: &[ForumTagId],
) -> Result<(), RequestError> {
    retry(MESSAGE, || http.set_tags(channel, tags)).await
}

/// Deletes a message. One that no longer exists counts as deleted.
pub async fn delete(
    http: &RestClient,
    channel: ChannelId,
    message: MessageId,
) -> Result<(), RequestError> {
    let deleted = retry(MESSAGE, || http.delete(channel, message));
    match deleted.await {
        Err(error) if error.is_unknown_message() => Ok(()),
        other => other,
    }
}

/// Deletes the messages of an answer; what cannot be deleted is logged.
pub async fn delete_all(http: &RestClient, channel: ChannelId, messages: &[MessageId]) {
    for &message in messages {
        if let Err(error) = delete(http, channel, message).await {
            tracing::warn!(%channel, %error, "cannot delete an answer");
        }
    }
}

/// Sends the first response to an interaction.
pub async fn respond(
    http: &RestClient,
    id: InteractionId,
    token: &str,
    response: Response,
    body: &MessageBody,
) -> Result<(), RequestError> {
    let map = match response {
        Response::Message(audience) => json!({ "type": 4, "data": body.json(audience) }),
        Response::Update => json!({ "type": 7, "data": body.edit() }),
    };
    first_response(http, id, token, &map).await
}

/// Responds to an interaction with a form, which comes back as an interaction of its own.
pub async fn open_form(
    http: &RestClient,
    id: InteractionId,
    token: &str,
    form: &CreateModal,
) -> Result<(), RequestError> {
    first_response(http, id, token, &json!({ "type": 9, "data": form })).await
}

/// Defers the response to an interaction: the message that the control belongs to is edited later.
pub async fn defer_update(
    http: &RestClient,
    id: InteractionId,
    token: &str,
) -> Result<(), RequestError> {
    first_response(http, id, token, &json!({ "type": 6 })).await
}

/// Defers the response to an interaction: a message for this member alone follows later.
pub async fn defer_private(
    http: &RestClient,
    id: InteractionId,
    token: &str,
) -> Result<(), RequestError> {
    let map = json!({ "type": 5, "data": { "flags": MessageFlags::EPHEMERAL } });
    first_response(http, id, token, &map).await
}

/// Completes a deferred response; files replace those that the message had.
pub async fn edit_response(
    http: &RestClient,
    token: &str,
    body: &MessageBody,
    files: &[FileAttachment],
) -> Result<Message, RequestError> {
    let mut map = body.edit();
    map["attachments"] = named(files);
    retry(MESSAGE, || {
        http.edit_response(token, &map, attachments(files))
    })
    .await
}

/// Offers choices for an option of a command that is being typed. They are not sent twice: whoever
/// types on asks again.
pub async fn offer_choices(
    http: &RestClient,
    id: InteractionId,
    token: &str,
    choices: &CreateAutocompleteResponse,
) -> Result<(), RequestError> {
    let map = json!({ "type": 8, "data": choices });
    http.respond(id, token, &map).await
}

async fn first_response(
    http: &RestClient,
    id: InteractionId,
    token: &str,
    map: &Value,
) -> Result<(), RequestError> {
    let sent = retry(FIRST_RESPONSE, || http.respond(id, token, map));
    match sent.await {
        // An earlier attempt arrived, and only its confirmation was lost.
        Err(error) if error.is_already_acknowledged() => Ok(()),
        other => other,
    }
}

/// Deletes the first response; after [`defer_update`], the message that the control belongs to.
pub async fn delete_response(http: &RestClient, token: &str) -> Result<(), RequestError> {
    let deleted = retry(MESSAGE, || http.delete_response(token));
    match deleted.await {
        Err(error) if error.is_unknown_message() => Ok(()),
        other => other,
    }
}

/// Fetches the message that the first response became.
pub async fn get_response(http: &RestClient, token: &str) -> Result<Message, RequestError> {
    retry(MESSAGE, || http.get_response(token)).await
}

/// Sends a further message after the first response.
pub async fn follow_up(
    http: &RestClient,
    token: &str,
    audience: Audience,
    body: &MessageBody,
    files: &[FileAttachment],
) -> Result<Message, RequestError> {
    let mut map = body.json(audience);
    map["attachments"] = named(files);
    retry(FOLLOW_UP, || {
        http.follow_up(token, &map, attachments(files))
    })
    .await
}
