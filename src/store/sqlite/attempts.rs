//! The audit trail.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use crate::record::{Attempt, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, member, word};

impl Sqlite {
    pub async fn record_attempt(&self, attempt: &Attempt) -> Result<(), StoreError> {
        let mut call = self.write("record an attempt").await?;
        let recorded = query(
            "INSERT INTO attempt (at, server, member, action, target, outcome, detail) \
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(attempt.at.0)
        .bind(attempt.server.map(u64::cast_signed))
        .bind(member(attempt.by))
        .bind(attempt.action.as_str())
        .bind(&attempt.target)
        .bind(attempt.outcome.as_str())
        .bind(&attempt.detail)
        .execute(&mut *call)
        .await;
        let recorded = recorded.map(|_| ());
        call.conclude(recorded).await
    }

    pub async fn attempts(&self, skip: u32, take: u32) -> Result<Vec<Attempt>, StoreError> {
        let mut call = self.read("list attempts").await?;
        let attempts = query_as("SELECT * FROM attempt ORDER BY number DESC LIMIT ? OFFSET ?")
            .bind(take)
            .bind(skip)
            .fetch_all(&mut *call)
            .await;
        call.conclude(attempts).await
    }
}

impl FromRow<'_, SqliteRow> for Attempt {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let server: Option<i64> = row.try_get("server")?;
        Ok(Self {
            at: UnixSeconds(row.try_get("at")?),
            server: server.map(i64::cast_unsigned),
            by: by(row)?,
            action: word(row, "action")?,
            target: row.try_get("target")?,
            outcome: word(row, "outcome")?,
            detail: row.try_get("detail")?,
        })
    }
}
