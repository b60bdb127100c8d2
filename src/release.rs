//! The release pipeline: how another version of the knowledge goes live, and how to go back.
//!
//! Every release takes the same steps: stage (read and validate the files once), examine (compare
//! them with what is live), and, once somebody has confirmed it, publish. A failure at any step
//! leaves the live version and its files as they were. [`start`] completes what a crash interrupted.

mod examine;
mod publish;
mod recover;
mod stage;

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::files::KnowledgeFiles;
use crate::knowledge::FileSet;
use crate::record::{Attempt, Suspension};
use crate::service::Service;
use crate::store::{Store, StoreError};

pub use crate::release::examine::{Examination, Revision};
pub use crate::release::publish::{PublishError, Published};
pub use crate::release::recover::{Start, start};
pub use crate::release::stage::{DiskState, StageError, Staged};

/// Keeps the files on disk, the versions in the store and the live snapshot in step.
pub struct ReleasePipeline {
    service: Arc<Service>,
    store: Store,
    files: KnowledgeFiles,
    /// Held while the live version or its suspensions change.
    exclusive: Mutex<()>,
}

impl ReleasePipeline {
    /// A pipeline for these files, which the service answers from.
    #[must_use]
    pub fn new(service: Arc<Service>, store: Store, files: impl Into<KnowledgeFiles>) -> Self {
        Self {
            service,
            store,
            files: files.into(),
            exclusive: Mutex::new(()),
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

    /// Suspends an entry, until it is restored.
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError> {
        let _exclusive = self.exclusive.lock().await;
        self.store.suspend(suspension).await?;
        self.apply_suspensions().await
    }

    /// Restores an entry. Returns whether it was suspended.
    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError> {
        let _exclusive = self.exclusive.lock().await;
        let was_suspended = self.store.restore(source, entry).await?;
        self.apply_suspensions().await?;
        Ok(was_suspended)
    }

    async fn apply_suspensions(&self) -> Result<(), StoreError> {
        let suspended = self.store.suspended().await?.into_iter();
        self.service
            .suspend(suspended.map(|s| (s.source, s.entry)).collect());
        Ok(())
    }
}
