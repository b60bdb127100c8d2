//! Adds something to a table: the amended table is previewed like any other version.

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::preview;
use crate::discord::moderation::refusal::stage_error_text;
use crate::discord::outgoing::request_error::RequestError;
use crate::knowledge::amend::Amendment;

/// Previews the table of a source with an amendment.
pub async fn amend(
    action: &ModeratorAction<'_>,
    source: &str,
    amendment: &Amendment,
) -> Result<(), RequestError> {
    let releases = &action.bot.releases;
    match releases.stage_amendment(source, amendment).await {
        Ok(staged) => preview::show(action, staged, None).await,
        Err(error) => action.fail("", stage_error_text(&error)).await,
    }
}
