//! `/knowledge download`.

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::outgoing::FileAttachment;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::slash::{SlashContext, interaction};
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
    let reply = match bot.releases.live_files().await {
        Ok(files) => {
            let tables = files.unwrap_or_default().tables.into_iter();
            let snapshot = bot.service.snapshot();
            let version = foreign::version(&snapshot.knowledge().version);
            ModeratorReply {
                files: tables
                    .map(|(name, bytes)| FileAttachment::new(&name, bytes))
                    .collect(),
                ..ModeratorReply::text(wording::live_version(&version))
            }
        }
        Err(fault) => ModeratorReply::store_fault(&fault),
    };
    action.show(reply).await
}
