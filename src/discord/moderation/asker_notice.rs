//! Tells the member whose question called for a person that it has an answer: with the answer, where they asked.

use serenity::model::id::GuildId;

use crate::discord::ask::Asker;
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{HelperCall, ShortHash};
use crate::discord::outgoing::{self, MessageBody};
use crate::discord::reply::layout;
use crate::knowledge::amend::Amendment;
use crate::release::{Addition, Revision};
use crate::wording::helping as wording;

/// Posts the answer that a version added, which is live, as a reply to the question that called for it, unless nobody
/// else has seen there that it was asked. Returns what the moderator is told of that.
pub async fn tell_asker(
    bot: &Bot,
    server: u64,
    call: HelperCall,
    revision: &Revision,
    nonce: &str,
) -> &'static str {
    let Some(Addition::Amendment { source, amendment }) = &revision.addition else {
        return wording::ASKER_NOT_TOLD;
    };
    let desks = bot.desks();
    let snapshot = desks.of(Some(server)).service.snapshot();
    let entry = match amendment {
        Amendment::Question { id, .. } => ShortHash::of(source, id).find(snapshot.knowledge()),
        _ => None,
    };
    let Some(entry) = entry else {
        return wording::ASKER_NOT_TOLD;
    };
    let helpers = desks.servers.get(server);
    let is_shown_there = helpers.is_some_and(|own| own.helper_channel.is_none());
    if call.message.is_none() && !is_shown_there {
        return wording::ASKED_PRIVATELY;
    }
    let guild = (server > 0).then(|| GuildId::new(server));
    let words = bot.words_in(guild).await;
    let asker = Asker {
        user: call.asker,
        channel: call.channel,
        guild,
        parent: None,
        words,
    };
    let context = bot.reply_context(&snapshot, asker, Audience::Everyone);
    let layout = layout::answer(&snapshot.answer_of(entry), &context);
    let layout = layout.under(words, &wording::answered_now(words, call.asker.get()));
    let mut sent = Vec::new();
    for (index, text) in layout.texts.iter().enumerate() {
        let is_last = index + 1 == layout.texts.len();
        let body = MessageBody::part(text, is_last, || layout.rows(&sent));
        let nonce = format!("{nonce}.{index}");
        let posted = match call.message {
            Some(message) => outgoing::reply(&bot.http, call.channel, message, &nonce, &body).await,
            None => outgoing::post(&bot.http, call.channel, &nonce, &body).await,
        };
        match posted {
            Ok(message) => sent.push(message.id),
            Err(error) => {
                tracing::warn!(channel = %call.channel, %error, "cannot tell who asked");
                return wording::ASKER_NOT_TOLD;
            }
        }
    }
    wording::ASKER_TOLD
}
