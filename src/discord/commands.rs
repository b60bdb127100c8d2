//! The commands of members. Those of moderators are in [`crate::discord::moderation`].

mod about;
mod aimed;
mod answer_this;
mod ask;
mod privacy;
mod topics;

use serenity::model::application::{InstallationContext, InteractionContext};

use crate::config;
use crate::discord::ask::Request;
use crate::discord::audience::Audience;
use crate::discord::commands::aimed::Aim;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashCommand, SlashContext, localised};
use crate::wording::{Languages, Saying};

/// Returns every command of members, under its names in these languages; if users may install the bot, for them too.
#[must_use]
pub fn commands(settings: &config::Discord, languages: &Languages) -> Vec<SlashCommand> {
    let mut commands = vec![
        ask::command(languages),
        localised(topics::topics(), languages, Saying::TopicsCommand),
        localised(about::about(), languages, Saying::AboutCommand),
        localised(privacy::privacy(), languages, Saying::PrivacyCommand),
        answer_this::command(languages),
    ];
    if settings.user_install {
        for command in &mut commands {
            command.install_context =
                Some(vec![InstallationContext::Guild, InstallationContext::User]);
            command.interaction_context = Some(vec![
                InteractionContext::Guild,
                InteractionContext::BotDm,
                InteractionContext::PrivateChannel,
            ]);
        }
    }
    commands
}

/// Responds to a command that asks something.
async fn answer(
    ctx: SlashContext<'_>,
    request: Request<'_>,
    audience: Audience,
) -> Result<(), RequestError> {
    aimed::answer(ctx, request, audience, Aim::Nobody).await
}
