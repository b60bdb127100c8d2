//! The history of releases, and the intent of one that is under way.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection, query, query_as, query_scalar};

use crate::knowledge::Fingerprint;
use crate::record::{Release, ReleaseIntent, Released, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, fingerprint, member, word};

impl Sqlite {
    pub async fn record_intent(&self, intent: &ReleaseIntent) -> Result<(), StoreError> {
        let mut call = self.write("record the intent to release").await?;
        let recorded = record_intent(&mut call, intent).await;
        call.conclude(recorded).await
    }

    pub async fn intent(&self) -> Result<Option<ReleaseIntent>, StoreError> {
        let mut call = self.read("read the intent to release").await?;
        let intent = query_as("SELECT plan.*, name FROM plan JOIN version USING (fingerprint)")
            .fetch_optional(&mut *call)
            .await;
        call.conclude(intent).await
    }

    pub async fn clear_intent(&self) -> Result<(), StoreError> {
        let mut call = self.write("clear the intent to release").await?;
        let done = query("DELETE FROM plan").execute(&mut *call).await;
        call.conclude(done.map(|_| ())).await
    }

    pub async fn release(&self, release: &Release) -> Result<i64, StoreError> {
        let mut call = self.write("record a release").await?;
        let number = add(&mut call, release).await;
        call.conclude(number).await
    }

    pub async fn releases(&self, skip: u32, take: u32) -> Result<Vec<Released>, StoreError> {
        let mut call = self.read("list the releases").await?;
        let releases = query_as(
            "SELECT release.*, name FROM release JOIN version USING (fingerprint) \
             ORDER BY number DESC LIMIT ? OFFSET ?",
        )
        .bind(take)
        .bind(skip)
        .fetch_all(&mut *call)
        .await;
        call.conclude(releases).await
    }

    pub async fn count_releases(&self) -> Result<u32, StoreError> {
        let mut call = self.write("count the releases").await?;
        let count = query_scalar("SELECT count(*) FROM release")
            .fetch_one(&mut *call)
            .await;
        call.conclude(count).await
    }
}

async fn record_intent(
    database: &mut SqliteConnection,
    ReleaseIntent { from, to }: &ReleaseIntent,
) -> sqlx::Result<()> {
    query(
        "INSERT OR REPLACE INTO plan (only_one, live, fingerprint, how, member, at, summary) \
         VALUES (1, ?, ?, ?, ?, ?, ?)",
    )
    .bind(from.as_ref().map(Fingerprint::as_str))
    .bind(to.fingerprint.as_str())
    .bind(to.method.as_str())
    .bind(member(to.by))
    .bind(to.at.0)
    .bind(&to.summary)
    .execute(database)
    .await
    .map(|_| ())
}

async fn add(database: &mut SqliteConnection, release: &Release) -> sqlx::Result<i64> {
    let added =
        query("INSERT INTO release (fingerprint, how, member, at, summary) VALUES (?, ?, ?, ?, ?)")
            .bind(release.fingerprint.as_str())
            .bind(release.method.as_str())
            .bind(member(release.by))
            .bind(release.at.0)
            .bind(&release.summary)
            .execute(&mut *database)
            .await?;
    query("DELETE FROM plan").execute(&mut *database).await?;
    Ok(added.last_insert_rowid())
}

impl FromRow<'_, SqliteRow> for Release {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            fingerprint: fingerprint(row.try_get("fingerprint")?)?,
            version: row.try_get("name")?,
            by: by(row)?,
            method: word(row, "how")?,
            at: UnixSeconds(row.try_get("at")?),
            summary: row.try_get("summary")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Released {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let (number, release) = (row.try_get("number")?, Release::from_row(row)?);
        Ok(Self { number, release })
    }
}

impl FromRow<'_, SqliteRow> for ReleaseIntent {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let from: Option<&str> = row.try_get("live")?;
        let (from, to) = (from.map(fingerprint).transpose()?, Release::from_row(row)?);
        Ok(Self { from, to })
    }
}
