//! Watches the knowledge files for changes.

use std::path::Path;
use std::time::Duration;

use notify_debouncer_mini::notify::{self, PollWatcher, RecursiveMode};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};
use tokio::sync::mpsc;

use crate::record::ReleaseMethod;

/// How often the files are read and compared.
const POLL: Duration = Duration::from_secs(1);
/// How long the files must stay unchanged before a reload: editors write in pieces.
const QUIET: Duration = Duration::from_millis(700);

/// Requests a reload whenever the files have changed, until the returned watcher is dropped.
///
/// It polls instead of using the system's notifications: a table is small, and polling works with every
/// editor and file system, and with a folder that is deleted and created again.
pub(super) fn watch(
    path: &Path,
    requests: mpsc::Sender<ReleaseMethod>,
) -> notify::Result<Debouncer<PollWatcher>> {
    let polling = notify::Config::default()
        .with_poll_interval(POLL)
        .with_compare_contents(true);
    let config = Config::default()
        .with_timeout(QUIET)
        .with_notify_config(polling);
    let changed = move |events: DebounceEventResult| {
        if events.is_ok_and(|events| !events.is_empty()) {
            // A reload that is already queued will read the newest files.
            let _ = requests.try_send(ReleaseMethod::Watcher);
        }
    };
    let mut debouncer = new_debouncer_opt::<_, PollWatcher>(config, changed)?;
    debouncer
        .watcher()
        .watch(path, RecursiveMode::NonRecursive)?;
    Ok(debouncer)
}
