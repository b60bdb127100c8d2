//! Opens regular files, reads them up to a limit, and tells one from another: the one place where the
//! program reads a file that it did not write itself. It interprets nothing.
//!
//! A path may come from anyone who can write beside a table. A pipe would block whoever opens it, a device
//! may have effects or no end, and a file may grow while it is read.

use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use same_file::Handle;

use crate::knowledge::MAX_FILE_BYTES;

/// Reads a regular file, but at most one byte over the size limit: enough to see that it is too large.
///
/// # Errors
///
/// It cannot be read, or is a folder, a pipe, a socket or a device.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    read_open(&open(path)?)
}

/// The same for a file that must be within the size limit.
///
/// # Errors
///
/// As for [`read`], or it is too large ([`io::ErrorKind::FileTooLarge`]).
pub fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    within_limit(read(path)?)
}

/// Reads a regular file of at most this many bytes, which may be more than a table has.
///
/// # Errors
///
/// As for [`read_whole`].
pub fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    file.take(most + 1).read_to_end(&mut bytes)?;
    expect_size(bytes.len() as u64, most)?;
    Ok(bytes)
}

/// Opens a regular file of at most this many bytes, to be read in parts.
///
/// # Errors
///
/// As for [`read_whole`].
pub fn open_up_to(path: &Path, most: u64) -> io::Result<File> {
    let file = open(path)?;
    expect_size(file.metadata()?.len(), most)?;
    Ok(file)
}

fn expect_size(bytes: u64, most: u64) -> io::Result<()> {
    if bytes > most {
        let message = format!("it is larger than {most} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(())
}

/// Opens a regular file to read it; this never blocks.
pub(super) fn open(path: &Path) -> io::Result<File> {
    // Merely opening a device can have effects, so it is not even opened.
    expect_regular(&fs::metadata(path)?)?;
    let file = reading().open(path)?;
    // Something else may have been put there in between.
    expect_regular(&file.metadata()?)?;
    Ok(file)
}

/// Reads an open file, but at most one byte over the size limit.
pub(super) fn read_open(file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn within_limit(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    expect_size(bytes.len() as u64, MAX_FILE_BYTES as u64)?;
    Ok(bytes)
}

/// Makes a rename in a folder durable, where the system can.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}

#[cfg(unix)]
fn reading() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    // Not to wait for who writes to a pipe, nor to take a terminal for our own.
    let flags = libc::O_NONBLOCK | libc::O_NOCTTY;
    options.read(true).custom_flags(flags);
    options
}

#[cfg(not(unix))]
fn reading() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

fn expect_regular(file: &Metadata) -> io::Result<()> {
    if file.is_dir() {
        let message = "it is a folder, not a file";
        return Err(io::Error::new(io::ErrorKind::IsADirectory, message));
    }
    if !file.is_file() {
        let message = "it is not a regular file";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(())
}

/// Files by their identity: another name, a symbolic link and a hard link are the same file.
#[derive(Debug, Default)]
pub(super) struct FileIdentities(HashSet<Handle>);

impl FileIdentities {
    /// Those of the files that are there and regular.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let files = paths.into_iter().filter_map(|path| open(path).ok());
        let identities = files.filter_map(|file| Handle::from_file(file).ok());
        Self(identities.collect())
    }

    /// Whether an open file is one of them.
    pub fn have(&self, file: &File) -> io::Result<bool> {
        Ok(self.0.contains(&Handle::from_file(file.try_clone()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &Path, expected: &str) {
        let error = read(path).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }

    #[test]
    fn only_regular_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), "it is a folder");
        let file = folder.path().join("a");
        fs::write(&file, "gull").unwrap();
        assert_eq!(read(&file).unwrap(), b"gull");
        check(&file.join("b"), "");
    }

    #[cfg(unix)]
    #[test]
    fn what_has_no_end_or_would_block_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        check(&pipe, "not a regular file");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        check(&link, "not a regular file");
        let socket = folder.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        check(&socket, "not a regular file");
    }

    #[test]
    fn a_large_file_is_read_no_further_than_shows_that() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large");
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(&path).unwrap().len(), MAX_FILE_BYTES + 1);
        let error = read_whole(&path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn a_file_is_the_same_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let [one, hard, copy] = ["one", "hard", "copy"].map(|name| folder.path().join(name));
        fs::write(&one, "gull").unwrap();
        fs::hard_link(&one, &hard).unwrap();
        fs::copy(&one, &copy).unwrap();
        let known = FileIdentities::of([one.as_path(), Path::new("not/there")]);
        for (path, expected) in [(&one, true), (&hard, true), (&copy, false)] {
            assert_eq!(known.have(&open(path).unwrap()).unwrap(), expected);
        }
    }
}
