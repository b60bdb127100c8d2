//! Tells whether the files of a knowledge have changed, without reading them.

use std::fs;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::Path;

/// Endings of the files that knowledge is loaded from.
const READ: [&str; 4] = ["toml", "md", "markdown", "txt"];

/// A hash of the names, sizes and times of the tables at a path and of the texts beside them. What
/// cannot be looked at counts as missing.
#[must_use]
pub fn stamp(path: &Path) -> u64 {
    let is_folder = path.is_dir();
    let folder = if is_folder { Some(path) } else { path.parent() };
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter();
    let mut found: Vec<_> = entries
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let ending = path.extension()?.to_string_lossy().to_lowercase();
            let about = READ
                .contains(&ending.as_str())
                .then(|| fs::metadata(&path))?;
            let about = about.ok()?;
            Some((path, about.len(), about.modified().ok()))
        })
        .collect();
    found.sort();
    BuildHasherDefault::<DefaultHasher>::default().hash_one(found)
}
