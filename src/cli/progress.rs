//! A progress bar while a large table is prepared, or a table is encoded.

use std::sync::OnceLock;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::knowledge::Knowledge;
use crate::service::Snapshot;

/// The fewest phrasings that take long enough to prepare to need a progress bar.
const LARGE: usize = 100_000;

/// Prepares knowledge to answer from. On a terminal, large tables show a progress bar.
pub(super) fn prepare(knowledge: Knowledge) -> Snapshot {
    let phrasings = knowledge.entries.iter().map(|entry| entry.phrasings.len());
    let phrasings: usize = phrasings.sum();
    if phrasings < LARGE {
        return Snapshot::new(knowledge);
    }
    let bar = bar(format!("{phrasings} phrasings"));
    let snapshot = Snapshot::with_progress(knowledge, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    snapshot
}

fn bar(message: String) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(message);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A bar that is shown while an encoder reads a table, once there is something to read; dropped, it is gone.
pub(super) fn encoding() -> EncodingBar {
    EncodingBar(OnceLock::new())
}

/// The bar of [`encoding`].
pub(super) struct EncodingBar(OnceLock<ProgressBar>);

impl EncodingBar {
    /// Shows that so many texts of all are done.
    pub fn show(&self, done: usize, all: usize) {
        let bar = self.0.get_or_init(|| bar("encoding the table".to_owned()));
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }
}

impl Drop for EncodingBar {
    fn drop(&mut self) {
        if let Some(bar) = self.0.get() {
            bar.finish_and_clear();
        }
    }
}
