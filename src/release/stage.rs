//! Files that could become live, wherever they come from.

use std::path::Path;

use crate::files::{self, KnowledgePath, Loaded};
use crate::knowledge::amend::{AmendError, Amendment};
use crate::knowledge::{FileSet, Fingerprint, Knowledge, parse};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::store::StoreError;

/// Files that were read and not yet examined.
pub struct Staged {
    /// How they would go live.
    pub how: ReleaseMethod,
    /// What came of reading them.
    pub loaded: Loaded,
}

/// Why there is nothing to examine.
#[derive(Debug)]
pub enum StageError {
    /// The store cannot give what is needed.
    Store(StoreError),
    /// The store has no such version.
    UnknownVersion,
    /// A new table cannot be called that.
    FileName(String),
    /// The uploaded file holds no `[source]` whose id says which table it is for.
    NoSource,
    /// There is no place for what is to be added.
    AmendError(AmendError),
}

impl From<AmendError> for StageError {
    fn from(not: AmendError) -> Self {
        Self::AmendError(not)
    }
}

impl From<StoreError> for StageError {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

/// How the files on disk stand to what is live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskState {
    /// They are what is live.
    Snapshot,
    /// They are another version, which could be made live.
    Changed,
    /// They have faults.
    Faulty,
}

impl ReleasePipeline {
    /// The files on disk.
    pub async fn stage_disk(&self, how: ReleaseMethod) -> Staged {
        let path = self.path.clone();
        let loaded = blocking(move || files::load(&path, None)).await;
        Staged { how, loaded }
    }

    /// What is live, with one table exchanged for an uploaded one, or added to it.
    pub async fn stage_upload(&self, name: &str, bytes: Vec<u8>) -> Result<Staged, StageError> {
        let mut set = self.live_files().await?.ok_or(StageError::UnknownVersion)?;
        let snapshot = self.service.snapshot();
        let table = match KnowledgePath::of(&self.path) {
            KnowledgePath::File(_) => set.tables.keys().next().cloned(),
            KnowledgePath::Folder(_) => same_source(&set, snapshot.knowledge(), name, &bytes)?,
        };
        let table = match table {
            Some(table) => table,
            None if is_plain_table_name(name) => name.to_owned(),
            None => return Err(StageError::FileName(name.to_owned())),
        };
        set.tables.insert(table, bytes);
        Ok(self.stage_set(ReleaseMethod::Upload, set).await)
    }

    /// What is live, with something added to the table of a source.
    pub async fn stage_amendment(
        &self,
        source: &str,
        amendment: &Amendment,
    ) -> Result<Staged, StageError> {
        let mut set = self.live_files().await?.ok_or(StageError::UnknownVersion)?;
        let snapshot = self.service.snapshot();
        let mut sources = snapshot.knowledge().sources.iter();
        // A source's place is that of its table: tables are read in the order of their names.
        let at = sources.position(|own| own.id == source);
        let table = at.and_then(|at| set.tables.values_mut().nth(at));
        let table = table.ok_or(StageError::UnknownVersion)?;
        let text = String::from_utf8_lossy(table);
        let own = at.and_then(|at| snapshot.knowledge().sources.get(at));
        let own = own.and_then(|source| source.text.as_ref());
        *table = amendment.add_to(&text, own)?.into_bytes();
        Ok(self.stage_set(ReleaseMethod::Amend, set).await)
    }

    /// A version that was live before.
    pub async fn stage_rollback(&self, fingerprint: &Fingerprint) -> Result<Staged, StageError> {
        let set = self.store.files(fingerprint).await?;
        let set = set.ok_or(StageError::UnknownVersion)?;
        Ok(self.stage_set(ReleaseMethod::Rollback, set).await)
    }

    pub(super) async fn stage_set(&self, how: ReleaseMethod, set: FileSet) -> Staged {
        let path = self.path.clone();
        let loaded = blocking(move || load_set(&path, set)).await;
        Staged { how, loaded }
    }

    /// How the files on disk stand to what is live.
    pub async fn standing(&self) -> DiskState {
        let loaded = self.stage_disk(ReleaseMethod::Reload).await.loaded;
        let snapshot = self.service.snapshot();
        match loaded.knowledge {
            Some(knowledge) if knowledge.fingerprint == snapshot.knowledge().fingerprint => {
                DiskState::Snapshot
            }
            Some(_) => DiskState::Changed,
            None => DiskState::Faulty,
        }
    }
}

/// Loads a set as if it stood at this path.
pub(super) fn load_set(path: &Path, set: FileSet) -> Loaded {
    let layout = KnowledgePath::of(path);
    let (knowledge, report) = set.load(|name| layout.table(name).display().to_string());
    Loaded {
        knowledge,
        files: set,
        report,
    }
}

/// The table of the same source; none if that is new.
fn same_source(
    set: &FileSet,
    snapshot: &Knowledge,
    name: &str,
    bytes: &[u8],
) -> Result<Option<String>, StageError> {
    let parsed = parse(&[(name.to_owned(), bytes.to_vec())]);
    let Some(Some(id)) = parsed.source_ids().pop() else {
        // What cannot be parsed is reported under its own name.
        return if parsed.is_unparsable() {
            Ok(None)
        } else {
            Err(StageError::NoSource)
        };
    };
    // A source's place is that of its table: tables are read in the order of their names.
    let at = snapshot.sources.iter().position(|source| source.id == id);
    Ok(at.and_then(|at| set.tables.keys().nth(at).cloned()))
}

fn is_plain_table_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let stem = name.strip_suffix(".toml").unwrap_or_default();
    !stem.is_empty() && !stem.starts_with('.') && stem.chars().all(is_plain)
}

/// Runs what takes its time where no reply waits for it.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
