//! Startup: completes a release that a crash interrupted, loads the files on disk and, if they have
//! errors, falls back to the version that was live last.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::files::{self, KnowledgeFiles, Loaded};
use crate::knowledge::{FileSet, Knowledge};
use crate::record::{Actor, Release, ReleaseMethod, UnixSeconds};
use crate::release::ReleasePipeline;
use crate::release::stage::{blocking, load_set};
use crate::service::{Service, Snapshot};
use crate::store::{Store, StoreError};

/// The result of starting.
pub struct Start {
    /// The pipeline; none if there is no knowledge to answer from.
    pub releases: Option<ReleasePipeline>,
    /// The report on the files on disk.
    pub report: Report,
    /// Whether they have errors, and the last live version serves instead.
    pub is_stale: bool,
    /// Why the store failed, if it did.
    pub fault: Option<StoreError>,
}

/// Finds a version to answer from; a release that this records is dated `at`.
pub async fn start(files: impl Into<KnowledgeFiles>, store: Store, at: UnixSeconds) -> Start {
    let on_disk: KnowledgeFiles = files.into();
    let path = on_disk.path.as_path();
    let mut fault = complete_interrupted(path, &store).await.err();
    // Blocking is fine: nothing else runs yet. Memory that loading frees on this thread goes back to
    // the system; a pool thread's allocator would keep it.
    let Loaded {
        mut knowledge,
        files,
        report,
    } = on_disk.load(None);
    let is_stale = knowledge.is_none();
    if let Some(knowledge) = &knowledge {
        let recorded = record_start(&store, knowledge, &files, at).await;
        fault = recorded.err().or(fault);
    } else if fault.is_none() {
        match last_live(path, &store).await {
            Ok(last) => knowledge = last,
            Err(missing) => fault = Some(missing),
        }
    }
    let releases = knowledge.map(|knowledge| {
        let service = Arc::new(Service::of(Snapshot::new(knowledge)));
        ReleasePipeline::new(service, store, on_disk.clone())
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

/// Keeps the files found at the start and, unless they are the last release, records them as one.
async fn record_start(
    store: &Store,
    knowledge: &Knowledge,
    files: &FileSet,
    at: UnixSeconds,
) -> Result<(), StoreError> {
    let release = Release {
        fingerprint: knowledge.fingerprint.clone(),
        version: knowledge.version.clone(),
        method: ReleaseMethod::Start,
        by: Actor::Operator,
        at,
        summary: String::new(),
    };
    store
        .keep(files, &release.fingerprint, &release.version)
        .await?;
    let last = store.current().await?;
    if last.is_none_or(|last| last.release.fingerprint != release.fingerprint) {
        store.release(&release).await?;
    }
    Ok(())
}

/// Completes the release that was interrupted when the program was killed, unless somebody has edited
/// the files since: then they are left alone.
async fn complete_interrupted(path: &Path, store: &Store) -> Result<(), StoreError> {
    let Some(intent) = store.intent().await? else {
        return Ok(());
    };
    let new = store.files(&intent.to.fingerprint).await?;
    let base = match &intent.from {
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
            tracing::info!(version = %intent.to.version, "completed an interrupted release");
            store.release(&intent.to).await.map(|_| ())
        }
        Some(Err(error)) => {
            tracing::error!(%error, "cannot complete an interrupted release");
            Ok(())
        }
        None => {
            tracing::warn!(
                "the files have changed since a release was interrupted: the release is abandoned"
            );
            store.clear_intent().await
        }
    }
}

/// The version that was live last, from the store.
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
