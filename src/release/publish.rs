//! A version goes live: as a whole, or not at all.

use std::io;

use fail::fail_point;

use crate::files;
use crate::knowledge::FileSet;
use crate::record::{Actor, Release, ReleaseIntent, UnixSeconds};
use crate::release::examine::{Revision, writes};
use crate::release::stage::blocking;
use crate::release::{ReleasePipeline, SettleError};
use crate::store::StoreError;

/// A version that went live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its number in the history.
    pub number: i64,
    /// Its row in the history.
    pub release: Release,
    /// Paths of the copies made of files that were edited on disk and never live.
    pub backups: Vec<String>,
}

/// Why a version did not go live.
#[derive(Debug)]
pub enum PublishError {
    /// Another version has gone live since it was examined.
    BaseChanged,
    /// The files on disk are no longer those that were examined.
    FilesChanged,
    /// The store failed.
    Store(StoreError),
    /// The files on disk cannot be read or replaced.
    Files(io::Error),
}

impl From<StoreError> for PublishError {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

impl From<SettleError> for PublishError {
    fn from(error: SettleError) -> Self {
        match error {
            SettleError::Store(fault) => Self::Store(fault),
            SettleError::Files(error) => Self::Files(error),
        }
    }
}

impl ReleasePipeline {
    /// Makes a version live.
    ///
    /// The intent is recorded before the first file is replaced, and the release after the last: a
    /// crash in between is completed by the next start. After any other failure, the files on disk
    /// and the live version are what they were.
    pub async fn publish(
        &self,
        revision: &Revision,
        by: Actor,
        at: UnixSeconds,
    ) -> Result<Published, PublishError> {
        let mut exclusive = self.exclusive.lock().await;
        self.settle_within(&mut exclusive).await?;
        let snapshot = self.service.snapshot();
        if snapshot.knowledge().fingerprint != revision.base {
            return Err(PublishError::BaseChanged);
        }
        let new = revision.snapshot.knowledge();
        let release = Release {
            fingerprint: new.fingerprint.clone(),
            version: new.version.clone(),
            method: revision.how,
            by,
            at,
            summary: revision.difference.summary(),
        };
        self.store
            .keep(&revision.files, &release.fingerprint, &release.version)
            .await?;
        fail_point!("publish-kept");
        let renamed = self.carry_suspended(snapshot.knowledge(), new).await?;
        let (number, backups) = if writes(revision.how) {
            self.release_replacing_files(revision, &release).await?
        } else {
            (
                self.release_from_disk(revision, &release).await?,
                Vec::new(),
            )
        };
        fail_point!("publish-released");
        self.service.swap(&revision.snapshot);
        if !renamed.is_empty() {
            self.drop_old_ids(&renamed).await;
        }
        Ok(Published {
            number,
            release,
            backups,
        })
    }

    /// Records a release whose files are on disk already, provided they still are.
    async fn release_from_disk(
        &self,
        revision: &Revision,
        release: &Release,
    ) -> Result<i64, PublishError> {
        let names = revision.snapshot.knowledge().text_names();
        let on_disk = self.read_files(names.into_iter().flatten()).await;
        if on_disk.ok().as_ref() != Some(&revision.files) {
            return Err(PublishError::FilesChanged);
        }
        Ok(self.store.release(release).await?)
    }

    /// Replaces the files on disk and records the release. Returns its number and the paths of the
    /// backups.
    async fn release_replacing_files(
        &self,
        revision: &Revision,
        release: &Release,
    ) -> Result<(i64, Vec<String>), PublishError> {
        let texts = revision.files.texts.keys().cloned();
        let before = self.read_files(texts).await.map_err(PublishError::Files)?;
        if revision.disk.as_ref().is_some_and(|disk| *disk != before) {
            return Err(PublishError::FilesChanged);
        }
        // Before anything is replaced: a file that cannot be backed up must stay.
        let base = match &revision.disk {
            Some(disk) => disk.clone(),
            None => self.live_files().await?.unwrap_or_default(),
        };
        // A folder that has gone since is a fault; one that was never there has to be made.
        if base.tables.is_empty() {
            let path = self.files.path.clone();
            let made = blocking(move || files::make_folder(&path)).await;
            made.map_err(PublishError::Files)?;
        }
        let backups = self.back_up(base, revision.files.clone(), release.at).await;
        let backups = backups.map_err(PublishError::Files)?;
        let intent = ReleaseIntent {
            from: Some(revision.base.clone()),
            to: release.clone(),
        };
        self.store.record_intent(&intent).await?;
        fail_point!("publish-intended");
        if let Err(error) = self.exchange(revision.files.clone()).await {
            self.restore_files(before).await;
            return Err(PublishError::Files(error));
        }
        fail_point!("publish-exchanged");
        match self.store.release(release).await {
            Ok(number) => Ok((number, backups)),
            Err(fault) => {
                self.restore_files(before).await;
                Err(fault.into())
            }
        }
    }

    /// Copies the files on disk that are in neither version.
    async fn back_up(
        &self,
        base: FileSet,
        new: FileSet,
        at: UnixSeconds,
    ) -> io::Result<Vec<String>> {
        let path = self.files.path.clone();
        blocking(move || files::back_up(&path, &[&base, &new], at)).await
    }

    async fn exchange(&self, set: FileSet) -> io::Result<()> {
        let path = self.files.path.clone();
        blocking(move || files::exchange(&path, &set)).await
    }

    /// Puts the files on disk back after a failure. If that fails too, the intent stays and the next
    /// start completes the release.
    async fn restore_files(&self, before: FileSet) {
        if let Err(error) = self.exchange(before).await {
            tracing::error!(%error, "cannot restore the files on disk");
        } else if let Err(fault) = self.store.clear_intent().await {
            tracing::error!(%fault, "cannot clear the intent of a failed release");
        }
    }
}
