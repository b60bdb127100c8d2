//! The SQLite backend. Each submodule holds the statements for one kind of record; every method is
//! one call on the [one connection](call), and one that writes is one transaction.

mod attempts;
mod call;
mod copy;
mod file;
mod migrations;
mod open;
mod probe;
mod questions;
mod releases;
mod suspensions;
mod versions;
mod votes;

use std::path::Path;

use sqlx::sqlite::SqliteRow;

use crate::knowledge::Fingerprint;
use crate::record::{Actor, KnowledgeOwner};
use crate::store::StoreError;
use crate::store::sqlite::call::{Access, Call, Database};
use crate::store::sqlite::open::Location;

pub use crate::store::sqlite::copy::copy;

/// A database that is opened on first use, and again after a failure.
#[derive(Debug)]
pub struct Sqlite {
    database: Database,
}

impl Sqlite {
    pub fn at(path: &Path) -> Self {
        let database = Database::at(Location::File(path.to_owned()));
        Self { database }
    }

    pub fn in_memory() -> Self {
        let database = Database::at(Location::in_memory());
        Self { database }
    }

    pub async fn open(&self) -> Result<(), StoreError> {
        let call = self.read("be opened").await?;
        call.conclude(Ok(())).await
    }

    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Gives a call up that takes too long.
    pub async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.database.in_time(call).await
    }

    /// Begins a call that only reads; `task` completes “cannot …”.
    async fn read(&self, task: &'static str) -> Result<Call, StoreError> {
        self.database.begin(task, Access::Read).await
    }

    /// Begins a call that writes, in a transaction.
    async fn write(&self, task: &'static str) -> Result<Call, StoreError> {
        self.database.begin(task, Access::Write).await
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

/// The column `owner`. No server has the id 0.
fn owned_by(owner: KnowledgeOwner) -> i64 {
    match owner {
        KnowledgeOwner::Shared => 0,
        KnowledgeOwner::Server(id) => id.cast_signed(),
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
