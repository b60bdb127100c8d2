//! What is remembered across restarts: versions of the knowledge and when each went live, who tried
//! to change it, which entries are suspended, what was asked, and what members say of answers.
//!
//! The only place for databases. It reads no clock, and decides nothing about what it keeps.

mod sqlite;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::knowledge::{FileSet, Fingerprint};
use crate::record::{
    Attempt, LoggedQuestion, Release, ReleaseIntent, Released, Suspension, Vote, VoteKey,
};
use crate::store::sqlite::Sqlite;

/// What the store could not do, and why: a sentence for the log, with a repair where there is one.
/// It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

/// What is remembered, whatever keeps it.
///
/// Nothing is opened before its first use, and what could not be opened is tried again at the next.
/// What a call has written is on disk when it returns; a call that fails has written nothing. A clone
/// is the same store.
#[derive(Debug, Clone)]
pub struct Store {
    backend: Arc<Backend>,
}

/// What can keep a store.
#[derive(Debug)]
enum Backend {
    Sqlite(Sqlite),
}

impl Store {
    /// A store in the file of this path. The file is made where it is missing, with its folder.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        let backend = Arc::new(Backend::Sqlite(Sqlite::at(path)));
        Self { backend }
    }

    /// A store that is gone with this value.
    #[must_use]
    pub fn in_memory() -> Self {
        let backend = Arc::new(Backend::Sqlite(Sqlite::in_memory()));
        Self { backend }
    }

    /// Opens the store, as every other call does: to know early whether it can be.
    pub async fn open(&self) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.open().await,
        }
    }

    /// Closes the store, once what is under way has ended; every later call is a fault.
    pub async fn close(&self) {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.close().await,
        }
    }

    /// Keeps the files of a version, each content once. The files that a fingerprint was first kept
    /// with stay; kept again, content that was damaged since is mended.
    pub async fn keep(
        &self,
        files: &FileSet,
        fingerprint: &Fingerprint,
        version: &str,
    ) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.keep(files, fingerprint, version).await,
        }
    }

    /// The files of a version, if it was kept, as they were; a fault if they are not any more.
    pub async fn files(&self, fingerprint: &Fingerprint) -> Result<Option<FileSet>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.files(fingerprint).await,
        }
    }

    /// Notes a release before the files on disk are replaced, in place of what was noted before.
    /// Its versions have to be kept.
    pub async fn intend(&self, plan: &ReleaseIntent) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.intend(plan).await,
        }
    }

    /// The release that was intended, and neither made since nor abandoned.
    pub async fn intended(&self) -> Result<Option<ReleaseIntent>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.intended().await,
        }
    }

    /// Forgets what was intended.
    pub async fn abandon(&self) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.abandon().await,
        }
    }

    /// Adds to the history that a version is live, and forgets what was intended. Gives its number.
    /// The version has to be kept.
    pub async fn release(&self, release: &Release) -> Result<i64, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.release(release).await,
        }
    }

    /// What went live last.
    pub async fn current(&self) -> Result<Option<Released>, StoreError> {
        Ok(self.releases(0, 1).await?.pop())
    }

    /// What went live, the newest first.
    pub async fn releases(&self, skip: u32, take: u32) -> Result<Vec<Released>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.releases(skip, take).await,
        }
    }

    /// How often a version went live.
    pub async fn count_releases(&self) -> Result<u32, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.count_releases().await,
        }
    }

    /// Adds to the audit trail.
    pub async fn record(&self, attempt: &Attempt) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.record(attempt).await,
        }
    }

    /// The audit trail, the newest first.
    pub async fn attempts(&self, skip: u32, take: u32) -> Result<Vec<Attempt>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.attempts(skip, take).await,
        }
    }

    /// Suspends an entry. The first suspension of an entry stays as it is.
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.suspend(suspension).await,
        }
    }

    /// Restores an entry of a source, by their ids; says whether it was suspended.
    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.restore(source, entry).await,
        }
    }

    /// The suspended entries, the newest first.
    pub async fn suspended(&self) -> Result<Vec<Suspension>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.suspended().await,
        }
    }

    /// Adds to what was asked: what is there already is counted up.
    pub async fn note(&self, asked: &[LoggedQuestion]) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.note(asked).await,
        }
    }

    /// What was asked since a day (of 1970), that day included; in no order.
    pub async fn asked(&self, since: i64) -> Result<Vec<LoggedQuestion>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.asked(since).await,
        }
    }

    /// Forgets what was asked before a day (of 1970); says how much that was.
    pub async fn forget_asked(&self, before: i64) -> Result<u64, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.forget_asked(before).await,
        }
    }

    /// Sets questions aside, in the words they were noted in.
    pub async fn ignore(&self, texts: &[String], day: i64) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.ignore(texts, day).await,
        }
    }

    /// The questions that were set aside.
    pub async fn ignored(&self) -> Result<Vec<String>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.ignored().await,
        }
    }

    /// Notes what a member says; said again, it takes the place of what they said before.
    pub async fn vote(&self, vote: &Vote) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.vote(vote).await,
        }
    }

    /// What members have said since a day (of 1970), the oldest first.
    pub async fn votes(&self, since: i64) -> Result<Vec<Vote>, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.votes(since).await,
        }
    }

    /// Forgets what a member said.
    pub async fn forget_vote(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.forget_vote(token).await,
        }
    }

    /// Forgets what members said before a day (of 1970).
    pub async fn forget_votes(&self, before: i64) -> Result<(), StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.forget_votes(before).await,
        }
    }

    /// Notes that moderators are told today what members confirmed, if they were last told on a day or
    /// before; says whether. Days are counted from 1970. The first call begins the time, and says no.
    pub async fn suggest(&self, today: i64, before: i64) -> Result<bool, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.suggest(today, before).await,
        }
    }

    /// The key of the tokens; where there is none since a day, the fresh one is kept in its place,
    /// and the tokens of the old are taken away.
    pub async fn vote_key(&self, fresh: VoteKey, since: i64) -> Result<VoteKey, StoreError> {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.vote_key(fresh, since).await,
        }
    }
}
