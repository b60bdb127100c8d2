//! `/knowledge download`.

use std::sync::Arc;

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::FileAttachment;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::record::Action;
use crate::wording::moderators as wording;

/// Attaches the tables that are live; not the sources' own texts, which belong to their publishers.
#[poise::command(slash_command)]
pub async fn download(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Download).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let releases = Arc::clone(&action.desk.releases);
    let snapshot = action.desk.service.snapshot();
    let name = WorkName::new("download", snapshot.knowledge().fingerprint.as_str());
    let work = |_| async move {
        let files = match releases.live_files().await {
            Ok(files) => files.unwrap_or_default(),
            Err(fault) => return ModeratorReply::store_fault(&fault),
        };
        let tables = files.tables.into_iter();
        let version = foreign::version(&snapshot.knowledge().version);
        ModeratorReply {
            files: tables
                .map(|(name, bytes)| FileAttachment::new(&name, bytes))
                .collect(),
            ..ModeratorReply::text(wording::live_version(&version))
        }
    };
    match action.work(name, work).await? {
        Some(reply) => action.show(Arc::unwrap_or_clone(reply)).await,
        None => Ok(()),
    }
}
