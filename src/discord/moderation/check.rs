//! `/knowledge check`.

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::report::faults;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::record::Action;

/// Shows the faults and warnings of the files on disk.
#[poise::command(slash_command)]
pub async fn check(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Check).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let report = bot.releases.check_disk().await;
    action.show(faults(&report)).await
}
