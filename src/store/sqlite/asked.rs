//! What was asked, and how often.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use crate::knowledge::Outcome;
use crate::record::LoggedQuestion;
use crate::store::StoreError;
use crate::store::sqlite::{BEGIN, Sqlite, unreadable, word};

impl Sqlite {
    pub async fn note(&self, asked: &[LoggedQuestion]) -> Result<(), StoreError> {
        let noted = async {
            let pool = self.pool().await?;
            let note = async {
                let mut transaction = pool.begin_with(BEGIN).await?;
                for asked in asked {
                    let (source, entry) = asked.entry.clone().unwrap_or_default();
                    query(
                        "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                         ON CONFLICT DO UPDATE SET times = times + excluded.times",
                    )
                    .bind(asked.day)
                    .bind(asked.server.unwrap_or_default().cast_signed())
                    .bind(asked.channel.as_str())
                    .bind(&asked.version)
                    .bind(&asked.text)
                    .bind(asked.outcome.name())
                    .bind(source)
                    .bind(entry)
                    .bind(asked.percent)
                    .bind(asked.times)
                    .execute(&mut *transaction)
                    .await?;
                }
                transaction.commit().await
            };
            note.await.map_err(self.fault("note what was asked"))
        };
        noted.await
    }

    pub async fn asked(&self, since: i64) -> Result<Vec<LoggedQuestion>, StoreError> {
        let asked = query_as("SELECT * FROM asked WHERE day >= ?")
            .bind(since)
            .fetch_all(self.pool().await?)
            .await;
        asked.map_err(self.fault("read what was asked"))
    }

    pub async fn forget_asked(&self, before: i64) -> Result<u64, StoreError> {
        let forgotten = query("DELETE FROM asked WHERE day < ?")
            .bind(before)
            .execute(self.pool().await?)
            .await;
        let forgotten = forgotten.map(|done| done.rows_affected());
        forgotten.map_err(self.fault("forget what was asked"))
    }

    pub async fn ignore(&self, texts: &[String], day: i64) -> Result<(), StoreError> {
        let pool = self.pool().await?;
        let ignore = async {
            let mut transaction = pool.begin_with(BEGIN).await?;
            for text in texts {
                query("INSERT INTO ignored VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .bind(text)
                    .bind(day)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await
        };
        ignore.await.map_err(self.fault("ignore a question"))
    }

    pub async fn ignored(&self) -> Result<Vec<String>, StoreError> {
        let ignored = query("SELECT text FROM ignored ORDER BY text")
            .try_map(|row: SqliteRow| row.try_get("text"))
            .fetch_all(self.pool().await?)
            .await;
        ignored.map_err(self.fault("list what is ignored"))
    }
}

impl FromRow<'_, SqliteRow> for LoggedQuestion {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let server: i64 = row.try_get("server")?;
        let entry: (String, String) = (row.try_get("source")?, row.try_get("entry")?);
        let outcome: String = row.try_get("outcome")?;
        let known = Outcome::ALL.into_iter().find(|o| o.name() == outcome);
        Ok(Self {
            day: row.try_get("day")?,
            server: (server != 0).then(|| server.cast_unsigned()),
            channel: word(row, "channel")?,
            version: row.try_get("version")?,
            text: row.try_get("text")?,
            outcome: known.ok_or_else(|| unreadable("outcome", "it is unknown"))?,
            entry: (!entry.1.is_empty()).then_some(entry),
            percent: row.try_get("percent")?,
            times: row.try_get("times")?,
        })
    }
}
