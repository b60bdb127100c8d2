//! The commands of moderators: `/knowledge …`, and “Suspend this answer”. Each asks anew whether
//! its caller may, answers the caller alone, and leaves a trace of what was tried.

mod add;
mod attempt;
mod layout;
mod preview;
mod stats;
mod suggestions;
mod suspend;
mod triggers;
mod unanswered;
mod upload;

use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::channel::{Attachment, Message};

use crate::discord::Bot;
use crate::discord::commands::{Command, Context, caller, named};
use crate::discord::interaction::Caller;
use crate::discord::moderation::attempt::{Attempting, Said};
use crate::discord::outgoing::{Attached, Refused};
use crate::discord::permission::may_keep;
use crate::knowledge::Fingerprint;
use crate::record::{Action, ReleaseMethod, Released};
use crate::release::StageError;
use crate::store::StoreError;
use crate::wording::learning;
use crate::wording::moderators as wording;

pub use crate::discord::moderation::preview::{Previews, cancel, confirm};
pub use crate::discord::moderation::suggestions::{adopt, tell_weekly};
pub use crate::discord::moderation::suspend::restore;
pub use crate::discord::moderation::triggers::{Orders, obey};
pub use crate::discord::moderation::unanswered::{
    FormFields, mend, mend_with, turn as turn_unanswered,
};

/// How far back a version can be named by hand.
const FAR_BACK: u32 = 1_000;

/// Every command of moderators, in the words of [`wording`].
pub fn commands() -> Vec<Command> {
    let mut group = named(knowledge(), &wording::KNOWLEDGE);
    let names = [
        &wording::RELOAD,
        &wording::UPLOAD,
        &wording::STATUS,
        &wording::CHECK,
        &wording::HISTORY,
        &wording::ROLLBACK,
        &wording::DOWNLOAD,
        &wording::SUSPENDED,
        &wording::ADD,
        &wording::UNANSWERED,
        &wording::SUGGESTIONS,
        &wording::STATS,
    ];
    let commands = std::mem::take(&mut group.subcommands).into_iter();
    group.subcommands = commands
        .zip(names)
        .map(|(c, name)| named(c, name))
        .collect();
    let options: [(_, &[_]); 3] = [
        (1, &[&wording::UPLOAD_FILE]),
        (5, &[&wording::ROLLBACK_VERSION]),
        (8, &[&wording::ADD_PHRASING, &wording::ADD_ENTRY]),
    ];
    for (command, options) in options {
        let parameters = group.subcommands[command].parameters.iter_mut();
        for (parameter, option) in parameters.zip(options) {
            parameter.description = Some(option.description.into());
        }
    }
    let mut retract = retract();
    retract.context_menu_name = Some(wording::SUSPEND.into());
    vec![group, retract]
}

/// Only its subcommands can be called.
#[poise::command(
    slash_command,
    subcommands(
        "reload",
        "upload",
        "status",
        "check",
        "history",
        "rollback",
        "download",
        "suspended",
        "add::add",
        "unanswered",
        "suggestions",
        "stats"
    ),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn knowledge(_: Context<'_>) -> Result<(), Refused> {
    Ok(())
}

/// Reads the files on disk, and shows what would change.
#[poise::command(slash_command)]
async fn reload(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Reload).await? else {
        return Ok(());
    };
    let staged = bot.releases.stage_disk(ReleaseMethod::Reload).await;
    preview::show(&attempt, staged, None).await
}

/// Takes a knowledge file, and shows what would change.
#[poise::command(slash_command)]
async fn upload(ctx: Context<'_>, file: Attachment) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Upload).await? else {
        return Ok(());
    };
    match upload::fetch(bot, &file).await {
        Ok(bytes) => match bot.releases.stage_upload(&file.filename, bytes).await {
            Ok(staged) => preview::show(&attempt, staged, None).await,
            Err(not) => attempt.fail(&file.filename, not_staged(&not)).await,
        },
        Err(reason) => attempt.fail(&file.filename, reason).await,
    }
}

/// Says how the knowledge stands.
#[poise::command(slash_command)]
async fn status(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Status).await? else {
        return Ok(());
    };
    let standing = bot.releases.disk_state().await;
    let last = bot.releases.store().current().await;
    let suspended = bot.releases.store().suspended().await;
    let text = layout::status(
        bot.service.snapshot().knowledge(),
        standing,
        last,
        suspended,
    );
    attempt.show(Said::text(text)).await
}

/// Says all that is wrong with the files on disk.
#[poise::command(slash_command)]
async fn check(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Check).await? else {
        return Ok(());
    };
    let report = bot.releases.check_disk().await;
    attempt.show(layout::faults(&report)).await
}

/// Lists what went live.
#[poise::command(slash_command)]
async fn history(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::History).await? else {
        return Ok(());
    };
    show_history(&attempt, 0).await
}

/// Turns to another page of what went live.
pub async fn turn_history(bot: &Bot, caller: Caller<'_>, page: u32) -> Result<(), Refused> {
    match Attempting::begin(bot, caller, Action::History).await? {
        Some(attempt) => show_history(&attempt, page).await,
        None => Ok(()),
    }
}

