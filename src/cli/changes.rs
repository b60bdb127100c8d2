//! Notices that the knowledge files have changed while a command runs.

use std::path::PathBuf;

use crate::files;

/// The files as they were when they were last looked at.
pub(super) struct FilesSeen {
    /// A knowledge file or a folder of them.
    pub path: PathBuf,
    stamp: u64,
}

impl FilesSeen {
    /// Looks at the files, before they are read: a change while they are read is noticed afterwards.
    pub fn now(path: PathBuf) -> Self {
        let stamp = files::stamp(&path);
        Self { path, stamp }
    }

    /// Looks at them again; returns whether they have changed since the last look.
    pub fn look_again(&mut self) -> bool {
        let now = files::stamp(&self.path);
        std::mem::replace(&mut self.stamp, now) != now
    }
}
