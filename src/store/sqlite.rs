//! The SQLite backend. Each submodule holds the statements for one kind of record.

mod attempts;
mod copy;
mod migrations;
mod open;
mod questions;
mod releases;
mod suspensions;
mod versions;
mod votes;

use std::path::Path;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteRow;
use tokio::sync::OnceCell;

use crate::knowledge::Fingerprint;
use crate::record::Actor;
use crate::store::StoreError;
use crate::store::sqlite::open::Location;

pub use crate::store::sqlite::copy::copy;

/// A database that is opened on first use.
#[derive(Debug)]
pub struct Sqlite {
    location: Location,
    pool: OnceCell<SqlitePool>,
}

impl Sqlite {
    pub fn at(path: &Path) -> Self {
        let location = Location::File(path.to_owned());
        let pool = OnceCell::new();
        Self { location, pool }
    }

    pub fn in_memory() -> Self {
        let (location, pool) = (Location::Memory, OnceCell::new());
        Self { location, pool }
    }

    pub async fn open(&self) -> Result<(), StoreError> {
        self.pool().await.map(|_| ())
    }

    pub async fn close(&self) {
        if let Some(pool) = self.pool.get() {
            pool.close().await;
        }
    }

    async fn pool(&self) -> Result<&SqlitePool, StoreError> {
        self.pool.get_or_try_init(|| self.location.open()).await
    }

    /// Wraps an error with the task that failed.
    fn fault(&self, task: &str) -> impl FnOnce(sqlx::Error) -> StoreError {
        move |error| self.location.fault(task, &error)
    }
}

/// Begins a writing transaction. It takes the write lock now: one that upgrades at its first change
/// may find that another has written since, and would have to start over.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// The column `member`. SQLite's integers are signed; the bits are the same.
fn member(by: Actor) -> Option<i64> {
    match by {
        Actor::Member(id) => Some(id.cast_signed()),
        Actor::Operator => None,
    }
}

fn by(row: &SqliteRow) -> sqlx::Result<Actor> {
    let member: Option<i64> = sqlx::Row::try_get(row, "member")?;
    Ok(member.map_or(Actor::Operator, |id| Actor::Member(id.cast_unsigned())))
}

/// Parses a column that holds one of a fixed set of words.
fn word<T>(row: &SqliteRow, column: &str) -> sqlx::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let word: String = sqlx::Row::try_get(row, column)?;
    word.parse().map_err(|unknown| unreadable(column, unknown))
}

fn fingerprint(text: &str) -> sqlx::Result<Fingerprint> {
    Fingerprint::read(text).ok_or_else(|| unreadable("fingerprint", "it is not a fingerprint"))
}

fn unreadable(
    column: &str,
    why: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> sqlx::Error {
    let index = column.to_owned();
    let source = why.into();
    sqlx::Error::ColumnDecode { index, source }
}
