//! Reads knowledge and the configuration from disk, and writes knowledge back whole. What the bytes
//! mean is not its business.

mod replace;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, FileText, Report};
use crate::knowledge::{self, FileSet, Knowledge, MAX_FILE_BYTES};

pub use crate::files::replace::{KnowledgePath, exchange, holds_one_of, set_aside};

/// What came of loading: knowledge only where the report has no error.
pub struct Loaded {
    /// The valid knowledge.
    pub knowledge: Option<Knowledge>,
    /// What it was loaded from.
    pub files: FileSet,
    /// Every fault found.
    pub report: Report,
}

/// Loads a knowledge file, or every `.toml` file of a folder (not of the folders in it), in the
/// order of their names. `text` stands in for the source's text that the file names.
#[must_use]
pub fn load(path: &Path, text: Option<&Path>) -> Loaded {
    let paths = match knowledge_files(path) {
        Ok(paths) => paths,
        Err(error) => return failed(path, unreadable(path, 0, &error, "--knowledge")),
    };
    if paths.is_empty() {
        let message = format!("the folder `{}` holds no knowledge file", path.display());
        let fault = Diagnostic::of_file(Code::NoKnowledge, 0, message)
            .repair("put a `.toml` file there, or name another with `--knowledge`");
        return failed(path, fault);
    }
    let mut files = FileSet::default();
    let mut tables = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        match read(&path) {
            Ok(bytes) => tables.push((path, bytes)),
            Err(error) => faults.push((path, error)),
        }
    }
    let shown = tables
        .iter()
        .map(|(path, bytes)| (path.display().to_string(), bytes.clone()));
    let parsed = knowledge::parse(&shown.collect::<Vec<_>>());
    let mut texts = Vec::new();
    for ((path, bytes), named) in tables.into_iter().zip(parsed.text_names()) {
        let beside = named.map(|name| path.with_file_name(name));
        texts.push(read_text(text, beside.as_deref()).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        }));
        if let (Some(path), Some(Some(text))) = (beside, texts.last()) {
            files
                .texts
                .insert(file_name(&path), text.clone().into_bytes());
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

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Loads a configuration. There is one only where the report has no error.
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

/// The bytes of a file, up to one more than may be used: the rest would not be looked at.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A source's text, without a byte-order mark.
pub fn read_source_text(path: &Path) -> io::Result<String> {
    let bytes = read(path)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(io::Error::other("it is too large"));
    }
    let text = String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text"))?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// The text that is given, or else the one that stands beside the file, if it is there.
fn read_text(
    given: Option<&Path>,
    beside: Option<&Path>,
) -> Result<Option<String>, (PathBuf, io::Error)> {
    let path = match (given, beside) {
        (Some(given), _) => given.to_owned(),
        (None, Some(beside)) if beside.exists() => beside.to_owned(),
        _ => return Ok(None),
    };
    let text = read_source_text(&path);
    text.map(Some).map_err(|error| (path, error))
}

/// The knowledge files that a path names.
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

/// Replaces a file whole, or makes it: readers see the old content or the new, and a crash leaves
/// one of them. The file keeps its permissions; a link is followed, so that what it points to is
/// replaced.
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
        // A temporary file is its owner's alone; a knowledge file is for everyone to read.
        Err(_) => make_readable(new.as_file())?,
    }
    new.as_file().sync_all()?;
    fail_point!("replace-written");
    new.persist(&path)?;
    // The rename itself is only durable once the folder is.
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

/// `option` is what another file would be named with.
fn unreadable(path: &Path, file: usize, error: &io::Error, option: &str) -> Diagnostic {
    let message = format!("cannot read `{}`: {error}", path.display());
    Diagnostic::of_file(Code::Unreadable, file, message).repair(format!(
        "check the path and who may read it, or name another with `{option}`"
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
