//! How far a large table has come on its way to be asked.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::knowledge::Knowledge;
use crate::service::Snapshot;

/// From so many phrasings on, preparing takes more than an instant.
const LARGE: usize = 100_000;

/// Prepares knowledge to be asked; of a large table, a bar shows how far it has come, where there is a
/// terminal to show it.
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
