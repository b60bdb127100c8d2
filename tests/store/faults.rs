//! A store that fails while it is open: it says so as long as that lasts, and works again when it is
//! over, without being opened by anybody.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::task::{Context, Waker};

use footnote::store::Store;
use sqlx::{Connection, Executor};

use super::file::{database, place};
use super::{attempt, keep};

/// Raised as `SQLite` raises a full disk: the transaction is over when the statement fails.
const FULL: &str = "CREATE TRIGGER full BEFORE INSERT ON attempt BEGIN \
                    SELECT RAISE(ROLLBACK, 'database or disk is full'); END";
/// A disk that takes its time: the statement works for about a second.
const SLOW: &str = "CREATE TRIGGER slow BEFORE INSERT ON attempt BEGIN \
                    SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
                    WHERE i < 2000000) SELECT count(*) FROM n); END";

/// A place with a store that has been in use before.
async fn used() -> (tempfile::TempDir, PathBuf, Store) {
    let (folder, path) = place();
    let store = Store::at(&path);
    keep(&store, 'a').await;
    store.close().await;
    let store = Store::at(&path);
    store.record(&attempt("before")).await.unwrap();
    (folder, path, store)
}

async fn change(path: &Path, statement: &str) {
    let mut other = database(path).await;
    other.execute(statement).await.unwrap();
    other.close().await.unwrap();
}

/// While something is wrong, writing and the test fail with this reason, and what could not be
/// recorded is counted.
async fn check_fails(store: &Store, reason: &str) {
    let lost = store.lost_attempts();
    for n in 1..=2 {
        let fault = store.record(&attempt("lost")).await.unwrap_err();
        assert!(fault.to_string().contains(reason), "{fault}");
        assert_eq!(store.lost_attempts(), lost + n);
    }
    let fault = store.probe().await.unwrap_err();
    assert!(fault.to_string().contains(reason), "{fault}");
}

/// When it is over, everything works, and what was there before still is.
async fn check_works(store: &Store, recorded: usize) {
    store.probe().await.unwrap();
    store.record(&attempt("after")).await.unwrap();
    let release = keep(store, 'b').await;
    store.release(&release).await.unwrap();
    let attempts = store.attempts(0, 99).await.unwrap();
    let targets: Vec<&str> = attempts.iter().map(|a| a.target.as_str()).collect();
    assert_eq!(targets.len(), recorded + 1, "{targets:?}");
    assert!(!targets.contains(&"lost"), "{targets:?}");
    assert_eq!(store.current().await.unwrap().unwrap().release, release);
}

#[tokio::test]
async fn a_full_disk_is_over_when_there_is_room_again() {
    for rolled_back_by in ["ROLLBACK", "ABORT", "FAIL"] {
        let (_folder, path, store) = used().await;
        change(&path, &FULL.replace("ROLLBACK", rolled_back_by)).await;
        check_fails(&store, "disk is full").await;
        // What only reads still works.
        assert_eq!(store.attempts(0, 9).await.unwrap().len(), 1);
        change(&path, "DROP TRIGGER full").await;
        check_works(&store, 1).await;
    }
}

#[tokio::test]
async fn a_write_protected_file_is_over_when_it_may_be_written() {
    let (_folder, path, store) = used().await;
    let may_be_written = fs::metadata(&path).unwrap().permissions();
    let mut permissions = may_be_written.clone();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    check_fails(&store, "write-protected").await;
    assert_eq!(store.attempts(0, 9).await.unwrap().len(), 1);
    fs::set_permissions(&path, may_be_written).unwrap();
    check_works(&store, 1).await;
}

