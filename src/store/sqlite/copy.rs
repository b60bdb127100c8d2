//! Copies a database for those who only read. The original is not written to: it may be
//! write-protected, older than this program, or in use by a running bot.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection, query, query_scalar};

use crate::store::StoreError;
use crate::store::sqlite::migrations;
use crate::store::sqlite::open::{Location, NEWER, examine};

/// Copies the database at one path, which must be one of ours and intact, to a new file.
pub async fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let location = Location::File(from.to_owned());
    expect_file(&location, from)?;
    let mut database = connect(from)
        .await
        .map_err(|error| location.fault("be opened", &error))?;
    let copied = copy_sound(&location, &mut database, to).await;
    // Nothing was written, so a failure to close does no harm.
    let _ = database.close().await;
    copied
}

/// Opening anything but a file could wait for ever, and SQLite makes a database of an empty one.
fn expect_file(location: &Location, path: &Path) -> Result<(), StoreError> {
    let file = fs::metadata(path)
        .map_err(|error| location.error(&format!("cannot be opened: {error}")))?;
    if !file.is_file() {
        return Err(location.error("is not a regular file: name another"));
    }
    if file.len() == 0 {
        return Err(location.error(EMPTY));
    }
    Ok(())
}

const EMPTY: &str = "is empty: nothing has been recorded in it, or another file was meant";

async fn copy_sound(
    location: &Location,
    database: &mut SqliteConnection,
    to: &Path,
) -> Result<(), StoreError> {
    let fault = |error: sqlx::Error| location.fault("be read", &error);
    location.expect_ours(examine(database).await.map_err(fault)?)?;
    let newest = "SELECT ifnull(max(version), 0) FROM _sqlx_migrations";
    let has_tables = "SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'plan'";
    let has_tables: bool = query_scalar(has_tables)
        .fetch_one(&mut *database)
        .await
        .map_err(fault)?;
    if !has_tables {
        return Err(location.error(EMPTY));
    }
    let version: i64 = query_scalar(newest)
        .fetch_one(&mut *database)
        .await
        .map_err(fault)?;
    if version > migrations::newest() {
        return Err(location.error(NEWER));
    }
    query("VACUUM INTO ?")
        .bind(to.to_string_lossy().into_owned())
        .execute(database)
        .await
        .map_err(|error| location.fault("be copied", &error))?;
    Ok(())
}

/// Connects without writing. A database in WAL mode has files beside it while it is in use. Where they
/// are missing, SQLite would make them, as write-protected as the database is, and leave them there.
async fn connect(path: &Path) -> sqlx::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .disable_statement_logging();
    let length = |ending: &str| {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        fs::metadata(PathBuf::from(beside)).map_or(0, |file| file.len())
    };
    let is_in_use = length("-wal") > 0 || length("-shm") > 0 || length("-journal") > 0;
    options.immutable(!is_in_use).connect().await
}
