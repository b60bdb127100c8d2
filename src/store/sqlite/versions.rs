//! The files of versions, each content once, by its SHA-256.

use sha2::{Digest, Sha256};
use sqlx::{SqliteConnection, query, query_as, query_scalar};

use crate::knowledge::{FileSet, Fingerprint};
use crate::store::StoreError;
use crate::store::sqlite::{Sqlite, unreadable};

/// Kind, name and hash of a file, and the content stored under that hash.
type Row = (String, String, Vec<u8>, Option<Vec<u8>>);

const TABLE: &str = "table";
const TEXT: &str = "text";

impl Sqlite {
    pub async fn keep(
        &self,
        files: &FileSet,
        fingerprint: &Fingerprint,
        version: &str,
    ) -> Result<(), StoreError> {
        let mut call = self.write("keep a version").await?;
        let kept = keep(&mut call, files, fingerprint, version).await;
        call.conclude(kept).await
    }

    pub async fn files(&self, fingerprint: &Fingerprint) -> Result<Option<FileSet>, StoreError> {
        let mut call = self.read("read the files of a version").await?;
        let files = files(&mut call, fingerprint).await;
        call.conclude(files).await
    }
}

async fn keep(
    database: &mut SqliteConnection,
    files: &FileSet,
    fingerprint: &Fingerprint,
    version: &str,
) -> sqlx::Result<()> {
    let added =
        query("INSERT INTO version (fingerprint, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(fingerprint.as_str())
            .bind(version)
            .execute(&mut *database)
            .await?;
    // The fingerprint ignores file names. Under other names, these files would be added to those
    // that it was first kept with.
    let is_new = added.rows_affected() > 0;
    let tables = files.tables.iter().map(|file| (TABLE, file));
    let texts = files.texts.iter().map(|file| (TEXT, file));
    for (kind, (name, bytes)) in tables.chain(texts) {
        let sha256 = keep_content(database, bytes).await?;
        if is_new {
            query("INSERT INTO version_file (fingerprint, kind, name, sha256) VALUES (?, ?, ?, ?)")
                .bind(fingerprint.as_str())
                .bind(kind)
                .bind(name)
                .bind(sha256)
                .execute(&mut *database)
                .await?;
        }
    }
    Ok(())
}

/// Keeps bytes under their hash. Other bytes under that hash are damaged, and replaced.
async fn keep_content(database: &mut SqliteConnection, bytes: &[u8]) -> sqlx::Result<Vec<u8>> {
    let sha256 = Sha256::digest(bytes).to_vec();
    query(
        "INSERT INTO content (sha256, bytes) VALUES (?, ?) \
         ON CONFLICT DO UPDATE SET bytes = excluded.bytes WHERE bytes <> excluded.bytes",
    )
    .bind(&sha256)
    .bind(bytes)
    .execute(database)
    .await?;
    Ok(sha256)
}

async fn files(
    database: &mut SqliteConnection,
    fingerprint: &Fingerprint,
) -> sqlx::Result<Option<FileSet>> {
    let known: Option<i64> = query_scalar("SELECT 1 FROM version WHERE fingerprint = ?")
        .bind(fingerprint.as_str())
        .fetch_optional(&mut *database)
        .await?;
    if known.is_none() {
        return Ok(None);
    }
    let rows: Vec<Row> = query_as(
        "SELECT kind, name, sha256, bytes FROM version_file LEFT JOIN content USING (sha256) \
         WHERE fingerprint = ?",
    )
    .bind(fingerprint.as_str())
    .fetch_all(database)
    .await?;
    let mut files = FileSet::default();
    for (kind, name, sha256, bytes) in rows {
        let is_as_kept = |bytes: &Vec<u8>| Sha256::digest(bytes).as_slice() == sha256;
        let Some(bytes) = bytes.filter(is_as_kept) else {
            let why = format!("the content of `{}` is damaged", name.escape_debug());
            return Err(unreadable("bytes", why));
        };
        let kept = match kind.as_str() {
            TABLE => &mut files.tables,
            TEXT => &mut files.texts,
            other => return Err(unreadable("kind", format!("`{other}` is unknown"))),
        };
        kept.insert(name, bytes);
    }
    Ok(Some(files))
}
