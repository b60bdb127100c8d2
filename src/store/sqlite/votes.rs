//! The votes, the key of their tokens, and when moderators were last sent suggestions.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use crate::record::{Day, Vote, VoteKey};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, unreadable, word};

impl Sqlite {
    pub async fn vote(&self, vote: &Vote) -> Result<(), StoreError> {
        let mut call = self.write("save a vote").await?;
        let voted = query(
            "INSERT INTO vote (token, day, text, source, entry, verdict, server) \
             VALUES (?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (token) DO UPDATE \
             SET verdict = excluded.verdict, day = excluded.day, server = excluded.server",
        )
        .bind(vote.token.map(|token| token.to_vec()))
        .bind(vote.day.0)
        .bind(&vote.text)
        .bind(&vote.source)
        .bind(&vote.entry)
        .bind(vote.kind.as_str())
        .bind(vote.server.map(u64::cast_signed))
        .execute(&mut *call)
        .await;
        let voted = voted.map(|_| ());
        call.conclude(voted).await
    }

    pub async fn votes(&self, since: Day) -> Result<Vec<Vote>, StoreError> {
        let mut call = self.read("read the votes").await?;
        let votes = query_as("SELECT * FROM vote WHERE day >= ? ORDER BY number")
            .bind(since.0)
            .fetch_all(&mut *call)
            .await;
        call.conclude(votes).await
    }

    pub async fn forget_vote(&self, token: &[u8; 32]) -> Result<(), StoreError> {
        let mut call = self.write("forget a vote").await?;
        let forgotten = query("DELETE FROM vote WHERE token = ?")
            .bind(token.to_vec())
            .execute(&mut *call)
            .await;
        let forgotten = forgotten.map(|_| ());
        call.conclude(forgotten).await
    }

    pub async fn forget_votes(&self, before: Day) -> Result<(), StoreError> {
        let mut call = self.write("forget votes").await?;
        let forgotten = query("DELETE FROM vote WHERE day < ?")
            .bind(before.0)
            .execute(&mut *call)
            .await;
        let forgotten = forgotten.map(|_| ());
        call.conclude(forgotten).await
    }

    pub async fn claim_suggestions(&self, today: Day, before: Day) -> Result<bool, StoreError> {
        let mut call = self.write("claim the suggestions of today").await?;
        let claimed = async {
            query("INSERT INTO suggested VALUES (1, ?) ON CONFLICT DO NOTHING")
                .bind(today.0)
                .execute(&mut *call)
                .await?;
            let claimed = query("UPDATE suggested SET day = ? WHERE day <= ?")
                .bind(today.0)
                .bind(before.0)
                .execute(&mut *call)
                .await?;
            Ok(claimed.rows_affected() > 0)
        };
        let claimed = claimed.await;
        call.conclude(claimed).await
    }

    pub async fn vote_key(&self, fresh: VoteKey, since: Day) -> Result<VoteKey, StoreError> {
        let mut call = self.write("read the key of vote tokens").await?;
        let key = async {
            let found: Option<VoteKey> = query_as("SELECT * FROM vote_key")
                .fetch_optional(&mut *call)
                .await?;
            if let Some(key) = found.filter(|key| key.day >= since) {
                return Ok(key);
            }
            query("UPDATE vote SET token = NULL")
                .execute(&mut *call)
                .await?;
            query("INSERT OR REPLACE INTO vote_key VALUES (1, ?, ?)")
                .bind(fresh.bytes.to_vec())
                .bind(fresh.day.0)
                .execute(&mut *call)
                .await?;
            Ok(fresh)
        };
        let key = key.await;
        call.conclude(key).await
    }
}

fn bytes(bytes: Vec<u8>, column: &str) -> sqlx::Result<[u8; 32]> {
    let bytes: Result<[u8; 32], _> = bytes.try_into();
    bytes.map_err(|_| unreadable(column, "it is not 32 bytes long"))
}

impl FromRow<'_, SqliteRow> for Vote {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let token: Option<Vec<u8>> = row.try_get("token")?;
        let server: Option<i64> = row.try_get("server")?;
        Ok(Self {
            token: token.map(|token| bytes(token, "token")).transpose()?,
            day: Day(row.try_get("day")?),
            text: row.try_get("text")?,
            source: row.try_get("source")?,
            entry: row.try_get("entry")?,
            kind: word(row, "verdict")?,
            server: server.map(i64::cast_unsigned),
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
