//! The history of releases, and the intent of one that is under way.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqliteConnection, query, query_as, query_scalar};

use crate::knowledge::Fingerprint;
use crate::record::{KnowledgeOwner, Release, ReleaseIntent, Released, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, fingerprint, member, owned_by, word};

impl Sqlite {
    pub async fn record_intent(
        &self,
        owner: KnowledgeOwner,
        intent: &ReleaseIntent,
    ) -> Result<(), StoreError> {
        let mut call = self.write("record the intent to release").await?;
        let recorded = record_intent(&mut call, owner, intent).await;
        call.conclude(recorded).await
    }

    pub async fn intent(&self, owner: KnowledgeOwner) -> Result<Option<ReleaseIntent>, StoreError> {
        let mut call = self.read("read the intent to release").await?;
        let intent = query_as(
            "SELECT plan.*, name FROM plan JOIN version USING (fingerprint) WHERE owner = ?",
        )
        .bind(owned_by(owner))
        .fetch_optional(&mut *call)
        .await;
        call.conclude(intent).await
    }

    pub async fn clear_intent(&self, owner: KnowledgeOwner) -> Result<(), StoreError> {
        let mut call = self.write("clear the intent to release").await?;
        let cleared = clear_intent(&mut call, owner).await;
        call.conclude(cleared).await
    }

    pub async fn release(
        &self,
        owner: KnowledgeOwner,
        release: &Release,
    ) -> Result<i64, StoreError> {
        let mut call = self.write("record a release").await?;
        let number = add(&mut call, owner, release).await;
        call.conclude(number).await
    }

    pub async fn releases(
        &self,
        owner: KnowledgeOwner,
        skip: u32,
        take: u32,
    ) -> Result<Vec<Released>, StoreError> {
        let mut call = self.read("list the releases").await?;
        let releases = query_as(
            "SELECT fingerprint, how, member, at, summary, name, \
                 row_number() OVER (ORDER BY release.number) AS number \
             FROM release JOIN version USING (fingerprint) WHERE owner = ? \
             ORDER BY number DESC LIMIT ? OFFSET ?",
        )
        .bind(owned_by(owner))
        .bind(take)
        .bind(skip)
        .fetch_all(&mut *call)
        .await;
        call.conclude(releases).await
    }

    pub async fn count_releases(&self, owner: KnowledgeOwner) -> Result<u32, StoreError> {
        let mut call = self.read("count the releases").await?;
        let counted = count(&mut call, owner).await;
        call.conclude(counted).await
    }
}

async fn count(database: &mut SqliteConnection, owner: KnowledgeOwner) -> sqlx::Result<u32> {
    query_scalar("SELECT count(*) FROM release WHERE owner = ?")
        .bind(owned_by(owner))
        .fetch_one(database)
        .await
}

async fn clear_intent(database: &mut SqliteConnection, owner: KnowledgeOwner) -> sqlx::Result<()> {
    let delete = query("DELETE FROM plan WHERE owner = ?").bind(owned_by(owner));
    delete.execute(database).await.map(|_| ())
}

async fn record_intent(
    database: &mut SqliteConnection,
    owner: KnowledgeOwner,
    ReleaseIntent { from, to }: &ReleaseIntent,
) -> sqlx::Result<()> {
    query(
        "INSERT OR REPLACE INTO plan (owner, live, fingerprint, how, member, at, summary) \
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(owned_by(owner))
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

/// Returns its number in the owner's history.
async fn add(
    database: &mut SqliteConnection,
    owner: KnowledgeOwner,
    release: &Release,
) -> sqlx::Result<i64> {
    query(
        "INSERT INTO release (owner, fingerprint, how, member, at, summary) \
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(owned_by(owner))
    .bind(release.fingerprint.as_str())
    .bind(release.method.as_str())
    .bind(member(release.by))
    .bind(release.at.0)
    .bind(&release.summary)
    .execute(&mut *database)
    .await?;
    clear_intent(database, owner).await?;
    count(database, owner).await.map(i64::from)
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
