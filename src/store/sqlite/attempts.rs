//! The audit trail.

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, QueryBuilder, Row, Sqlite as Dialect, query, query_as};

use crate::record::{Action, Attempt, AttemptOutcome, AuditFilter, KnowledgeOwner, UnixSeconds};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, by, member, owned_by, word};

impl Sqlite {
    pub async fn record_attempt(
        &self,
        owner: KnowledgeOwner,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        let mut call = self.write("record an attempt").await?;
        let recorded = query(
            "INSERT INTO attempt (owner, at, server, member, action, target, outcome, detail) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(owned_by(owner))
        .bind(attempt.at.0)
        .bind(attempt.server.map(u64::cast_signed))
        .bind(member(attempt.by))
        .bind(attempt.action.as_str())
        .bind(&attempt.target)
        .bind(attempt.outcome.as_str())
        .bind(&attempt.detail)
        .execute(&mut *call)
        .await;
        let recorded = recorded.map(|_| ());
        call.conclude(recorded).await
    }

    pub async fn attempts(
        &self,
        owner: KnowledgeOwner,
        skip: u32,
        take: u32,
    ) -> Result<Vec<Attempt>, StoreError> {
        let mut call = self.read("list attempts").await?;
        let attempts =
            query_as("SELECT * FROM attempt WHERE owner = ? ORDER BY number DESC LIMIT ? OFFSET ?")
                .bind(owned_by(owner))
                .bind(take)
                .bind(skip)
                .fetch_all(&mut *call)
                .await;
        call.conclude(attempts).await
    }

    pub async fn attempts_by(&self, member: u64, take: u32) -> Result<Vec<Attempt>, StoreError> {
        let mut call = self.read("list a member's attempts").await?;
        let attempts =
            query_as("SELECT * FROM attempt WHERE member = ? ORDER BY number DESC LIMIT ?")
                .bind(member.cast_signed())
                .bind(take)
                .fetch_all(&mut *call)
                .await;
        call.conclude(attempts).await
    }

    pub async fn audited(
        &self,
        owner: KnowledgeOwner,
        filter: &AuditFilter,
        skip: u32,
        take: u32,
    ) -> Result<Vec<Attempt>, StoreError> {
        let mut call = self.read("list attempts").await?;
        let mut select = wanted("SELECT *", owner, filter);
        select.push(" ORDER BY number DESC LIMIT ").push_bind(take);
        select.push(" OFFSET ").push_bind(skip);
        let attempts = select.build_query_as().fetch_all(&mut *call).await;
        call.conclude(attempts).await
    }

    pub async fn count_audited(
        &self,
        owner: KnowledgeOwner,
        filter: &AuditFilter,
    ) -> Result<u32, StoreError> {
        let mut call = self.read("count attempts").await?;
        let mut select = wanted("SELECT count(*)", owner, filter);
        let count = select.build_query_scalar().fetch_one(&mut *call).await;
        call.conclude(count).await
    }
}

/// Selects the wanted rows.
fn wanted(
    select: &str,
    owner: KnowledgeOwner,
    filter: &AuditFilter,
) -> QueryBuilder<'static, Dialect> {
    let mut query = QueryBuilder::new(format!("{select} FROM attempt WHERE owner = "));
    query.push_bind(owned_by(owner)).push(" AND ");
    push_rows(&mut query, |action, outcome| {
        filter.includes(action, outcome)
    });
    query.push(" AND (server = ");
    query.push_bind(filter.server.cast_signed());
    query.push(" OR member IS NULL OR ");
    push_rows(&mut query, AuditFilter::is_shared);
    query.push(")");
    if let Some(member) = filter.member {
        query.push(" AND member = ").push_bind(member.cast_signed());
    }
    query
}

/// Adds the condition that a row has one of some pairs of action and outcome.
fn push_rows(
    query: &mut QueryBuilder<'static, Dialect>,
    is_wanted: impl Fn(Action, AttemptOutcome) -> bool,
) {
    query.push("action || ' ' || outcome IN (");
    let mut pairs = query.separated(", ");
    for action in Action::ALL {
        for outcome in AttemptOutcome::ALL {
            if is_wanted(*action, *outcome) {
                pairs.push_bind(format!("{} {}", action.as_str(), outcome.as_str()));
            }
        }
    }
    query.push(")");
}

impl FromRow<'_, SqliteRow> for Attempt {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        let server: Option<i64> = row.try_get("server")?;
        Ok(Self {
            at: UnixSeconds(row.try_get("at")?),
            server: server.map(i64::cast_unsigned),
            by: by(row)?,
            action: word(row, "action")?,
            target: row.try_get("target")?,
            outcome: word(row, "outcome")?,
            detail: row.try_get("detail")?,
        })
    }
}
