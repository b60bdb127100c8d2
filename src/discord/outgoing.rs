//! The requests that the bot sends: messages, edits, and responses to interactions. Every message is
//! inert: it mentions nobody, and its links are not unfurled. [`mod@retry`] says which requests are
//! retried and for how long, [`request_error`] why they fail.

pub mod request_error;
pub mod retry;

use serde_json::{Value, json};
use serenity::builder::{CreateActionRow, CreateAttachment, CreateModal};
use serenity::http::Http;
use serenity::model::channel::{Message, MessageFlags};
use serenity::model::id::{ChannelId, InteractionId, MessageId};

use crate::discord::audience::Audience;
use crate::discord::limits::{FILES, FILES_BYTES, NONCE_CHARS, ROWS};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::retry::{FIRST_RESPONSE, FOLLOW_UP, MESSAGE, retry};
use crate::discord::reply::foreign::file_name;

/// A message's text and controls.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageBody {
    /// Its text.
    pub text: String,
    /// Its controls. They are sent even if there are none, so that an edit removes the old ones.
    pub rows: Vec<CreateActionRow>,
}

impl MessageBody {
    /// A message without controls.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            rows: Vec::new(),
        }
    }

    fn json(&self, audience: Audience) -> Value {
        debug_assert!(self.rows.len() <= ROWS, "Discord takes {ROWS} rows");
        let flags = MessageFlags::SUPPRESS_EMBEDS | audience.flags();
        json!({
            "content": self.text,
            "components": self.rows,
            "flags": flags,
            "allowed_mentions": { "parse": [], "replied_user": false },
        })
    }

    /// A new message that Discord posts once, however often it is sent.
    fn once(&self, nonce: &str) -> Value {
        debug_assert!(
            nonce.len() <= NONCE_CHARS,
            "`{nonce}` is too long for a nonce"
        );
        let mut map = self.json(Audience::Everyone);
        map["nonce"] = json!(nonce);
        map["enforce_nonce"] = json!(true);
        map
    }

    /// An edit, which cannot change who sees the message.
    fn edit(&self) -> Value {
        self.json(Audience::Everyone)
    }
}

/// A file to attach to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAttachment {
    name: String,
    bytes: Vec<u8>,
}

impl FileAttachment {
    /// A file of this name, which may come from anyone, and content.
    #[must_use]
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: file_name(name),
            bytes,
        }
    }

    /// Distributes files over as few messages as Discord takes them in.
    #[must_use]
    pub fn batches(files: &[Self]) -> Vec<&[Self]> {
        let mut batches = Vec::new();
        let mut rest = files;
        while !rest.is_empty() {
            let mut bytes = 0;
            let fitting = rest.iter().take(FILES).take_while(|file| {
                bytes += file.bytes.len();
                bytes <= FILES_BYTES
            });
            // One that is too large is sent alone, and refused.
            let (batch, after) = rest.split_at(fitting.count().max(1));
            batches.push(batch);
            rest = after;
        }
        batches
    }
}

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
    http: &Http,
    channel: ChannelId,
    to: MessageId,
    nonce: &str,
    body: &MessageBody,
) -> Result<Message, RequestError> {
    let mut map = body.once(nonce);
    map["message_reference"] = json!({ "message_id": to, "fail_if_not_exists": false });
    retry(MESSAGE, || http.send_message(channel, Vec::new(), &map)).await
}

/// Posts a message. The nonce works as in [`reply`].
pub async fn post(
    http: &Http,
    channel: ChannelId,
    nonce: &str,
    body: &MessageBody,
) -> Result<Message, RequestError> {
    let map = body.once(nonce);
    retry(MESSAGE, || http.send_message(channel, Vec::new(), &map)).await
}

/// Edits a message.
pub async fn edit(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
    body: &MessageBody,
) -> Result<Message, RequestError> {
    let map = body.edit();
    retry(MESSAGE, || {
        http.edit_message(channel, message, &map, Vec::new())
    })
    .await
}

/// Fetches a message.
pub async fn get(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
) -> Result<Message, RequestError> {
    retry(MESSAGE, || http.get_message(channel, message)).await
}

/// Deletes a message. One that no longer exists counts as deleted.
pub async fn delete(
    http: &Http,
    channel: ChannelId,
    message: MessageId,
) -> Result<(), RequestError> {
    let deleted = retry(MESSAGE, || http.delete_message(channel, message, None));
    match deleted.await {
        Err(error) if error.is_unknown_message() => Ok(()),
        other => other,
    }
}

