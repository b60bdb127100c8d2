//! What slash and message commands share, of members and of moderators: poise's types for this bot,
//! names and descriptions, and the interaction behind a command.

use std::borrow::Cow;
use std::sync::Arc;

use poise::ApplicationContext;

use crate::discord::bot::Bot;
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::request_error::RequestError;
use crate::wording::{self, Languages, Saying};

/// A command of the bot.
pub type SlashCommand = poise::Command<Arc<Bot>, RequestError>;
/// A text for each of Discord's locales, as poise takes them.
type Localisations = Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>;
/// What a command is given.
pub type SlashContext<'a> = ApplicationContext<'a, Arc<Bot>, RequestError>;

/// Gives a command of moderators its name and description.
pub fn named(mut command: SlashCommand, named: &wording::Named) -> SlashCommand {
    command.name = named.name.into();
    command.qualified_name = named.name.into();
    command.description = Some(named.description.into());
    command
}

/// Gives a command of members its description, and both in each language.
pub fn localised(mut command: SlashCommand, languages: &Languages, own: Saying) -> SlashCommand {
    command.description = Some(languages.english().description(own).into());
    command.name_localizations = names(languages, own);
    command.description_localizations = descriptions(languages, own);
    command
}

/// Gives the options of a command of members their descriptions, in order, and both in each language.
pub fn localise_options(command: &mut SlashCommand, languages: &Languages, options: &[Saying]) {
    for (parameter, own) in command.parameters.iter_mut().zip(options) {
        parameter.description = Some(languages.english().description(*own).into());
        parameter.name_localizations = names(languages, *own);
        parameter.description_localizations = descriptions(languages, *own);
    }
}

/// What a command or an option is called in each of Discord's locales.
pub fn names(languages: &Languages, own: Saying) -> Localisations {
    let all = languages.by_locale();
    let names = all.map(|(locale, words)| (locale.into(), words.say(own).into()));
    names.collect()
}

fn descriptions(languages: &Languages, own: Saying) -> Localisations {
    let all = languages.by_locale();
    let descriptions = all.map(|(locale, words)| (locale.into(), words.description(own).into()));
    descriptions.collect()
}

/// Gives the options of a command of moderators their descriptions, in order.
pub fn describe_options(command: &mut SlashCommand, options: &[&wording::Named]) {
    for (parameter, option) in command.parameters.iter_mut().zip(options) {
        parameter.description = Some(option.description.into());
    }
}

/// Returns the interaction behind a command.
pub fn interaction<'a>(ctx: &SlashContext<'a>) -> InteractionContext<'a> {
    InteractionContext::of_command(ctx.framework.user_data, ctx.interaction)
}
