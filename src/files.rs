//! Reads knowledge files, source texts and the configuration from disk, and replaces knowledge files
//! atomically. It does not interpret what it reads.

mod configuration;
mod faults;
mod regular;
mod replace;
mod stamp;
mod text;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::diagnostic::Report;
use crate::knowledge::{self, FileSet, Knowledge, MAX_SET_BYTES};

pub use crate::files::configuration::load_config;
pub use crate::files::faults::{NAME_A_TABLE, why};
pub use crate::files::regular::{open_up_to, read, read_up_to, read_whole};
pub use crate::files::replace::{KnowledgePath, back_up, exchange, is_underway, make_folder};
pub use crate::files::stamp::{FileStamp, SeenFiles};
pub use crate::files::text::read_source_text;

use crate::files::faults::{failed, nameless, no_table, repair_of_table, unreadable};
use crate::files::regular::sync_folder;
use crate::files::text::{TextReader, read_text};

/// The most knowledge files in a folder: one for each article, and articles are written by people.
pub const MAX_TABLES: usize = 1_000;

/// A knowledge file or a folder of them, and what a table there must not read as its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeFiles {
    /// The file or the folder.
    pub path: PathBuf,
    /// Files that are no source's text by whatever name: the configuration, the token, the store.
    pub kept_out: Vec<PathBuf>,
}

impl<P: Into<PathBuf>> From<P> for KnowledgeFiles {
    fn from(path: P) -> Self {
        Self {
            path: path.into(),
            kept_out: Vec::new(),
        }
    }
}

/// The result of loading: knowledge only if the report has no error.
pub struct Loaded {
    /// The valid knowledge.
    pub knowledge: Option<Knowledge>,
    /// The files it was loaded from.
    pub files: FileSet,
    /// Every fault found.
    pub report: Report,
}

/// Loads a knowledge file, or every `.toml` file of a folder (not of its subfolders; in whatever case
/// the ending is written) in the order of their names. `text`, if given, replaces the source's text that
/// the file names.
#[must_use]
pub fn load(path: &Path, text: Option<&Path>) -> Loaded {
    KnowledgeFiles::from(path).load(text)
}

impl KnowledgeFiles {
    /// Loads them as [`load`] does.
    #[must_use]
    pub fn load(&self, text: Option<&Path>) -> Loaded {
        let path = &self.path;
        let paths = match knowledge_files(path) {
            Ok(paths) => paths,
            Err(error) => {
                return failed(path, unreadable(path, 0, &error, repair_of_table(&error)));
            }
        };
        if paths.is_empty() {
            return failed(path, no_table(path));
        }
        let mut faults = Vec::new();
        let tables = read_tables(paths, &mut faults);
        let named = tables
            .iter()
            .map(|(path, bytes)| (path.display().to_string(), bytes.clone()));
        let mut parsed = knowledge::parse(&named.collect::<Vec<_>>());
        let mut reader = TextReader::of(self);
        let mut files = FileSet::default();
        let mut texts = Vec::new();
        for ((path, bytes), name) in tables.into_iter().zip(parsed.text_names()) {
            let read = read_text(text, name.as_deref(), &mut reader, &mut parsed);
            let (bytes_of_text, text) = read.unzip();
            texts.push(text);
            if let (Some(name), Some(bytes)) = (name, bytes_of_text) {
                files.texts.insert(name, bytes);
            }
            files.tables.insert(file_name(&path), bytes);
        }
        let (knowledge, mut report) = knowledge::load(parsed, &texts);
        for (path, error) in &faults {
            let file = report.files.len();
            report.files.push(nameless(path));
            let fault = unreadable(path, file, error, repair_of_table(error));
            report.diagnostics.push(fault);
        }
        Loaded {
            knowledge: knowledge.filter(|_| faults.is_empty()),
            files,
            report,
        }
    }

