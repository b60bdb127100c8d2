//! A version goes live: whole, or not at all.

use std::io;

use fail::fail_point;

use crate::files;
use crate::knowledge::FileSet;
use crate::record::{Actor, Release, ReleaseIntent};
use crate::release::ReleasePipeline;
use crate::release::examine::{Revision, writes};
use crate::release::stage::blocking;
use crate::store::StoreError;

/// A version is live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its number in the history.
    pub number: i64,
    /// What is remembered of it.
    pub release: Release,
    /// Copies of what stood on disk and was neither live nor kept.
    pub set_aside: Vec<String>,
}

/// Why a version did not go live.
#[derive(Debug)]
pub enum PublishError {
    /// Something else has gone live since it was examined.
    BaseChanged,
    /// The files on disk are no longer what was examined.
    FilesChanged,
    /// The store cannot remember it.
    Store(StoreError),
    /// A file cannot be written.
    Files(io::Error),
}

impl From<StoreError> for PublishError {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

impl ReleasePipeline {
    /// Makes a version live; `at` is in seconds since 1970.
    ///
    /// What is intended is remembered before the first file is touched, and that it was done after
    /// the last: a crash between them is finished by the next start.
    pub async fn publish(
        &self,
        revision: &Revision,
        by: Actor,
        at: i64,
    ) -> Result<Published, PublishError> {
        let _turn = self.turn.lock().await;
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
        let mut set_aside = Vec::new();
        let before = self.stage_disk(revision.how).await.loaded.files;
        if writes(revision.how) {
            // Before anything is touched: what cannot be copied is not to be replaced.
            let base = self.live_files().await?.unwrap_or_default();
            let copies = self.set_aside(base, revision.files.clone(), at).await;
            set_aside = copies.map_err(PublishError::Files)?;
            let plan = ReleaseIntent {
                from: Some(revision.base.clone()),
                to: release.clone(),
            };
            self.store.intend(&plan).await?;
            fail_point!("publish-intended");
            if let Err(error) = self.exchange(revision.files.clone()).await {
                self.put_back(before).await;
                return Err(PublishError::Files(error));
            }
            fail_point!("publish-exchanged");
        } else if before != revision.files {
            return Err(PublishError::FilesChanged);
        }
        let number = match self.store.release(&release).await {
            Ok(number) => number,
            Err(fault) => {
                if writes(revision.how) {
                    self.put_back(before).await;
                }
                return Err(fault.into());
            }
        };
        fail_point!("publish-released");
        self.service.swap(&revision.snapshot);
        Ok(Published {
            number,
            release,
            set_aside,
        })
    }

    /// Copies what stands on disk and was never live; gives the names of the copies.
    async fn set_aside(&self, base: FileSet, new: FileSet, at: i64) -> io::Result<Vec<String>> {
        let path = self.path.clone();
        blocking(move || files::set_aside(&path, &[&base, &new], at)).await
    }

    /// Puts a set's files on disk.
    async fn exchange(&self, set: FileSet) -> io::Result<()> {
        let path = self.path.clone();
        blocking(move || files::exchange(&path, &set)).await
    }

    /// After a failure, the files on disk are what they were before. Where that fails too, the
    /// next start finishes what was intended.
    async fn put_back(&self, before: FileSet) {
        if let Err(error) = self.exchange(before).await {
            tracing::error!(%error, "cannot put the files on disk back");
        } else if let Err(fault) = self.store.abandon().await {
            tracing::error!(%fault, "cannot give up what was intended");
        }
    }
}
