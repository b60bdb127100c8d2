//! How the bot comes by its knowledge: what a crash left half done is finished, the files on disk
//! are read, and where they have faults, what was live last goes on.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::files::{self, Loaded};
use crate::knowledge::Knowledge;
use crate::record::{Actor, Release, ReleaseMethod};
use crate::release::ReleasePipeline;
use crate::release::stage::{blocking, load_set};
use crate::service::{Service, Snapshot};
use crate::store::{Store, StoreError};

/// The way a start went.
pub struct Start {
    /// Keeps the knowledge from now on; none where there is nothing to answer from.
    pub releases: Option<ReleasePipeline>,
    /// What was found in the files on disk.
    pub report: Report,
    /// Whether they have faults, and what was live last serves in their place.
    pub is_stale: bool,
    /// What the store could not do.
    pub fault: Option<StoreError>,
}

/// Finds something to answer from; `at` is in seconds since 1970.
pub async fn start(path: &Path, store: Store, at: i64) -> Start {
    let mut fault = finish(path, &store).await.err();
    // Nothing else is under way yet. On this thread, what loading needs and frees goes back to the
    // system; another's would be kept for more of its own.
    let Loaded {
        mut knowledge,
        files,
        report,
    } = files::load(path, None);
    let is_stale = knowledge.is_none();
    if let Some(knowledge) = &knowledge {
        let release = Release {
            fingerprint: knowledge.fingerprint.clone(),
            version: knowledge.version.clone(),
            method: ReleaseMethod::Start,
            by: Actor::Operator,
            at,
            summary: String::new(),
        };
        let kept = async {
            store
                .keep(&files, &release.fingerprint, &release.version)
                .await?;
            let last = store.current().await?;
            if last.is_none_or(|last| last.release.fingerprint != release.fingerprint) {
                store.release(&release).await?;
            }
            Ok(())
        };
        fault = kept.await.err().or(fault);
    } else if fault.is_none() {
        match last_live(path, &store).await {
            Ok(last) => knowledge = last,
            Err(missing) => fault = Some(missing),
        }
    }
    let releases = knowledge.map(|knowledge| {
        let service = Arc::new(Service::of(Snapshot::new(knowledge)));
        ReleasePipeline::new(service, store, path.to_owned())
    });
    if let (Some(releases), None) = (&releases, &fault) {
        fault = releases.apply_suspensions().await.err();
    }
    Start {
        releases,
        report,
        is_stale,
        fault,
    }
}

/// Finishes the release that was under way when the program was killed. Where somebody has edited
/// the files since, they are left alone.
async fn finish(path: &Path, store: &Store) -> Result<(), StoreError> {
    let Some(plan) = store.intended().await? else {
        return Ok(());
    };
    let new = store.files(&plan.to.fingerprint).await?;
    let base = match &plan.from {
        Some(base) => store.files(base).await?,
        None => None,
    };
    let (new, base) = (new.unwrap_or_default(), base.unwrap_or_default());
    let owned = path.to_owned();
    let finished = blocking(move || {
        files::holds_one_of(&owned, &[&base, &new]).then(|| files::exchange(&owned, &new))
    });
    match finished.await {
        Some(Ok(())) => {
            tracing::info!(version = %plan.to.version, "finished what was under way");
            store.release(&plan.to).await.map(|_| ())
        }
        Some(Err(error)) => {
            tracing::error!(%error, "cannot finish what was under way");
            Ok(())
        }
        None => {
            tracing::warn!(
                "the files have changed since a release was interrupted; it is given up"
            );
            store.abandon().await
        }
    }
}

/// What was live last, from the store.
async fn last_live(path: &Path, store: &Store) -> Result<Option<Knowledge>, StoreError> {
    let Some(last) = store.current().await? else {
        return Ok(None);
    };
    let Some(set) = store.files(&last.release.fingerprint).await? else {
        return Ok(None);
    };
    let path = path.to_owned();
    Ok(blocking(move || load_set(&path, set)).await.knowledge)
}
