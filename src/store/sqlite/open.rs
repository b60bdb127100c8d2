//! Opens a database: makes it where it is missing, looks whether it is whole and ours, and only
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

/// How long another program is waited for that holds the database.
const BUSY: Duration = Duration::from_secs(5);
/// How long a call waits for those before it, each of which may have to wait itself.
const QUEUE: Duration = Duration::from_secs(30);
/// The most of a database that is held in memory, in SQLite's notation: 256 KiB. All but a version's
/// files are a few pages, and those are read once.
const CACHE: &str = "-256";
/// What marks a database as ours; the first migration writes it.
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
                make(path).map_err(|error| self.say(&format!("cannot be opened: {error}")))?;
                let options = options().filename(path);
                self.examine(&options).await?;
                options
            }
            Self::Memory => options().in_memory(true),
        };
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        // Little is written, and seldom: more connections would cost memory and gain nothing. And a
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

    /// Looks at a database through a connection that cannot write: a damaged one is left as it is.
    async fn examine(&self, options: &SqliteConnectOptions) -> Result<(), StoreError> {
        let fault = |error: sqlx::Error| self.fault("be opened", &error);
        let options = options.clone().read_only(true);
        let mut database = options.connect().await.map_err(fault)?;
        let examined = examine(&mut database).await;
        // What was only read is whole, whether or not this succeeds.
        let _ = database.close().await;
        match examined.map_err(fault)? {
            Finding::Ours => Ok(()),
            Finding::Damaged(what) => {
                Err(self.say(&format!("is damaged ({what}); {}", self.mend())))
            }
            Finding::Foreign => {
                Err(self.say("is the database of another program: name another file"))
            }
        }
    }

    /// Says what a database could not do, and how to mend a damaged one.
    pub fn fault(&self, task: &str, error: &sqlx::Error) -> StoreError {
        let why = match error {
            sqlx::Error::Database(error) => error.message().to_owned(),
            other => other.to_string(),
        };
        let mend = if is_damage(error) {
            format!("; {}", self.mend())
        } else {
            String::new()
        };
        self.say(&format!("cannot {task}: {why}{mend}"))
    }

    fn not_migrated(&self, error: &MigrateError) -> StoreError {
        match error {
            MigrateError::VersionMissing(_) => self.say(
                "was written by a newer release of Footnote: run that one, or name another file",
            ),
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                self.fault("be brought up to date", error)
            }
            other => self.say(&format!("cannot be brought up to date: {other}")),
        }
    }

    fn mend(&self) -> String {
        match self {
            Self::File(path) => {
                let path = path.display();
                format!(
                    "move it away, with `{path}-wal` and `{path}-shm` where they are, and put a copy \
                     in its place or let a new one be made"
                )
            }
            Self::Memory => "start anew".to_owned(),
        }
    }

    fn say(&self, what: &str) -> StoreError {
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
        // What is logged is for an operator, who has not written the statements.
        .disable_statement_logging()
}

/// Makes the file, its owner's alone, and its folder where they are missing.
fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    // One that is there is not opened: closing it again would lift the locks that another
    // connection of this process has on it.
    options.append(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if fs::metadata(path)?.permissions().readonly() => {
            // SQLite would make the files beside it, write-protected too, and they would stay so.
            return Err(io::Error::other("it is write-protected"));
        }
        _ => {}
    }
    Ok(())
}

/// What a look at a database told.
enum Finding {
    /// Ours and whole, or empty.
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
    // A start that was cut short leaves nothing, or only the list of migrations.
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

/// Brings the tables up to date, in one transaction: of several programs that open a database at
/// once, the first does it.
async fn migrate(pool: &SqlitePool) -> Result<(), MigrateError> {
    let mut change = pool.begin_with(BEGIN).await?;
    let migrator = Migrator::new(Embedded).await?;
    // `run` does the same, but the compiler finds its future bound to one thread.
    migrator.run_direct(&mut *change).await?;
    // SQLite opens for reading what it may not write, and says so at the first change only.
    query("DELETE FROM plan WHERE FALSE")
        .execute(&mut *change)
        .await?;
    Ok(change.commit().await?)
}

/// Whether SQLite found the file damaged (`SQLITE_CORRUPT`) or no database at all
/// (`SQLITE_NOTADB`). The last byte of its codes is the kind.
fn is_damage(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    let code = error.and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
}
