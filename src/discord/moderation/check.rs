//! `/knowledge check`.

use std::sync::Arc;

use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::report::sampled_line;
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
    let releases = Arc::clone(&action.desk.releases);
    let name = WorkName::new("check", releases.disk_stamp().await.to_string());
    let work = |demand| async move {
        let checked = releases.check_disk(date(today()), demand).await;
        let sampled = sampled_line(checked.self_tested);
        let reply = faults_on_disk(&releases, checked.report).await;
        let lines = sampled.into_iter().chain([reply.text]);
        ModeratorReply {
            text: lines.collect::<Vec<_>>().join("\n"),
            ..reply
        }
    };
    match action.work(name, work).await? {
        Some(reply) => action.show(Arc::unwrap_or_clone(reply)).await,
        None => Ok(()),
    }
}
