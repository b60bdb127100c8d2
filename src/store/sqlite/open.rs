//! Opens a database: checks that an existing one is intact and ours, and only
//! then writes to it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, query, query_as, query_scalar};

use crate::store::sqlite::file::{FilePlace, is_frozen, look, make, on_a_thread, set_log_aside};
use crate::store::sqlite::migrations::Embedded;
use crate::store::sqlite::{BEGIN, StoreError};

/// How long to wait for another program that has locked the database.
const BUSY: Duration = Duration::from_secs(5);
/// The page cache, in SQLite's notation: 256 KiB. Only the files of a version take more than a few
/// pages, and those are read once.
const CACHE: &str = "-256";
/// The `application_id` that marks a database as ours; the first migration writes it.
const APPLICATION: i64 = 1_181_708_148;

/// What is wrong with a database that has steps which this program does not know.
pub const NEWER: &str =
    "was written by a newer version of Footnote: run that version, or name another file";

/// Where a database is.
#[derive(Debug)]
pub enum Location {
    File(PathBuf),
    /// In memory, under a name of its own.
    Memory(String),
}

impl Location {
    /// A place in memory that no other has.
    pub fn in_memory() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self::Memory(format!("file:footnote-{number}"))
    }

    pub fn is_in_memory(&self) -> bool {
        matches!(self, Self::Memory(_))
    }

    /// Looks at the file without opening it.
    pub async fn look(&self) -> Result<FilePlace, StoreError> {
        let Self::File(path) = self else {
            return Ok(FilePlace::IN_MEMORY);
        };
        let looked = on_a_thread(path, look).await;
        looked.map_err(|error| self.error(&format!("cannot be opened: {error}")))
    }

    /// Sets the write-ahead log aside, which belongs to a database that was here before.
    pub async fn set_log_aside(&self) -> Result<(), StoreError> {
        let Self::File(path) = self else {
            return Ok(());
        };
        let done = on_a_thread(path, set_log_aside).await;
        done.map_err(|error| self.error(&format!("cannot be opened: {error}")))
    }

    /// Opens a connection. A database that is not known to be sound is examined and brought up to
    /// date first; a missing one is made.
    pub async fn open(&self, is_sound: bool) -> Result<SqliteConnection, StoreError> {
        if let Self::File(path) = self {
            let made = on_a_thread(path, make).await;
            made.map_err(|error| self.error(&format!("cannot be opened: {error}")))?;
            if !is_sound {
                self.examine().await?;
            }
        }
        let options = self
            .options()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let connected = options.connect().await;
        let mut database = connected.map_err(|error| self.fault("be opened", &error))?;
        if !is_sound && let Err(error) = migrate(&mut database).await {
            // Nothing was written, so a failure to close does no harm.
            let _ = database.close().await;
            return Err(self.not_migrated(&error));
        }
        Ok(database)
    }

    /// Opens an existing database of ours that cannot be opened for writing; `None` if it cannot be read
    /// either.
    pub async fn open_to_read(&self) -> Option<SqliteConnection> {
        let Self::File(path) = self else {
            return None;
        };
        let is_frozen = on_a_thread(path, is_frozen).await.ok()?;
        let options = self.options().immutable(is_frozen).read_only(true);
        self.examine_by(&options).await.ok()?;
        options.connect().await.ok()
    }

    /// Checks a database through a read-only connection, so that a damaged one is left as it is.
    pub async fn examine(&self) -> Result<(), StoreError> {
        if self.is_in_memory() {
            return Ok(());
        }
        self.examine_by(&self.options().read_only(true)).await
    }

    async fn examine_by(&self, options: &SqliteConnectOptions) -> Result<(), StoreError> {
        let fault = |error: sqlx::Error| self.fault("be opened", &error);
        let mut database = options.connect().await.map_err(fault)?;
        let examined = examine(&mut database).await;
        // Nothing was written, so a failure to close does no harm.
        let _ = database.close().await;
        self.expect_ours(examined.map_err(fault)?)
    }

    /// An error unless the database is ours and intact.
    pub fn expect_ours(&self, finding: Finding) -> Result<(), StoreError> {
        match finding {
            Finding::Ours => Ok(()),
            Finding::Damaged(what) => {
                Err(self.error(&format!("is damaged ({what}); {}", self.repair())))
            }
            Finding::Foreign => {
                Err(self.error("is the database of another program: name another file"))
            }
        }
    }

    fn options(&self) -> SqliteConnectOptions {
        let options = SqliteConnectOptions::new()
            .busy_timeout(BUSY)
            .foreign_keys(true)
            .pragma("cache_size", CACHE)
            // The log is for operators, who did not write the statements.
            .disable_statement_logging();
        match self {
            Self::File(path) => options.filename(path),
            // Shared among its connections, so that it outlives one of them.
            Self::Memory(name) => options.filename(name).in_memory(true).shared_cache(true),
        }
    }

    /// Wraps an error with the task that failed, and with a repair if the database is damaged.
    pub fn fault(&self, task: &str, error: &sqlx::Error) -> StoreError {
        let why = match error {
            sqlx::Error::Database(error) => error.message().to_owned(),
            other => other.to_string(),
        };
        let repair = if is_damage(error) {
            format!("; {}", self.repair())
        } else {
            String::new()
        };
        self.error(&format!("cannot {task}: {why}{repair}"))
    }

    fn not_migrated(&self, error: &MigrateError) -> StoreError {
        match error {
            MigrateError::VersionMissing(_) => self.error(NEWER),
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                self.fault("be brought up to date", error)
            }
            other => self.error(&format!("cannot be brought up to date: {other}")),
        }
    }

    fn repair(&self) -> String {
        match self {
            Self::File(path) => {
                let path = path.display();
                format!(
                    "move it away, with `{path}-wal` and `{path}-shm` if they exist, and restore a \
                     backup or start with a new one"
                )
            }
            Self::Memory(_) => "restart".to_owned(),
        }
    }

    /// An error about this database.
    pub fn error(&self, what: &str) -> StoreError {
        match self {
            Self::File(path) => StoreError(format!("the store `{}` {what}", path.display())),
            Self::Memory(_) => StoreError(format!("the store in memory {what}")),
        }
    }
}

