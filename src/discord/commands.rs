//! The commands of members. Those of moderators are in [`crate::discord::moderation`].

mod about;
mod answer_this;
mod ask;
mod privacy;
mod topics;

use std::sync::Arc;

use poise::ApplicationContext;

use crate::discord::ask::{Asker, Request};
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::connection::request_error::RequestError;
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::Response;
use crate::wording;

pub use crate::discord::commands::privacy::forget_votes;

/// A command of the bot.
pub type SlashCommand = poise::Command<Arc<Bot>, RequestError>;
/// What a command is given.
pub type SlashContext<'a> = ApplicationContext<'a, Arc<Bot>, RequestError>;

/// Returns every command of members, under the names in [`wording`].
#[must_use]
pub fn commands() -> Vec<SlashCommand> {
    vec![
        ask::command(),
        named(topics::topics(), &wording::TOPICS_COMMAND),
        named(about::about(), &wording::ABOUT),
        named(privacy::privacy(), &wording::PRIVACY),
        answer_this::command(),
    ]
}

/// Gives a command its name and description.
pub fn named(mut command: SlashCommand, named: &wording::Named) -> SlashCommand {
    command.name = named.name.into();
    command.qualified_name = named.name.into();
    command.description = Some(named.description.into());
    command
}

/// Gives the options of a command their descriptions, in order.
pub fn describe_options(command: &mut SlashCommand, options: &[&wording::Named]) {
    for (parameter, option) in command.parameters.iter_mut().zip(options) {
        parameter.description = Some(option.description.into());
    }
}

/// Returns the interaction behind a command.
pub fn interaction<'a>(ctx: &SlashContext<'a>) -> InteractionContext<'a> {
    let framework = ctx.framework;
    InteractionContext::of_command(&framework.serenity_context.http, ctx.interaction)
}

/// Responds to a command that asks something.
async fn answer(
    ctx: SlashContext<'_>,
    request: Request<'_>,
    audience: Audience,
) -> Result<(), RequestError> {
    let interaction = interaction(&ctx);
    let asked = ctx
        .framework
        .user_data
        .ask(Asker::from(&interaction), request, audience);
    match asked {
        Ok(layout) => {
            let layout = layout.with_private_decline();
            let response = Response::Message(layout.audience);
            interaction.answer(response, &layout).await
        }
        Err(no_answer) => interaction.tell(&[no_answer.text()]).await,
    }
}
