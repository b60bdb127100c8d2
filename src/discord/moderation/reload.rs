//! `/knowledge reload`.

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::preview;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::record::Action;

/// Previews the files on disk.
#[poise::command(slash_command)]
pub async fn reload(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Reload).await?;
    let Some(action) = action else {
        return Ok(());
    };
    preview::show_disk(&action, None).await
}
