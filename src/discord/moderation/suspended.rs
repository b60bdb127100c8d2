//! `/knowledge suspended`: lists the suspended entries, and restores them.

use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, ShortHash};
use crate::discord::desks::Desk;
use crate::discord::interaction::InteractionContext;
use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::refusal::error_text;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::controls::menu;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::reply::pages::fitting;
use crate::discord::slash::{SlashContext, interaction};
use crate::knowledge::Knowledge;
use crate::record::{Action, AttemptOutcome, Suspension};
use crate::store::StoreError;
use crate::wording::moderators as wording;
use crate::wording::{Escaped, Words};

/// Characters of a question.
const QUESTION_CHARS: usize = 150;

/// Lists the suspended entries, with a menu to restore one.
#[poise::command(slash_command)]
pub async fn suspended(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    match ModeratorAction::begin(bot, interaction(&ctx), Action::Suspended).await? {
        Some(action) => list(&action, None).await,
        None => Ok(()),
    }
}

/// Restores the entry that was picked, and lists those that are left.
pub async fn restore(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    picked: Option<ShortHash>,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Restore).await?;
    let Some(action) = action else {
        return Ok(());
    };
    match restore_picked(&action.desk, picked.as_ref()).await {
        Ok(Some(Suspension { entry, .. })) => {
            action.conclude(AttemptOutcome::Done, &entry, "").await;
            list(&action, Some(wording::restored(&entry_id(&entry)))).await
        }
        Ok(None) => list(&action, None).await,
        Err(fault) => {
            action
                .fail("", wording::store_fault(&error_text(&fault)))
                .await
        }
    }
}

/// Restores an entry; `None` if it is not suspended.
async fn restore_picked(
    desk: &Desk,
    picked: Option<&ShortHash>,
) -> Result<Option<Suspension>, StoreError> {
    let suspended = desk.releases.store().suspended().await?;
    let found = suspended
        .into_iter()
        .find(|suspension| picked == Some(&hash(suspension)));
    if let Some(found) = &found {
        desk.releases.restore(&found.source, &found.entry).await?;
    }
    Ok(found)
}

async fn list(action: &ModeratorAction<'_>, heading: Option<String>) -> Result<(), RequestError> {
    match action.desk.releases.store().suspended().await {
        Ok(suspended) => {
            let snapshot = action.desk.service.snapshot();
            let reply = layout(snapshot.knowledge(), &suspended, heading);
            action.show(reply).await
        }
        Err(fault) => action.reply(ModeratorReply::store_fault(&fault)).await,
    }
}

fn layout(
    knowledge: &Knowledge,
    suspended: &[Suspension],
    heading: Option<String>,
) -> ModeratorReply {
    let mut lines: Vec<String> = heading.into_iter().collect();
    if suspended.is_empty() {
        lines.push(wording::NOTHING_SUSPENDED.to_owned());
    }
    let mut options = Vec::new();
    for suspension in suspended {
        let hash = hash(suspension);
        let question = hash.find(knowledge).map_or("", |entry| entry.asked_as());
        let by = wording::by(suspension.by);
        let (entry, at) = (&suspension.entry, suspension.at);
        let shown = foreign::text(question, QUESTION_CHARS);
        lines.push(wording::suspended_line(&entry_id(entry), &shown, at, &by));
        options.push((hash, format!("{entry} {question}")));
    }
    let menu = menu(&CustomId::RestoreMenu, wording::RESTORE, &options);
    ModeratorReply {
        rows: (!options.is_empty()).then_some(menu).into_iter().collect(),
        ..ModeratorReply::text(fitting(Words::english(), lines, MESSAGE_CHARS))
    }
}

fn entry_id(id: &str) -> Escaped {
    foreign::code(id, ENTRY_ID_CHARS)
}

fn hash(suspension: &Suspension) -> ShortHash {
    ShortHash::of(&suspension.source, &suspension.entry)
}