#[tokio::test]
async fn damage_is_over_when_the_file_is_whole_again() {
    let (folder, path, store) = used().await;
    store.close().await;
    let whole = fs::read(&path).unwrap();
    let store = Store::at(&path);
    store.attempts(0, 9).await.unwrap();
    let mut damaged = whole.clone();
    damaged[4096..].fill(0xff);
    fs::write(&path, damaged).unwrap();
    let fault = store.probe().await.unwrap_err().to_string();
    assert!(fault.contains("; move it away, with `"), "{fault}");
    check_fails(&store, "; move it away, with `").await;
    // As it says: moved away, and a backup in its place.
    fs::rename(&path, folder.path().join("damaged")).unwrap();
    check_fails(&store, "is gone: put it back").await;
    fs::write(&path, whole).unwrap();
    check_works(&store, 1).await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_removed_file_is_over_when_a_file_is_in_its_place() {
    let (folder, path, store) = used().await;
    let backup = folder.path().join("backup");
    store.close().await;
    fs::copy(&path, &backup).unwrap();
    let store = Store::at(&path);
    store.record(&attempt("unsaved")).await.unwrap();
    fs::remove_file(&path).unwrap();
    check_fails(&store, "is gone: put it back").await;
    let fault = store.attempts(0, 9).await.unwrap_err().to_string();
    assert!(fault.contains("is gone: put it back"), "{fault}");
    fs::rename(&backup, &path).unwrap();
    check_works(&store, 1).await;
    // An empty file begins a new store.
    fs::remove_file(&path).unwrap();
    check_fails(&store, "is gone").await;
    fs::write(&path, "").unwrap();
    check_works(&store, 0).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_was_replaced_is_read_anew() {
    let (folder, path, store) = used().await;
    let other = folder.path().join("other.db");
    let replacement = Store::at(&other);
    for _ in 0..3 {
        replacement.record(&attempt("other")).await.unwrap();
    }
    replacement.close().await;
    // What the old one has in its write-ahead log is not mistaken for the new one's.
    store.record(&attempt("old")).await.unwrap();
    fs::rename(&other, &path).unwrap();
    check_works(&store, 3).await;
    store.close().await;
    Store::at(&path).probe().await.unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_file_that_was_moved_is_still_written_and_the_test_tells() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("data");
    let path = inner.join("footnote.db");
    let store = Store::at(&path);
    store.record(&attempt("before")).await.unwrap();
    let away = folder.path().join("away");
    fs::rename(&inner, &away).unwrap();
    store.record(&attempt("away")).await.unwrap();
    let fault = store.probe().await.unwrap_err().to_string();
    assert!(fault.contains("is gone: put it back"), "{fault}");
    fs::rename(&away, &inner).unwrap();
    check_works(&store, 2).await;
}

#[tokio::test]
async fn a_slow_disk_is_given_up_and_used_again_once_it_responds() {
    let (_folder, path, store) = used().await;
    change(&path, SLOW).await;
    // Time passes at once while nothing but the disk is at work.
    tokio::time::pause();
    check_fails(&store, "has not responded for 30 seconds").await;
    tokio::time::resume();
    // The disk is done, and what it was given up for is not there.
    change(&path, "DROP TRIGGER slow").await;
    check_works(&store, 1).await;
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_nothing_behind() {
    super::check(async |store| {
        let release = keep(&store, 'a').await;
        let mut context = Context::from_waker(Waker::noop());
        for turns in 0..40 {
            let mut call = Box::pin(store.release(&release));
            let mut is_done = false;
            for _ in 0..turns {
                is_done = is_done || call.as_mut().poll(&mut context).is_ready();
                if is_done {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(call);
            let before = store.count_releases().await.unwrap();
            let release = store.release(&release).await.unwrap();
            assert_eq!(release, i64::from(before) + 1, "after {turns} turns");
        }
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_instead_of_a_file_is_a_fault() {
    let (_folder, path) = place();
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    let store = Store::at(&path);
    let fault = store.open().await.unwrap_err().to_string();
    assert!(fault.contains("not a regular file"), "{fault}");
    fs::remove_file(&path).unwrap();
    store.open().await.unwrap();
}
