//! A store's file: its content, its permissions, its locks, and what prevents opening it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use footnote::record::{Actor, Day, IgnoredQuestion, ReleaseIntent, Suspension, UnixSeconds, Vote};
use footnote::store::Store;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use super::{attempt, keep};

pub fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("footnote.db");
    (folder, path)
}

pub async fn database(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    options.foreign_keys(false).connect().await.unwrap()
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let (_folder, path) = place();
    let suspension = Suspension {
        source: "skerry".to_owned(),
        entry: "relit".to_owned(),
        by: Actor::Member(7),
        at: UnixSeconds(1),
    };
    let store = Store::at(&path);
    let release = keep(&store, 'a').await;
    store.release(&release).await.unwrap();
    store.record(&attempt("skerry@aaaaaaa")).await.unwrap();
    store.suspend(&suspension).await.unwrap();
    let plan = ReleaseIntent {
        from: Some(release.fingerprint.clone()),
        to: keep(&store, 'b').await,
    };
    store.record_intent(&plan).await.unwrap();
    let kept = store.files(&release.fingerprint).await.unwrap();
    // Dropped without closing, as in a crash.
    drop(store);
    let store = Store::at(&path);
    assert_eq!(store.intent().await.unwrap(), Some(plan));
    assert_eq!(store.current().await.unwrap().unwrap().release, release);
    assert_eq!(store.attempts(0, 9).await.unwrap().len(), 1);
    assert_eq!(store.suspended().await.unwrap(), [suspension]);
    assert_eq!(store.files(&release.fingerprint).await.unwrap(), kept);
}

#[tokio::test]
async fn writes_reach_the_files_at_once() {
    let (folder, path) = place();
    let store = Store::at(&path);
    let release = keep(&store, 'a').await;
    store.release(&release).await.unwrap();
    // As found after a power failure: without the shared-memory file.
    let copy = folder.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    fs::copy(path.with_extension("db-wal"), copy.with_extension("db-wal")).unwrap();
    let found = Store::at(&copy).current().await.unwrap();
    assert_eq!(found.unwrap().release, release);
}

#[tokio::test]
async fn a_closed_store_is_one_file() {
    let (folder, path) = place();
    let store = Store::at(&path);
    keep(&store, 'a').await;
    store.close().await;
    let names = fs::read_dir(folder.path()).unwrap();
    let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["footnote.db"]);
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _) = place();
    let folder = folder.path().join("a/b");
    let store = Store::at(&folder.join("footnote.db"));
    keep(&store, 'a').await;
    let files: Vec<_> = fs::read_dir(folder).unwrap().collect();
    assert_eq!(files.len(), 3);
    for file in files {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_store_that_becomes_available_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("data");
    fs::write(&folder, "a file where a folder should be").unwrap();
    let store = Store::at(&folder.join("footnote.db"));
    for _ in 0..2 {
        let fault = store.open().await.unwrap_err().to_string();
        assert!(fault.contains("footnote.db` cannot be opened: "), "{fault}");
    }
    fs::remove_file(&folder).unwrap();
    keep(&store, 'a').await;
}

#[tokio::test]
async fn a_folder_instead_of_the_file_is_a_fault() {
    let (_folder, path) = place();
    fs::create_dir(&path).unwrap();
    let fault = Store::at(&path).open().await.unwrap_err().to_string();
    assert!(fault.contains("footnote.db` cannot be opened: "), "{fault}");
}

#[tokio::test]
async fn a_read_only_file_is_a_fault() {
    let (_folder, path) = place();
    let store = Store::at(&path);
    store.open().await.unwrap();
    store.close().await;
    let may_be_written = fs::metadata(&path).unwrap().permissions();
    let mut permissions = may_be_written.clone();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let store = Store::at(&path);
    let fault = store.open().await.unwrap_err().to_string();
    assert!(fault.contains("cannot be opened: "), "{fault}");
    fs::set_permissions(&path, may_be_written).unwrap();
    keep(&store, 'a').await;
}

#[tokio::test]
async fn processes_share_a_file_from_its_creation_on() {
    let (_folder, path) = place();
    let write = |path: PathBuf| async move {
        let store = Store::at(&path);
        // While one process creates the file, it may be locked for another, which retries.
        while store.open().await.is_err() {}
        for _ in 0..5 {
            let release = keep(&store, 'a').await;
            store.release(&release).await.unwrap();
        }
    };
    let programs = (0..8).map(|_| tokio::spawn(write(path.clone())));
    for program in programs.collect::<Vec<_>>() {
        program.await.unwrap();
    }
    assert_eq!(Store::at(&path).count_releases().await.unwrap(), 40);
}

#[tokio::test]
async fn a_locked_database_is_a_fault_after_a_wait() {
    let (_folder, path) = place();
    let store = Store::at(&path);
    let release = keep(&store, 'a').await;
    let mut other = database(&path).await;
    let lock = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let begun = Instant::now();
    let fault = store.release(&release).await.unwrap_err().to_string();
    assert!(
        fault.ends_with("cannot record a release: database is locked"),
        "{fault}"
    );
    assert!(begun.elapsed() > Duration::from_secs(4));
    assert_eq!(store.current().await.unwrap(), None);
    let unlock = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        lock.rollback().await.unwrap();
    };
    let (number, ()) = tokio::join!(store.release(&release), unlock);
    assert_eq!(number.unwrap(), 1);
}

/// What a store of the first four steps has, and what the fifth makes of it.
#[tokio::test]
async fn a_store_from_before_servers_were_noted_is_carried_over() {
    let (_folder, path) = place();
    Store::at(&path).open().await.unwrap();
    let mut old = database(&path).await;
    for statement in [
        "ALTER TABLE vote DROP COLUMN server",
        "DROP TABLE ignored",
        "CREATE TABLE ignored (text TEXT PRIMARY KEY NOT NULL, day INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "DELETE FROM _sqlx_migrations WHERE version = 5",
        "INSERT INTO vote VALUES (1, NULL, 3, 'when', 'skerry', 'when-relit', 'helpful')",
        "INSERT INTO ignored VALUES ('ferry times', 3)",
    ] {
        sqlx::query(statement).execute(&mut old).await.unwrap();
    }
    old.close().await.unwrap();
    let store = Store::at(&path);
    let vote = store.votes(Day(0)).await.unwrap().remove(0);
    assert_eq!((vote.server, vote.text.as_str()), (None, "when"));
    let ignored = IgnoredQuestion {
        server: None,
        text: "ferry times".to_owned(),
    };
    assert_eq!(store.ignored().await.unwrap(), [ignored]);
    let now = Vote {
        server: Some(9),
        token: Some([1; 32]),
        ..vote
    };
    store.vote(&now).await.unwrap();
    assert_eq!(store.votes(Day(0)).await.unwrap()[1], now);
}
