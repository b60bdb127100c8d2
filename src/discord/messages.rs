//! Messages: answers those that ask the bot something, and follows their edits and deletions.

mod addressed;
mod delivery;

use serenity::client::Context;
use serenity::model::channel::{Message, MessageType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, MessageId};
use serenity::model::timestamp::Timestamp;

use crate::discord::ask::{Asker, NoAnswer, Request};
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::messages::addressed::{Address, AddressedMessage, IncomingMessage};
use crate::discord::messages::delivery::{Reply, deliver};
use crate::discord::outgoing::delete_all;
use crate::discord::recent::{Exchange, REMEMBERED, text_hash};
use crate::discord::reply::sources::greeting;
use crate::wording;

/// What to do about a message.
enum Reaction {
    /// Reply.
    Reply(Box<Reply>),
    /// Do not reply, and delete the earlier replies to it.
    DeleteReplies,
    /// Do not reply, and leave the earlier replies to it.
    Ignore,
}

/// Handles a new message.
pub async fn created(bot: &Bot, ctx: &Context, message: &Message) {
    let is_written = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    if !is_written || message.webhook_id.is_some() {
        return;
    }
    let replied = message.referenced_message.as_ref();
    let incoming = IncomingMessage {
        id: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        author: &message.author,
        content: &message.content,
        replies_to: replied.map(|replied| replied.author.id),
    };
    let Some(message) = incoming.addressed(bot) else {
        return;
    };
    let exchange = bot.recent.exchange(message.id);
    let mut exchange = exchange.lock().await;
    if *exchange == Exchange::New {
        *exchange = respond(bot, ctx, &message, &exchange).await;
    }
}

/// Handles an edited message: its answer follows it, as long as it is remembered.
pub async fn edited(bot: &Bot, ctx: &Context, event: &MessageUpdateEvent) {
    // Without a time it is not an edit: Discord has unfurled a link.
    let (Some(author), Some(content), Some(edited)) =
        (&event.author, &event.content, event.edited_timestamp)
    else {
        return;
    };
    if event.webhook_id.flatten().is_some() || !is_recent(event.id, edited) {
        return;
    }
    let replied = event.referenced_message.as_ref().and_then(Option::as_ref);
    let incoming = IncomingMessage {
        id: event.id,
        channel: event.channel_id,
        guild: event.guild_id,
        author,
        content,
        replies_to: replied.map(|replied| replied.author.id),
    };
    if let Some(message) = incoming.addressed(bot) {
        let exchange = bot.recent.exchange(message.id);
        let mut exchange = exchange.lock().await;
        if !exchange.is_closed() && !exchange.has_handled(&message.text) {
            *exchange = respond(bot, ctx, &message, &exchange).await;
        }
    } else if let Some(exchange) = bot.recent.known_exchange(event.id) {
        // It no longer addresses the bot.
        let replies = exchange.lock().await.take_replies();
        delete_all(&ctx.http, event.channel_id, &replies).await;
    }
}

/// Handles a deleted message: its answer is deleted too. A message that is deleted before it was
/// handled is never answered.
pub async fn deleted(bot: &Bot, ctx: &Context, channel: ChannelId, message: MessageId) {
    let exchange = bot.recent.exchange(message);
    let mut exchange = exchange.lock().await;
    let replies = exchange.take_replies();
    *exchange = Exchange::Closed;
    delete_all(&ctx.http, channel, &replies).await;
}

/// Whether an edit came soon enough after the message to be followed.
fn is_recent(message: MessageId, edited: Timestamp) -> bool {
    let age = edited.unix_timestamp() - message.created_at().unix_timestamp();
    age.unsigned_abs() < REMEMBERED.as_secs()
}

/// Replies to a message, by editing the earlier replies if there are any.
async fn respond(
    bot: &Bot,
    ctx: &Context,
    message: &AddressedMessage,
    before: &Exchange,
) -> Exchange {
    let (replies, revision) = match before {
        Exchange::Handled {
            replies, revision, ..
        } => (replies.as_slice(), revision + 1),
        Exchange::New | Exchange::Closed => (&[][..], 0),
    };
    let handled = |replies| Exchange::Handled {
        text: text_hash(&message.text),
        replies,
        revision,
    };
    let reply = match react(bot, message) {
        Reaction::DeleteReplies => {
            delete_all(&ctx.http, message.channel, replies).await;
            return handled(Vec::new());
        }
        Reaction::Ignore => return handled(replies.to_vec()),
        Reaction::Reply(reply) => reply,
    };
    // Behind a proxy that counts the rate limits, the proxy orders the requests.
    let _turn = if bot.config.discord.is_direct() {
        bot.channel_queue.wait(message.channel).await
    } else {
        None
    };
    let (sent, result) = deliver(&ctx.http, message, &reply, replies, revision).await;
    match result {
        Err(error) if error.is_unknown_message() => return Exchange::Closed,
        Err(error) => {
            tracing::warn!(channel = %message.channel, %error, "cannot reply to a message");
        }
        Ok(()) => {}
    }
    handled(sent)
}

/// Decides what to do about a message.
fn react(bot: &Bot, message: &AddressedMessage) -> Reaction {
    let is_direct = message.address == Address::Direct;
    if message.text.is_empty() {
        return if is_direct {
            let greeting = greeting(bot.service.snapshot().knowledge());
            let invitation = Reply::Text(wording::invitation(&greeting));
            Reaction::Reply(Box::new(invitation))
        } else {
            Reaction::DeleteReplies
        };
    }
    let asker = Asker {
        user: message.author,
        channel: message.channel,
        guild: message.guild,
    };
    let answer = match message.address {
        Address::Direct => {
            let request = Request::Question(&message.text);
            bot.ask(asker, request, Audience::Everyone).map(Some)
        }
        Address::AskChannel => bot.ask_if_covered(asker, &message.text),
    };
    match answer {
        Ok(Some(layout)) => Reaction::Reply(Box::new(Reply::Answer(layout))),
        Ok(None) => Reaction::DeleteReplies,
        Err(no_answer @ NoAnswer::RateLimited(exceeded))
            if is_direct && bot.rates.take_notice(exceeded) =>
        {
            Reaction::Reply(Box::new(Reply::Text(no_answer.text())))
        }
        Err(_) => Reaction::Ignore,
    }
}
