//! `/ask`, and the questions that it suggests while one is typed.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::user::User;

use crate::answer::EntryName;
use crate::answer::option_label::OptionLabel;
use crate::discord::ask::{Asker, Request};
use crate::discord::audience::Audience;
use crate::discord::commands::aimed::{self, Aim};
use crate::discord::completion::complete;
use crate::discord::custom_id::ShortHash;
use crate::discord::limits::CHOICE_CHARS;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::controls::fit_label;
use crate::discord::slash::{SlashCommand, SlashContext, interaction, localise_options, localised};
use crate::discord::standing::Standing;
use crate::knowledge::{Entry, Kind};
use crate::wording::{Languages, Saying};

/// Marks the value of a choice that is the hash of an entry, whose question is too long for one or is
/// asked of another source, too.
const HASH_MARK: char = '#';

/// The options, in order.
const OPTIONS: [Saying; 3] = [Saying::AskQuestion, Saying::AskPrivate, Saying::AskFor];

/// Returns the command under its names.
pub fn command(languages: &Languages) -> SlashCommand {
    let mut command = localised(ask(), languages, Saying::AskCommand);
    localise_options(&mut command, languages, &OPTIONS);
    command
}

/// Answers a question.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn ask(
    ctx: SlashContext<'_>,
    #[autocomplete = "suggest"] question: String,
    private: Option<bool>,
    #[rename = "for"] member: Option<User>,
) -> Result<(), RequestError> {
    let is_guest = interaction(&ctx).standing == Standing::Guest;
    let usually = is_guest || ctx.framework.user_data.config.wording.private;
    let is_private = private.unwrap_or(usually);
    let audience = if is_private {
        Audience::Asker
    } else {
        Audience::Everyone
    };
    let aim = member.map_or(Aim::Nobody, |member| {
        Aim::at(&ctx, &member, private == Some(true))
    });
    let chosen = question.strip_prefix(HASH_MARK).and_then(ShortHash::parse);
    let request = match &chosen {
        Some(hash) => Request::Entry {
            hash,
            offered_by: None,
        },
        None => Request::Question(&question),
    };
    aimed::answer(ctx, request, audience, aim).await
}

/// Suggests the questions that a half-typed one could become.
async fn suggest(ctx: SlashContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let snapshot = bot.snapshot_for(Asker::from(&interaction(&ctx)));
    let knowledge = snapshot.knowledge();
    let member = ctx.interaction.user.id;
    let found = complete(bot, member, &snapshot, &[Kind::Question], typed).await;
    let entries = found.into_iter().map(|index| &knowledge.entries[index]);
    let entries: Vec<&Entry> = entries
        .filter(|entry| !snapshot.is_suspended(entry))
        .collect();
    let names = entries.iter().map(|entry| EntryName::of(knowledge, entry));
    let labels = OptionLabel::of_list(knowledge, &names.collect::<Vec<_>>());
    let choices = entries.iter().zip(&labels).map(|(entry, label)| {
        let question = entry.asked_as();
        // The question alone leads to the entry only if no other source asks the same.
        let value = if label.source.is_none() && question.chars().count() <= CHOICE_CHARS {
            question.to_owned()
        } else {
            let hash = ShortHash::of_entry(knowledge, entry);
            format!("{HASH_MARK}{}", hash.as_str())
        };
        AutocompleteChoice::new(fit_label(label, CHOICE_CHARS), value)
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Words;

    /// poise reads the options by the names of the function's arguments.
    #[test]
    fn options_are_registered_under_the_names_that_are_read() {
        let names: Vec<String> = ask()
            .parameters
            .iter()
            .map(|p| p.name.to_string())
            .collect();
        let english = OPTIONS.map(|option| Words::english().say(option));
        assert_eq!(names, english);
    }
}
