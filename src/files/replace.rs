//! One set of knowledge files for another, on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fail::fail_point;

use crate::files::{folder_of, knowledge_files, replace, sync_folder};
use crate::knowledge::FileSet;

/// Where the files of a set stand: the path that the configuration names is a file or a folder.
#[derive(Debug, Clone)]
pub enum KnowledgePath {
    /// One table, whatever it is called in the set.
    File(PathBuf),
    /// Every table of this folder.
    Folder(PathBuf),
}

impl KnowledgePath {
    /// How the knowledge at this path is laid out. What is not there is taken for a file if it
    /// is named like one.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let is_file = path.is_file() || !path.is_dir() && path.extension().is_some();
        if is_file {
            Self::File(path.to_owned())
        } else {
            Self::Folder(path.to_owned())
        }
    }

    /// Where a table of this name stands.
    #[must_use]
    pub fn table(&self, name: &str) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Folder(path) => path.join(name),
        }
    }

    /// Where a text of this name stands: beside the tables.
    #[must_use]
    pub fn text(&self, name: &str) -> PathBuf {
        match self {
            Self::File(path) => path.with_file_name(name),
            Self::Folder(path) => path.join(name),
        }
    }
}

/// Makes the files at a path those of a set. Each is replaced whole; tables that are not in the
/// set go, and nothing else does. Between two files a crash leaves a mixture: whoever calls keeps
/// a record of what was intended.
///
/// # Errors
///
/// A file cannot be written, or the path names one file and the set has not just one table.
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
    // Texts first: with a table of theirs missing they do nothing.
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

/// Copies what an exchange would overwrite and what none of these sets holds, each file beside
/// itself; gives the names of the copies. `at` makes them unique.
///
/// # Errors
///
/// A file cannot be read, or a copy cannot be written.
pub fn set_aside(path: &Path, kept: &[&FileSet], at: i64) -> io::Result<Vec<String>> {
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
        let bytes = match fs::read(&path) {
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

/// Whether every table on disk is that of one of these sets: nobody else has edited it.
#[must_use]
pub fn holds_one_of(path: &Path, sets: &[&FileSet]) -> bool {
    let layout = KnowledgePath::of(path);
    let files = knowledge_files(path).unwrap_or_default();
    let known = |path: &PathBuf| {
        let there = fs::read(path).ok();
        sets.iter().any(|set| {
            let tables = set.tables.iter();
            let mut placed = tables.map(|(name, bytes)| (layout.table(name), bytes));
            placed.any(|(place, bytes)| place == *path && Some(bytes) == there.as_ref())
        })
    };
    files.iter().all(known)
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    replace(path, bytes)?;
    fail_point!("exchange-one");
    Ok(())
}
