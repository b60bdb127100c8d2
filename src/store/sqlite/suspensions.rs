//! The suspended entries.

use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, FromRow, Row, SqliteConnection, query, query_as};

use crate::record::{KnowledgeOwner, Suspension, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, member, owned_by};

impl Sqlite {
    pub async fn suspend(
        &self,
        owner: KnowledgeOwner,
        suspension: &Suspension,
    ) -> Result<(), StoreError> {
        let mut call = self.write("suspend an entry").await?;
        let suspended = query(
            "INSERT INTO suspension (owner, source, entry, member, at) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
        )
        .bind(owned_by(owner))
        .bind(&suspension.source)
        .bind(&suspension.entry)
        .bind(member(suspension.by))
        .bind(suspension.at.0)
        .execute(&mut *call)
        .await;
        let suspended = suspended.map(|_| ());
        call.conclude(suspended).await
    }

    pub async fn restore(
        &self,
        owner: KnowledgeOwner,
        source: &str,
        entry: &str,
    ) -> Result<bool, StoreError> {
        let mut call = self.write("restore an entry").await?;
        let restored = query("DELETE FROM suspension WHERE owner = ? AND source = ? AND entry = ?")
            .bind(owned_by(owner))
            .bind(source)
            .bind(entry)
            .execute(&mut *call)
            .await;
        let restored = restored.map(|done| done.rows_affected() > 0);
        call.conclude(restored).await
    }

    /// Opening a database for writing fails while it is locked or write-protected. What is suspended must
    /// be known then, too, and only has to be read.
    pub async fn suspended(&self, owner: KnowledgeOwner) -> Result<Vec<Suspension>, StoreError> {
        const TASK: &str = "list the suspended entries";
        match self.read(TASK).await {
            Ok(mut call) => {
                let listed = list(&mut call, owner).await;
                call.conclude(listed).await
            }
            Err(fault) => {
                let Some(mut database) = self.database.open_to_read().await else {
                    return Err(fault);
                };
                let listed = list(&mut database, owner).await;
                // Nothing was written, so a failure to close does no harm.
                let _ = database.close().await;
                listed.map_err(|error| self.database.fault(TASK, &error))
            }
        }
    }
}

async fn list(
    database: &mut SqliteConnection,
    owner: KnowledgeOwner,
) -> sqlx::Result<Vec<Suspension>> {
    query_as("SELECT * FROM suspension WHERE owner = ? ORDER BY at DESC, source, entry")
        .bind(owned_by(owner))
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
