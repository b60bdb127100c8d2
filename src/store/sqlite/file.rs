//! The file of a database: what is at its place, and making it. It opens no database.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What is at the place of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    pub file: FileState,
    /// The write-ahead log beside it.
    pub log: Option<FileId>,
}

/// The file at the place of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    Missing,
    /// A file that may be written.
    Writable(FileId),
    WriteProtected(FileId),
}

/// Tells a file from another that has taken its place: device and inode, where there are any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(u64, u64);

impl FilePlace {
    /// Stands for that of a database which has no file.
    pub const IN_MEMORY: Self = Self {
        file: FileState::Writable(FileId(0, 0)),
        log: None,
    };
}

impl FileState {
    /// Whether it is the same file, whatever may be done with it.
    pub fn is_same(&self, other: &Self) -> bool {
        self.id() == other.id()
    }

    fn id(&self) -> Option<FileId> {
        match self {
            Self::Missing => None,
            Self::Writable(id) | Self::WriteProtected(id) => Some(*id),
        }
    }
}

/// Does something with a file where it may block: a disk can be slow to respond.
pub async fn on_a_thread<T: Send + 'static>(
    path: &Path,
    work: fn(&Path) -> io::Result<T>,
) -> io::Result<T> {
    let path = path.to_owned();
    let done = tokio::task::spawn_blocking(move || work(&path)).await;
    done.unwrap_or_else(|failed| Err(io::Error::other(failed)))
}

/// Looks at a database and the log beside it.
pub fn look(path: &Path) -> io::Result<FilePlace> {
    let log = fs::metadata(beside(path, "-wal"));
    Ok(FilePlace {
        file: file_state(path)?,
        log: log.ok().map(|found| file_id(&found)),
    })
}

/// Whether a database is write-protected. Beside such a file nothing may be created, so what is not yet in
/// it is out of reach: that is an error.
pub fn is_frozen(path: &Path) -> io::Result<bool> {
    let is_protected = matches!(file_state(path)?, FileState::WriteProtected(_));
    let log = fs::metadata(beside(path, "-wal"));
    if is_protected && log.is_ok_and(|log| log.len() > 0) {
        return Err(io::Error::other("its log cannot be read"));
    }
    Ok(is_protected)
}

/// Whether a file that this program has open is still in some folder, if it is no longer in its own.
/// Where that cannot be looked up, it is taken to be.
pub async fn is_linked(file: FileState) -> bool {
    let Some(id) = file.id() else {
        return false;
    };
    let linked = tokio::task::spawn_blocking(move || links(id)).await;
    linked.is_ok_and(|links| links != Some(0))
}

/// The number of folders' entries that lead to a file which this program has open.
#[cfg(target_os = "linux")]
fn links(id: FileId) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    let open = fs::read_dir("/proc/self/fd").ok()?.flatten();
    let mut open = open.filter_map(|entry| fs::metadata(entry.path()).ok());
    let found = open.find(|found| file_id(found) == id);
    found.map(|found| found.nlink())
}

#[cfg(not(target_os = "linux"))]
fn links(_: FileId) -> Option<u64> {
    None
}

/// Sets the log of a database aside that is no longer there: it would be taken for that of the one in
/// its place.
pub fn set_log_aside(path: &Path) -> io::Result<()> {
    fs::rename(beside(path, "-wal"), beside(path, "-wal.old"))?;
    match fs::remove_file(beside(path, "-shm")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Looks at a file. What is neither a file nor missing is an error: a pipe would wait for ever.
fn file_state(path: &Path) -> io::Result<FileState> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileState::Missing),
        found => found?,
    };
    if !found.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let id = file_id(&found);
    Ok(if found.permissions().readonly() {
        FileState::WriteProtected(id)
    } else {
        FileState::Writable(id)
    })
}

/// Creates the file, readable by its owner alone, and its folder if they are missing.
pub fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    // An existing file is not opened: closing it would drop the locks that another connection of
    // this process holds on it.
    options.append(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => {}
    }
    match file_state(path)? {
        // SQLite would create the files beside it write-protected too, and leave them so.
        FileState::WriteProtected(_) => Err(io::Error::other("it is write-protected")),
        FileState::Writable(_) | FileState::Missing => Ok(()),
    }
}

#[cfg(unix)]
fn file_id(found: &fs::Metadata) -> FileId {
    use std::os::unix::fs::MetadataExt;
    FileId(found.dev(), found.ino())
}

/// Here an open file cannot be replaced.
#[cfg(not(unix))]
fn file_id(_: &fs::Metadata) -> FileId {
    FileId(0, 0)
}
