//! Messages in the channels that the operator has set for moderators.

use serenity::model::id::ChannelId;

use crate::config::Server;
use crate::discord::bot::Bot;
use crate::discord::outgoing::{self, MessageBody};
use crate::discord::reply::foreign;
use crate::discord::reply::pages::one_message;
use crate::record::{Attempt, KnowledgeOwner};
use crate::wording::moderators as wording;

/// Characters of what was acted on.
const TARGET_CHARS: usize = 100;

/// Whose moderators read a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipients {
    /// Those of every server that shares the knowledge of this owner.
    Sharing(KnowledgeOwner),
    /// Those of the server with this id.
    Server(u64),
}

/// Notifies moderators of what somebody did or tried to do.
pub async fn announce(bot: &Bot, recipients: Recipients, nonce: &str, attempt: &Attempt) {
    let by = wording::by(attempt.by);
    let target = Some(&attempt.target).filter(|target| !target.is_empty());
    // It may be what somebody has typed, or the name of a file.
    let target = target.map(|target| foreign::code(target, TARGET_CHARS));
    let text = wording::told(
        &by,
        attempt.action.as_str(),
        target.as_ref(),
        attempt.outcome.as_str(),
        &attempt.detail,
    );
    let body = MessageBody::text(one_message(&text));
    post(bot, recipients, &format!("{nonce}.t"), &body).await;
}

/// Posts a message in the moderators' channels.
pub async fn post(bot: &Bot, recipients: Recipients, nonce: &str, body: &MessageBody) {
    let desks = bot.desks();
    let servers: Vec<&Server> = match recipients {
        Recipients::Sharing(owner) => desks.servers_of(owner).collect(),
        Recipients::Server(id) => desks.servers.get(id).into_iter().collect(),
    };
    for channel in servers.iter().filter_map(|server| server.moderator_channel) {
        let channel = ChannelId::from(channel);
        if let Err(error) = outgoing::post(&bot.http, channel, nonce, body).await {
            tracing::warn!(%channel, %error, "cannot post in the moderators' channel");
        }
    }
}
