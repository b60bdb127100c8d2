//! Sends a reply to a message: by editing the earlier replies, then in new messages.

use serenity::builder::CreateActionRow;
use serenity::model::id::MessageId;

use crate::discord::custom_id::{ShortHash, Stamp};
use crate::discord::messages::addressed::AddressedMessage;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::{self, MessageBody, delete_all};
use crate::discord::recent::Exchange;
use crate::discord::reply::layout::{Layout, NextContext};

/// A nonce has room for the last two digits of a revision's number.
const REVISIONS: u32 = 100;

/// A reply to a message.
#[expect(clippy::large_enum_variant, reason = "a reaction has it in a box")]
pub enum Reply {
    /// An answer.
    Answer(Layout),
    /// Any other text, which fits into a message.
    Text(String),
}

impl Reply {
    fn texts(&self) -> &[String] {
        match self {
            Self::Answer(layout) => &layout.texts,
            Self::Text(text) => std::slice::from_ref(text),
        }
    }

    /// Whether there are options to pick from.
    pub fn offers_options(&self) -> bool {
        matches!(self, Self::Answer(layout) if layout.offers_options())
    }

    /// What a question right after it may lean on.
    pub fn next_context(&self) -> &NextContext {
        match self {
            Self::Answer(layout) => &layout.next_context,
            Self::Text(_) => &NextContext::AsBefore,
        }
    }

    /// The table and the entry that it answers from, if it does.
    pub fn given_from(&self) -> Option<(&Stamp, &ShortHash)> {
        match self {
            Self::Answer(layout) => layout.given_from(),
            Self::Text(_) => None,
        }
    }

    /// What a thread for it is called.
    pub fn thread_name(&self) -> Option<&str> {
        match self {
            Self::Answer(layout) => layout.thread_name.as_deref(),
            Self::Text(_) => None,
        }
    }

    /// Returns the controls under the last message, given the messages before it.
    fn rows(&self, earlier: &[MessageId]) -> Vec<CreateActionRow> {
        match self {
            Self::Answer(layout) => layout.rows(earlier),
            Self::Text(_) => Vec::new(),
        }
    }
}

/// Sends a reply: edits the earlier replies, posts the rest, and deletes replies that are no longer
/// needed. Returns the messages that now reply, even if not all could be sent.
pub async fn deliver(
    http: &RestClient,
    message: &AddressedMessage,
    reply: &Reply,
    exchange: &Exchange,
) -> (Vec<MessageId>, Result<(), RequestError>) {
    let (before, place) = (exchange.replies(), exchange.place(message.channel));
    let texts = reply.texts();
    let mut sent = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let is_last = index + 1 == texts.len();
        let body = MessageBody::part(text, is_last, || reply.rows(&sent));
        let delivered = if let Some(&earlier) = before.get(index) {
            outgoing::edit(http, place, earlier, &body).await
        } else {
            // A revision has nonces of its own: Discord posts nothing for one that it has seen.
            let revision = exchange.revision() % REVISIONS;
            let nonce = format!("{}.{revision}.{index}", message.id);
            if place == message.channel {
                outgoing::reply(http, place, message.id, &nonce, &body).await
            } else {
                outgoing::post(http, place, &nonce, &body).await
            }
        };
        match delivered {
            Ok(message) => sent.push(message.id),
            Err(error) => {
                sent.extend(before.get(index..).unwrap_or_default());
                return (sent, Err(error));
            }
        }
    }
    let unneeded = before.get(sent.len()..).unwrap_or_default();
    delete_all(http, place, unneeded).await;
    (sent, Ok(()))
}
