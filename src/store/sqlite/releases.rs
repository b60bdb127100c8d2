//! The history of releases, and the intent of one that is under way.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqlitePool, query, query_as, query_scalar};

use crate::knowledge::Fingerprint;
use crate::record::{Release, ReleaseIntent, Released, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{BEGIN, Sqlite, by, fingerprint, member, word};

impl Sqlite {
    pub async fn record_intent(&self, intent: &ReleaseIntent) -> Result<(), StoreError> {
        let recorded = record_intent(self.pool().await?, intent).await;
        recorded.map_err(self.fault("record the intent to release"))
    }

    pub async fn intent(&self) -> Result<Option<ReleaseIntent>, StoreError> {
        let intent = query_as("SELECT plan.*, name FROM plan JOIN version USING (fingerprint)")
            .fetch_optional(self.pool().await?)
            .await;
        intent.map_err(self.fault("read the intent to release"))
    }

    pub async fn clear_intent(&self) -> Result<(), StoreError> {
        let done = query("DELETE FROM plan").execute(self.pool().await?).await;
        done.map(|_| ())
            .map_err(self.fault("clear the intent to release"))
    }

    pub async fn release(&self, release: &Release) -> Result<i64, StoreError> {
        let number = add(self.pool().await?, release).await;
        number.map_err(self.fault("record a release"))
    }

    pub async fn releases(&self, skip: u32, take: u32) -> Result<Vec<Released>, StoreError> {
        let releases = query_as(
            "SELECT release.*, name FROM release JOIN version USING (fingerprint) \
             ORDER BY number DESC LIMIT ? OFFSET ?",
        )
        .bind(take)
        .bind(skip)
        .fetch_all(self.pool().await?)
        .await;
        releases.map_err(self.fault("list the releases"))
    }

    pub async fn count_releases(&self) -> Result<u32, StoreError> {
        let count = query_scalar("SELECT count(*) FROM release")
            .fetch_one(self.pool().await?)
            .await;
        count.map_err(self.fault("count the releases"))
    }
}

async fn record_intent(
    pool: &SqlitePool,
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
    .execute(pool)
    .await
    .map(|_| ())
}

async fn add(pool: &SqlitePool, release: &Release) -> sqlx::Result<i64> {
    let mut change = pool.begin_with(BEGIN).await?;
    let added =
        query("INSERT INTO release (fingerprint, how, member, at, summary) VALUES (?, ?, ?, ?, ?)")
            .bind(release.fingerprint.as_str())
            .bind(release.method.as_str())
            .bind(member(release.by))
            .bind(release.at.0)
            .bind(&release.summary)
            .execute(&mut *change)
            .await?;
    query("DELETE FROM plan").execute(&mut *change).await?;
    change.commit().await?;
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
