//! Reads and validates files that could go live, wherever they come from: each set once.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::expand::account::Account;
use crate::expand::reply::AssistantReply;
use crate::files::{FileStamp, KnowledgePath, Loaded};
use crate::knowledge::amend::{AmendError, Amendment, Curation};
use crate::knowledge::{FileSet, Fingerprint};
use crate::record::ReleaseMethod;
use crate::release::{ReleasePipeline, SettleError};
use crate::service::Snapshot;
use crate::store::StoreError;

/// Files that were read and validated, but not yet examined.
pub struct Staged {
    /// How they would go live.
    pub how: ReleaseMethod,
    /// The version that was live when the files were read, which they are a change of.
    pub base: Arc<Snapshot>,
    /// What was added to it, if that is all that they change.
    pub addition: Option<Addition>,
    /// What became of an assistant's reply, if they take one.
    pub account: Option<Account>,
    /// The files on disk that they are a change of, if it is those; it goes live only in place of these.
    pub disk: Option<FileSet>,
    /// The files, and the knowledge or the errors in them.
    pub loaded: Loaded,
}

/// A change that leaves the rest alone: it can be staged again whatever else has gone live since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addition {
    /// An amendment to the table of a source.
    Amendment {
        /// The source's id.
        source: String,
        /// What is added.
        amendment: Amendment,
    },
    /// An entry is changed by hand, or taken out.
    Curation(Curation),
    /// Wordings of an assistant, those that were taken.
    Expansion(AssistantReply),
    /// Every phrasing of an assistant is taken back.
    TakeBack,
}

/// Why nothing could be staged.
#[derive(Debug)]
pub enum StageError {
    /// The store failed.
    Store(StoreError),
    /// The files of an interrupted release have to be written first, and cannot be.
    Files(io::Error),
    /// The store has no such version.
    UnknownVersion,
    /// Not a valid file name for a new table.
    FileName(String),
    /// The live version has no such source.
    NoSuchSource(String),
    /// The uploaded file has no `[source]` with an id, so it is unclear which table it replaces.
    NoSource,
    /// The table cannot take the amendment.
    Amend(AmendError),
    /// What is to be struck is not there: the message says so.
    Strike(String),
    /// Nothing of an assistant's reply is taken.
    NothingTaken(Box<Account>),
}

impl From<AmendError> for StageError {
    fn from(fault: AmendError) -> Self {
        Self::Amend(fault)
    }
}

impl From<SettleError> for StageError {
    fn from(error: SettleError) -> Self {
        match error {
            SettleError::Store(fault) => Self::Store(fault),
            SettleError::Files(error) => Self::Files(error),
        }
    }
}

impl From<StoreError> for StageError {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

/// How the files on disk compare with the live version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskState {
    /// They are the live version.
    Live,
    /// They are another valid version.
    Changed,
    /// They have errors.
    Invalid,
}

impl ReleasePipeline {
    /// Stages the files on disk.
    pub async fn stage_disk(&self, how: ReleaseMethod) -> Staged {
        let base = self.service.snapshot();
        let files = self.files.clone();
        let loaded = blocking(move || files.load(None)).await;
        Staged {
            how,
            base,
            addition: None,
            account: None,
            disk: None,
            loaded,
        }
    }

    /// Stages an addition to the live files.
    pub async fn stage_addition(&self, addition: &Addition) -> Result<Staged, StageError> {
        match addition {
            Addition::Amendment { source, amendment } => {
                self.stage_amendment(source, amendment).await
            }
            Addition::Curation(curation) => self.stage_curation(curation).await,
            Addition::Expansion(reply) => self.stage_expansion(reply.clone(), &[]).await,
            Addition::TakeBack => self.stage_take_back().await,
        }
    }

