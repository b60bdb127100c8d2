//! Opens a database: creates a missing one, checks that an existing one is intact and ours, and only
//! then writes to it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    ConnectOptions, Connection, SqliteConnection, SqlitePool, query, query_as, query_scalar,
};

use crate::store::sqlite::migrations::Embedded;
use crate::store::sqlite::{BEGIN, StoreError};

/// How long to wait for another program that has locked the database.
const BUSY: Duration = Duration::from_secs(5);
/// How long a call waits for the connection; the calls before it may each wait for a lock.
const QUEUE: Duration = Duration::from_secs(30);
/// The page cache, in SQLite's notation: 256 KiB. Only the files of a version take more than a few
/// pages, and those are read once.
const CACHE: &str = "-256";
/// The `application_id` that marks a database as ours; the first migration writes it.
const APPLICATION: i64 = 1_181_708_148;

/// Where a database is.
#[derive(Debug)]
pub enum Location {
    File(PathBuf),
    Memory,
}

impl Location {
    pub async fn open(&self) -> Result<SqlitePool, StoreError> {
        let options = match self {
            Self::File(path) => {
                make(path).map_err(|error| self.error(&format!("cannot be opened: {error}")))?;
                let options = options().filename(path);
                self.examine(&options).await?;
                options
            }
            Self::Memory => options().in_memory(true),
        };
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        // There is little to write, and seldom: more connections would only cost memory. And a
        // database in memory is gone with its connection.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(QUEUE)
            .connect_with(options)
            .await
            .map_err(|error| self.fault("be opened", &error))?;
        if let Err(error) = migrate(&pool).await {
            pool.close().await;
            return Err(self.not_migrated(&error));
        }
        Ok(pool)
    }

    /// Opens an existing database of ours that cannot be opened for writing; `None` if it cannot be read
    /// either.
    pub async fn open_to_read(&self) -> Option<SqliteConnection> {
        let Self::File(path) = self else {
            return None;
        };
        let is_protected = fs::metadata(path).ok()?.permissions().readonly();
        // Beside a write-protected file nothing must be created, so what is not yet in it is out of reach.
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let has_log = fs::metadata(log).is_ok_and(|log| log.len() > 0);
        if is_protected && has_log {
            return None;
        }
        let options = options().filename(path).immutable(is_protected);
        let options = options.read_only(true);
        self.examine(&options).await.ok()?;
        options.connect().await.ok()
    }

    /// Checks a database through a read-only connection, so that a damaged one is left as it is.
    async fn examine(&self, options: &SqliteConnectOptions) -> Result<(), StoreError> {
        let fault = |error: sqlx::Error| self.fault("be opened", &error);
        let options = options.clone().read_only(true);
        let mut database = options.connect().await.map_err(fault)?;
        let examined = examine(&mut database).await;
        // Nothing was written, so a failure to close does no harm.
        let _ = database.close().await;
        match examined.map_err(fault)? {
            Finding::Ours => Ok(()),
            Finding::Damaged(what) => {
                Err(self.error(&format!("is damaged ({what}); {}", self.repair())))
            }
            Finding::Foreign => {
                Err(self.error("is the database of another program: name another file"))
            }
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
            MigrateError::VersionMissing(_) => self.error(
                "was written by a newer version of Footnote: run that version, or name another file",
            ),
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
            Self::Memory => "restart".to_owned(),
        }
    }

    fn error(&self, what: &str) -> StoreError {
        match self {
            Self::File(path) => StoreError(format!("the store `{}` {what}", path.display())),
            Self::Memory => StoreError(format!("the store in memory {what}")),
        }
    }
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .pragma("cache_size", CACHE)
        // The log is for operators, who did not write the statements.
        .disable_statement_logging()
}

/// Creates the file, readable by its owner alone, and its folder if they are missing.
fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    // An existing file is not opened: closing it would drop the locks that another connection of
    // this process holds on it.
    options.append(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if fs::metadata(path)?.permissions().readonly() => {
            // SQLite would create the files beside it write-protected too, and leave them so.
            return Err(io::Error::other("it is write-protected"));
        }
        _ => {}
    }
    Ok(())
}

/// The result of checking a database.
enum Finding {
    /// Ours and intact, or empty.
    Ours,
    Damaged(String),
    Foreign,
}

async fn examine(database: &mut SqliteConnection) -> sqlx::Result<Finding> {
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
async fn migrate(pool: &SqlitePool) -> Result<(), MigrateError> {
    let mut change = pool.begin_with(BEGIN).await?;
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
fn is_damage(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    let code = error.and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
}
