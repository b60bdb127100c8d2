//! What slash and message commands share, of members and of moderators: poise's types for this bot,
//! names and descriptions, and the interaction behind a command.

use std::sync::Arc;

use poise::ApplicationContext;

use crate::discord::bot::Bot;
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::request_error::RequestError;
use crate::wording;

/// A command of the bot.
pub type SlashCommand = poise::Command<Arc<Bot>, RequestError>;
/// What a command is given.
pub type SlashContext<'a> = ApplicationContext<'a, Arc<Bot>, RequestError>;

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
    InteractionContext::of_command(&ctx.framework.user_data.http, ctx.interaction)
}
