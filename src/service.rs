//! Answers questions from a snapshot of the knowledge, which a reload swaps whole.
//!
//! - [`snapshot`]: knowledge, its matcher and what is suspended, as one immutable value; [`withheld`]: what it does not
//!   show for now; `of_sources`: the sources that it answers from, where these are not all, and
//!   `source_selections`, what was made of them; `encoded_table`: what an encoder adds.
//! - [`recent`]: the latest questions, redacted, to replay on a new version before it goes live.
//!
//! It reads no files and keeps nothing across restarts: [`crate::release`] brings it new versions,
//! and suspensions from the store.

mod encoded_table;
mod of_sources;
mod recent;
mod snapshot;
mod source_selections;
mod withheld;

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::answer::Strictness;
use crate::knowledge::Fingerprint;
use crate::service::recent::RecentQuestions;

pub use crate::service::encoded_table::EncodedTable;
pub use crate::service::recent::REMEMBERED;
pub use crate::service::snapshot::Snapshot;
pub use crate::service::withheld::{EntryIds, SuspendedEntries};

/// Answers questions while the knowledge may be swapped under it.
pub struct Service {
    snapshot: ArcSwap<Snapshot>,
    recent: RecentQuestions,
}

impl Service {
    /// Starts with this snapshot.
    #[must_use]
    pub fn of(snapshot: Snapshot) -> Self {
        Self {
            snapshot: ArcSwap::from_pointee(snapshot),
            recent: RecentQuestions::default(),
        }
    }

    /// The current snapshot, which stays valid through a swap for as long as it is held.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// The current snapshot as of a day, as `YYYY-MM-DD`.
    #[must_use]
    pub fn snapshot_on(&self, date: &str) -> Arc<Snapshot> {
        let current = self.snapshot.load_full();
        if current.is_on(date) {
            return current;
        }
        self.snapshot.rcu(|current| current.on(date));
        self.snapshot.load_full()
    }

    /// Replaces the knowledge; the strictness, the suspensions, and whether passages are shown, stay.
    ///
    /// The snapshot was prepared beforehand, so that no question waits for it.
    pub fn swap(&self, snapshot: &Snapshot) {
        let prepared = snapshot.set_as(&self.snapshot());
        self.snapshot.rcu(|current| {
            prepared
                .with_strictness(current.strictness())
                .with_suspended(current.suspended())
        });
    }

    /// Shows the nearest passages of the sources' texts where there is no answer, from now on.
    pub fn show_passages(&self) {
        self.snapshot.rcu(|current| current.with_passages());
    }

    /// Sets how confident answers must be from now on.
    pub fn set_strictness(&self, strictness: Strictness) {
        self.snapshot
            .rcu(|current| current.with_strictness(strictness));
    }

    /// Adds what an encoder made of a version of the knowledge, if that is still the current one.
    pub fn encode(&self, version: &Fingerprint, encoded: &Arc<EncodedTable>) {
        self.snapshot.rcu(|current| {
            if current.knowledge().fingerprint == *version {
                Arc::new(current.with_encoded(Arc::clone(encoded)))
            } else {
                Arc::clone(current)
            }
        });
    }

    /// Suspends these entries and no others.
    pub fn suspend(&self, suspended: SuspendedEntries) {
        let suspended = Arc::new(suspended);
        self.snapshot
            .rcu(|current| current.with_suspended(Arc::clone(&suspended)));
    }

    /// Remembers a question that members of a server could see, redacted and without who asked it; the
    /// oldest is forgotten.
    pub fn remember(&self, server: u64, redacted: &str) {
        self.recent.push(server, redacted);
    }

    /// The latest questions of a server, each once, in alphabetical order.
    #[must_use]
    pub fn recent(&self, server: u64) -> Vec<String> {
        self.recent.distinct(server)
    }
}

#[cfg(test)]
mod tests {
    use super::Service;

    fn assert_shareable<T: Send + Sync>() {}

    #[test]
    fn a_service_can_be_shared_between_threads() {
        assert_shareable::<Service>();
    }
}
