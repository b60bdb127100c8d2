//! The use case of moderators: another version of the knowledge on its way to be live, and the way
//! back. There is one way for all: [`stage`], [`examine`], and, once someone has confirmed it,
//! [`publish`]. A fault at any step leaves what is live as it was.

mod examine;
mod publish;
mod recover;
mod stage;

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::knowledge::FileSet;
use crate::record::{Attempt, Suspension};
use crate::service::Service;
use crate::store::{Store, StoreError};

pub use crate::release::examine::{Examination, Revision};
pub use crate::release::publish::{PublishError, Published};
pub use crate::release::recover::{Start, start};
pub use crate::release::stage::{DiskState, StageError, Staged};

/// Keeps the knowledge: the files on disk, the versions in the store, and what is live, in step.
pub struct ReleasePipeline {
    service: Arc<Service>,
    store: Store,
    /// The knowledge file, or the folder of them.
    path: PathBuf,
    /// Whose turn it is to change what is live.
    turn: Mutex<()>,
}

impl ReleasePipeline {
    /// Keeps what a desk answers from, with the files at this path.
    #[must_use]
    pub fn new(service: Arc<Service>, store: Store, path: PathBuf) -> Self {
        Self {
            service,
            store,
            path,
            turn: Mutex::new(()),
        }
    }

    /// Where questions are answered.
    #[must_use]
    pub fn service(&self) -> &Arc<Service> {
        &self.service
    }

    /// What is remembered.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The files of the version that is live.
    pub async fn live_files(&self) -> Result<Option<FileSet>, StoreError> {
        let snapshot = self.service.snapshot();
        self.store.files(&snapshot.knowledge().fingerprint).await
    }

    /// Remembers an attempt, in the log too: there it stands even if the store cannot.
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
            tracing::error!(%fault, "cannot record an attempt");
        }
    }

    /// Suspends an entry, until it is restored.
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        self.store.suspend(suspension).await?;
        self.apply_suspensions().await
    }

    /// Restores an entry; says whether it was suspended.
    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError> {
        let _turn = self.turn.lock().await;
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
