//! The suspended entries.

use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, FromRow, Row, SqliteExecutor, query, query_as};

use crate::record::{Suspension, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, member};

impl Sqlite {
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError> {
        let suspended = query(
            "INSERT INTO suspension (source, entry, member, at) VALUES (?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&suspension.source)
        .bind(&suspension.entry)
        .bind(member(suspension.by))
        .bind(suspension.at.0)
        .execute(self.pool().await?)
        .await;
        let suspended = suspended.map(|_| ());
        suspended.map_err(self.fault("suspend an entry"))
    }

    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError> {
        let restored = query("DELETE FROM suspension WHERE source = ? AND entry = ?")
            .bind(source)
            .bind(entry)
            .execute(self.pool().await?)
            .await;
        let restored = restored.map(|done| done.rows_affected() > 0);
        restored.map_err(self.fault("restore an entry"))
    }

    /// Opening a database for writing fails while it is locked or write-protected. What is suspended must
    /// be known then, too, and only has to be read.
    pub async fn suspended(&self) -> Result<Vec<Suspension>, StoreError> {
        let listed = match self.pool().await {
            Ok(pool) => list(pool).await,
            Err(fault) => match self.location.open_to_read().await {
                Some(mut database) => {
                    let listed = list(&mut database).await;
                    // Nothing was written, so a failure to close does no harm.
                    let _ = database.close().await;
                    listed
                }
                None => return Err(fault),
            },
        };
        listed.map_err(self.fault("list the suspended entries"))
    }
}

async fn list<'a>(database: impl SqliteExecutor<'a>) -> sqlx::Result<Vec<Suspension>> {
    query_as("SELECT * FROM suspension ORDER BY at DESC, source, entry")
        .fetch_all(database)
        .await
}

impl FromRow<'_, SqliteRow> for Suspension {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            source: row.try_get("source")?,
            entry: row.try_get("entry")?,
            by: by(row)?,
            at: UnixSeconds(row.try_get("at")?),
        })
    }
}
