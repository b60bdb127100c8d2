//! The faults of files that cannot be read. It reads none.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, FileText, Report};
use crate::files::Loaded;
use crate::knowledge::FileSet;

/// The repair for a table or a folder that cannot be read, whichever argument or setting named it.
const CHECK_PATH: &str = "check the path and its permissions";
/// The repair for a table or a folder that is not there.
pub const NAME_A_TABLE: &str = "name a knowledge file, or a folder of them, with `--knowledge` (without it, the folder \
    `knowledge` is read), or make a first table with `footnote new NAME`";

/// Why a file cannot be read or written, in words.
#[must_use]
pub fn why(error: &io::Error) -> String {
    // The error of a temporary file has the system's own in its words alone.
    let said = error.to_string();
    let words = said.split_once(" (os error").map(|(words, _)| words);
    let is_systems = words.is_some();
    match error.kind() {
        io::ErrorKind::NotFound if is_systems => "there is no such file or folder".to_owned(),
        io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
        io::ErrorKind::PermissionDenied if is_systems => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is a file, not a folder".to_owned(),
        _ => words.unwrap_or(&said).to_owned(),
    }
}

/// What to do about a table or a folder that cannot be read.
pub fn repair_of_table(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => NAME_A_TABLE,
        _ => CHECK_PATH,
    }
}

/// The fault of a file that cannot be read; `file` is its index in the report.
pub fn unreadable(path: &Path, file: usize, error: &io::Error, repair: &str) -> Diagnostic {
    let message = format!("cannot read `{}`: {}", path.display(), why(error));
    Diagnostic::of_file(Code::Unreadable, file, message).repair(repair)
}

/// The fault of a folder without a table. Windows hides the last ending of `table.toml.txt`.
pub fn no_table(folder: &Path) -> Diagnostic {
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

/// A file as a report names it, of which nothing was read.
pub fn nameless(path: &Path) -> FileText {
    FileText {
        name: path.display().to_string(),
        text: String::new(),
    }
}

/// What is loaded where nothing could be read.
pub fn failed(path: &Path, fault: Diagnostic) -> Loaded {
    let mut report = Report::about(vec![nameless(path)]);
    report.diagnostics.push(fault);
    Loaded {
        knowledge: None,
        files: FileSet::default(),
        report,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_the_system_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let gone = folder.path().join("gone");
        let error = crate::files::create(&gone.join("file"), b"").unwrap_err();
        assert_eq!(why(&error), "there is no such file or folder");
        let error = fs::read(&gone).unwrap_err();
        assert_eq!(why(&error), "there is no such file or folder");
        let full = io::Error::from_raw_os_error(28);
        assert!(!why(&full).contains("os error"), "{}", why(&full));
        assert_eq!(why(&io::Error::other("it is odd")), "it is odd");
    }
}
