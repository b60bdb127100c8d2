//! Errors of files that a command reads or writes: which file, why, and what to do.

use std::io;
use std::path::Path;

use crate::files::{NAME_A_TABLE, why};

/// A file that an argument names cannot be read.
pub(super) fn cannot_read(path: &Path, error: &io::Error) -> io::Error {
    let repair = match error.kind() {
        io::ErrorKind::NotFound => "; check the path",
        io::ErrorKind::FileTooLarge => "; split it",
        _ => "",
    };
    failed("read", path, error, repair)
}

/// A table, or a folder of them, cannot be read.
pub(super) fn cannot_read_table(path: &Path, error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::NotFound => failed("read", path, error, &format!("; {NAME_A_TABLE}")),
        _ => cannot_read(path, error),
    }
}

/// A file cannot be created or replaced.
pub(super) fn cannot_write(path: &Path, error: &io::Error) -> io::Error {
    let repair = match error.kind() {
        io::ErrorKind::NotFound => "; create its folder",
        io::ErrorKind::IsADirectory => "; name a file in it",
        io::ErrorKind::PermissionDenied => {
            "; allow yourself to write there, or choose another folder"
        }
        io::ErrorKind::AlreadyExists => "; edit that file, or choose another name",
        _ => "",
    };
    failed("write", path, error, repair)
}

fn failed(what: &str, path: &Path, error: &io::Error, repair: &str) -> io::Error {
    let message = format!("cannot {what} `{}`: {}{repair}", path.display(), why(error));
    io::Error::new(error.kind(), message)
}
