//! `/knowledge status`.

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::knowledge::{Kind, Knowledge};
use crate::record::{Action, Released, Suspension};
use crate::release::DiskState;
use crate::service::Snapshot;
use crate::store::StoreError;
use crate::wording::moderators as wording;

/// Shows what is live, since when and by whom, and the state of the files and of the store.
#[poise::command(slash_command)]
pub async fn status(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Status).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let disk = bot.releases.disk_state().await;
    let current = bot.releases.store().current().await;
    let suspended = bot.releases.store().suspended().await;
    let snapshot = bot.service.snapshot();
    let text = layout(&snapshot, disk, current, suspended);
    action.show(ModeratorReply::text(text)).await
}

/// Lays the status out: `current` is the last release, `suspended` the suspended entries.
fn layout(
    snapshot: &Snapshot,
    disk: DiskState,
    current: Result<Option<Released>, StoreError>,
    suspended: Result<Vec<Suspension>, StoreError>,
) -> String {
    let knowledge = snapshot.knowledge();
    let mut lines = vec![wording::live_version(&knowledge.version)];
    if !snapshot.knows_suspended() {
        lines.push(wording::DECLINING.to_owned());
    }
    let (store, current) = match current {
        Ok(current) => (wording::STORE_OK.to_owned(), current),
        Err(fault) => (wording::store_unavailable(&fault), None),
    };
    lines.extend(current.map(|Released { release, .. }| {
        let (how, by) = (wording::how(release.method), wording::by(release.by));
        wording::live_since(release.at, how, &by)
    }));
    lines.extend(figures(knowledge));
    if let Ok(suspended) = suspended
        && !suspended.is_empty()
    {
        lines.push(wording::suspended_count(suspended.len()));
    }
    lines.push(match disk {
        DiskState::Live => wording::FILES_LIVE.to_owned(),
        DiskState::Changed => wording::files_changed(),
        DiskState::Invalid => wording::files_faulty(),
    });
    lines.push(store);
    lines.join("\n")
}

/// How much the table holds, and how many of its quotes are verified.
fn figures(knowledge: &Knowledge) -> [String; 2] {
    let count = |kind| knowledge.entries_of(kind).count();
    let facts = knowledge
        .sources
        .iter()
        .map(|source| source.facts.len())
        .sum();
    let phrasings = knowledge
        .entries
        .iter()
        .map(|entry| entry.phrasings.len())
        .sum();
    let verified = knowledge.citations().filter(|cited| cited.span.is_some());
    [
        wording::counts(facts, count(Kind::Question), count(Kind::Gap), phrasings),
        wording::quotes(verified.count(), knowledge.citations().count()),
    ]
}
