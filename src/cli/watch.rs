//! Notices that knowledge files have changed.

use std::path::Path;
use std::time::Duration;

use notify_debouncer_mini::notify::{self, PollWatcher, RecursiveMode};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};
use tokio::sync::mpsc;

use crate::record::ReleaseMethod;

/// How often is looked.
const LOOK: Duration = Duration::from_secs(1);
/// How long the files must have been left alone: editors write in pieces.
const QUIET: Duration = Duration::from_millis(700);

/// Orders to read the files anew whenever they have changed, until what this gives is dropped.
///
/// It looks at the files instead of asking the system to be told: a table is small, and no editor,
/// no file system and no folder that goes and comes back escapes a look.
pub(super) fn watch(
    path: &Path,
    order: mpsc::Sender<ReleaseMethod>,
) -> notify::Result<Debouncer<PollWatcher>> {
    let looking = notify::Config::default()
        .with_poll_interval(LOOK)
        .with_compare_contents(true);
    let config = Config::default()
        .with_timeout(QUIET)
        .with_notify_config(looking);
    let changed = move |events: DebounceEventResult| {
        if events.is_ok_and(|events| !events.is_empty()) {
            // One that waits already will find the newest files.
            let _ = order.try_send(ReleaseMethod::Watcher);
        }
    };
    let mut debouncer = new_debouncer_opt::<_, PollWatcher>(config, changed)?;
    debouncer
        .watcher()
        .watch(path, RecursiveMode::NonRecursive)?;
    Ok(debouncer)
}
