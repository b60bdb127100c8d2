//! Arguments that several commands share, and what they name.

use std::io;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::answer::Strictness;
use crate::cli::{block_on, print_report, progress};
use crate::files;
use crate::knowledge::Knowledge;
use crate::service::Snapshot;
use crate::store::{Store, StoreError};

/// Where the knowledge is, unless an argument says otherwise.
pub(super) const DEFAULT_KNOWLEDGE: &str = "knowledge";

/// A table, named bare or with `--knowledge`.
#[derive(Debug, Args)]
pub(super) struct TableArgs {
    /// A knowledge file, or a folder of them [default: knowledge]
    #[arg(value_name = "FILE-OR-FOLDER", conflicts_with = "option")]
    bare: Option<PathBuf>,
    /// The same, as the other commands name it
    #[arg(long = "knowledge", value_name = "FILE-OR-FOLDER")]
    option: Option<PathBuf>,
}

/// A table, named bare, of a command that takes `--knowledge` as well.
#[derive(Debug, Args)]
pub(super) struct BareTableArgs {
    /// The same as `--knowledge`
    #[arg(value_name = "FILE-OR-FOLDER", conflicts_with = "knowledge")]
    bare: Option<PathBuf>,
}

/// The knowledge to answer from, and how strictly.
#[derive(Debug, Clone, Args)]
pub(super) struct KnowledgeArgs {
    /// A knowledge file, or a folder of them
    #[arg(long, value_name = "FILE-OR-FOLDER", default_value = DEFAULT_KNOWLEDGE)]
    pub knowledge: PathBuf,
    /// How confident to be before answering: cautious, balanced or eager
    #[arg(long, value_name = "LEVEL", default_value = "balanced", value_parser = strictness)]
    strictness: Strictness,
}

/// The source's own text.
#[derive(Debug, Args)]
pub(super) struct TextArgs {
    /// Source text (Markdown) to use instead of the one that the knowledge file names
    #[arg(long = "text", value_name = "PATH")]
    pub path: Option<PathBuf>,
}

/// The bot's store.
#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    /// The bot's database
    #[arg(long = "store", value_name = "FILE", default_value = "footnote.db")]
    path: PathBuf,
}

/// One of the servers whose questions are kept.
#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Only what was asked in the server with this id
    #[arg(long = "server", value_name = "ID")]
    pub id: Option<NonZeroU64>,
}

impl TableArgs {
    /// The path that is named.
    pub fn named(&self) -> Option<&Path> {
        self.bare.as_deref().or(self.option.as_deref())
    }

    /// The path that is named, or the default.
    pub fn path(&self) -> &Path {
        self.named().unwrap_or(Path::new(DEFAULT_KNOWLEDGE))
    }
}

impl KnowledgeArgs {
    /// The same with the table that is named bare, if one is.
    pub fn or(&self, table: &BareTableArgs) -> Self {
        let bare = table.bare.as_ref();
        Self {
            knowledge: bare.unwrap_or(&self.knowledge).clone(),
            ..self.clone()
        }
    }

    /// Loads the knowledge; none, and a printed report, if it has errors.
    pub fn load(&self) -> io::Result<Option<Snapshot>> {
        self.load_with(None)
    }

    /// The same with this text of its source.
    pub fn load_with(&self, text: Option<&Path>) -> io::Result<Option<Snapshot>> {
        let knowledge = load(&self.knowledge, text)?;
        Ok(
            knowledge
                .map(|knowledge| progress::prepare(knowledge).with_strictness(self.strictness)),
        )
    }
}

impl StoreArgs {
    /// Reads from a copy of the store, which must exist: reading one neither creates nor changes it.
    pub fn read<T>(
        &self,
        read: impl AsyncFnOnce(&Store) -> Result<T, StoreError>,
    ) -> io::Result<T> {
        if !self.path.exists() {
            let message = format!(
                "there is no store at `{}`; name it with --store",
                self.path.display()
            );
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        let folder = files::private_folder()?;
        let path = folder.path().join("store.db");
        let read = async {
            Store::copy(&self.path, &path).await?;
            let store = Store::at(&path);
            let found = read(&store).await;
            store.close().await;
            found
        };
        block_on(read)?.map_err(io::Error::other)
    }
}

/// Loads knowledge, with this text of its source if one is given; none, and a printed report, if it
/// has errors.
pub(super) fn load(path: &Path, text: Option<&Path>) -> io::Result<Option<Knowledge>> {
    let loaded = files::load(path, text);
    if loaded.report.has_errors() {
        print_report(&loaded.report)?;
    }
    Ok(loaded.knowledge)
}

fn strictness(name: &str) -> Result<Strictness, String> {
    let found = Strictness::ALL.iter().find(|(own, _)| *own == name);
    let names = Strictness::ALL.iter().map(|(name, _)| *name);
    found
        .map(|(_, strictness)| *strictness)
        .ok_or_else(|| format!("use one of {}", names.collect::<Vec<_>>().join(", ")))
}
