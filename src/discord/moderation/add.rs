//! `/knowledge add`: adds a phrasing to an entry.

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::amend::amend;
use crate::discord::moderation::entry_option::{find, suggest};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashContext, interaction};
use crate::knowledge::amend::Amendment;
use crate::record::Action;
use crate::wording::learning as wording;

/// Previews the table with a phrasing added to an entry.
#[poise::command(slash_command)]
pub async fn add(
    ctx: SlashContext<'_>,
    phrasing: String,
    #[autocomplete = "suggest"] entry: String,
) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let Some(found) = find(knowledge, entry.trim()) else {
        let reason = wording::NO_SUCH_ENTRY.to_owned();
        return action.fail(&entry, reason).await;
    };
    let amendment = Amendment::Phrasing {
        entry: found.id.clone(),
        text: phrasing.trim().to_owned(),
    };
    amend(&action, &knowledge.source_of(found).id, amendment).await
}
