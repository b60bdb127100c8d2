//! Reads and validates files that could go live, wherever they come from: each set once.

use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::files::{self, KnowledgePath, Loaded};
use crate::knowledge::amend::{AmendError, Amendment};
use crate::knowledge::{FileSet, Fingerprint, Knowledge, parse};
use crate::record::ReleaseMethod;
use crate::release::ReleasePipeline;
use crate::store::StoreError;

/// Files that were read and validated, but not yet examined.
pub struct Staged {
    /// How they would go live.
    pub how: ReleaseMethod,
    /// The files, and the knowledge or the errors in them.
    pub loaded: Loaded,
}

/// Why nothing could be staged.
#[derive(Debug)]
pub enum StageError {
    /// The store failed.
    Store(StoreError),
    /// The store has no such version.
    UnknownVersion,
    /// Not a valid file name for a new table.
    FileName(String),
    /// The uploaded file has no `[source]` with an id, so it is unclear which table it replaces.
    NoSource,
    /// The table cannot take the amendment.
    Amend(AmendError),
}

impl From<AmendError> for StageError {
    fn from(fault: AmendError) -> Self {
        Self::Amend(fault)
    }
}

impl From<StoreError> for StageError {
    fn from(fault: StoreError) -> Self {
        Self::Store(fault)
    }
}

/// A text that an uploaded table names and cannot have.
struct MissingText {
    name: String,
    why: String,
}

impl MissingText {
    /// Makes the warning that the text is missing an error. Files with other errors are refused anyway.
    fn refuse(self, loaded: &mut Loaded) {
        let message = format!(
            "this table is the first to name the text `{}`, and {}",
            self.name, self.why
        );
        let mut faults = loaded.report.diagnostics.iter_mut();
        let is_it = |fault: &&mut Diagnostic| {
            fault.code == Code::MissingText && fault.message.contains(&format!("`{}`", self.name))
        };
        if let Some(fault) = faults.find(is_it) {
            fault.code = Code::AbsentText;
            fault.message = message;
            fault.repair = Some(
                "let whoever runs the bot put the text beside its tables, or remove `text`"
                    .to_owned(),
            );
            loaded.knowledge = None;
        }
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
        let files = self.files.clone();
        let loaded = blocking(move || files.load(None)).await;
        Staged { how, loaded }
    }

    /// Stages the live files with one table replaced by an uploaded one, or with that one added.
    pub async fn stage_upload(&self, name: &str, bytes: Vec<u8>) -> Result<Staged, StageError> {
        let mut set = self.live_files().await?.ok_or(StageError::UnknownVersion)?;
        let snapshot = self.service.snapshot();
        let table = match KnowledgePath::of(&self.files.path) {
            KnowledgePath::File(_) => set.tables.keys().next().cloned(),
            KnowledgePath::Folder(_) => same_source(&set, snapshot.knowledge(), name, &bytes)?,
        };
        let table = match table {
            Some(table) => table,
            None if is_plain_table_name(name) => name.to_owned(),
            None => return Err(StageError::FileName(name.to_owned())),
        };
        let missing = self.add_new_text(&mut set, &bytes).await;
        set.tables.insert(table, bytes);
        let mut staged = self.stage_set(ReleaseMethod::Upload, set).await;
        if let Some(missing) = missing {
            missing.refuse(&mut staged.loaded);
        }
        Ok(staged)
    }

    /// Adds the text that a table names, if the live version does not name it, from beside the tables:
    /// whoever uploads a table decides neither what is there nor what will be. Returns the text that the
    /// table cannot have.
    async fn add_new_text(&self, set: &mut FileSet, table: &[u8]) -> Option<MissingText> {
        let parsed = parse(&[(String::new(), table.to_vec())]);
        let name = parsed.text_names().pop().flatten()?;
        let snapshot = self.service.snapshot();
        let is_live = snapshot
            .knowledge()
            .text_names()
            .contains(&Some(name.clone()));
        if is_live || set.texts.contains_key(&name) {
            return None;
        }
        let (files, wanted) = (self.files.clone(), name.clone());
        let why = match blocking(move || files.text(&wanted)).await {
            Ok(Some(bytes)) => {
                set.texts.insert(name, bytes);
                return None;
            }
            Ok(None) => "it is not there".to_owned(),
            Err(error) => error.to_string(),
        };
        Some(MissingText { name, why })
    }

    /// Stages the live files with an amendment to the table of a source.
    pub async fn stage_amendment(
        &self,
        source: &str,
        amendment: &Amendment,
    ) -> Result<Staged, StageError> {
        let mut set = self.live_files().await?.ok_or(StageError::UnknownVersion)?;
        let snapshot = self.service.snapshot();
        let mut sources = snapshot.knowledge().sources.iter();
        // Sources and tables have the same order: tables are read in the order of their names.
        let at = sources.position(|own| own.id == source);
        let table = at.and_then(|at| set.tables.values_mut().nth(at));
        let table = table.ok_or(StageError::UnknownVersion)?;
        let text = String::from_utf8_lossy(table);
        let own = at.and_then(|at| snapshot.knowledge().sources.get(at));
        let own = own.and_then(|source| source.text.as_ref());
        *table = amendment.add_to(&text, own)?.into_bytes();
        Ok(self.stage_set(ReleaseMethod::Amend, set).await)
    }

    /// Stages a version that was live before.
    pub async fn stage_rollback(&self, fingerprint: &Fingerprint) -> Result<Staged, StageError> {
        let set = self.store.files(fingerprint).await?;
        let set = set.ok_or(StageError::UnknownVersion)?;
        Ok(self.stage_set(ReleaseMethod::Rollback, set).await)
    }

    pub(super) async fn stage_set(&self, how: ReleaseMethod, set: FileSet) -> Staged {
        let path = self.files.path.clone();
        let loaded = blocking(move || load_set(&path, set)).await;
        Staged { how, loaded }
    }

    /// A hash of the sizes and times of the files on disk: as long as it stays the same, so do they.
    pub async fn disk_stamp(&self) -> u64 {
        let path = self.files.path.clone();
        blocking(move || files::stamp(&path)).await
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
    pub(super) async fn is_live_on_disk(&self) -> bool {
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

/// The name of the table with the same source; none if the source is new.
fn same_source(
    set: &FileSet,
    live: &Knowledge,
    name: &str,
    bytes: &[u8],
) -> Result<Option<String>, StageError> {
    let parsed = parse(&[(name.to_owned(), bytes.to_vec())]);
    let Some(Some(id)) = parsed.source_ids().pop() else {
        // Staged under its own name, so that the report names it.
        return if parsed.is_unparsable() {
            Ok(None)
        } else {
            Err(StageError::NoSource)
        };
    };
    // Sources and tables have the same order: tables are read in the order of their names.
    let at = live.sources.iter().position(|source| source.id == id);
    Ok(at.and_then(|at| set.tables.keys().nth(at).cloned()))
}

fn is_plain_table_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    ending.eq_ignore_ascii_case("toml")
        && !stem.is_empty()
        && !stem.starts_with('.')
        && stem.chars().all(is_plain)
}

/// Runs slow work on a thread where it blocks no reply.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
