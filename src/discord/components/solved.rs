//! “Solved”: for whoever opened the post, and for moderators. From then on the bot writes there only if it
//! is asked; it sets the forum's tag if it may.

use serenity::model::id::{ChannelId, UserId};

use crate::discord::ask::Asker;
use crate::discord::bot::Bot;
use crate::discord::components::UsedComponent;
use crate::discord::limits::POST_TAGS;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{self, MessageBody};
use crate::discord::permission::may_end_post;
use crate::wording::Saying;

/// What became of the tag.
enum Tagging {
    /// The post has it.
    Done,
    /// The forum has none of that name, or the post has no room for another.
    NoTag,
    /// The bot may not set it.
    Refused,
}

/// Leaves a post to people, and marks it as solved.
pub async fn solved(component: &UsedComponent<'_>, author: UserId) -> Result<(), RequestError> {
    let UsedComponent {
        bot, interaction, ..
    } = component;
    if interaction.user != author && !may_end_post(&bot.desks().servers, interaction) {
        return interaction
            .tell(&[interaction.words.say(Saying::NotYourPost)])
            .await;
    }
    if let Err(no_answer) = bot.count(Asker::from(interaction)) {
        return interaction.tell(&[no_answer.text(interaction.words)]).await;
    }
    let channel = interaction.channel;
    bot.posts.with(channel, |post| post.is_left = true);
    interaction.defer().await?;
    let text = match tag(bot, channel).await {
        Ok(Tagging::Done) => Saying::SolvedAndTagged,
        Ok(Tagging::NoTag) => Saying::SolvedSilently,
        Ok(Tagging::Refused) => Saying::SolvedUntagged,
        Err(error) => {
            tracing::warn!(%channel, %error, "cannot tag a post");
            Saying::SolvedUntagged
        }
    };
    interaction
        .complete(&MessageBody::text(interaction.words.say(text)), &[])
        .await
}

/// Sets the first tag that says that a post is solved, unless it has one.
async fn tag(bot: &Bot, channel: ChannelId) -> Result<Tagging, RequestError> {
    let mut post = outgoing::channel(&bot.http, channel).await?;
    let Some(forum) = post.parent_id else {
        return Ok(Tagging::NoTag);
    };
    let names = &bot.config.posts.solved_tags;
    let solving = bot.forum_tags.solving(&bot.http, forum, names).await?;
    if post.applied_tags.iter().any(|tag| solving.contains(tag)) {
        return Ok(Tagging::Done);
    }
    let Some(tag) = solving
        .first()
        .filter(|_| post.applied_tags.len() < POST_TAGS)
    else {
        return Ok(Tagging::NoTag);
    };
    post.applied_tags.push(*tag);
    match outgoing::set_tags(&bot.http, channel, &post.applied_tags).await {
        Ok(()) => Ok(Tagging::Done),
        Err(RequestError::Status { status: 403, .. }) => Ok(Tagging::Refused),
        Err(error) => Err(error),
    }
}
