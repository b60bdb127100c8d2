//! Messages: which of them ask the bot something, and what becomes of the answer when they are
//! edited or deleted.

use serenity::client::Context;
use serenity::model::channel::{Message, MessageType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::timestamp::Timestamp;
use serenity::model::user::User;

use super::limits::Verdict;
use super::memory::{REMEMBERED, Talk};
use super::render::{Audience, Layout, Occasion, Way, lay_out};
use super::send::{self, Body, Refused};
use super::{Bot, ask};
use crate::answer::Outcome;
use crate::wording;

/// How a message came to the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Address {
    /// It mentions the bot, replies to it, or was written to it alone.
    Direct,
    /// It stands in a channel where the bot listens to everything.
    Overheard,
}

/// A message that may ask something.
struct Heard {
    id: MessageId,
    channel: ChannelId,
    author: UserId,
    /// Its words, without mentions of the bot.
    text: String,
    address: Address,
}

/// What is known of a message, be it new or edited.
struct Seen<'a> {
    id: MessageId,
    channel: ChannelId,
    guild: Option<GuildId>,
    author: &'a User,
    content: &'a str,
    replies_to: Option<UserId>,
}

/// What is to be said to a message.
enum Say {
    Answer(Box<Layout>),
    Text(String),
    Nothing,
}

/// A new message.
pub async fn message(bot: &Bot, ctx: &Context, message: &Message) {
    let is_talk = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    if !is_talk || message.webhook_id.is_some() {
        return;
    }
    let replied = message.referenced_message.as_ref();
    let seen = Seen {
        id: message.id,
        channel: message.channel_id,
        guild: message.guild_id,
        author: &message.author,
        content: &message.content,
        replies_to: replied.map(|replied| replied.author.id),
    };
    let Some(heard) = hear(bot, &seen) else {
        return;
    };
    let talk = bot.memory.talk(heard.id);
    let mut talk = talk.lock().await;
    if *talk == Talk::Unheard {
        *talk = answer(bot, ctx, &heard, Vec::new()).await;
    }
}

/// An edited message: its answer follows it, as long as it is remembered.
pub async fn edited(bot: &Bot, ctx: &Context, event: &MessageUpdateEvent) {
    let (Some(author), Some(content)) = (&event.author, &event.content) else {
        return;
    };
    let replied = event.referenced_message.as_ref().and_then(Option::as_ref);
    let seen = Seen {
        id: event.id,
        channel: event.channel_id,
        guild: event.guild_id,
        author,
        content,
        replies_to: replied.map(|replied| replied.author.id),
    };
    // Discord also calls it an edit when it has looked up a link.
    let Some(edited) = event.edited_timestamp else {
        return;
    };
    if event.webhook_id.flatten().is_some() || !is_recent(event.id, edited) {
        return;
    }
    let Some(heard) = hear(bot, &seen) else {
        return;
    };
    let talk = bot.memory.talk(heard.id);
    let mut talk = talk.lock().await;
    let replies = match &*talk {
        Talk::Unheard => Vec::new(),
        Talk::Heard { text, replies } if *text != heard.text => replies.clone(),
        Talk::Heard { .. } | Talk::Over => return,
    };
    *talk = answer(bot, ctx, &heard, replies).await;
}

/// A deleted message: its answer goes with it. One that is deleted before it was heard is never
/// answered.
pub async fn deleted(bot: &Bot, ctx: &Context, channel: ChannelId, message: MessageId) {
    let talk = bot.memory.talk(message);
    let mut talk = talk.lock().await;
    if let Talk::Heard { replies, .. } = std::mem::replace(&mut *talk, Talk::Over) {
        remove(ctx, channel, &replies).await;
    }
}

/// Whether an edit came soon enough after the message to be followed.
fn is_recent(message: MessageId, edited: Timestamp) -> bool {
    let age = edited.unix_timestamp() - message.created_at().unix_timestamp();
    age.unsigned_abs() < REMEMBERED.as_secs()
}

