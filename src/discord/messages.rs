//! Messages: which of them ask the bot something, and what becomes of the answer when they are
//! edited or deleted.

use serenity::client::Context;
use serenity::model::channel::{Message, MessageType};
use serenity::model::event::MessageUpdateEvent;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::timestamp::Timestamp;
use serenity::model::user::User;

use crate::answer::Outcome;
use crate::config::JournalMode;
use crate::discord::Bot;
use crate::discord::custom_id::Table;
use crate::discord::outgoing::{self, Body, Refused};
use crate::discord::recent::{REMEMBERED, Talk, fingerprint};
use crate::discord::reply::layout::{Audience, Layout, Occasion, Way, lay_out};
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
    guild: Option<GuildId>,
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
    /// It is no question: what was said to it goes.
    Nothing,
    /// It is one too many: what was said to it stays.
    NothingNew,
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
    let heard = hear(
        bot,
        &Seen {
            id: message.id,
            channel: message.channel_id,
            guild: message.guild_id,
            author: &message.author,
            content: &message.content,
            replies_to: replied.map(|replied| replied.author.id),
        },
    );
    if let Some(heard) = heard {
        let talk = bot.memory.talk(heard.id);
        let mut talk = talk.lock().await;
        if *talk == Talk::Unheard {
            *talk = answer(bot, ctx, &heard, &talk).await;
        }
    }
}

/// An edited message: its answer follows it, as long as it is remembered.
pub async fn edited(bot: &Bot, ctx: &Context, event: &MessageUpdateEvent) {
    // Without a time it is no edit: Discord has looked up a link.
    let (Some(author), Some(content), Some(edited)) =
        (&event.author, &event.content, event.edited_timestamp)
    else {
        return;
    };
    if event.webhook_id.flatten().is_some() || !is_recent(event.id, edited) {
        return;
    }
    let replied = event.referenced_message.as_ref().and_then(Option::as_ref);
    let heard = hear(
        bot,
        &Seen {
            id: event.id,
            channel: event.channel_id,
            guild: event.guild_id,
            author,
            content,
            replies_to: replied.map(|replied| replied.author.id),
        },
    );
    match heard {
        Some(heard) => {
            let talk = bot.memory.talk(heard.id);
            let mut talk = talk.lock().await;
            if !talk.is_over() && !talk.has_heard(&heard.text) {
                *talk = answer(bot, ctx, &heard, &talk).await;
            }
        }
        // It no longer speaks to the bot.
        None => {
            if let Some(talk) = bot.memory.known(event.id) {
                let replies = talk.lock().await.take_replies();
                remove(ctx, event.channel_id, &replies).await;
            }
        }
    }
}

/// A deleted message: its answer goes with it. One that is deleted before it was heard is never
/// answered.
pub async fn deleted(bot: &Bot, ctx: &Context, channel: ChannelId, message: MessageId) {
    let talk = bot.memory.talk(message);
    let mut talk = talk.lock().await;
    let replies = talk.take_replies();
    *talk = Talk::Over;
    remove(ctx, channel, &replies).await;
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
        guild: seen.guild,
        author: seen.author.id,
        text,
        address,
    })
}

/// Answers what was heard, in the messages that answered it before, if there are any.
async fn answer(bot: &Bot, ctx: &Context, heard: &Heard, before: &Talk) -> Talk {
    let (replies, revision) = match before {
        Talk::Heard {
            replies, revision, ..
        } => (replies.as_slice(), revision + 1),
        Talk::Unheard | Talk::Over => (&[][..], 0),
    };
    let talk = |replies| Talk::Heard {
        text: fingerprint(&heard.text),
        replies,
        revision,
    };
    match say(bot, heard) {
        Say::Nothing => {
            remove(ctx, heard.channel, replies).await;
            talk(Vec::new())
        }
        Say::NothingNew => talk(replies.to_vec()),
        say => {
            // A proxy that counts the rates knows whose turn it is.
            let _turn = if bot.config.discord.is_direct() {
                bot.turns.wait(heard.channel).await
            } else {
                None
            };
            let (sent, result) = deliver(ctx, heard, &say, replies, revision).await;
            match result {
                Err(refused) if refused.is_gone() => return Talk::Over,
                Err(refused) => {
                    tracing::warn!(channel = %heard.channel, %refused, "cannot answer a message");
                }
                Ok(()) => {}
            }
            talk(sent)
        }
    }
}

/// What there is to say.
fn say(bot: &Bot, heard: &Heard) -> Say {
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    if heard.text.is_empty() {
        return match heard.address {
            Address::Direct => Say::Text(wording::invitation(&wording::greeting(knowledge))),
            Address::Overheard => Say::Nothing,
        };
    }
    let (answer, ranking) = bot.ask(&snapshot, &heard.text);
    let is_question = ranking.question.is_question();
    let is_covered = matches!(answer.outcome, Outcome::Answered | Outcome::Gap);
    if heard.address == Address::Overheard && !(is_question && is_covered) {
        if is_question {
            bot.note(&snapshot, heard.guild, heard.channel, &answer);
        }
        return Say::Nothing;
    }
    if let Err(exceeded) = bot.limits.count(heard.author, heard.channel) {
        let is_said = heard.address == Address::Direct && bot.limits.is_worth_saying(exceeded);
        return if is_said {
            Say::Text(wording::TOO_MANY.to_owned())
        } else {
            Say::NothingNew
        };
    }
    bot.note(&snapshot, heard.guild, heard.channel, &answer);
    Say::Answer(Box::new(lay_out(
        &answer,
        &Occasion {
            knowledge,
            wording: &bot.config.wording,
            asker: heard.author,
            audience: Audience::Everyone,
            way: Way::Asked,
            table: Table::Same,
            votes: bot.config.journal != JournalMode::Off,
        },
    )))
}

/// Sends it: over the messages there were before, then in new ones; what is left over goes. Gives
/// the messages that now answer, also where not all could be sent.
async fn deliver(
    ctx: &Context,
    heard: &Heard,
    say: &Say,
    before: &[MessageId],
    revision: u32,
) -> (Vec<MessageId>, Result<(), Refused>) {
    let texts: &[String] = match say {
        Say::Answer(layout) => &layout.texts,
        Say::Text(text) => std::slice::from_ref(text),
        Say::Nothing | Say::NothingNew => &[],
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
        let delivered = if let Some(&message) = before.get(index) {
            outgoing::edit(&ctx.http, heard.channel, message, &body).await
        } else {
            // Not that of an answer before, which Discord would take this one for.
            let nonce = format!("{}.{}.{index}", heard.id, revision % 100);
            outgoing::reply(&ctx.http, heard.channel, heard.id, &nonce, &body).await
        };
        match delivered {
            Ok(message) => sent.push(message.id),
            Err(refused) => {
                sent.extend(before.get(index..).unwrap_or_default());
                return (sent, Err(refused));
            }
        }
    }
    let left_over = before.get(sent.len()..).unwrap_or_default();
    remove(ctx, heard.channel, left_over).await;
    (sent, Ok(()))
}

async fn remove(ctx: &Context, channel: ChannelId, messages: &[MessageId]) {
    for &message in messages {
        if let Err(refused) = outgoing::delete(&ctx.http, channel, message).await {
            tracing::warn!(%channel, %refused, "cannot take an answer away");
        }
    }
}
