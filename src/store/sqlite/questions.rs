//! The logged questions, and those that moderators ignore.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, query, query_as};

use crate::knowledge::Outcome;
use crate::record::{Day, IgnoredQuestion, LoggedQuestion};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, unreadable, word};

impl Sqlite {
    pub async fn log(&self, questions: &[LoggedQuestion]) -> Result<(), StoreError> {
        let mut call = self.write("log questions").await?;
        let logged = async {
            for question in questions {
                let (source, entry) = question.entry.clone().unwrap_or_default();
                query(
                    "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                     ON CONFLICT DO UPDATE SET times = times + excluded.times",
                )
                .bind(question.day.0)
                .bind(question.server.unwrap_or_default().cast_signed())
                .bind(question.channel.as_str())
                .bind(&question.version)
                .bind(&question.text)
                .bind(question.outcome.name())
                .bind(source)
                .bind(entry)
                .bind(question.percent)
                .bind(question.times)
                .execute(&mut *call)
                .await?;
            }
            Ok(())
        };
        let logged = logged.await;
        call.conclude(logged).await
    }

    pub async fn logged(&self, since: Day) -> Result<Vec<LoggedQuestion>, StoreError> {
        let mut call = self.read("read the logged questions").await?;
        let questions = query_as("SELECT * FROM asked WHERE day >= ?")
            .bind(since.0)
            .fetch_all(&mut *call)
            .await;
        call.conclude(questions).await
    }

    pub async fn forget_logged(&self, before: Day) -> Result<u64, StoreError> {
        let mut call = self.write("forget logged questions").await?;
        let forgotten = query("DELETE FROM asked WHERE day < ?")
            .bind(before.0)
            .execute(&mut *call)
            .await;
        let forgotten = forgotten.map(|done| done.rows_affected());
        call.conclude(forgotten).await
    }

    pub async fn ignore(&self, server: u64, texts: &[String], day: Day) -> Result<(), StoreError> {
        let mut call = self.write("ignore questions").await?;
        let ignored = async {
            for text in texts {
                query("INSERT INTO ignored VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .bind(server.cast_signed())
                    .bind(text)
                    .bind(day.0)
                    .execute(&mut *call)
                    .await?;
            }
            Ok(())
        };
        let ignored = ignored.await;
        call.conclude(ignored).await
    }

    pub async fn ignored(&self) -> Result<Vec<IgnoredQuestion>, StoreError> {
        let mut call = self.read("list the ignored questions").await?;
        let ignored = query_as("SELECT server, text FROM ignored ORDER BY text, server")
            .fetch_all(&mut *call)
            .await;
        call.conclude(ignored).await
    }
}

impl FromRow<'_, SqliteRow> for IgnoredQuestion {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let server: i64 = row.try_get("server")?;
        Ok(Self {
            server: (server != 0).then(|| server.cast_unsigned()),
            text: row.try_get("text")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for LoggedQuestion {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let server: i64 = row.try_get("server")?;
        let entry: (String, String) = (row.try_get("source")?, row.try_get("entry")?);
        let outcome: String = row.try_get("outcome")?;
        let known = Outcome::ALL.into_iter().find(|o| o.name() == outcome);
        Ok(Self {
            day: Day(row.try_get("day")?),
            server: (server != 0).then(|| server.cast_unsigned()),
            channel: word(row, "channel")?,
            version: row.try_get("version")?,
            text: row.try_get("text")?,
            outcome: known.ok_or_else(|| unreadable("outcome", "it is not a known outcome"))?,
            entry: (!entry.1.is_empty()).then_some(entry),
            percent: row.try_get("percent")?,
            times: row.try_get("times")?,
        })
    }
}
