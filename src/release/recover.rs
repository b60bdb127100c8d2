//! Startup: completes a release that a crash interrupted, loads the files on disk and, if they have
//! errors, falls back to the version that was live last.
//!
//! What the store does not allow at the start is done as soon as it does ([`ReleasePipeline::settle`]).
//! Until it is known which entries are suspended, none is shown.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::files::{self, KnowledgeFiles, Loaded};
use crate::knowledge::{FileSet, Fingerprint, Knowledge};
use crate::record::{Actor, KnowledgeOwner, Release, ReleaseIntent, ReleaseMethod, UnixSeconds};
use crate::release::stage::{blocking, load_set};
use crate::release::{ReleasePipeline, SettleError};
use crate::service::{Service, Snapshot, SuspendedEntries};
use crate::store::{Store, StoreError};

/// The result of starting.
pub struct Start {
    /// The pipeline; none if there is no knowledge to answer from. That of a single server answers nothing then.
    pub releases: Option<ReleasePipeline>,
    /// The report on the files on disk.
    pub report: Report,
    /// Whether they have errors, and the last live version serves instead.
    pub is_stale: bool,
    /// What the start could not do, and is tried again.
    pub fault: Option<SettleError>,
}

/// What a start could not do for want of the store.
pub struct Unsettled {
    /// The files that are served, to be kept and recorded; none if they came from the store.
    files: Option<FileSet>,
    /// When the program started.
    at: UnixSeconds,
    /// Whether it was tried in vain, which is logged when it succeeds.
    has_failed: bool,
}

/// Finds a version to answer from; a release that this records is dated `at`.
pub async fn start(files: impl Into<KnowledgeFiles>, store: Store, at: UnixSeconds) -> Start {
    let on_disk: KnowledgeFiles = files.into();
    let path = on_disk.path.as_path();
    let mut fault = complete_interrupted(path, &store).await.err();
    // This blocks: nothing else runs yet, or a thread of its own does this. Memory that loading frees on this
    // thread goes back to the system; a pool thread's allocator would keep it.
    let Loaded {
        mut knowledge,
        files,
        report,
    } = on_disk.load(None);
    let is_stale = knowledge.is_none();
    if is_stale {
        match last_live(path, &store).await {
            Ok(last) => knowledge = last,
            Err(missing) => fault = fault.or(Some(missing.into())),
        }
    }
    // One server's faulty files must not keep the bot from answering others; its moderators can upload better ones.
    if let KnowledgeOwner::Server(_) = store.owner() {
        knowledge = knowledge.or_else(|| Some(Knowledge::empty()));
    }
    let releases = knowledge.map(|knowledge| {
        let service = Arc::new(Service::of(Snapshot::new(knowledge)));
        service.suspend(SuspendedEntries::Unknown);
        let left = Unsettled {
            files: (!is_stale).then_some(files),
            at,
            has_failed: fault.is_some(),
        };
        ReleasePipeline::unsettled(service, store, on_disk.clone(), left)
    });
    if let Some(releases) = &releases {
        // A store that cannot be written may be readable; it is not waited for twice.
        let settled = match &fault {
            None => releases.settle().await,
            Some(_) => releases.apply_suspended().await.map_err(SettleError::Store),
        };
        fault = fault.or(settled.err());
    }
    Start {
        releases,
        report,
        is_stale,
        fault,
    }
}

impl ReleasePipeline {
    /// Does what the start could not do, if there is something left; a failure leaves the rest for the
    /// next call.
    pub async fn settle(&self) -> Result<(), SettleError> {
        let mut exclusive = self.exclusive.lock().await;
        self.settle_within(&mut exclusive).await
    }

    /// The same as [`Self::settle`], for whoever holds the lock.
    pub(super) async fn settle_within(
        &self,
        exclusive: &mut Option<Unsettled>,
    ) -> Result<(), SettleError> {
        let Some(unsettled) = exclusive else {
            return Ok(());
        };
        let finished = self.finish_start(unsettled).await;
        // Whatever else fails: what is suspended is not shown, and the rest is.
        let applied = if self.service.snapshot().knows_suspended() {
            Ok(())
        } else {
            self.apply_suspended().await.map_err(SettleError::Store)
        };
        let settled = finished.and(applied);
        if settled.is_err() {
            unsettled.has_failed = true;
            return settled;
        }
        if unsettled.has_failed {
            tracing::info!("the start is complete: every answer is given that is not suspended");
        }
        *exclusive = None;
        Ok(())
    }

    async fn finish_start(&self, unsettled: &Unsettled) -> Result<(), SettleError> {
        if complete_interrupted(&self.files.path, &self.store).await? {
            self.serve_disk().await;
        } else if let Some(files) = &unsettled.files {
            self.record_start(files, unsettled.at).await?;
        } else {
            self.serve_last().await?;
            self.keep_if_empty().await?;
        }
        Ok(())
    }

