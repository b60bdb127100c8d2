//! Messages: answers those that ask the bot something, and follows their edits and deletions.

mod addressed;
mod delivery;
pub mod forum_post;
mod reaction;

use serenity::model::channel::{Message, MessageType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, MessageId};
use serenity::model::timestamp::Timestamp;

use crate::conversation::typed_pick::TypedPick;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{MessageControls, ShortHash};
use crate::discord::given_answers::AnswerPlace;
use crate::discord::messages::addressed::{Address, AddressedMessage, IncomingMessage};
use crate::discord::messages::delivery::{Reply, deliver};
use crate::discord::messages::reaction::{Reaction, react};
use crate::discord::outgoing::{self, delete_all};
use crate::discord::recent::{Exchange, REMEMBERED};
use crate::discord::reply::layout::NextContext;

/// Handles a new message.
pub async fn created(bot: &Bot, message: &Message) {
    let is_written = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    if !is_written || message.webhook_id.is_some() {
        return;
    }
    forum_post::note_writer(bot, message);
    let incoming = IncomingMessage {
        id: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        author: &message.author,
        content: &message.content,
        replies_to: message.referenced_message.as_deref(),
    };
    let unheard = incoming.unheard(bot);
    let unheard = unheard.filter(|message| bot.recent.may_hint(message.author));
    let message = match unheard {
        Some(message) => Some(message),
        None => incoming.addressed(bot).await,
    };
    let Some(message) = message else {
        return;
    };
    let Some(message) = forum_post::gathered(bot, message).await else {
        return;
    };
    let mut exchange = bot.recent.exchange(message.id).await;
    if exchange.is_new() {
        respond(bot, &message, &mut exchange).await;
    }
}

/// Handles an edited message: its answer follows it, as long as it is remembered.
pub async fn edited(bot: &Bot, event: &MessageUpdateEvent) {
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
    if let Some(message) = incoming.addressed(bot).await {
        let mut exchange = bot.recent.exchange(message.id).await;
        if exchange.is_closed() || exchange.has_handled(&message.text) {
            return;
        }
        if let Some(message) = forum_post::followed(bot, message, &exchange).await {
            respond(bot, &message, &mut exchange).await;
        }
    } else if content.is_empty() && bot.posts.author(event.channel_id) == Some(author.id) {
        // Without Message Content nobody can say what it asks now; its title is still the same.
    } else if let Some(mut exchange) = bot.recent.known_exchange(event.id).await {
        // It no longer addresses the bot; if it does again, with the same words, it is answered again.
        exchange.forget_text();
        let replies = exchange.take_replies();
        delete_all(&bot.http, exchange.place(event.channel_id), &replies).await;
    }
}

/// Handles a deleted message: its answer is deleted too. A message that is deleted before it was
/// handled is never answered.
pub async fn deleted(bot: &Bot, channel: ChannelId, message: MessageId) {
    if let Some(mut exchange) = bot.recent.close(message).await {
        let replies = exchange.take_replies();
        delete_all(&bot.http, exchange.place(channel), &replies).await;
    }
}

/// Whether an edit came soon enough after the message to be followed.
fn is_recent(message: MessageId, edited: Timestamp) -> bool {
    let age = edited.unix_timestamp() - message.created_at().unix_timestamp();
    age.unsigned_abs() < REMEMBERED.as_secs()
}

/// Replies to a message, by editing the earlier replies if there are any.
async fn respond(bot: &Bot, message: &AddressedMessage, exchange: &mut Exchange) {
    let may_pick = message.address == Address::Direct && TypedPick::is_likely(&message.text);
    let offer = bot.recent.offer(message.channel, message.author);
    let picked_from = exchange.pick_from(offer.filter(|_| may_pick));
    let fetched = match picked_from.filter(|_| may_pick && message.replies_to.is_none()) {
        Some(offer) => fetch_offer(bot, message, offer).await,
        None => None,
    };
    let offered = message.replies_to.as_ref().or(fetched.as_ref());
    let last = match message.address {
        Address::Direct => exchange.lean_on(|| leaned_on(bot, message)),
        _ => None,
    };
    let reply = match react(bot, message, offered, last).await {
        Reaction::DeleteReplies => {
            exchange.pass(&message.text);
            let replies = exchange.take_replies();
            return delete_all(&bot.http, exchange.place(message.channel), &replies).await;
        }
        Reaction::Ignore => return exchange.pass(&message.text),
        Reaction::Reply(reply) => reply,
    };
    // Behind a proxy that counts the rate limits, the proxy orders the requests.
    let _turn = if bot.config.discord.is_direct() {
        bot.channel_queue.wait(message.channel).await
    } else {
        None
    };
    if let Some(thread) = new_thread(bot, message, &reply, exchange).await {
        exchange.move_to(thread);
    }
    // Before the reply is there, so that nobody is faster.
    let place = exchange.place(message.channel);
    let context = reply.next_context();
    bot.last_answers
        .note(place, message.author, message.id, context);
    if place != message.channel {
        let nothing = &NextContext::Nothing;
        bot.last_answers
            .note(message.channel, message.author, message.id, nothing);
    }
    let (sent, result) = deliver(&bot.http, message, &reply, exchange).await;
    let offer = sent.last().copied().filter(|_| reply.offers_options());
    let given = AnswerPlace::Channel(place, sent.clone());
    bot.desk(message.guild)
        .given_answers
        .note(message.id, reply.given_from(), given);
    exchange.answer(&message.text, sent);
    match result {
        Err(error) if error.is_unknown_message() => return exchange.close(),
        Err(error) => {
            tracing::warn!(channel = %message.channel, %error, "cannot reply to a message");
        }
        Ok(()) => {}
    }
    if offer.is_some() || !TypedPick::is_likely(&message.text) {
        bot.recent.set_offer(message.channel, message.author, offer);
    }
}

/// The entry that a message may lean on: that of the answer that it replies to, or of the last answer to its author
/// in the channel.
fn leaned_on(bot: &Bot, message: &AddressedMessage) -> Option<ShortHash> {
    match &message.replies_to {
        Some(answer) => answer.next_context().cloned(),
        None => bot
            .last_answers
            .before(message.channel, message.author, message.id),
    }
}

/// Opens a thread for the first reply to a message, where the operator wants that and the bot may.
async fn new_thread(
    bot: &Bot,
    message: &AddressedMessage,
    reply: &Reply,
    exchange: &Exchange,
) -> Option<ChannelId> {
    let channel = message.channel;
    let guild = message.guild.filter(|_| exchange.replies().is_empty())?;
    let name = reply.thread_name()?;
    let desks = bot.desks();
    if !desks.servers.answers_in_threads(guild.get(), channel.get()) {
        return None;
    }
    let opened = outgoing::open_thread(&bot.http, channel, message.id, name).await;
    if let Err(error) = &opened {
        tracing::warn!(%channel, %error, "cannot open a thread");
    }
    opened.ok()
}

/// Returns the controls from which a member picks who types only a number, without replying to the
/// message that offered them.
async fn fetch_offer(
    bot: &Bot,
    message: &AddressedMessage,
    offer: MessageId,
) -> Option<MessageControls> {
    match outgoing::get(&bot.http, message.channel, offer).await {
        Ok(offer) => Some(MessageControls::of(&offer)),
        Err(error) => {
            tracing::debug!(channel = %message.channel, %error, "cannot fetch an answer");
            None
        }
    }
}