    /// Stages the live files with an amendment to the table of a source. A new entry gets another id if
    /// its own is taken.
    pub async fn stage_amendment(
        &self,
        source: &str,
        amendment: &Amendment,
    ) -> Result<Staged, StageError> {
        let (base, mut set) = self.base().await?;
        let knowledge = base.knowledge();
        let mut sources = knowledge.sources.iter();
        // Sources and tables have the same order: tables are read in the order of their names.
        let at = sources.position(|own| own.id == source);
        let table = at.and_then(|at| set.tables.values_mut().nth(at));
        let table = table.ok_or_else(|| StageError::NoSuchSource(source.to_owned()))?;
        let text = String::from_utf8_lossy(table);
        let own = at.and_then(|at| knowledge.sources.get(at));
        let own = own.and_then(|source| source.text.as_ref());
        let amendment = amendment.clone().with_free_id(knowledge);
        *table = amendment.add_to(&text, own)?.into_bytes();
        let staged = self.stage_set(ReleaseMethod::Amend, base, set).await;
        let addition = Some(Addition::Amendment {
            source: source.to_owned(),
            amendment,
        });
        Ok(Staged { addition, ..staged })
    }

    /// Stages a version that was live before.
    pub async fn stage_rollback(&self, fingerprint: &Fingerprint) -> Result<Staged, StageError> {
        let base = self.service.snapshot();
        let set = self.store.files(fingerprint).await?;
        let set = set.ok_or(StageError::UnknownVersion)?;
        Ok(self.stage_set(ReleaseMethod::Rollback, base, set).await)
    }

    /// The live version with its own files, whatever goes live meanwhile.
    pub(super) async fn base(&self) -> Result<(Arc<Snapshot>, FileSet), StageError> {
        self.settle().await?;
        let base = self.service.snapshot();
        let files = self.store.files(&base.knowledge().fingerprint).await?;
        Ok((base, files.ok_or(StageError::UnknownVersion)?))
    }

    pub(super) async fn stage_set(
        &self,
        how: ReleaseMethod,
        base: Arc<Snapshot>,
        set: FileSet,
    ) -> Staged {
        let path = self.files.path.clone();
        let loaded = blocking(move || load_set(&path, set)).await;
        Staged {
            how,
            base,
            addition: None,
            account: None,
            disk: None,
            loaded,
        }
    }

    /// A hash of the sizes, times and identities of the files on disk: as long as it stays the same, so do they.
    pub async fn disk_stamp(&self) -> u64 {
        let path = self.files.path.clone();
        blocking(move || FileStamp::of(&path).hash).await
    }

    /// How the files on disk compare with the live version.
    pub async fn disk_state(&self) -> DiskState {
        if self.is_live_on_disk().await {
            return DiskState::Live;
        }
        let loaded = self.stage_disk(ReleaseMethod::Reload).await.loaded;
        match loaded.knowledge {
            Some(_) => DiskState::Changed,
            None => DiskState::Invalid,
        }
    }

    /// Whether the files on disk have the content of the live version. Nothing is parsed.
    pub async fn is_live_on_disk(&self) -> bool {
        let snapshot = self.service.snapshot();
        let live = snapshot.knowledge();
        let names = live.text_names();
        let on_disk = self.read_files(names.iter().flatten().cloned()).await;
        on_disk.is_ok_and(|files| files.fingerprint(&names).as_ref() == Some(&live.fingerprint))
    }

    /// The bytes of the tables on disk, and of those of these texts that exist.
    pub(super) async fn read_files(
        &self,
        texts: impl IntoIterator<Item = String>,
    ) -> io::Result<FileSet> {
        let files = self.files.clone();
        let texts: Vec<String> = texts.into_iter().collect();
        blocking(move || files.read_set(texts)).await
    }
}

/// Loads a set as if its files were at this path.
pub(super) fn load_set(path: &Path, set: FileSet) -> Loaded {
    let layout = KnowledgePath::of(path);
    let (knowledge, report) = set.load(|name| layout.table(name).display().to_string());
    Loaded {
        knowledge,
        files: set,
        report,
    }
}

/// Runs slow work on a thread where it blocks no reply.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