async fn show_history(attempt: &Attempting<'_>, page: u32) -> Result<(), Refused> {
    let store = attempt.bot.releases.store();
    let read = async {
        let skip = page.saturating_mul(layout::A_PAGE);
        let releases = store.releases(skip, layout::A_PAGE).await?;
        Ok::<_, StoreError>((releases, store.count_releases().await?))
    };
    match read.await {
        Ok((releases, all)) => attempt.show(layout::history(&releases, page, all)).await,
        Err(fault) => {
            attempt
                .say(Said::text(wording::store_unavailable(&fault)))
                .await
        }
    }
}

/// Goes back to an earlier version, once it is confirmed.
#[poise::command(slash_command)]
async fn rollback(
    ctx: Context<'_>,
    #[autocomplete = "versions"] version: String,
) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Rollback).await? else {
        return Ok(());
    };
    let staged = async {
        let fingerprint = find_version(bot, &version).await?;
        bot.releases.stage_rollback(&fingerprint).await
    };
    match staged.await {
        Ok(staged) => preview::show(&attempt, staged, None).await,
        Err(not) => attempt.fail(&version, not_staged(&not)).await,
    }
}

/// Which version is meant: by its number in the history, its name, or the digits of its name.
async fn find_version(bot: &Bot, typed: &str) -> Result<Fingerprint, StageError> {
    let typed = typed.trim();
    let is_meant = |released: &Released| {
        let release = &released.release;
        released.number.to_string() == typed.trim_start_matches('#')
            || release.version == typed
            || typed.len() >= 7 && release.fingerprint.as_str().starts_with(typed)
    };
    let releases = bot.releases.store().releases(0, FAR_BACK).await?;
    let found = releases.into_iter().find(is_meant);
    found
        .map(|found| found.release.fingerprint)
        .ok_or(StageError::UnknownVersion)
}

/// The versions before the one that is live, the newest first.
async fn versions(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let bot = ctx.framework.user_data;
    let releases = match may_keep(&bot.config, &caller(&ctx)) {
        Ok(()) => bot.releases.store().releases(0, FAR_BACK).await,
        Err(_) => Ok(Vec::new()),
    };
    let snapshot = bot.service.snapshot();
    let snapshot = &snapshot.knowledge().fingerprint;
    let choices = layout::choices(&releases.unwrap_or_default(), snapshot, typed);
    let choices = choices
        .into_iter()
        .map(|(name, value)| AutocompleteChoice::new(name, value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Gives the tables that are live. The sources' own texts belong to their publishers.
#[poise::command(slash_command)]
async fn download(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Download).await? else {
        return Ok(());
    };
    let said = match bot.releases.live_files().await {
        Ok(files) => {
            let tables = files.unwrap_or_default().tables.into_iter();
            Said {
                files: tables
                    .map(|(name, bytes)| Attached { name, bytes })
                    .collect(),
                ..Said::text(wording::snapshot(
                    &bot.service.snapshot().knowledge().version,
                ))
            }
        }
        Err(fault) => Said::text(wording::store_unavailable(&fault)),
    };
    attempt.show(said).await
}

/// Lists what is suspended, and restores it.
#[poise::command(slash_command)]
async fn suspended(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let Some(attempt) = Attempting::begin(bot, caller(&ctx), Action::Suspended).await? else {
        return Ok(());
    };
    suspend::list(&attempt, None).await
}

/// Shows what is asked and not answered, with what would mend it.
#[poise::command(slash_command)]
async fn unanswered(ctx: Context<'_>) -> Result<(), Refused> {
    unanswered::turn(ctx.framework.user_data, caller(&ctx), 0).await
}

/// Shows what members confirmed and the table lacks.
#[poise::command(slash_command)]
async fn suggestions(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    match Attempting::begin(bot, caller(&ctx), Action::Suggestions).await? {
        Some(attempt) => suggestions::show(&attempt).await,
        None => Ok(()),
    }
}

/// Says how the table was used.
#[poise::command(slash_command)]
async fn stats(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    match Attempting::begin(bot, caller(&ctx), Action::Stats).await? {
        Some(attempt) => stats::show(&attempt).await,
        None => Ok(()),
    }
}

/// Takes an answer back, and holds its entry back.
#[poise::command(
    context_menu_command = "Suspend this answer",
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
async fn retract(ctx: Context<'_>, message: Message) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    match Attempting::begin(bot, caller(&ctx), Action::Retract).await? {
        Some(attempt) => suspend::retract(&attempt, &message).await,
        None => Ok(()),
    }
}

fn not_staged(not: &StageError) -> String {
    match not {
        StageError::Store(fault) => wording::store_fault(fault),
        StageError::UnknownVersion => wording::NO_SUCH_VERSION.to_owned(),
        StageError::FileName(_) => wording::NO_TABLE.to_owned(),
        StageError::NoSource => wording::NO_SOURCE.to_owned(),
        StageError::Amend(not) => learning::not_amended(&not.to_string()),
    }
}
