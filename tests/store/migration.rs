//! Stores of earlier releases: what the newest step makes of them, and what is left of one that it fails on.

use footnote::knowledge::Fingerprint;
use footnote::record::{Actor, AuditFilter, Day, Days, KnowledgeOwner};
use footnote::store::Store;
use sqlx::Connection;

use super::file::{database, place};

/// A store that the release with five steps wrote, as statements.
const FIVE_STEPS: &str = include_str!("five_steps.sql");

fn fingerprint(digit: char) -> Fingerprint {
    Fingerprint::read(&digit.to_string().repeat(64)).unwrap()
}

/// Makes a store of these statements.
async fn make(path: &std::path::Path, statements: &str) {
    std::fs::File::create(path).unwrap();
    let mut old = database(path).await;
    sqlx::raw_sql(statements).execute(&mut old).await.unwrap();
    old.close().await.unwrap();
}

#[tokio::test]
async fn what_an_earlier_release_kept_belongs_to_the_shared_knowledge() {
    let (_folder, path) = place();
    make(&path, FIVE_STEPS).await;
    let store = Store::at(&path);
    let releases = store.releases(0, 9).await.unwrap();
    let found: Vec<_> = releases
        .iter()
        .map(|released| {
            (
                released.number,
                released.release.by,
                &released.release.fingerprint,
            )
        })
        .collect();
    let (a, b) = (fingerprint('a'), fingerprint('b'));
    assert_eq!(found, [(2, Actor::Member(7), &b), (1, Actor::Operator, &a)]);
    let intent = store.intent().await.unwrap().unwrap();
    assert_eq!((intent.from, intent.to.fingerprint), (Some(b), a.clone()));
    assert_eq!(store.attempts(0, 9).await.unwrap().len(), 2);
    assert_eq!(store.suspended().await.unwrap()[0].entry, "when-relit");
    assert_eq!(store.logged(Day(0)).await.unwrap()[0].times, 2);
    assert_eq!(store.votes(Day(0)).await.unwrap()[0].server, Some(1));
    assert_eq!(store.ignored().await.unwrap()[0].text, "ferry times");
    assert!(store.files(&a).await.unwrap().is_some());

    let own = store.of_owner(KnowledgeOwner::Server(1));
    assert_eq!(own.releases(0, 9).await.unwrap(), []);
    assert_eq!(own.intent().await.unwrap(), None);
    assert_eq!(own.suspended().await.unwrap(), []);
    let filter = AuditFilter {
        server: 1,
        kind: None,
        member: None,
    };
    assert_eq!(own.count_audited(&filter).await.unwrap(), 0);
    let due = store.claim_suggestions(Day(19_003), Day(19_003) - Days(7));
    assert!(!due.await.unwrap());
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_store_as_it_was() {
    let (_folder, path) = place();
    let obstacle = "CREATE TABLE shared_suspension (entry TEXT);";
    make(&path, &[FIVE_STEPS, obstacle].concat()).await;
    let fault = Store::at(&path).open().await.unwrap_err().to_string();
    assert!(fault.contains("shared_suspension"), "{fault}");
    let mut old = database(&path).await;
    let mut count = async |select| -> i64 {
        let select = sqlx::query_scalar(select);
        select.fetch_one(&mut old).await.unwrap()
    };
    assert_eq!(count("SELECT max(version) FROM _sqlx_migrations").await, 5);
    assert_eq!(count("SELECT only_one FROM plan").await, 1);
    assert_eq!(count("SELECT count(*) FROM suspension").await, 1);
    let columns = "SELECT count(*) FROM pragma_table_info('release') WHERE name = 'owner'";
    assert_eq!(count(columns).await, 0);
}
