//! Completes the option of a command that a member is typing. poise would send the choices itself, and
//! read whatever Discord responds with, without a bound; the rest of it is used as it is.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use poise::{CommandInteractionType, FrameworkContext};
use serenity::model::application::{CommandInteraction, ResolvedOption, ResolvedValue};
use tokio::sync::Mutex;

use crate::discord::bot::Bot;
use crate::discord::outgoing;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashCommand, SlashContext};

/// Offers choices for the option that is being typed, if there is one.
pub async fn offer_choices(
    framework: FrameworkContext<'_, Arc<Bot>, RequestError>,
    interaction: &CommandInteraction,
) -> Result<(), RequestError> {
    let options = interaction.data.options();
    let mut tree = Vec::new();
    let commands = &framework.options.commands;
    let Some(args) = leaf(commands, &interaction.data.name, &options, &mut tree) else {
        return Ok(());
    };
    let typed = args.iter().find_map(|option| match option.value {
        ResolvedValue::Autocomplete { value, .. } => Some((option.name, value)),
        _ => None,
    });
    let parameters = tree.last().map(|command| command.parameters.iter());
    let (Some((name, typed)), Some(mut parameters)) = (typed, parameters) else {
        return Ok(());
    };
    let parameter = parameters.find(|parameter| parameter.name == name);
    let Some(choose) = parameter.and_then(|parameter| parameter.autocomplete_callback) else {
        return Ok(());
    };
    let ctx = SlashContext {
        interaction,
        interaction_type: CommandInteractionType::Autocomplete,
        args,
        has_sent_initial_response: &AtomicBool::new(false),
        framework,
        command_tree: &tree,
        invocation_data: &Mutex::new(Box::new(())),
        __non_exhaustive: (),
    };
    let choices = choose(ctx, typed).await;
    let http = &framework.user_data.http;
    outgoing::offer_choices(http, interaction.id, &interaction.token, &choices).await
}

/// Returns the options of the innermost command that an interaction names; the way to it is added to
/// `tree`.
fn leaf<'c, 'o>(
    commands: &'c [SlashCommand],
    name: &str,
    options: &'o [ResolvedOption<'o>],
    tree: &mut Vec<&'c SlashCommand>,
) -> Option<&'o [ResolvedOption<'o>]> {
    let command = commands.iter().find(|command| command.name == name)?;
    tree.push(command);
    let inner = options.iter().find_map(|option| match &option.value {
        ResolvedValue::SubCommand(inner) | ResolvedValue::SubCommandGroup(inner) => {
            Some((option.name, inner))
        }
        _ => None,
    });
    match inner {
        Some((name, inner)) => leaf(&command.subcommands, name, inner, tree),
        None => Some(options),
    }
}
