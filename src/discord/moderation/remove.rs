//! `/knowledge remove`: takes an entry out, with what names it.

use std::sync::Arc;

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::entry_option::{find, suggest};
use crate::discord::moderation::preview;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::work_queue::WorkName;
use crate::knowledge::amend::Curation;
use crate::record::Action;
use crate::wording::learning;

/// Previews the table without an entry.
#[poise::command(slash_command)]
pub async fn remove(
    ctx: SlashContext<'_>,
    #[autocomplete = "suggest"] entry: String,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Remove).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(found) = find(knowledge, entry.trim()) else {
        let reason = learning::NO_SUCH_ENTRY.to_owned();
        return action.fail(&entry, reason).await;
    };
    let (source, id) = knowledge.key_of(found);
    let removal = Curation::Removal {
        source,
        entry: id.clone(),
    };
    let name = WorkName::new("remove", format!("{removal:?}"));
    let releases = Arc::clone(&action.desk.releases);
    let staged = Box::pin(async move { releases.stage_curation(&removal).await });
    preview::show(&action, name, staged, &id).await
}
