//! A change that cannot be written to disk, offered as a patch.

use std::sync::Arc;

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::patch::patches;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::work_queue::{WorkName, computed};
use crate::record::AttemptOutcome;
use crate::release::Revision;
use crate::wording::learning;

/// Concludes an amendment whose files cannot be written, with the change as a patch.
pub async fn offer_patch(
    action: &ModeratorAction<'_>,
    revision: Arc<Revision>,
    reason: &str,
) -> Result<(), RequestError> {
    let version = &revision.snapshot.knowledge().version;
    action
        .conclude(AttemptOutcome::Failed, version, reason)
        .await;
    let releases = Arc::clone(&action.desk.releases);
    let name = WorkName::new("patch", action.interaction.id.to_string());
    let work = |_| async move {
        let before = releases.live_files().await.ok().flatten();
        computed(move || patches(&before.unwrap_or_default(), &revision.files)).await
    };
    let Some(files) = action.work(name, work).await? else {
        return Ok(());
    };
    let reply = ModeratorReply {
        files: Arc::unwrap_or_clone(files),
        ..ModeratorReply::text(format!("{reason}\n{}", learning::TAKE_PATCH))
    };
    action.reply(reply).await
}
