//! Damaged store files, and what is reported.

use std::fs;
use std::path::Path;

use footnote::store::Store;
use sqlx::Connection;

use super::file::{database, place};
use super::{attempt, files, fingerprint, keep};

/// Changes the database behind the store's back.
async fn tamper(path: &Path, statement: &str) {
    let mut database = database(path).await;
    let done = sqlx::query(statement).execute(&mut database).await;
    done.unwrap();
    database.close().await.unwrap();
}

/// The error for a file that cannot be opened and is left unchanged.
async fn fault_of(path: &Path) -> String {
    let before = fs::read(path).unwrap();
    let store = Store::at(path);
    let fault = store.open().await.unwrap_err().to_string();
    assert_eq!(store.current().await.unwrap_err().to_string(), fault);
    assert!(fs::read(path).unwrap() == before, "touched: {fault}");
    assert!(fault.contains(&format!("`{}`", path.display())), "{fault}");
    fault
}

#[tokio::test]
async fn a_damaged_file_is_named_and_left_alone() {
    let (_folder, path) = place();
    let store = Store::at(&path);
    let large = files(&[("a.toml", &vec![7; 100_000])], &[]);
    store.keep(&large, &fingerprint('a'), "a@a").await.unwrap();
    store.close().await;
    let whole = fs::read(&path).unwrap();
    let mut scratched = whole.clone();
    scratched[4096..9000].fill(0xff);
    let rows = [
        b"no database ".repeat(500),
        b"short".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..5000].to_vec(),
        scratched,
    ];
    for bytes in rows {
        fs::write(&path, bytes).unwrap();
        let fault = fault_of(&path).await;
        assert!(fault.contains("; move it away, with `"), "{fault}");
    }
    fs::write(&path, whole).unwrap();
    Store::at(&path).open().await.unwrap();
}

#[tokio::test]
async fn damage_is_named_while_a_write_ahead_log_is_pending() {
    let (folder, path) = place();
    let store = Store::at(&path);
    keep(&store, 'a').await;
    store.close().await;
    let store = Store::at(&path);
    keep(&store, 'b').await;
    let copy = folder.path().join("copy.db");
    let wal = copy.with_extension("db-wal");
    fs::copy(path.with_extension("db-wal"), &wal).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    for page in bytes.chunks_mut(4096).skip(1) {
        page.fill(0xff);
    }
    fs::write(&copy, bytes).unwrap();
    let before = fs::read(&wal).unwrap();
    let fault = fault_of(&copy).await;
    assert!(fault.contains("move it away"), "{fault}");
    assert_eq!(fs::read(&wal).unwrap(), before);
}

#[tokio::test]
async fn an_empty_file_becomes_a_store() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    keep(&Store::at(&path), 'a').await;
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let (_folder, path) = place();
    fs::write(&path, "").unwrap();
    tamper(&path, "CREATE TABLE theirs (id INTEGER)").await;
    let fault = fault_of(&path).await;
    assert!(fault.contains("of another program"), "{fault}");
}

#[tokio::test]
async fn a_store_of_a_newer_release_is_left_alone() {
    let (_folder, path) = place();
    let store = Store::at(&path);
    store.open().await.unwrap();
    store.close().await;
    tamper(
        &path,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'to come', TRUE, x'00', 0)",
    )
    .await;
    let fault = fault_of(&path).await;
    assert!(fault.contains("newer version of Footnote"), "{fault}");
}

#[tokio::test]
async fn altered_content_is_not_returned_and_can_be_stored_again() {
    let rows = [
        "UPDATE content SET bytes = CAST('b' AS BLOB)",
        "UPDATE content SET bytes = x''",
        "DELETE FROM content",
    ];
    for statement in rows {
        let (_folder, path) = place();
        let store = Store::at(&path);
        let kept = files(&[("a.toml", b"a")], &[]);
        store.keep(&kept, &fingerprint('a'), "a@a").await.unwrap();
        tamper(&path, statement).await;
        let fault = store
            .files(&fingerprint('a'))
            .await
            .unwrap_err()
            .to_string();
        let expected = "the content of `a.toml` is damaged";
        assert!(fault.contains(expected), "{statement}: {fault}");
        store.keep(&kept, &fingerprint('a'), "a@a").await.unwrap();
        let repaired = store.files(&fingerprint('a')).await.unwrap();
        assert_eq!(repaired, Some(kept), "{statement}");
    }
}

#[tokio::test]
async fn an_unknown_word_in_a_column_is_a_fault() {
    let rows = [
        ("UPDATE release SET how = 'osmosis'", "`osmosis` is unknown"),
        ("UPDATE attempt SET action = 'sing'", "`sing` is unknown"),
        ("UPDATE attempt SET outcome = ''", "`` is unknown"),
        (
            "UPDATE version SET fingerprint = 'f'; UPDATE release SET fingerprint = 'f'",
            "it is not a fingerprint",
        ),
    ];
    for (statement, expected) in rows {
        let (_folder, path) = place();
        let store = Store::at(&path);
        let release = keep(&store, 'a').await;
        store.release(&release).await.unwrap();
        store.record(&attempt("skerry")).await.unwrap();
        tamper(&path, statement).await;
        let release = store.current().await.err();
        let attempt = store.attempts(0, 1).await.err();
        let fault = release.or(attempt).unwrap().to_string();
        assert!(fault.contains(expected), "{statement}: {fault}");
    }
}
