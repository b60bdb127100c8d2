//! `/knowledge check`.

use std::sync::Arc;

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::stale::faults_on_disk;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::insights::usage::date;
use crate::question_log::today;
use crate::record::Action;

/// Shows the faults and warnings of the files on disk.
#[poise::command(slash_command)]
pub async fn check(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Check).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let releases = Arc::clone(&bot.releases);
    let name = WorkName::new("check", releases.disk_stamp().await.to_string());
    let work = async move {
        let report = releases.check_disk(date(today())).await;
        faults_on_disk(&releases, report).await
    };
    match action.work(name, work).await? {
        Some(reply) => action.show(Arc::unwrap_or_clone(reply)).await,
        None => Ok(()),
    }
}
