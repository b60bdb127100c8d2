//! The release pipeline: how another version of the knowledge goes live, and how to go back.
//!
//! Every release takes the same steps: stage (read and validate the files once), examine (compare
//! them with what is live), and, once somebody has confirmed it, publish. A failure at any step
//! leaves the live version and its files as they were. [`start`] completes what a crash interrupted.

mod acceptance;
mod curation;
mod examine;
mod expansion;
mod publish;
mod recover;
mod stage;
mod suspensions;
mod upload;

use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::files::KnowledgeFiles;
use crate::knowledge::{FileSet, Knowledge};
use crate::record::Attempt;
use crate::service::Service;
use crate::store::{Store, StoreError};

pub use crate::release::acceptance::{ChangedPassage, StaleEntry, StaleFiles};
pub use crate::release::examine::{DiskCheck, Examination, Revision, Sampled};
pub use crate::release::publish::{PublishError, Published};
pub use crate::release::recover::{Start, start};
pub use crate::release::stage::{Addition, DiskState, StageError, Staged};
pub use crate::release::suspensions::RenamedEntry;

use crate::release::recover::{Unsettled, kept};

/// How many releases back a version is looked for.
pub const LOOKBACK: u32 = 1_000;

/// Why something of the start is left to be done.
#[derive(Debug)]
pub enum SettleError {
    /// The store failed.
    Store(StoreError),
    /// The files of an interrupted release cannot be written.
    Files(io::Error),
}

impl fmt::Display for SettleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(fault) => fault.fmt(f),
            Self::Files(error) => write!(f, "cannot complete an interrupted release: {error}"),
        }
    }
}

impl From<StoreError> for SettleError {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

/// Keeps the files on disk, the versions in the store and the live snapshot in step.
pub struct ReleasePipeline {
    service: Arc<Service>,
    store: Store,
    files: KnowledgeFiles,
    /// Held while the live version or its suspensions change: what the start could not do for want of
    /// the store, and has still to be done.
    exclusive: Mutex<Option<Unsettled>>,
}

impl ReleasePipeline {
    /// A pipeline for these files, which the service answers from.
    #[must_use]
    pub fn new(service: Arc<Service>, store: Store, files: impl Into<KnowledgeFiles>) -> Self {
        Self {
            service,
            store,
            files: files.into(),
            exclusive: Mutex::new(None),
        }
    }

    /// The same, with something left to do.
    fn unsettled(
        service: Arc<Service>,
        store: Store,
        files: KnowledgeFiles,
        left: Unsettled,
    ) -> Self {
        Self {
            exclusive: Mutex::new(Some(left)),
            ..Self::new(service, store, files)
        }
    }

    /// The service that answers questions.
    #[must_use]
    pub fn service(&self) -> &Arc<Service> {
        &self.service
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The files of the live version, as the store kept them.
    pub async fn live_files(&self) -> Result<Option<FileSet>, StoreError> {
        let snapshot = self.service.snapshot();
        self.store.files(&snapshot.knowledge().fingerprint).await
    }

    /// The version whose fingerprint begins with these digits, if it was live; none if the store does not
    /// know it.
    pub async fn earlier(&self, digits: &str) -> Result<Option<Knowledge>, StoreError> {
        let releases = self.store.releases(0, LOOKBACK).await?.into_iter();
        let mut fingerprints = releases.map(|released| released.release.fingerprint);
        match fingerprints.find(|fingerprint| fingerprint.as_str().starts_with(digits)) {
            Some(found) => kept(&self.files.path, &self.store, &found).await,
            None => Ok(None),
        }
    }

    /// Writes an attempt to the audit trail and to the log, which has it even if the store fails.
    pub async fn record(&self, attempt: &Attempt) {
        tracing::info!(
            by = ?attempt.by,
            server = attempt.server,
            action = attempt.action.as_str(),
            target = %attempt.target,
            outcome = attempt.outcome.as_str(),
            detail = %attempt.detail,
            "moderation"
        );
        if let Err(fault) = self.store.record(attempt).await {
            tracing::error!(%fault, "cannot write to the audit trail");
        }
    }
}
