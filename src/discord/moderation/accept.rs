//! “Still right”: accepts what cites words that have changed. With the last one, the files are previewed.

use std::sync::Arc;

use crate::discord::bot::Bot;
use crate::discord::custom_id::ShortHash;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::preview;
use crate::discord::moderation::stale::{MOST, bit, hash, layout};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::work_queue::WorkName;
use crate::record::{Action, AttemptOutcome};
use crate::wording::learning as wording;
use crate::wording::moderators;

/// “Still right”: notes it, and previews the files once nothing is left to look at.
pub async fn accept(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    files: &ShortHash,
    (accepted, which): (u64, usize),
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let releases = Arc::clone(&action.desk.releases);
    let name = WorkName::new("stale", releases.disk_stamp().await.to_string());
    let work = |_| async move { releases.stale_files().await };
    let Some(stale) = action.work(name, work).await? else {
        return Ok(());
    };
    let Some(stale) = (*stale).as_ref().filter(|own| own.entries.len() <= MOST) else {
        return action.fail("", wording::LOOK_AGAIN.to_owned()).await;
    };
    if hash(stale) != *files {
        let heading = Some(moderators::FILES_CHANGED);
        if stale.entries.is_empty() {
            return preview::show_disk(&action, heading).await;
        }
        let again = layout(stale, 0, Some(wording::STALE_AGAIN));
        return action.reply(again).await;
    }
    let accepted = accepted | bit(which);
    let all = 0..stale.entries.len();
    if all.clone().any(|index| accepted & bit(index) == 0) {
        let id = stale.entries.get(which).map_or("", |entry| &*entry.id);
        action.record(AttemptOutcome::Previewed, id, "").await;
        return action.reply(layout(stale, accepted, None)).await;
    }
    let (releases, stale) = (Arc::clone(&action.desk.releases), stale.clone());
    let name = WorkName::new("accept", hash(&stale).as_str());
    let staged = Box::pin(async move {
        let all: Vec<usize> = all.collect();
        releases.stage_acceptance(stale, &all).await
    });
    preview::show(&action, name, staged, "").await
}
