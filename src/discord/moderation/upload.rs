//! `/knowledge upload`.

use std::sync::Arc;

use serenity::model::channel::Attachment;
use sha2::{Digest, Sha256};

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::attachment::{Accepted, fetch};
use crate::discord::moderation::preview;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::record::Action;
use crate::wording::moderators as wording;

/// The most bytes of a table that is uploaded: twice what the largest shipped one has. Whoever has more
/// splits it, or puts it on the machine. What the commands of moderators take on a table of this size is
/// printed by `just moderators`.
pub const MAX_UPLOAD_BYTES: usize = 1024 * 1024;
/// A table.
const TABLE: Accepted = Accepted {
    endings: &[".toml"],
    otherwise: wording::NO_TABLE,
    limit: MAX_UPLOAD_BYTES,
};

/// Previews an uploaded knowledge file.
#[poise::command(slash_command)]
pub async fn upload(ctx: SlashContext<'_>, file: Attachment) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Upload).await?;
    let Some(action) = action else {
        return Ok(());
    };
    // Before the file is fetched, so that no more files are held than can be examined.
    let place = match bot.work.place(action.server()) {
        Ok(place) => place,
        Err(busy) => return action.reply(ModeratorReply::not_done(busy)).await,
    };
    let bytes = match fetch(bot, &file, &TABLE).await {
        Ok(bytes) => bytes,
        Err(reason) => return action.fail(&file.filename, reason).await,
    };
    let (releases, filename) = (Arc::clone(&action.desk.releases), file.filename.clone());
    let name = WorkName::new("upload", format!("{filename} {:?}", Sha256::digest(&bytes)));
    let staged = Box::pin(async move { releases.stage_upload(&filename, bytes).await });
    preview::show_at(&action, place, name, staged, &file.filename).await
}
