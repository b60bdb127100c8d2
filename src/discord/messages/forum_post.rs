//! Posts of forums. One that is opened is asked by its title and by what is written in it; what its author
//! writes there afterwards is asked too, two messages in a row together.

use serenity::model::channel::{GuildChannel, Message};
use serenity::model::id::ChannelId;

use crate::discord::bot::Bot;
use crate::discord::forum::post::{Post, first_message};
use crate::discord::messages::addressed::{Address, AddressedMessage, without_mention};
use crate::discord::messages::respond;
use crate::discord::outgoing;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::permission::has_moderator_role;
use crate::discord::recent::Exchange;

/// Handles a post that has just been opened. Its title comes with the event; its text is fetched, since
/// the message may arrive before or after this. Without Message Content, Discord leaves it blank.
pub async fn opened(bot: &Bot, thread: &GuildChannel) {
    let (Some(forum), Some(author)) = (thread.parent_id, thread.owner_id) else {
        return;
    };
    let post = Post::new(author, forum, &thread.applied_tags);
    let is_read = bot
        .desks()
        .servers
        .is_forum(thread.guild_id.get(), forum.get());
    if !is_read || !bot.posts.open(thread.id, post) {
        return;
    }
    let wait = bot.config.posts.wait;
    let gathering = bot.posts.gather(thread.id, None, wait, &bot.stop);
    let Some(said) = gathering.await else {
        return;
    };
    let Some(body) = body(bot, thread.id).await else {
        return;
    };
    if !said.is_called && !may_answer(bot, thread.id).await {
        return;
    }
    let message = AddressedMessage {
        id: first_message(thread.id),
        channel: thread.id,
        guild: Some(thread.guild_id),
        author,
        title: Some(thread.name.clone()),
        text: format!("{body}\n{}", said.text).trim().to_owned(),
        address: if said.is_called {
            Address::Direct
        } else {
            Address::Post
        },
        replies_to: None,
    };
    let mut exchange = bot.recent.exchange(message.id).await;
    if exchange.is_new() {
        respond(bot, &message, &mut exchange).await;
    }
}

/// Handles a post whose tags have changed.
pub fn retagged(bot: &Bot, thread: &GuildChannel) {
    let tags = &thread.applied_tags;
    bot.posts.with(thread.id, |post| post.set_tags(tags));
}

/// Leaves a post to people once a moderator has written there, whatever it was. What the author writes
/// is a question, moderator or not.
pub fn note_writer(bot: &Bot, message: &Message) {
    let roles = message
        .member
        .as_ref()
        .map_or(&[][..], |member| &member.roles);
    if has_moderator_role(&bot.desks().servers, message.guild_id, roles) {
        bot.posts.with(message.channel_id, |post| {
            post.is_left |= post.author != message.author.id;
        });
    }
}

/// Returns a new message that is to be answered now, with what its author writes right after it; `None`
/// for one that is taken together with another, or that the bot does not answer unasked.
pub async fn gathered(bot: &Bot, message: AddressedMessage) -> Option<AddressedMessage> {
    let channel = message.channel;
    match message.address {
        // The title comes with another event, which answers it.
        Address::Direct if message.may_open_post() => {
            let is_awaited = bot.posts.with(channel, Post::call);
            is_awaited
                .is_none_or(|is_awaited| !is_awaited)
                .then_some(message)
        }
        Address::Post if message.may_open_post() => None,
        Address::Post => {
            let said = Some((message.id, message.text.as_str()));
            let wait = bot.config.posts.wait;
            let said = bot.posts.gather(channel, said, wait, &bot.stop).await?;
            let text = said.text;
            let may = may_answer(bot, channel).await;
            may.then_some(AddressedMessage { text, ..message })
        }
        Address::Direct | Address::AskChannel | Address::Unheard => Some(message),
    }
}

/// Returns an edited message that is to be answered anew. In a post, that is one that has been answered.
pub async fn followed(
    bot: &Bot,
    message: AddressedMessage,
    exchange: &Exchange,
) -> Option<AddressedMessage> {
    let channel = message.channel;
    let is_unasked = message.address == Address::Post;
    if is_unasked && !(exchange.is_answered() && may_answer(bot, channel).await) {
        return None;
    }
    if !message.may_open_post() || bot.posts.author(channel).is_none() {
        return Some(message);
    }
    let post = outgoing::channel(&bot.http, channel).await.ok()?;
    let title = Some(post.name);
    Some(AddressedMessage { title, ..message })
}

/// Whether the bot may write in a post without being asked: it is neither left to people nor solved.
async fn may_answer(bot: &Bot, channel: ChannelId) -> bool {
    let known = bot.posts.with(channel, |post| {
        (!post.is_left).then(|| (post.forum, post.tags().to_vec()))
    });
    let Some((forum, tags)) = known.flatten() else {
        return false;
    };
    if tags.is_empty() {
        return true;
    }
    let names = &bot.config.posts.solved_tags;
    match bot.forum_tags.solving(&bot.http, forum, names).await {
        Ok(solving) => !tags.iter().any(|tag| solving.contains(tag)),
        Err(error) => {
            tracing::warn!(channel = %forum, %error, "cannot fetch the tags of a forum");
            false
        }
    }
}

/// Returns the text of a post's first message, blank if the bot may not read it; `None` if the message is
/// gone or was written by a program.
async fn body(bot: &Bot, post: ChannelId) -> Option<String> {
    match outgoing::get(&bot.http, post, first_message(post)).await {
        Ok(message) if message.author.bot => None,
        Ok(message) => Some(without_mention(bot, &message.content)),
        Err(RequestError::Status { status: 404, .. }) => None,
        Err(error) => {
            tracing::debug!(channel = %post, %error, "cannot fetch a post");
            Some(String::new())
        }
    }
}
