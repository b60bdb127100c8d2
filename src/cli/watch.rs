//! Watches the knowledge files for changes.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::files::SeenFiles;
use crate::record::ReleaseMethod;

/// How often the files are looked at.
const POLL: Duration = Duration::from_secs(1);
/// How long the files must stay unchanged before a reload: editors write in pieces.
const QUIET: Duration = Duration::from_millis(700);
/// How often that is waited for: files that change all the time are reloaded all the same.
const MAX_WAITS: usize = 10;

/// Requests a reload whenever the files have changed, for as long as somebody takes the requests.
///
/// It polls instead of using the system's notifications: that works with every editor and file system, and
/// with a folder that is deleted and created again.
pub(super) async fn watch(path: PathBuf, requests: mpsc::Sender<ReleaseMethod>) {
    let seen = spawn_blocking(move || SeenFiles::at(&path, SystemTime::now())).await;
    let Ok(mut seen) = seen else {
        return;
    };
    while !requests.is_closed() {
        let mut waits = 0;
        let mut pause = POLL;
        loop {
            sleep(pause).await;
            let Some((files, has_changed)) = looked(seen).await else {
                return;
            };
            seen = files;
            if !has_changed || waits == MAX_WAITS {
                break;
            }
            waits += 1;
            pause = QUIET;
        }
        if waits > 0 {
            // A reload that is already queued will read the newest files.
            let _ = requests.try_send(ReleaseMethod::Watcher);
        }
    }
}

/// Looks at the files on a thread where that delays nothing. None if the program is stopping.
async fn looked(mut seen: SeenFiles) -> Option<(SeenFiles, bool)> {
    let looking = spawn_blocking(move || {
        let has_changed = seen.look(SystemTime::now());
        (seen, has_changed)
    });
    looking.await.ok()
}
