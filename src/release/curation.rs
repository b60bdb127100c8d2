//! Stages a change that a moderator made to an entry by hand.

use std::sync::Arc;

use crate::knowledge::amend::{AmendError, Curation};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::release::expansion::replace;
use crate::release::stage::{Addition, StageError, Staged, blocking};

impl ReleasePipeline {
    /// Stages the live files with a change of an entry, or without the entry.
    pub async fn stage_curation(&self, curation: &Curation) -> Result<Staged, StageError> {
        let (base, mut set) = self.base().await?;
        let (live, own) = (Arc::clone(&base), curation.clone());
        let curated = blocking(move || {
            let changed = own.apply(live.knowledge(), &set)?;
            replace(&mut set, changed);
            Ok::<_, AmendError>(set)
        });
        let staged = self
            .stage_set(ReleaseMethod::Amend, base, curated.await?)
            .await;
        Ok(Staged {
            addition: Some(Addition::Curation(curation.clone())),
            ..staged
        })
    }
}
