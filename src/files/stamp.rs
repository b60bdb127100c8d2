//! Tells whether the files of a knowledge have changed: by what the system says of them, and by reading them
//! only where that cannot tell.

use std::fs::{self, Metadata};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::files::regular::read;
use crate::knowledge::TEXT_ENDINGS;

/// How coarse the times of files may be: two seconds on FAT, one on old network file systems. Of two edits within
/// that time the second may leave the same time behind.
const GRANULE: Duration = Duration::from_secs(3);

/// What the system says of the tables at a path and of the texts beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    /// A hash of their names, sizes, times and identities. What cannot be looked at counts as missing.
    pub hash: u64,
    /// When one of them was last changed.
    changed: Option<SystemTime>,
}

impl FileStamp {
    /// The stamp of the files at a path.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let files = files(path);
        let changed = files.iter().filter_map(|(_, about)| about.modified().ok());
        let of_file = |(path, about): &(PathBuf, Metadata)| {
            (
                path.clone(),
                about.len(),
                about.modified().ok(),
                identity(about),
            )
        };
        let known: Vec<_> = files.iter().map(of_file).collect();
        Self {
            hash: hash_of(&known),
            changed: changed.max(),
        }
    }

    /// Whether a later change of any file would show in the stamp. One that says it was changed in the future
    /// never settles.
    fn is_settled(&self, now: SystemTime) -> bool {
        let age = self.changed.map(|changed| now.duration_since(changed));
        age.is_none_or(|age| age.is_ok_and(|age| age > GRANULE))
    }
}

/// The files of a knowledge, as they were when they were last looked at.
#[derive(Debug)]
pub struct SeenFiles {
    /// A knowledge file or a folder of them.
    pub path: PathBuf,
    stamp: FileStamp,
    is_settled: bool,
    content: u64,
}

impl SeenFiles {
    /// The files at a path as they are now.
    #[must_use]
    pub fn at(path: &Path, now: SystemTime) -> Self {
        let stamp = FileStamp::of(path);
        Self {
            path: path.to_owned(),
            is_settled: stamp.is_settled(now),
            stamp,
            content: content(path),
        }
    }

    /// Looks at them again; returns whether what they hold has changed. They are read only if their stamp has
    /// changed, or was too young to show every change.
    pub fn look(&mut self, now: SystemTime) -> bool {
        let stamp = FileStamp::of(&self.path);
        if self.is_settled && stamp == self.stamp {
            return false;
        }
        let before = self.content;
        (self.content, self.is_settled) = (content(&self.path), stamp.is_settled(now));
        self.stamp = stamp;
        self.content != before
    }
}

/// The tables and texts at a path or beside it, in the order of their names.
fn files(path: &Path) -> Vec<(PathBuf, Metadata)> {
    let folder = if path.is_dir() {
        Some(path)
    } else {
        path.parent()
    };
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter();
    let mut found: Vec<(PathBuf, Metadata)> = entries
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let ending = path.extension()?.to_string_lossy().to_lowercase();
            let is_read = ending == "toml" || TEXT_ENDINGS.contains(&ending.as_str());
            let about = is_read.then(|| fs::metadata(&path))?;
            Some((path, about.ok()?))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

/// A hash of what they hold.
fn content(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, _) in files(path) {
        let bytes = read(&path).map_err(|error| error.kind());
        (path, bytes).hash(&mut hasher);
    }
    hasher.finish()
}

fn hash_of(value: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
}

/// What tells a file from one that has taken its name, and a change that has kept the time of modification.
#[cfg(unix)]
fn identity(about: &Metadata) -> (u64, u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino(), about.ctime(), about.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(about: &Metadata) -> Option<SystemTime> {
    about.created().ok()
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    /// A folder with a table that was changed at this time.
    fn folder(changed: SystemTime) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("a.toml");
        write(&table, "one", changed);
        (folder, table)
    }

    fn write(path: &Path, text: &str, changed: SystemTime) {
        fs::write(path, text).unwrap();
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(changed).unwrap();
    }

    #[test]
    fn a_change_is_seen_once() {
        let now = SystemTime::now();
        let (folder, table) = folder(now - 2 * GRANULE);
        let mut seen = SeenFiles::at(folder.path(), now);
        assert!(!seen.look(now));
        write(&table, "other", now - GRANULE);
        assert!(seen.look(now) && !seen.look(now));
        fs::write(folder.path().join("b.md"), "text").unwrap();
        assert!(seen.look(now) && !seen.look(now));
        fs::remove_file(&table).unwrap();
        assert!(seen.look(now) && !seen.look(now));
    }

    #[test]
    fn a_file_that_was_only_touched_has_not_changed() {
        let now = SystemTime::now();
        let (folder, table) = folder(now - 3 * GRANULE);
        let mut seen = SeenFiles::at(folder.path(), now);
        write(&table, "one", now - 2 * GRANULE);
        assert!(!seen.look(now));
    }

    /// On a file system with coarse times, the second edit has the time and the length of the first.
    #[test]
    fn an_edit_within_the_same_moment_is_seen() {
        let now = SystemTime::now();
        let (folder, table) = folder(now);
        let mut seen = SeenFiles::at(folder.path(), now);
        // Nothing else tells them apart.
        seen.stamp = FileStamp::of(folder.path());
        write(&table, "two", now);
        seen.stamp = FileStamp::of(folder.path());
        assert!(seen.look(now));
    }

    #[test]
    fn files_that_have_settled_are_not_read() {
        let now = SystemTime::now();
        let (folder, _table) = folder(now);
        let mut seen = SeenFiles::at(folder.path(), now);
        assert!(!seen.is_settled);
        assert!(!seen.look(now));
        assert!(!seen.is_settled);
        assert!(!seen.look(now + 2 * GRANULE) && seen.is_settled);
        // What it holds would tell, if it were read.
        seen.content += 1;
        assert!(!seen.look(now + 2 * GRANULE));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_took_the_place_of_another_is_seen() {
        let now = SystemTime::now();
        let then = now - 2 * GRANULE;
        let (folder, table) = folder(then);
        let mut seen = SeenFiles::at(folder.path(), now);
        let beside = folder.path().join("new");
        write(&beside, "two", then);
        fs::rename(&beside, &table).unwrap();
        assert!(seen.look(now));
    }

    #[test]
    fn a_folder_may_go_and_come_back() {
        let now = SystemTime::now();
        let (folder, _table) = folder(now - 2 * GRANULE);
        let mut seen = SeenFiles::at(folder.path(), now);
        let away = folder.path().with_extension("away");
        fs::rename(folder.path(), &away).unwrap();
        assert!(seen.look(now) && !seen.look(now));
        fs::rename(&away, folder.path()).unwrap();
        assert!(seen.look(now));
    }
}
