//! What members say of answers.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use crate::record::{Vote, VoteKey};
use crate::store::StoreError;
use crate::store::sqlite::{BEGIN, Sqlite, unreadable, word};

impl Sqlite {
    pub async fn vote(&self, vote: &Vote) -> Result<(), StoreError> {
        let voted = query(
            "INSERT INTO vote (token, day, text, source, entry, verdict) VALUES (?, ?, ?, ?, ?, ?) \
             ON CONFLICT (token) DO UPDATE SET verdict = excluded.verdict, day = excluded.day",
        )
        .bind(vote.token.map(|token| token.to_vec()))
        .bind(vote.day)
        .bind(&vote.text)
        .bind(&vote.source)
        .bind(&vote.entry)
        .bind(vote.kind.as_str())
        .execute(self.pool().await?)
        .await;
        let voted = voted.map(|_| ());
        voted.map_err(self.fault("note what a member says"))
    }

    pub async fn votes(&self, since: i64) -> Result<Vec<Vote>, StoreError> {
        let votes = query_as("SELECT * FROM vote WHERE day >= ? ORDER BY number")
            .bind(since)
            .fetch_all(self.pool().await?)
            .await;
        votes.map_err(self.fault("read what members say"))
    }

    pub async fn forget_vote(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        let forgotten = query("DELETE FROM vote WHERE token = ?")
            .bind(token.to_vec())
            .execute(self.pool().await?)
            .await;
        let forgotten = forgotten.map(|_| ());
        forgotten.map_err(self.fault("forget what a member said"))
    }

    pub async fn forget_votes(&self, before: i64) -> Result<(), StoreError> {
        let forgotten = query("DELETE FROM vote WHERE day < ?")
            .bind(before)
            .execute(self.pool().await?)
            .await;
        let forgotten = forgotten.map(|_| ());
        forgotten.map_err(self.fault("forget what members said"))
    }

    pub async fn suggest(&self, today: i64, before: i64) -> Result<bool, StoreError> {
        let pool = self.pool().await?;
        let suggest = async {
            let mut transaction = pool.begin_with(BEGIN).await?;
            query("INSERT INTO suggested VALUES (1, ?) ON CONFLICT DO NOTHING")
                .bind(today)
                .execute(&mut *transaction)
                .await?;
            let told = query("UPDATE suggested SET day = ? WHERE day <= ?")
                .bind(today)
                .bind(before)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(told.rows_affected() > 0)
        };
        suggest
            .await
            .map_err(self.fault("note that moderators are told"))
    }

    pub async fn vote_key(&self, fresh: VoteKey, since: i64) -> Result<VoteKey, StoreError> {
        let pool = self.pool().await?;
        let key = async {
            let mut transaction = pool.begin_with(BEGIN).await?;
            let found: Option<VoteKey> = query_as("SELECT * FROM vote_key")
                .fetch_optional(&mut *transaction)
                .await?;
            if let Some(key) = found.filter(|key| key.day >= since) {
                return Ok(key);
            }
            query("UPDATE vote SET token = NULL")
                .execute(&mut *transaction)
                .await?;
            query("INSERT OR REPLACE INTO vote_key VALUES (1, ?, ?)")
                .bind(fresh.bytes.to_vec())
                .bind(fresh.day)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(fresh)
        };
        key.await.map_err(self.fault("keep a key"))
    }
}

fn bytes(bytes: Vec<u8>, column: &str) -> sqlx::Result<[u8; 32]> {
    let bytes: Result<[u8; 32], _> = bytes.try_into();
    bytes.map_err(|_| unreadable(column, "it has not 32 bytes"))
}

impl FromRow<'_, SqliteRow> for Vote {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let token: Option<Vec<u8>> = row.try_get("token")?;
        Ok(Self {
            token: token.map(|token| bytes(token, "token")).transpose()?,
            day: row.try_get("day")?,
            text: row.try_get("text")?,
            source: row.try_get("source")?,
            entry: row.try_get("entry")?,
            kind: word(row, "verdict")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for VoteKey {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            bytes: bytes(row.try_get("bytes")?, "bytes")?,
            day: row.try_get("day")?,
        })
    }
}
