//! Adds something to a table: the amended table is previewed like any other version.

use std::sync::Arc;

use crate::discord::moderation::action::ModeratorAction;
use crate::discord::moderation::preview;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::work_queue::WorkName;
use crate::knowledge::amend::Amendment;

/// Previews the table of a source with an amendment.
pub async fn amend(
    action: &ModeratorAction<'_>,
    source: &str,
    amendment: Amendment,
) -> Result<(), RequestError> {
    let name = WorkName::new("amend", format!("{source} {amendment:?}"));
    let (releases, source) = (Arc::clone(&action.desk.releases), source.to_owned());
    let staged = Box::pin(async move { releases.stage_amendment(&source, &amendment).await });
    preview::show(action, name, staged, "").await
}
