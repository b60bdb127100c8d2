//! A progress bar while a large table is prepared.

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
    let bar = ProgressBar::new(0).with_message(format!("{phrasings} phrasings"));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    let snapshot = Snapshot::with_progress(knowledge, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    snapshot
}
