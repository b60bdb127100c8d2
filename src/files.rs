//! Reads knowledge files, source texts and the configuration from disk, and replaces knowledge files
//! atomically. It does not interpret what it reads.

mod replace;
mod text;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, FileText, Report};
use crate::knowledge::{self, FileSet, Knowledge, MAX_FILE_BYTES};

pub use crate::files::replace::{KnowledgePath, back_up, exchange, is_underway};
pub use crate::files::text::read_source_text;

use crate::files::text::read_text;

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
/// the ending is written) in the order of their names. `text`, if given, replaces the source's text that the file names.
#[must_use]
pub fn load(path: &Path, text: Option<&Path>) -> Loaded {
    let paths = match knowledge_files(path) {
        Ok(paths) => paths,
        Err(error) => return failed(path, unreadable(path, 0, &error, CHECK_PATH)),
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
    let mut files = FileSet::default();
    let mut texts = Vec::new();
    for ((path, bytes), name) in tables.into_iter().zip(parsed.text_names()) {
        let beside = name.map(|name| path.with_file_name(name));
        let read = read_text(text, beside.as_deref(), &mut parsed);
        let (bytes_of_text, text) = read.unzip();
        texts.push(text);
        if let (Some(path), Some(bytes)) = (beside, bytes_of_text) {
            files.texts.insert(file_name(&path), bytes);
        }
        files.tables.insert(file_name(&path), bytes);
    }
    let (knowledge, mut report) = knowledge::load(parsed, &texts);
    for (path, error) in &faults {
        let file = report.files.len();
        report.files.push(nameless(path));
        let fault = unreadable(path, file, error, CHECK_PATH);
        report.diagnostics.push(fault);
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
            let repair = "check the path and its permissions, or name another with `--config`";
            let fault = unreadable(path, 0, &error, repair);
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
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
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

/// The repair for a table or a folder that cannot be read, whichever argument or setting named it.
const CHECK_PATH: &str = "check the path and its permissions";

fn unreadable(path: &Path, file: usize, error: &io::Error, repair: &str) -> Diagnostic {
    let message = format!("cannot read `{}`: {error}", path.display());
    Diagnostic::of_file(Code::Unreadable, file, message).repair(repair)
}

/// The fault of a folder without a table. Windows hides the last ending of `table.toml.txt`.
fn no_table(folder: &Path) -> Diagnostic {
    let message = format!("no knowledge file in the folder `{}`", folder.display());
    let fault = Diagnostic::of_file(Code::NoKnowledge, 0, message);
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.find(|name| name.to_lowercase().ends_with(".toml.txt")) {
        Some(name) => {
            let new = &name[..name.len() - ".txt".len()];
            fault.repair(format!("rename `{name}` to `{new}`"))
        }
        None => fault.repair("add a `.toml` file, or name another folder"),
    }
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
