//! `/knowledge rollback`, and the versions that it suggests.

use std::sync::Arc;

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::id::GuildId;

use crate::discord::desks::Desk;
use crate::discord::limits::{CHOICE_CHARS, CHOICES};
use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::preview;
use crate::discord::moderation::refusal::stage_error_text;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::permission::may_moderate;
use crate::discord::rate_limit::Activity;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::knowledge::Fingerprint;
use crate::record::{Action, Released};
use crate::release::{LOOKBACK, StageError};

/// Characters of a version's sources in a choice.
const VERSION_CHARS: usize = 50;
/// Digits of a fingerprint that are enough to name it.
const MIN_DIGITS: usize = 7;

/// Previews an earlier version.
#[poise::command(slash_command)]
pub async fn rollback(
    ctx: SlashContext<'_>,
    #[autocomplete = "versions"] version: String,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Rollback).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let fingerprint = match find(&action.desk, &version).await {
        Ok(fingerprint) => fingerprint,
        Err(error) => return action.fail(&version, stage_error_text(&error)).await,
    };
    let name = WorkName::new("rollback", fingerprint.as_str());
    let releases = Arc::clone(&action.desk.releases);
    let staged = async move { releases.stage_rollback(&fingerprint).await };
    preview::show(&action, name, staged, &version).await
}

/// Finds a version by its number in the history, its name, or the first digits of its fingerprint.
async fn find(desk: &Desk, typed: &str) -> Result<Fingerprint, StageError> {
    let typed = typed.trim();
    let is_meant = |released: &Released| {
        let release = &released.release;
        released.number.to_string() == typed.trim_start_matches('#')
            || release.version == typed
            || typed.len() >= MIN_DIGITS && release.fingerprint.as_str().starts_with(typed)
    };
    let releases = desk.releases.store().releases(0, LOOKBACK).await?;
    let found = releases.into_iter().find(is_meant);
    found
        .map(|found| found.release.fingerprint)
        .ok_or(StageError::UnknownVersion)
}

/// Suggests the versions before the one that is live, the latest first.
async fn versions(ctx: SlashContext<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let interaction = interaction(&ctx);
    let desks = bot.desks();
    let may_see = may_moderate(&desks.servers, &interaction).is_ok()
        && bot.rates.take(Activity::Completion, interaction.user);
    let desk = desks.of(interaction.guild.map(GuildId::get));
    let releases = if may_see {
        desk.releases.store().releases(0, LOOKBACK).await
    } else {
        Ok(Vec::new())
    };
    let snapshot = desk.service.snapshot();
    let live = &snapshot.knowledge().fingerprint;
    let choices = choices(&releases.unwrap_or_default(), live, typed);
    CreateAutocompleteResponse::new().set_choices(choices)
}

/// Returns each version that contains what was typed, once, and without the one that is live.
fn choices(releases: &[Released], live: &Fingerprint, typed: &str) -> Vec<AutocompleteChoice> {
    let typed = typed.trim().to_lowercase();
    let mut seen = vec![live];
    let mut choices = Vec::new();
    for Released { number, release } in releases {
        if seen.contains(&&release.fingerprint) {
            continue;
        }
        seen.push(&release.fingerprint);
        // The hash at a version's end tells it apart, however many sources are before it.
        let hash = release
            .version
            .rsplit_once('@')
            .map_or("", |(_, hash)| hash);
        let version = foreign::field(&release.version, VERSION_CHARS);
        let hash = if version.ends_with(hash) { "" } else { hash };
        let name = format!("#{number} {version}{hash} {}", release.summary);
        if name.to_lowercase().contains(&typed) {
            let value = release.fingerprint.to_string();
            choices.push(AutocompleteChoice::new(
                foreign::field(&name, CHOICE_CHARS),
                value,
            ));
        }
    }
    choices.truncate(CHOICES);
    choices
}
