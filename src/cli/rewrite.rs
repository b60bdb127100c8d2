//! Writes files that a command has read before, unless somebody has changed them since.

use std::io;
use std::path::Path;

use crate::cli::file_error::{cannot_read, cannot_write};
use crate::cli::wrong_usage;
use crate::files;

/// The bytes of a file; none if it does not exist.
pub(super) fn existing(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match files::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot_read(path, &error)),
        Ok(bytes) => Ok(Some(bytes)),
    }
}

/// Fails if what is to be written is not named as a table.
pub(super) fn expect_table(path: &Path) -> io::Result<()> {
    let ending = path.extension().unwrap_or_default();
    if path.is_dir() || ending.eq_ignore_ascii_case("toml") {
        return Ok(());
    }
    let path = path.display();
    Err(wrong_usage(format!(
        "`{path}` is not named as a table; name a `.toml` file"
    )))
}

/// Fails if a file is no longer what was read from it; none if it did not exist.
pub(super) fn expect_unchanged(path: &Path, old: Option<&[u8]>) -> io::Result<()> {
    if existing(path)?.as_deref() == old {
        return Ok(());
    }
    let message = format!(
        "`{}` was changed in the meantime; run the command again",
        path.display()
    );
    Err(io::Error::other(message))
}

/// Replaces or creates a file.
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    files::replace(path, content).map_err(|error| cannot_write(path, &error))
}