/// What a message asks of the bot, if anything.
fn hear(bot: &Bot, seen: &Seen) -> Option<Heard> {
    if seen.author.bot {
        return None;
    }
    let mentions = [format!("<@{}>", bot.me), format!("<@!{}>", bot.me)];
    let is_mentioned = mentions
        .iter()
        .any(|mention| seen.content.contains(mention));
    let is_direct = seen.guild.is_none() || is_mentioned || seen.replies_to == Some(bot.me);
    let is_overheard = seen
        .guild
        .is_some_and(|guild| bot.config.is_ask_channel(guild.get(), seen.channel.get()));
    let address = match (is_direct, is_overheard) {
        (true, _) => Address::Direct,
        (false, true) => Address::Overheard,
        (false, false) => return None,
    };
    let [plain, with_nick] = &mentions;
    let text = seen.content.replace(plain, " ").replace(with_nick, " ");
    let text = text.trim().to_owned();
    // A reply without a mention is blank to a bot without Message Content.
    let is_blank = seen.content.trim().is_empty();
    (!is_blank).then_some(Heard {
        id: seen.id,
        channel: seen.channel,
        author: seen.author.id,
        text,
        address,
    })
}

/// Answers what was heard, in the messages that answered it before, if there are any.
async fn answer(bot: &Bot, ctx: &Context, heard: &Heard, before: Vec<MessageId>) -> Talk {
    let over_or_heard = |replies| Talk::Heard {
        text: heard.text.clone(),
        replies,
    };
    match say(bot, heard, before.is_empty()) {
        Say::Nothing => {
            remove(ctx, heard.channel, &before).await;
            over_or_heard(Vec::new())
        }
        say => match deliver(ctx, heard, &say, &before).await {
            Ok(replies) => over_or_heard(replies),
            Err(refused) if refused.is_gone() => Talk::Over,
            Err(refused) => {
                tracing::warn!(channel = %heard.channel, %refused, "cannot answer a message");
                over_or_heard(before)
            }
        },
    }
}

/// What there is to say.
fn say(bot: &Bot, heard: &Heard, is_first: bool) -> Say {
    let live = bot.desk.live();
    let knowledge = live.knowledge();
    if heard.text.is_empty() {
        return match heard.address {
            Address::Direct => Say::Text(wording::invitation(&wording::greeting(knowledge))),
            Address::Overheard => Say::Nothing,
        };
    }
    let (answer, ranking) = ask(&live, &heard.text);
    let is_question = heard.text.contains('?') || ranking.reading.wants.is_some();
    let is_covered = matches!(answer.outcome, Outcome::Answered | Outcome::Gap);
    if heard.address == Address::Overheard && !(is_question && is_covered) {
        return Say::Nothing;
    }
    // An edit is not another question.
    if is_first {
        match bot.limits.count(heard.author, heard.channel) {
            Verdict::Answer => {}
            Verdict::Notice if heard.address == Address::Direct => {
                return Say::Text(wording::TOO_MANY.to_owned());
            }
            Verdict::Notice | Verdict::Silence => return Say::Nothing,
        }
    }
    Say::Answer(Box::new(lay_out(
        &answer,
        &Occasion {
            knowledge,
            wording: &bot.config.wording,
            asker: heard.author,
            audience: Audience::Everyone,
            way: Way::Asked,
        },
    )))
}

/// Sends it: over the messages there were before, then in new ones; what is left over goes.
async fn deliver(
    ctx: &Context,
    heard: &Heard,
    say: &Say,
    before: &[MessageId],
) -> Result<Vec<MessageId>, Refused> {
    let texts: &[String] = match say {
        Say::Answer(layout) => &layout.texts,
        Say::Text(text) => std::slice::from_ref(text),
        Say::Nothing => &[],
    };
    let mut sent = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let rows = match say {
            Say::Answer(layout) if index + 1 == texts.len() => layout.rows(&sent),
            _ => Vec::new(),
        };
        let body = Body {
            text: text.clone(),
            rows,
        };
        let message = if let Some(&message) = before.get(index) {
            send::edit(&ctx.http, heard.channel, message, &body).await?
        } else {
            let nonce = format!("{}-{index}", heard.id);
            send::reply(&ctx.http, heard.channel, heard.id, &nonce, &body).await?
        };
        sent.push(message.id);
    }
    remove(
        ctx,
        heard.channel,
        before.get(sent.len()..).unwrap_or_default(),
    )
    .await;
    Ok(sent)
}

async fn remove(ctx: &Context, channel: ChannelId, messages: &[MessageId]) {
    for &message in messages {
        if let Err(refused) = send::delete(&ctx.http, channel, message).await {
            tracing::warn!(%channel, %refused, "cannot take an answer away");
        }
    }
}