    /// Reads the bytes of the tables, and of those of these texts that exist; an empty set if the path
    /// does not exist. Nothing is parsed.
    ///
    /// # Errors
    ///
    /// A file cannot be read, is too large, or is no file that a table may read.
    pub fn read_set(&self, texts: impl IntoIterator<Item = String>) -> io::Result<FileSet> {
        let mut set = FileSet::default();
        let mut left = MAX_SET_BYTES;
        for path in if_found(knowledge_files(&self.path))?.unwrap_or_default() {
            if let Some(bytes) = if_found(read_whole(&path))? {
                let bytes = within_set(&mut left, bytes)?;
                set.tables.insert(file_name(&path), bytes);
            }
        }
        let mut reader = TextReader::of(self);
        for name in texts {
            if let Some(bytes) = if_found(reader.read(&name))? {
                set.texts.insert(name, bytes);
            }
        }
        Ok(set)
    }

    /// The bytes of the text with this plain name beside the tables; none if nobody has put it there.
    ///
    /// # Errors
    ///
    /// It is there, and cannot be read or is no file that a table may read.
    pub fn text(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if_found(TextReader::of(self).read(name))
    }
}

/// None instead of the error that something does not exist.
fn if_found<T>(read: io::Result<T>) -> io::Result<Option<T>> {
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The files that could not be read, and why.
type Unreadable = Vec<(PathBuf, io::Error)>;

fn read_tables(paths: Vec<PathBuf>, faults: &mut Unreadable) -> Vec<(PathBuf, Vec<u8>)> {
    let mut tables = Vec::new();
    let mut left = MAX_SET_BYTES;
    for path in paths {
        match read(&path).and_then(|bytes| within_set(&mut left, bytes)) {
            Ok(bytes) => tables.push((path, bytes)),
            Err(error) => faults.push((path, error)),
        }
    }
    tables
}

/// Takes the bytes of a file from what is left for a set.
fn within_set(left: &mut usize, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let Some(rest) = left.checked_sub(bytes.len()) else {
        let message = format!("with the files before it, it is larger than {MAX_SET_BYTES} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    };
    *left = rest;
    Ok(bytes)
}

/// An empty folder that only this user can read, removed with its content when it is dropped.
pub fn private_folder() -> io::Result<tempfile::TempDir> {
    tempfile::tempdir()
}

/// The knowledge file at a path, or the knowledge files of the folder there, sorted by name.
///
/// # Errors
///
/// The path cannot be read, or the folder has more than [`MAX_TABLES`].
pub fn knowledge_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
            // An editor's lock may be a link that leads nowhere.
            && fs::metadata(&path).is_ok_and(|file| !file.is_dir())
        {
            files.push(path);
        }
        if files.len() > MAX_TABLES {
            let message = format!("the folder has more than {MAX_TABLES} knowledge files");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
    }
    files.sort();
    Ok(files)
}

/// Replaces or creates a file atomically: readers see the old content or the new, and a crash leaves
/// one of the two. The file keeps its permissions; if the path is a link, its target is replaced.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let path = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        found => found?,
    };
    let folder = folder_of(&path);
    let new = written_in(folder, content)?;
    match fs::metadata(&path) {
        Ok(old) => new.as_file().set_permissions(old.permissions())?,
        Err(_) => make_readable(new.as_file())?,
    }
    new.as_file().sync_all()?;
    fail_point!("replace-written");
    new.persist(&path)?;
    // The rename is durable only once the folder is synced.
    sync_folder(folder)
}

/// Creates a file with this content, whole or not at all. A file that is there already is never touched
/// ([`io::ErrorKind::AlreadyExists`]).
pub fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let new = written_in(folder, content)?;
    make_readable(new.as_file())?;
    new.as_file().sync_all()?;
    new.persist_noclobber(path)?;
    sync_folder(folder)
}

/// Whether a file can be created or replaced at a path, without doing so: before work whose result is to go there.
///
/// # Errors
///
/// It is a folder, or nothing can be written beside it.
pub fn expect_writable(path: &Path) -> io::Result<()> {
    if path.is_dir() || path.file_name().is_none() {
        let message = "it is a folder, not a file";
        return Err(io::Error::new(io::ErrorKind::IsADirectory, message));
    }
    written_in(folder_of(path), b"").map(drop)
}

fn written_in(folder: &Path, content: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(content)?;
    Ok(new)
}

/// Temporary files are private to their owner; knowledge files are for everyone to read.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
