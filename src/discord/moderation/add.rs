//! Another way of asking, added to any entry.

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};

use crate::answer::documents::completions;
use crate::discord::commands::{Context, caller};
use crate::discord::custom_id::Key;
use crate::discord::moderation::attempt::Attempting;
use crate::discord::moderation::unanswered::amend;
use crate::discord::outgoing::Refused;
use crate::discord::permission::may_keep;
use crate::discord::reply::markdown::clip;
use crate::knowledge::amend::Amendment;
use crate::knowledge::{Entry, Kind, Knowledge};
use crate::record::Action;
use crate::wording::learning as wording;

/// The most choices Discord shows under an option.
const CHOICES: usize = 25;
/// The most characters of a choice.
const CHOICE: usize = 100;

/// Adds a way of asking to an entry, once it is confirmed.
#[poise::command(slash_command)]
pub async fn add(
    ctx: Context<'_>,
    phrasing: String,
    #[autocomplete = "entries"] entry: String,
) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Amend).await? else {
        return Ok(());
    };
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(found) = find(knowledge, entry.trim()) else {
        let reason = wording::NO_SUCH_ENTRY.to_owned();
        return attempt.fail(&entry, reason).await;
    };
    let amendment = Amendment::Phrasing {
        entry: found.id.clone(),
        text: phrasing.trim().to_owned(),
    };
    amend(&attempt, &knowledge.source_of(found).id, &amendment).await
}

/// An entry as it was picked, or by an id that no other has.
fn find<'a>(knowledge: &'a Knowledge, picked: &str) -> Option<&'a Entry> {
    let mut of_id = knowledge.entries.iter().filter(|entry| entry.id == picked);
    let alone = of_id.next().filter(|_| of_id.next().is_none());
    alone.or_else(|| Key::read(picked).find(knowledge))
}

/// The entries that could be meant.
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn entries(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let found = match may_keep(&bot.config, &caller(&ctx)) {
        Ok(()) => snapshot
            .matcher()
            .complete(completions(knowledge, &Kind::ALL), typed, CHOICES),
        Err(_) => Vec::new(),
    };
    let choice = |at: usize| {
        let entry = &knowledge.entries[at];
        let name = format!("{} · {}", entry.id, entry.asked_as());
        let key = Key::of(&knowledge.source_of(entry).id, &entry.id);
        AutocompleteChoice::new(clip(&name, CHOICE), key.as_str())
    };
    CreateAutocompleteResponse::new().set_choices(found.into_iter().map(choice).collect())
}
