//! What survives a restart: versions of the knowledge and when each went live, who tried to change
//! it, which entries are suspended, which questions were asked, and how members voted on answers.
//!
//! The only module that talks to a database. It reads no clock and decides nothing about what it
//! keeps.

mod sqlite;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::knowledge::{FileSet, Fingerprint};
use crate::record::{
    Attempt, AuditFilter, Day, IgnoredQuestion, KnowledgeOwner, LoggedQuestion, Release,
    ReleaseIntent, Released, Suspension, Vote, VoteKey,
};
use crate::store::sqlite::Sqlite;

/// Why the store failed: one sentence for the log, with a repair where there is one. It holds no
/// secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError(String);

impl StoreError {
    /// A failure of what stands before the store.
    #[must_use]
    pub fn new(why: &str) -> Self {
        Self(why.to_owned())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

/// The store, whatever database backs it, as the owner of a knowledge sees it: releases, suspensions and the
/// audit trail are the owner's; files, questions and votes are kept once for all. A clone is the same store.
///
/// The database is opened on first use; if that fails, the next call tries again. When a call
/// returns, what it wrote is on disk; a call that fails has written nothing. After a failure the
/// database is opened anew, so that what went wrong is over once its cause is; a call ends within
/// half a minute, whatever the disk does.
#[derive(Debug, Clone)]
pub struct Store {
    backend: Arc<Backend>,
    owner: KnowledgeOwner,
    lost_attempts: Arc<AtomicU64>,
}

/// The databases that can back a store.
#[derive(Debug)]
enum Backend {
    Sqlite(Sqlite),
}

/// Declares operations of a [`Store`]: each calls the method of the same name on its backend, after `for_all`
/// with its arguments alone, and after `for_owner` with the owner first.
macro_rules! delegate_to_backend {
    (for_all: $(
        $(#[$about:meta])*
        $visibility:vis async fn $name:ident(&self $(, $argument:ident: $type:ty)*) -> $result:ty;
    )*) => {
        impl Store {$(
            $(#[$about])*
            $visibility async fn $name(&self $(, $argument: $type)*) -> $result {
                match &*self.backend {
                    Backend::Sqlite(sqlite) => sqlite.in_time(sqlite.$name($($argument),*)).await,
                }
            }
        )*}
    };
    (for_owner: $(
        $(#[$about:meta])*
        $visibility:vis async fn $name:ident(&self $(, $argument:ident: $type:ty)*) -> $result:ty;
    )*) => {
        impl Store {$(
            $(#[$about])*
            $visibility async fn $name(&self $(, $argument: $type)*) -> $result {
                match &*self.backend {
                    Backend::Sqlite(sqlite) => {
                        sqlite.in_time(sqlite.$name(self.owner $(, $argument)*)).await
                    }
                }
            }
        )*}
    };
}

impl Store {
    /// A store in the file at this path, which is created with its folder if it is missing.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self::of(Backend::Sqlite(Sqlite::at(path)))
    }

    /// Copies the store at one path to a new file, for a command that only reads it. The original is not
    /// written to, and not made where it is missing.
    ///
    /// # Errors
    ///
    /// There is no intact store of this version or an older one, or it cannot be copied.
    pub async fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
        sqlite::copy(from, to).await
    }

    /// A store in memory, gone with the last clone of this value.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::of(Backend::Sqlite(Sqlite::in_memory()))
    }

    fn of(backend: Backend) -> Self {
        Self {
            backend: Arc::new(backend),
            owner: KnowledgeOwner::Shared,
            lost_attempts: Arc::default(),
        }
    }

    /// The same store, as another owner sees it.
    #[must_use]
    pub fn of_owner(&self, owner: KnowledgeOwner) -> Self {
        Self {
            owner,
            ..self.clone()
        }
    }

    /// Whose records it reads and writes.
    #[must_use]
    pub fn owner(&self) -> KnowledgeOwner {
        self.owner
    }

    /// The latest release.
    pub async fn current(&self) -> Result<Option<Released>, StoreError> {
        Ok(self.releases(0, 1).await?.pop())
    }

    /// Appends to the audit trail.
    pub async fn record(&self, attempt: &Attempt) -> Result<(), StoreError> {
        let recorded = self.record_attempt(attempt).await;
        if recorded.is_err() {
            self.lost_attempts.fetch_add(1, Ordering::Relaxed);
        }
        recorded
    }

    /// How many attempts could not be appended to the audit trail.
    #[must_use]
    pub fn lost_attempts(&self) -> u64 {
        self.lost_attempts.load(Ordering::Relaxed)
    }

    /// Closes the database once pending calls have finished; every later call fails.
    pub async fn close(&self) {
        match &*self.backend {
            Backend::Sqlite(sqlite) => sqlite.close().await,
        }
    }
}

delegate_to_backend! {
    for_owner:

    /// Records the intent to release a version, before any file on disk is replaced. Replaces an
    /// earlier intent. Both versions must have been kept.
    pub async fn record_intent(&self, intent: &ReleaseIntent) -> Result<(), StoreError>;

    /// The recorded intent, unless it was released or cleared since.
    pub async fn intent(&self) -> Result<Option<ReleaseIntent>, StoreError>;

    /// Clears the recorded intent.
    pub async fn clear_intent(&self) -> Result<(), StoreError>;

    /// Adds a release to the history and clears the recorded intent, in one transaction. Returns
    /// the release's number. Its version must have been kept.
    pub async fn release(&self, release: &Release) -> Result<i64, StoreError>;

    /// The history of releases, newest first.
    pub async fn releases(&self, skip: u32, take: u32) -> Result<Vec<Released>, StoreError>;

    /// The number of releases in the history.
    pub async fn count_releases(&self) -> Result<u32, StoreError>;

    async fn record_attempt(&self, attempt: &Attempt) -> Result<(), StoreError>;

    /// The audit trail, newest first.
    pub async fn attempts(&self, skip: u32, take: u32) -> Result<Vec<Attempt>, StoreError>;

    /// The rows of the audit trail that are wanted, newest first.
    pub async fn audited(
        &self,
        filter: &AuditFilter,
        skip: u32,
        take: u32
    ) -> Result<Vec<Attempt>, StoreError>;

    /// How many rows of the audit trail are wanted.
    pub async fn count_audited(&self, filter: &AuditFilter) -> Result<u32, StoreError>;

    /// Suspends an entry. If it is suspended already, the first suspension stays.
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError>;

    /// Restores an entry, given the ids of its source and itself. Returns whether it was suspended.
    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError>;

    /// The suspended entries, newest first.
    pub async fn suspended(&self) -> Result<Vec<Suspension>, StoreError>;
}

delegate_to_backend! {
    for_all:

    /// Opens the database now, to find out early whether it can be.
    pub async fn open(&self) -> Result<(), StoreError>;

    /// Tests the database: examines it, and writes to it as much as a table, without leaving any of
    /// it behind. Fails as the next write would.
    pub async fn probe(&self) -> Result<(), StoreError>;

    /// Keeps the files of a version, each distinct content once. A fingerprint that is kept again
    /// keeps its first file names; damaged content is repaired.
    pub async fn keep(
        &self,
        files: &FileSet,
        fingerprint: &Fingerprint,
        version: &str
    ) -> Result<(), StoreError>;

    /// The files of a version exactly as they were kept, or none if it never was. Fails if they are
    /// damaged.
    pub async fn files(&self, fingerprint: &Fingerprint) -> Result<Option<FileSet>, StoreError>;

    /// The rows of the audit trail of what a member did or tried in any server, newest first.
    pub async fn attempts_by(&self, member: u64, take: u32) -> Result<Vec<Attempt>, StoreError>;

    /// Logs questions; those that differ from a logged one only in `times` add to its count.
    pub async fn log(&self, questions: &[LoggedQuestion]) -> Result<(), StoreError>;

    /// The questions logged on this day and later, in no particular order.
    pub async fn logged(&self, since: Day) -> Result<Vec<LoggedQuestion>, StoreError>;

    /// Forgets the questions logged before this day. Returns how many rows that were.
    pub async fn forget_logged(&self, before: Day) -> Result<u64, StoreError>;

    /// Marks questions as ignored by the moderators of a server, by the text they were logged with.
    pub async fn ignore(
        &self,
        server: u64,
        texts: &[String],
        day: Day
    ) -> Result<(), StoreError>;

    /// The ignored questions, in the order of their texts.
    pub async fn ignored(&self) -> Result<Vec<IgnoredQuestion>, StoreError>;

    /// Saves a vote. A vote with the same token is replaced.
    pub async fn vote(&self, vote: &Vote) -> Result<(), StoreError>;

    /// The votes of this day and later, oldest first.
    pub async fn votes(&self, since: Day) -> Result<Vec<Vote>, StoreError>;

    /// Forgets the vote with this token.
    pub async fn forget_vote(&self, token: &[u8; 32]) -> Result<(), StoreError>;

    /// Forgets the votes of the days before this one.
    pub async fn forget_votes(&self, before: Day) -> Result<(), StoreError>;

    /// Claims today's message to moderators about confirmed phrasings, if the last one was sent on
    /// `before` or earlier. Returns whether it was claimed. The very first call only starts the
    /// clock.
    pub async fn claim_suggestions(&self, today: Day, before: Day) -> Result<bool, StoreError>;

    /// The key that vote tokens are made with. A key from before `since` is replaced by `fresh`,
    /// and the tokens made with it are erased.
    pub async fn vote_key(&self, fresh: VoteKey, since: Day) -> Result<VoteKey, StoreError>;
}