/// Deletes the messages of an answer; what cannot be deleted is logged.
pub async fn delete_all(http: &Http, channel: ChannelId, messages: &[MessageId]) {
    for &message in messages {
        if let Err(error) = delete(http, channel, message).await {
            tracing::warn!(%channel, %error, "cannot delete an answer");
        }
    }
}

/// Sends the first response to an interaction.
pub async fn respond(
    http: &Http,
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
    http: &Http,
    id: InteractionId,
    token: &str,
    form: &CreateModal,
) -> Result<(), RequestError> {
    first_response(http, id, token, &json!({ "type": 9, "data": form })).await
}

/// Defers the response to an interaction: the message that the control belongs to is edited later.
pub async fn defer_update(http: &Http, id: InteractionId, token: &str) -> Result<(), RequestError> {
    first_response(http, id, token, &json!({ "type": 6 })).await
}

/// Defers the response to an interaction: a message for this member alone follows later.
pub async fn defer_private(
    http: &Http,
    id: InteractionId,
    token: &str,
) -> Result<(), RequestError> {
    let map = json!({ "type": 5, "data": { "flags": MessageFlags::EPHEMERAL } });
    first_response(http, id, token, &map).await
}

/// Completes a deferred response; files replace those that the message had.
pub async fn edit_response(
    http: &Http,
    token: &str,
    body: &MessageBody,
    files: &[FileAttachment],
) -> Result<Message, RequestError> {
    let mut map = body.edit();
    map["attachments"] = named(files);
    retry(MESSAGE, || {
        http.edit_original_interaction_response(token, &map, attachments(files))
    })
    .await
}

fn named(files: &[FileAttachment]) -> Value {
    let named = files.iter().enumerate();
    named
        .map(|(id, file)| json!({ "id": id, "filename": file.name }))
        .collect()
}

fn attachments(files: &[FileAttachment]) -> Vec<CreateAttachment> {
    let attachment =
        |file: &FileAttachment| CreateAttachment::bytes(file.bytes.clone(), &file.name);
    files.iter().map(attachment).collect()
}

async fn first_response(
    http: &Http,
    id: InteractionId,
    token: &str,
    map: &Value,
) -> Result<(), RequestError> {
    let sent = retry(FIRST_RESPONSE, || {
        http.create_interaction_response(id, token, map, Vec::new())
    });
    match sent.await {
        // An earlier attempt arrived, and only its confirmation was lost.
        Err(error) if error.is_already_acknowledged() => Ok(()),
        other => other,
    }
}

/// Deletes the first response; after [`defer_update`], the message that the control belongs to.
pub async fn delete_response(http: &Http, token: &str) -> Result<(), RequestError> {
    let deleted = retry(MESSAGE, || http.delete_original_interaction_response(token));
    match deleted.await {
        Err(error) if error.is_unknown_message() => Ok(()),
        other => other,
    }
}

/// Fetches the message that the first response became.
pub async fn get_response(http: &Http, token: &str) -> Result<Message, RequestError> {
    retry(MESSAGE, || http.get_original_interaction_response(token)).await
}

/// Sends a further message after the first response.
pub async fn follow_up(
    http: &Http,
    token: &str,
    audience: Audience,
    body: &MessageBody,
    files: &[FileAttachment],
) -> Result<Message, RequestError> {
    let mut map = body.json(audience);
    map["attachments"] = named(files);
    retry(FOLLOW_UP, || {
        http.create_followup_message(token, &map, attachments(files))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sent_in_as_few_messages_as_take_them() {
        let check = |sizes: &[usize], expected: &[usize]| {
            let file = |size: &usize| FileAttachment::new("a.toml", vec![0; *size]);
            let files: Vec<_> = sizes.iter().map(file).collect();
            let batches = FileAttachment::batches(&files);
            let counts: Vec<usize> = batches.iter().map(|batch| batch.len()).collect();
            assert_eq!(counts, expected, "{sizes:?}");
        };
        check(&[], &[]);
        check(&[1; 10], &[10]);
        check(&[1; 23], &[10, 10, 3]);
        let half = FILES_BYTES / 2;
        check(&[half, half, half, 1], &[2, 2]);
        check(&[FILES_BYTES + 1, 1], &[1, 1]);
    }
}
