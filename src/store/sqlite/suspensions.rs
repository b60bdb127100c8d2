//! The suspended entries.

use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, FromRow, Row, SqliteConnection, query, query_as};

use crate::record::{Suspension, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, member};

impl Sqlite {
    pub async fn suspend(&self, suspension: &Suspension) -> Result<(), StoreError> {
        let mut call = self.write("suspend an entry").await?;
        let suspended = query(
            "INSERT INTO suspension (source, entry, member, at) VALUES (?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&suspension.source)
        .bind(&suspension.entry)
        .bind(member(suspension.by))
        .bind(suspension.at.0)
        .execute(&mut *call)
        .await;
        let suspended = suspended.map(|_| ());
        call.conclude(suspended).await
    }

    pub async fn restore(&self, source: &str, entry: &str) -> Result<bool, StoreError> {
        let mut call = self.write("restore an entry").await?;
        let restored = query("DELETE FROM suspension WHERE source = ? AND entry = ?")
            .bind(source)
            .bind(entry)
            .execute(&mut *call)
            .await;
        let restored = restored.map(|done| done.rows_affected() > 0);
        call.conclude(restored).await
    }

    /// Opening a database for writing fails while it is locked or write-protected. What is suspended must
    /// be known then, too, and only has to be read.
    pub async fn suspended(&self) -> Result<Vec<Suspension>, StoreError> {
        const TASK: &str = "list the suspended entries";
        match self.read(TASK).await {
            Ok(mut call) => {
                let listed = list(&mut call).await;
                call.conclude(listed).await
            }
            Err(fault) => {
                let Some(mut database) = self.database.open_to_read().await else {
                    return Err(fault);
                };
                let listed = list(&mut database).await;
                // Nothing was written, so a failure to close does no harm.
                let _ = database.close().await;
                listed.map_err(|error| self.database.fault(TASK, &error))
            }
        }
    }
}

async fn list(database: &mut SqliteConnection) -> sqlx::Result<Vec<Suspension>> {
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
