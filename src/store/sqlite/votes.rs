//! The votes, the key of their tokens, and when moderators were last sent suggestions.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use crate::record::{Day, Vote, VoteKey};
use crate::store::StoreError;
use crate::store::sqlite::{BEGIN, Sqlite, unreadable, word};

impl Sqlite {
    pub async fn vote(&self, vote: &Vote) -> Result<(), StoreError> {
        let voted = query(
            "INSERT INTO vote (token, day, text, source, entry, verdict) VALUES (?, ?, ?, ?, ?, ?) \
             ON CONFLICT (token) DO UPDATE SET verdict = excluded.verdict, day = excluded.day",
        )
        .bind(vote.token.map(|token| token.to_vec()))
        .bind(vote.day.0)
        .bind(&vote.text)
        .bind(&vote.source)
        .bind(&vote.entry)
        .bind(vote.kind.as_str())
        .execute(self.pool().await?)
        .await;
        let voted = voted.map(|_| ());
        voted.map_err(self.fault("save a vote"))
    }

    pub async fn votes(&self, since: Day) -> Result<Vec<Vote>, StoreError> {
        let votes = query_as("SELECT * FROM vote WHERE day >= ? ORDER BY number")
            .bind(since.0)
            .fetch_all(self.pool().await?)
            .await;
        votes.map_err(self.fault("read the votes"))
    }

    pub async fn forget_vote(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        let forgotten = query("DELETE FROM vote WHERE token = ?")
            .bind(token.to_vec())
            .execute(self.pool().await?)
            .await;
        let forgotten = forgotten.map(|_| ());
        forgotten.map_err(self.fault("forget a vote"))
    }

    pub async fn forget_votes(&self, before: Day) -> Result<(), StoreError> {
        let forgotten = query("DELETE FROM vote WHERE day < ?")
            .bind(before.0)
            .execute(self.pool().await?)
            .await;
        let forgotten = forgotten.map(|_| ());
        forgotten.map_err(self.fault("forget votes"))
    }

    pub async fn claim_suggestions(&self, today: Day, before: Day) -> Result<bool, StoreError> {
        let pool = self.pool().await?;
        let claimed = async {
            let mut transaction = pool.begin_with(BEGIN).await?;
            query("INSERT INTO suggested VALUES (1, ?) ON CONFLICT DO NOTHING")
                .bind(today.0)
                .execute(&mut *transaction)
                .await?;
            let claimed = query("UPDATE suggested SET day = ? WHERE day <= ?")
                .bind(today.0)
                .bind(before.0)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(claimed.rows_affected() > 0)
        };
        claimed
            .await
            .map_err(self.fault("claim the suggestions of today"))
    }

    pub async fn vote_key(&self, fresh: VoteKey, since: Day) -> Result<VoteKey, StoreError> {
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
                .bind(fresh.day.0)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(fresh)
        };
        key.await.map_err(self.fault("read the key of vote tokens"))
    }
}

fn bytes(bytes: Vec<u8>, column: &str) -> sqlx::Result<[u8; 32]> {
    let bytes: Result<[u8; 32], _> = bytes.try_into();
    bytes.map_err(|_| unreadable(column, "it is not 32 bytes long"))
}

impl FromRow<'_, SqliteRow> for Vote {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let token: Option<Vec<u8>> = row.try_get("token")?;
        Ok(Self {
            token: token.map(|token| bytes(token, "token")).transpose()?,
            day: Day(row.try_get("day")?),
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
            day: Day(row.try_get("day")?),
        })
    }
}
