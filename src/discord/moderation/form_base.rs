//! The version that a form was filled in from, which need not be live any more when the form comes back.

use std::sync::Arc;

use crate::discord::custom_id::{Stamp, TableChange};
use crate::discord::moderation::action::ModeratorAction;
use crate::knowledge::Knowledge;
use crate::release::{ReleasePipeline, StageError};
use crate::service::Snapshot;
use crate::wording::curating::FORM_OUTDATED;

/// Heads the preview of a form that was filled in from a version that is not live any more.
#[must_use]
pub fn heading(action: &ModeratorAction, stamp: &Stamp) -> Option<&'static str> {
    let change = stamp.compare(action.desk.service.snapshot().knowledge());
    (change == TableChange::ChangedSince).then_some(FORM_OUTDATED)
}

/// The live version, and the one that a form was filled in from.
pub struct FormBase {
    /// What is live.
    pub live: Arc<Snapshot>,
    change: TableChange,
    /// The other version, if there is one and it is still known.
    earlier: Option<Knowledge>,
}

impl FormBase {
    /// Finds the version with a stamp.
    pub async fn find(releases: &ReleasePipeline, stamp: &Stamp) -> Result<Self, StageError> {
        let live = releases.service().snapshot();
        let change = stamp.compare(live.knowledge());
        let earlier = match change {
            TableChange::Unchanged => None,
            TableChange::ChangedSince => releases.earlier(stamp.as_str()).await?,
        };
        Ok(Self {
            live,
            change,
            earlier,
        })
    }

    /// What the form was filled in from, if it is known.
    pub fn knowledge(&self) -> Option<&Knowledge> {
        match self.change {
            TableChange::Unchanged => Some(self.live.knowledge()),
            TableChange::ChangedSince => self.earlier.as_ref(),
        }
    }
}
