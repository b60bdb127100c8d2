//! Replaces one set of knowledge files on disk by another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::files::regular::{read_whole, sync_folder};
use crate::files::{folder_of, knowledge_files, replace};
use crate::knowledge::FileSet;
use crate::record::UnixSeconds;

/// How many copies of a file a single second may leave.
const MAX_COPIES: u32 = 100;

/// Where the files of a set are: the configured path is either a file or a folder.
#[derive(Debug, Clone)]
pub enum KnowledgePath {
    /// A single table, whatever its name in the set.
    File(PathBuf),
    /// A folder of tables.
    Folder(PathBuf),
}

impl KnowledgePath {
    /// What a path is. One that does not exist is taken for a file if it has an extension.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let is_file = path.is_file() || !path.is_dir() && path.extension().is_some();
        if is_file {
            Self::File(path.to_owned())
        } else {
            Self::Folder(path.to_owned())
        }
    }

    /// The path of a table with this name.
    #[must_use]
    pub fn table(&self, name: &str) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Folder(path) => path.join(name),
        }
    }

    /// The path of a text with this name, beside the tables.
    #[must_use]
    pub fn text(&self, name: &str) -> PathBuf {
        match self {
            Self::File(path) => path.with_file_name(name),
            Self::Folder(path) => path.join(name),
        }
    }
}

/// Makes the files at a path those of a set: each file is replaced atomically, and tables that are
/// not in the set are removed; other files stay. A crash between two files leaves a mixture, so the
/// caller records its intent first.
///
/// # Errors
///
/// A file cannot be written, or the path is a single file and the set does not have exactly one
/// table.
pub fn exchange(path: &Path, set: &FileSet) -> io::Result<()> {
    let layout = KnowledgePath::of(path);
    if let KnowledgePath::File(path) = &layout
        && set.tables.len() != 1
    {
        let message = format!(
            "`{}` is one file, and that version has {} tables",
            path.display(),
            set.tables.len()
        );
        return Err(io::Error::other(message));
    }
    // Texts first: without a table that names it, a text has no effect.
    for (name, bytes) in &set.texts {
        put(&layout.text(name), bytes)?;
    }
    for (name, bytes) in &set.tables {
        put(&layout.table(name), bytes)?;
    }
    if let KnowledgePath::Folder(folder) = &layout {
        let wanted: Vec<PathBuf> = set.tables.keys().map(|name| layout.table(name)).collect();
        for path in knowledge_files(folder)? {
            if !wanted.contains(&path) {
                fs::remove_file(&path)?;
                sync_folder(folder_of(&path))?;
            }
        }
    }
    Ok(())
}

/// Makes the folder that the tables of a path are in, unless it is there.
///
/// # Errors
///
/// It cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    match &KnowledgePath::of(path) {
        KnowledgePath::Folder(folder) => fs::create_dir_all(folder),
        KnowledgePath::File(file) => fs::create_dir_all(folder_of(file)),
    }
}

/// Copies each file that [`exchange`] could overwrite and whose content is in none of these sets, as
/// `NAME.kept-AT` beside it, or with a number after that if there is such a copy of other content. Returns
/// the paths of the copies.
///
/// # Errors
///
/// A file cannot be read, or a copy cannot be written.
pub fn back_up(path: &Path, kept: &[&FileSet], at: UnixSeconds) -> io::Result<Vec<String>> {
    let layout = KnowledgePath::of(path);
    let texts = kept.iter().flat_map(|set| set.texts.keys());
    let mut paths: Vec<PathBuf> = texts.map(|name| layout.text(name)).collect();
    paths.extend(knowledge_files(path).unwrap_or_default());
    paths.sort();
    paths.dedup();
    let is_kept = |bytes: &Vec<u8>| {
        let mut contents = kept
            .iter()
            .flat_map(|set| set.tables.values().chain(set.texts.values()));
        contents.any(|content| content == bytes)
    };
    let mut copies = Vec::new();
    for path in paths {
        let bytes = match read_whole(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            read => read?,
        };
        if !is_kept(&bytes) {
            copies.push(copy(&path, &bytes, at)?.display().to_string());
        }
    }
    Ok(copies)
}

/// Copies a file's content beside it, without overwriting an earlier copy.
fn copy(path: &Path, bytes: &[u8], at: UnixSeconds) -> io::Result<PathBuf> {
    for copy in copies_of(path, at) {
        match read_whole(&copy) {
            Ok(earlier) if earlier != bytes => {}
            Ok(_) => return Ok(copy),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                replace(&copy, bytes)?;
                return Ok(copy);
            }
            Err(error) => return Err(error),
        }
    }
    let message = format!("there are too many copies of `{}`", path.display());
    Err(io::Error::other(message))
}

/// The places of the copies of a file that a release at this time may make, in order.
fn copies_of(path: &Path, at: UnixSeconds) -> impl Iterator<Item = PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("{name}.kept-{at}");
    (1..=MAX_COPIES).map(move |number| match number {
        1 => path.with_file_name(&name),
        _ => path.with_file_name(format!("{name}-{number}")),
    })
}

/// Whether the tables on disk are what a release from `base` to `new` leaves when it is interrupted: each
/// is of one of the two sets, or was copied before that release (at `at`) began to replace files, and none
/// is missing. Otherwise somebody has edited them since.
#[must_use]
pub fn is_underway(path: &Path, base: &FileSet, new: &FileSet, at: UnixSeconds) -> bool {
    let layout = KnowledgePath::of(path);
    let Ok(files) = knowledge_files(path) else {
        return false;
    };
    let placed = |set: &FileSet| -> Vec<PathBuf> {
        set.tables.keys().map(|name| layout.table(name)).collect()
    };
    // A release writes every new table before it removes an old one.
    let (old, wanted) = (placed(base), placed(new));
    let is_there = |place: &PathBuf| !wanted.contains(place) || files.contains(place);
    let is_emptied = files.is_empty() && !old.is_empty();
    let is_of = |set: &FileSet, path: &PathBuf, bytes: &[u8]| {
        let mut tables = set.tables.iter();
        tables.any(|(name, own)| layout.table(name) == *path && own == bytes)
    };
    let is_known = |path: &PathBuf| {
        read_whole(path).is_ok_and(|bytes| {
            let copied = || copies_of(path, at).map_while(|copy| read_whole(&copy).ok());
            is_of(base, path, &bytes)
                || is_of(new, path, &bytes)
                || copied().any(|copy| copy == bytes)
        })
    };
    !is_emptied && old.iter().all(is_there) && files.iter().all(is_known)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if read_whole(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    replace(path, bytes)?;
    fail_point!("exchange-one");
    Ok(())
}
