//! Messages: answers those that ask the bot something, and follows their edits and deletions.

mod addressed;
mod delivery;
mod reaction;
mod typed_pick;

use serenity::client::Context;
use serenity::model::channel::{Message, MessageType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, MessageId};
use serenity::model::timestamp::Timestamp;

use crate::discord::bot::Bot;
use crate::discord::custom_id::MessageControls;
use crate::discord::messages::addressed::{Address, AddressedMessage, IncomingMessage};
use crate::discord::messages::delivery::deliver;
use crate::discord::messages::reaction::{Reaction, react};
use crate::discord::messages::typed_pick::TypedPick;
use crate::discord::outgoing::{self, delete_all};
use crate::discord::recent::{Exchange, REMEMBERED, text_hash};

/// Handles a new message.
pub async fn created(bot: &Bot, ctx: &Context, message: &Message) {
    let is_written = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    if !is_written || message.webhook_id.is_some() {
        return;
    }
    let incoming = IncomingMessage {
        id: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        author: &message.author,
        content: &message.content,
        replies_to: message.referenced_message.as_deref(),
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
        replies_to: replied.map(|replied| &**replied),
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
    let (replies, revision, picked_from) = match before {
        Exchange::Handled {
            replies,
            revision,
            picked_from,
            ..
        } => (replies.as_slice(), revision + 1, *picked_from),
        Exchange::New | Exchange::Closed => (&[][..], 0, None),
    };
    let may_pick = message.address == Address::Direct && TypedPick::is_likely(&message.text);
    let offer = || bot.recent.offer(message.channel, message.author);
    let picked_from = picked_from.or_else(|| offer().filter(|_| may_pick));
    let handled = |replies| Exchange::Handled {
        text: Some(text_hash(&message.text)),
        replies,
        revision,
        picked_from,
    };
    let fetched = match picked_from.filter(|_| may_pick && message.replies_to.is_none()) {
        Some(offer) => fetch_offer(ctx, message, offer).await,
        None => None,
    };
    let offered = message.replies_to.as_ref().or(fetched.as_ref());
    let reply = match react(bot, message, offered) {
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
    let offer = sent.last().copied().filter(|_| reply.offers_options());
    if offer.is_some() || !TypedPick::is_likely(&message.text) {
        bot.recent.set_offer(message.channel, message.author, offer);
    }
    handled(sent)
}

/// Returns the controls from which a member picks who types only a number, without replying to the
/// message that offered them.
async fn fetch_offer(
    ctx: &Context,
    message: &AddressedMessage,
    offer: MessageId,
) -> Option<MessageControls> {
    match outgoing::get(&ctx.http, message.channel, offer).await {
        Ok(offer) => Some(MessageControls::of(&offer)),
        Err(error) => {
            tracing::debug!(channel = %message.channel, %error, "cannot fetch an answer");
            None
        }
    }
}