    /// Serves the version that was live last, where the store could not be read before and nothing is served.
    async fn serve_last(&self) -> Result<(), StoreError> {
        let live = self.service.snapshot();
        if live.knowledge().is_empty()
            && let Some(last) = last_live(&self.files.path, &self.store).await?
        {
            let last = blocking(move || Snapshot::new(last).set_as(&live)).await;
            self.service.swap(&last);
        }
        Ok(())
    }

    /// Keeps knowledge of nothing, which is in no history: what follows is made of it like of any other.
    async fn keep_if_empty(&self) -> Result<(), StoreError> {
        let live = self.service.snapshot();
        let live = live.knowledge();
        if live.is_empty() {
            let none = FileSet::default();
            self.store
                .keep(&none, &live.fingerprint, &live.version)
                .await?;
        }
        Ok(())
    }

    /// Serves the files on disk, which an interrupted release has been completed with.
    async fn serve_disk(&self) {
        let staged = self.stage_disk(ReleaseMethod::Start).await;
        if let Some(knowledge) = staged.loaded.knowledge {
            let live = self.service.snapshot();
            let new = blocking(move || Snapshot::new(knowledge).set_as(&live)).await;
            self.service.swap(&new);
        }
    }

    /// Keeps the files found at the start and, unless they are the last release, records them as one.
    async fn record_start(&self, files: &FileSet, at: UnixSeconds) -> Result<(), StoreError> {
        let snapshot = self.service.snapshot();
        let knowledge = snapshot.knowledge();
        let release = Release {
            fingerprint: knowledge.fingerprint.clone(),
            version: knowledge.version.clone(),
            method: ReleaseMethod::Start,
            by: Actor::Operator,
            at,
            summary: String::new(),
        };
        let store = &self.store;
        store
            .keep(files, &release.fingerprint, &release.version)
            .await?;
        let last = store.current().await?.map(|last| last.release.fingerprint);
        if last.as_ref() == Some(&release.fingerprint) {
            return Ok(());
        }
        let before = match &last {
            Some(last) => self.readable(last).await,
            None => None,
        };
        let renamed = match &before {
            Some(before) => self.carry_suspended(before, knowledge).await?,
            None => Vec::new(),
        };
        store.release(&release).await?;
        self.drop_old_ids(&renamed).await;
        Ok(())
    }

    /// A version from the store; none if it is not there or damaged, which is logged.
    async fn readable(&self, fingerprint: &Fingerprint) -> Option<Knowledge> {
        let kept = kept(&self.files.path, &self.store, fingerprint).await;
        kept.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "cannot compare the files with the last live version");
            None
        })
    }
}

/// Completes the release that was interrupted when the program was killed, unless somebody has edited
/// the tables since: then they are left alone. Returns whether it was completed.
async fn complete_interrupted(path: &Path, store: &Store) -> Result<bool, SettleError> {
    let Some(intent) = store.intent().await? else {
        return Ok(false);
    };
    let base = match &intent.from {
        Some(base) => store.files(base).await?,
        None => None,
    };
    let exchanged = match store.files(&intent.to.fingerprint).await? {
        Some(new) => exchange(path, base.unwrap_or_default(), new, &intent).await,
        None => None,
    };
    match exchanged {
        Some(Ok(copies)) => {
            tracing::info!(version = %intent.to.version, ?copies, "completed an interrupted release");
            store.release(&intent.to).await?;
            Ok(true)
        }
        Some(Err(error)) => Err(SettleError::Files(error)),
        None => {
            tracing::warn!(
                "the files have changed since a release was interrupted: the release is abandoned"
            );
            store.clear_intent().await?;
            Ok(false)
        }
    }
}

/// Makes the files on disk those of an interrupted release; what was edited besides its tables is copied
/// first. Returns the copies; none if the tables were edited.
async fn exchange(
    path: &Path,
    base: FileSet,
    new: FileSet,
    intent: &ReleaseIntent,
) -> Option<io::Result<Vec<String>>> {
    let (path, at) = (path.to_owned(), intent.to.at);
    blocking(move || {
        files::is_underway(&path, &base, &new, at).then(|| {
            let copies = files::back_up(&path, &[&base, &new], at)?;
            files::exchange(&path, &new)?;
            Ok(copies)
        })
    })
    .await
}

/// The version that was live last, from the store.
async fn last_live(path: &Path, store: &Store) -> Result<Option<Knowledge>, StoreError> {
    match store.current().await? {
        Some(last) => kept(path, store, &last.release.fingerprint).await,
        None => Ok(None),
    }
}

/// A version from the store; none if it was never kept, or is no longer valid.
pub(super) async fn kept(
    path: &Path,
    store: &Store,
    fingerprint: &Fingerprint,
) -> Result<Option<Knowledge>, StoreError> {
    let Some(set) = store.files(fingerprint).await? else {
        return Ok(None);
    };
    let path = path.to_owned();
    Ok(blocking(move || load_set(&path, set)).await.knowledge)
}
