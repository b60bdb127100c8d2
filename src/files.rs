//! Reads knowledge files, source texts and the configuration from disk, and replaces knowledge files
//! atomically. It does not interpret what it reads.

mod replace;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, FileText, Report};
use crate::knowledge::{self, FileSet, Knowledge, MAX_FILE_BYTES};

pub use crate::files::replace::{KnowledgePath, back_up, exchange, holds_one_of};

/// The result of loading: knowledge only if the report has no error.
pub struct Loaded {
    /// The valid knowledge.
    pub knowledge: Option<Knowledge>,
    /// The files it was loaded from.
    pub files: FileSet,
    /// Every fault found.
    pub report: Report,
}

/// Loads a knowledge file, or every `.toml` file of a folder (not of its subfolders) in the order of
/// their names. `text`, if given, replaces the source's text that the file names.
#[must_use]
pub fn load(path: &Path, text: Option<&Path>) -> Loaded {
    let paths = match knowledge_files(path) {
        Ok(paths) => paths,
        Err(error) => return failed(path, unreadable(path, 0, &error, "--knowledge")),
    };
    if paths.is_empty() {
        let message = format!("no knowledge file in the folder `{}`", path.display());
        let fault = Diagnostic::of_file(Code::NoKnowledge, 0, message)
            .repair("add a `.toml` file, or name another folder with `--knowledge`");
        return failed(path, fault);
    }
    let mut faults = Vec::new();
    let tables = read_tables(paths, &mut faults);
    let named = tables
        .iter()
        .map(|(path, bytes)| (path.display().to_string(), bytes.clone()));
    let parsed = knowledge::parse(&named.collect::<Vec<_>>());
    let mut files = FileSet::default();
    let mut texts = Vec::new();
    for ((path, bytes), name) in tables.into_iter().zip(parsed.text_names()) {
        let beside = name.map(|name| path.with_file_name(name));
        let bytes_of_text = read_text(text, beside.as_deref(), &mut faults);
        texts.push(bytes_of_text.as_deref().and_then(text_of));
        if let (Some(path), Some(bytes)) = (beside, bytes_of_text) {
            files.texts.insert(file_name(&path), bytes);
        }
        files.tables.insert(file_name(&path), bytes);
    }
    let (knowledge, mut report) = knowledge::load(parsed, &texts);
    for (path, error) in &faults {
        let file = report.files.len();
        report.files.push(nameless(path));
        report
            .diagnostics
            .push(unreadable(path, file, error, "--knowledge"));
    }
    Loaded {
        knowledge: knowledge.filter(|_| faults.is_empty()),
        files,
        report,
    }
}

/// Reads the bytes of the tables at a path, and of those of these texts that exist; an empty set if
/// the path does not exist. Nothing is parsed, and no size limit applies.
///
/// # Errors
///
/// A file cannot be read.
pub fn read_set(path: &Path, texts: impl IntoIterator<Item = String>) -> io::Result<FileSet> {
    let layout = KnowledgePath::of(path);
    let mut set = FileSet::default();
    for path in if_found(knowledge_files(path))?.unwrap_or_default() {
        if let Some(bytes) = if_found(fs::read(&path))? {
            set.tables.insert(file_name(&path), bytes);
        }
    }
    for name in texts {
        if let Some(bytes) = if_found(fs::read(layout.text(&name)))? {
            set.texts.insert(name, bytes);
        }
    }
    Ok(set)
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
    for path in paths {
        match read(&path) {
            Ok(bytes) => tables.push((path, bytes)),
            Err(error) => faults.push((path, error)),
        }
    }
    tables
}

/// Loads a configuration file: a configuration only if the report has no error.
#[must_use]
pub fn load_config(path: &Path) -> (Option<Config>, Report) {
    match read(path) {
        Ok(bytes) => config::parse(&path.display().to_string(), &bytes),
        Err(error) => {
            let fault = unreadable(path, 0, &error, "--config");
            (None, failed(path, fault).report)
        }
    }
}

/// Reads a file, but at most one byte over the size limit: enough to see that it is too large.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a source's text, without its byte-order mark.
pub fn read_source_text(path: &Path) -> io::Result<String> {
    let bytes = read_text_bytes(path)?;
    text_of(&bytes).ok_or_else(not_utf8)
}

fn read_text_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = read(path)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(io::Error::other("it is too large"));
    }
    match std::str::from_utf8(&bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(not_utf8()),
    }
}

fn text_of(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

fn not_utf8() -> io::Error {
    io::Error::other("it is not UTF-8 text")
}

/// Reads the given text or, without one, the text beside the table if it exists.
fn read_text(
    given: Option<&Path>,
    beside: Option<&Path>,
    faults: &mut Unreadable,
) -> Option<Vec<u8>> {
    let path = given.or_else(|| beside.filter(|path| path.exists()))?;
    read_text_bytes(path)
        .map_err(|error| faults.push((path.to_owned(), error)))
        .ok()
}

/// The knowledge file at a path, or the knowledge files of the folder there, sorted by name.
pub fn knowledge_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && path.is_file()
        {
            files.push(path);
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
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(content)?;
    match fs::metadata(&path) {
        Ok(old) => new.as_file().set_permissions(old.permissions())?,
        // Temporary files are private to their owner; knowledge files are for everyone to read.
        Err(_) => make_readable(new.as_file())?,
    }
    new.as_file().sync_all()?;
    fail_point!("replace-written");
    new.persist(&path)?;
    // The rename is durable only once the folder is synced.
    sync_folder(folder)
}

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

fn sync_folder(folder: &Path) -> io::Result<()> {
    match fs::File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}

/// `option` is the command-line option that names another file.
fn unreadable(path: &Path, file: usize, error: &io::Error, option: &str) -> Diagnostic {
    let message = format!("cannot read `{}`: {error}", path.display());
    Diagnostic::of_file(Code::Unreadable, file, message).repair(format!(
        "check the path and its permissions, or name another with `{option}`"
    ))
}

fn nameless(path: &Path) -> FileText {
    FileText {
        name: path.display().to_string(),
        text: String::new(),
    }
}

fn failed(path: &Path, fault: Diagnostic) -> Loaded {
    let mut report = Report::about(vec![nameless(path)]);
    report.diagnostics.push(fault);
    Loaded {
        knowledge: None,
        files: FileSet::default(),
        report,
    }
}
