//! Replaces one set of knowledge files on disk by another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::files::regular::{read_whole, sync_folder};
use crate::files::{folder_of, knowledge_files, replace};
use crate::knowledge::FileSet;
use crate::record::UnixSeconds;

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

/// Copies each file that [`exchange`] could overwrite and whose content is in none of these sets, as
/// `NAME.kept-AT` beside it. Returns the paths of the copies.
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
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let copy = path.with_file_name(format!("{name}.kept-{at}"));
            replace(&copy, &bytes)?;
            copies.push(copy.display().to_string());
        }
    }
    Ok(copies)
}

/// Whether every table on disk is a table of one of these sets, so that nobody has edited any.
#[must_use]
pub fn holds_one_of(path: &Path, sets: &[&FileSet]) -> bool {
    let layout = KnowledgePath::of(path);
    let files = knowledge_files(path).unwrap_or_default();
    let known = |path: &PathBuf| {
        let there = read_whole(path).ok();
        sets.iter().any(|set| {
            let tables = set.tables.iter();
            let mut placed = tables.map(|(name, bytes)| (layout.table(name), bytes));
            placed.any(|(place, bytes)| place == *path && Some(bytes) == there.as_ref())
        })
    };
    files.iter().all(known)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if read_whole(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    replace(path, bytes)?;
    fail_point!("exchange-one");
    Ok(())
}
