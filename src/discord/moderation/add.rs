//! `/knowledge add`: adds a phrasing to an entry; and the entries that it suggests.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};

use crate::answer::EntryName;
use crate::discord::completion::complete;
use crate::discord::custom_id::ShortHash;
use crate::discord::limits::CHOICE_CHARS;
use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::amend::amend;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::permission::may_moderate;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
use crate::knowledge::amend::Amendment;
use crate::knowledge::{Entry, Kind, Knowledge};
use crate::record::Action;
use crate::wording::learning as wording;

/// Previews the table with a phrasing added to an entry.
#[poise::command(slash_command)]
pub async fn add(
    ctx: SlashContext<'_>,
    phrasing: String,
    #[autocomplete = "entries"] entry: String,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(found) = find(knowledge, entry.trim()) else {
        let reason = wording::NO_SUCH_ENTRY.to_owned();
        return action.fail(&entry, reason).await;
    };
    let amendment = Amendment::Phrasing {
        entry: found.id.clone(),
        text: phrasing.trim().to_owned(),
    };
    amend(&action, &knowledge.source_of(found).id, amendment).await
}

/// Finds an entry by an id that no other has, or by the hash of a suggestion.
fn find<'a>(knowledge: &'a Knowledge, typed: &str) -> Option<&'a Entry> {
    let mut of_id = knowledge.entries.iter().filter(|entry| entry.id == typed);
    let only = of_id.next().filter(|_| of_id.next().is_none());
    only.or_else(|| ShortHash::parse(typed)?.find(knowledge))
}

/// Suggests the entries that could be meant.
async fn entries(ctx: SlashContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let interaction = interaction(&ctx);
    let found = match may_moderate(&bot.config, &interaction) {
        Ok(()) => complete(bot, interaction.user, &snapshot, &Kind::ALL, typed).await,
        Err(_) => Vec::new(),
    };
    let choice = |index: usize| {
        let entry = &knowledge.entries[index];
        let name = EntryName::of(knowledge, entry);
        let name = format!("{} · {}", name.within(knowledge), entry.asked_as());
        let hash = ShortHash::of_entry(knowledge, entry);
        AutocompleteChoice::new(foreign::field(&name, CHOICE_CHARS), hash.as_str())
    };
    CreateAutocompleteResponse::new().set_choices(found.into_iter().map(choice).collect())
}
