//! Options of commands that name entries: what was typed or picked, and the entries that it suggests.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::id::GuildId;

use crate::answer::EntryName;
use crate::discord::completion::complete;
use crate::discord::custom_id::ShortHash;
use crate::discord::limits::CHOICE_CHARS;
use crate::discord::permission::may_moderate;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
use crate::knowledge::{Entry, Kind, Knowledge};

/// What stands between the entries of a list.
const SEPARATORS: [char; 2] = [',', ' '];

/// Finds an entry by an id that no other has, or by the hash of a suggestion.
#[must_use]
pub fn find<'a>(knowledge: &'a Knowledge, typed: &str) -> Option<&'a Entry> {
    let mut of_id = knowledge.entries.iter().filter(|entry| entry.id == typed);
    let only = of_id.next().filter(|_| of_id.next().is_none());
    only.or_else(|| ShortHash::parse(typed)?.find(knowledge))
}

/// The pieces of a list that was typed.
pub fn listed(typed: &str) -> impl Iterator<Item = &str> {
    typed.split(SEPARATORS).filter(|piece| !piece.is_empty())
}

/// Suggests the entries that could be meant.
pub async fn suggest(ctx: SlashContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    suggest_after(ctx, "", typed).await
}

/// Suggests the entries that the last piece of a list could mean.
pub async fn suggest_last(ctx: SlashContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let (before, last) = typed.split_at(typed.rfind(',').map_or(0, |at| at + 1));
    suggest_after(ctx, before, last.trim_start()).await
}

async fn suggest_after(
    ctx: SlashContext<'_>,
    before: &str,
    typed: &str,
) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let interaction = interaction(&ctx);
    let desks = bot.desks();
    let desk = desks.of(interaction.guild.map(GuildId::get));
    let snapshot = desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let found = match may_moderate(&desks.servers, &interaction) {
        Ok(()) => complete(bot, interaction.user, &snapshot, &Kind::ALL, typed).await,
        Err(_) => Vec::new(),
    };
    let choices = found.into_iter().filter_map(|index| {
        let entry = &knowledge.entries[index];
        let name = EntryName::of(knowledge, entry);
        let name = format!("{} · {}", name.within(knowledge), entry.asked_as());
        let value = format!("{before}{}", ShortHash::of_entry(knowledge, entry).as_str());
        let fits = value.chars().count() <= CHOICE_CHARS;
        fits.then(|| AutocompleteChoice::new(foreign::field(&name, CHOICE_CHARS), value))
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
