//! A test of the store: a real write, which leaves nothing behind.

use sqlx::{SqliteConnection, query};

use crate::store::StoreError;
use crate::store::sqlite::Sqlite;
use crate::store::sqlite::call::Access;

/// Bytes that a test writes: more than fits into the pages that are there, so that a full disk shows.
const TEST_BYTES: i64 = 64 * 1024;
/// Marks what a test has written, and no record ever has.
const MARK: i64 = i64::MIN;

impl Sqlite {
    pub async fn probe(&self) -> Result<(), StoreError> {
        let mut call = self.database.begin("be written", Access::Probe).await?;
        let written = write(&mut call).await;
        call.conclude(written).await
    }
}

/// Writes to the tables that are written most, and takes it back within the transaction: the pages
/// are allocated, and what has changed is committed.
async fn write(database: &mut SqliteConnection) -> sqlx::Result<()> {
    query(
        "INSERT INTO attempt (at, action, target, outcome, detail) \
         VALUES (?1, '', '', '', hex(zeroblob(?2 / 2)))",
    )
    .bind(MARK)
    .bind(TEST_BYTES)
    .execute(&mut *database)
    .await?;
    query("INSERT INTO asked VALUES (?, 0, '', '', '', '', '', '', 0, 0)")
        .bind(MARK)
        .execute(&mut *database)
        .await?;
    for statement in [
        "DELETE FROM attempt WHERE at = ?",
        "DELETE FROM asked WHERE day = ?",
    ] {
        query(statement).bind(MARK).execute(&mut *database).await?;
    }
    Ok(())
}