/// The result of checking a database.
pub enum Finding {
    /// Ours and intact, or empty.
    Ours,
    Damaged(String),
    Foreign,
}

/// Checks whether a database is ours and intact.
pub async fn examine(database: &mut SqliteConnection) -> sqlx::Result<Finding> {
    let checked: String = query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut *database)
        .await?;
    if checked != "ok" {
        return Ok(Finding::Damaged(checked.replace('\n', " ")));
    }
    // A first start that was interrupted leaves nothing, or only the list of migrations.
    let (application, tables): (i64, i64) = query_as(
        "SELECT application_id, \
         (SELECT count(*) FROM sqlite_schema WHERE tbl_name <> '_sqlx_migrations') \
         FROM pragma_application_id",
    )
    .fetch_one(database)
    .await?;
    let is_ours = application == APPLICATION || (application == 0 && tables == 0);
    Ok(if is_ours {
        Finding::Ours
    } else {
        Finding::Foreign
    })
}

/// Runs the missing migrations in one transaction: if several programs open a database at once, the
/// first one does it.
async fn migrate(database: &mut SqliteConnection) -> Result<(), MigrateError> {
    let mut change = database.begin_with(BEGIN).await?;
    let migrator = Migrator::new(Embedded).await?;
    // `run` does the same, but its future is not `Send`.
    migrator.run_direct(&mut *change).await?;
    // SQLite opens a file that it may not write, and fails only at the first change.
    query("DELETE FROM plan WHERE FALSE")
        .execute(&mut *change)
        .await?;
    Ok(change.commit().await?)
}

/// Whether SQLite found the file damaged (`SQLITE_CORRUPT`) or not a database at all
/// (`SQLITE_NOTADB`). The low byte of an extended code is the primary one.
pub fn is_damage(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    let code = error.and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
}
