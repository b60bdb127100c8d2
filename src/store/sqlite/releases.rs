//! The history of what went live, and the release that is under way.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqlitePool, query, query_as, query_scalar};

use crate::knowledge::Fingerprint;
use crate::record::{Release, ReleaseIntent, Released};
use crate::store::StoreError;
use crate::store::sqlite::{BEGIN, Sqlite, by, fingerprint, member, word};

impl Sqlite {
    pub async fn intend(&self, plan: &ReleaseIntent) -> Result<(), StoreError> {
        let noted = intend(self.pool().await?, plan).await;
        noted.map_err(self.fault("note what is intended"))
    }

    pub async fn intended(&self) -> Result<Option<ReleaseIntent>, StoreError> {
        let plan = query_as("SELECT plan.*, name FROM plan JOIN version USING (fingerprint)")
            .fetch_optional(self.pool().await?)
            .await;
        plan.map_err(self.fault("say what was intended"))
    }

    pub async fn abandon(&self) -> Result<(), StoreError> {
        let done = query("DELETE FROM plan").execute(self.pool().await?).await;
        done.map(|_| ())
            .map_err(self.fault("forget what was intended"))
    }

    pub async fn release(&self, release: &Release) -> Result<i64, StoreError> {
        let number = add(self.pool().await?, release).await;
        number.map_err(self.fault("note what went live"))
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
        releases.map_err(self.fault("list what went live"))
    }

    pub async fn count_releases(&self) -> Result<u32, StoreError> {
        let count = query_scalar("SELECT count(*) FROM release")
            .fetch_one(self.pool().await?)
            .await;
        count.map_err(self.fault("count what went live"))
    }
}

async fn intend(pool: &SqlitePool, ReleaseIntent { from, to }: &ReleaseIntent) -> sqlx::Result<()> {
    query(
        "INSERT OR REPLACE INTO plan (only_one, live, fingerprint, how, member, at, summary) \
         VALUES (1, ?, ?, ?, ?, ?, ?)",
    )
    .bind(from.as_ref().map(Fingerprint::as_str))
    .bind(to.fingerprint.as_str())
    .bind(to.method.as_str())
    .bind(member(to.by))
    .bind(to.at)
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
            .bind(release.at)
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
            at: row.try_get("at")?,
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
