//! What every store does, whatever its backend: each behaviour is checked on all of them.

mod damage;
mod faults;
pub mod file;
mod migration;

use std::sync::Arc;

use footnote::knowledge::{FileSet, Fingerprint, Outcome};
use footnote::record::{
    Action, Actor, Attempt, AttemptOutcome, AuditFilter, AuditKind, Channel, Day, Days,
    IgnoredQuestion, KnowledgeOwner, LoggedQuestion, Release, ReleaseIntent, ReleaseMethod,
    Released, Suspension, UnixSeconds, Vote, VoteKey, VoteKind,
};
use footnote::store::Store;

/// Checks a behaviour on every backend.
async fn check(behaviour: impl AsyncFn(Store)) {
    let folder = tempfile::tempdir().unwrap();
    behaviour(Store::at(&folder.path().join("footnote.db"))).await;
    behaviour(Store::in_memory()).await;
}

fn fingerprint(digit: char) -> Fingerprint {
    Fingerprint::read(&digit.to_string().repeat(64)).unwrap()
}

fn files(tables: &[(&str, &[u8])], texts: &[(&str, &[u8])]) -> FileSet {
    let named = |files: &[(&str, &[u8])]| {
        let files = files.iter();
        files
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .collect()
    };
    FileSet {
        tables: named(tables),
        texts: named(texts),
    }
}

/// Stores a version, and returns its release.
async fn keep(store: &Store, digit: char) -> Release {
    let fingerprint = fingerprint(digit);
    let version = format!("skerry@{}", fingerprint.short());
    let files = files(
        &[("skerry.toml", digit.to_string().as_bytes())],
        &[("skerry.md", b"# The lamp")],
    );
    store.keep(&files, &fingerprint, &version).await.unwrap();
    Release {
        fingerprint,
        version,
        by: Actor::Member(u64::MAX),
        method: ReleaseMethod::Upload,
        at: UnixSeconds(1_700_000_000),
        summary: "1 fact changed".to_owned(),
    }
}

fn attempt(target: &str) -> Attempt {
    Attempt {
        at: UnixSeconds(1_700_000_000),
        server: Some(1),
        by: Actor::Member(7),
        action: Action::Reload,
        target: target.to_owned(),
        outcome: AttemptOutcome::Done,
        detail: String::new(),
    }
}

#[tokio::test]
async fn a_new_store_is_empty() {
    check(async |store| {
        store.open().await.unwrap();
        store.open().await.unwrap();
        assert_eq!(store.files(&fingerprint('a')).await.unwrap(), None);
        assert_eq!(store.intent().await.unwrap(), None);
        assert_eq!(store.current().await.unwrap(), None);
        assert_eq!(store.releases(0, 9).await.unwrap(), []);
        assert_eq!(store.count_releases().await.unwrap(), 0);
        assert_eq!(store.attempts(0, 9).await.unwrap(), []);
        assert_eq!(store.suspended().await.unwrap(), []);
        assert!(!store.restore("skerry", "relit").await.unwrap());
        store.clear_intent().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn files_are_returned_as_they_were_stored() {
    let large: Vec<u8> = (0..=u8::MAX).cycle().take(3_000_000).collect();
    let rows = [
        files(&[], &[]),
        files(&[("a.toml", b"")], &[]),
        files(
            &[("a.toml", b"\0\xff")],
            &[("a.toml", b"a text may have a table's name")],
        ),
        files(
            &[("a.toml", b"same"), ("b.toml", b"same")],
            &[("ü '\".md", b"same")],
        ),
        files(&[("large.toml", &large)], &[]),
    ];
    check(async |store| {
        for (files, digit) in rows.iter().zip('a'..) {
            for _ in 0..2 {
                store.keep(files, &fingerprint(digit), "any").await.unwrap();
            }
        }
        for (files, digit) in rows.iter().zip('a'..) {
            let kept = store.files(&fingerprint(digit)).await.unwrap();
            assert!(kept.as_ref() == Some(files), "{digit}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_version_keeps_its_first_file_names() {
    check(async |store| {
        let first = files(&[("a.toml", b"same")], &[]);
        let other = files(&[("b.toml", b"same")], &[]);
        for files in [&first, &other] {
            store.keep(files, &fingerprint('a'), "any").await.unwrap();
        }
        let kept = store.files(&fingerprint('a')).await.unwrap();
        assert_eq!(kept, Some(first.clone()));
    })
    .await;
}

#[tokio::test]
async fn the_history_lists_whole_releases_newest_first() {
    check(async |store| {
        let mut expected = Vec::new();
        for (method, number) in ReleaseMethod::ALL.iter().zip(1_i64..) {
            let by = match method {
                ReleaseMethod::Start | ReleaseMethod::Signal | ReleaseMethod::Watcher => {
                    Actor::Operator
                }
                _ => Actor::Member(u64::MAX - number.cast_unsigned()),
            };
            let release = Release {
                method: *method,
                by,
                at: UnixSeconds(-number),
                ..keep(&store, ['a', 'b'][usize::from(number % 2 == 0)]).await
            };
            assert_eq!(store.release(&release).await.unwrap(), number);
            expected.insert(0, Released { number, release });
        }
        assert_eq!(store.releases(0, u32::MAX).await.unwrap(), expected);
        assert_eq!(store.releases(1, 2).await.unwrap(), expected[1..3]);
        assert_eq!(store.releases(99, 2).await.unwrap(), []);
        assert_eq!(store.releases(0, 0).await.unwrap(), []);
        assert_eq!(store.current().await.unwrap(), Some(expected.remove(0)));
        let count = store.count_releases().await.unwrap() as usize;
        assert_eq!(count, ReleaseMethod::ALL.len());
    })
    .await;
}

#[tokio::test]
async fn an_intent_is_kept_until_it_is_released_abandoned_or_replaced() {
    check(async |store| {
        let release = keep(&store, 'a').await;
        let first = ReleaseIntent {
            from: None,
            to: release.clone(),
        };
        let second = ReleaseIntent {
            from: Some(release.fingerprint),
            to: keep(&store, 'b').await,
        };
        for intent in [&first, &second] {
            store.record_intent(intent).await.unwrap();
            assert_eq!(store.intent().await.unwrap().as_ref(), Some(intent));
        }
        store.release(&second.to).await.unwrap();
        assert_eq!(store.intent().await.unwrap(), None);
        store.record_intent(&first).await.unwrap();
        store.clear_intent().await.unwrap();
        assert_eq!(store.intent().await.unwrap(), None);
        assert_eq!(store.count_releases().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_a_stored_version_can_go_live() {
    check(async |store| {
        let kept = keep(&store, 'a').await;
        let unknown = Release {
            fingerprint: fingerprint('b'),
            ..kept.clone()
        };
        let intent = |from: Option<&Release>, to: &Release| ReleaseIntent {
            from: from.map(|release| release.fingerprint.clone()),
            to: to.clone(),
        };
        let possible = intent(Some(&kept), &kept);
        store.record_intent(&possible).await.unwrap();
        store.release(&unknown).await.unwrap_err();
        store
            .record_intent(&intent(None, &unknown))
            .await
            .unwrap_err();
        store
            .record_intent(&intent(Some(&unknown), &kept))
            .await
            .unwrap_err();
        assert_eq!(store.current().await.unwrap(), None);
        assert_eq!(store.intent().await.unwrap(), Some(possible));
    })
    .await;
}

#[tokio::test]
async fn the_audit_log_lists_whole_attempts_newest_first() {
    check(async |store| {
        let mut expected = Vec::new();
        for action in Action::ALL {
            for outcome in AttemptOutcome::ALL {
                let attempt = Attempt {
                    at: UnixSeconds(i64::MIN),
                    server: (*outcome != AttemptOutcome::Done).then_some(u64::MAX),
                    by: Actor::Member(1 << 63),
                    action: *action,
                    outcome: *outcome,
                    detail: "‘quotes’; --\nand 'lines'\0".to_owned(),
                    ..attempt("skerry@3f2a9c1")
                };
                store.record(&attempt).await.unwrap();
                expected.insert(0, attempt);
            }
        }
        assert_eq!(store.attempts(0, u32::MAX).await.unwrap(), expected);
        assert_eq!(store.attempts(3, 2).await.unwrap(), expected[3..5]);
    })
    .await;
}

#[tokio::test]
async fn the_audit_log_is_filtered_by_server_kind_and_member() {
    let row = |target: &str, server, action, outcome, by| Attempt {
        server,
        action,
        outcome,
        by,
        ..attempt(target)
    };
    let (own, other) = (Actor::Member(7), Actor::Member(u64::MAX));
    let rows = [
        row(
            "signal",
            None,
            Action::Signal,
            AttemptOutcome::Failed,
            Actor::Operator,
        ),
        row("seen", Some(1), Action::Status, AttemptOutcome::Done, other),
        row(
            "tried",
            Some(1),
            Action::Upload,
            AttemptOutcome::Refused,
            other,
        ),
        row("shared", Some(2), Action::Upload, AttemptOutcome::Done, own),
        row(
            "theirs",
            Some(2),
            Action::Upload,
            AttemptOutcome::Failed,
            own,
        ),
        row("message", None, Action::Check, AttemptOutcome::Refused, own),
        row("own", Some(1), Action::Suspend, AttemptOutcome::Done, own),
    ];
    check(async |store| {
        for row in &rows {
            store.record(row).await.unwrap();
        }
        let listed = async |kind, member, expected: &[&str]| {
            let filter = AuditFilter {
                server: 1,
                kind,
                member,
            };
            let found = store.audited(&filter, 0, 9).await.unwrap();
            let targets: Vec<&str> = found.iter().map(|row| &*row.target).collect();
            assert_eq!(targets, expected, "{filter:?}");
            let count = store.count_audited(&filter).await.unwrap();
            assert_eq!(count as usize, expected.len(), "{filter:?}");
            let second = store.audited(&filter, 1, 1).await.unwrap();
            assert_eq!(second.first(), found.get(1));
        };
        listed(None, None, &["own", "shared", "tried", "signal"]).await;
        listed(Some(AuditKind::Lookups), None, &["seen"]).await;
        listed(Some(AuditKind::Refused), None, &["tried"]).await;
        listed(None, Some(7), &["own", "shared"]).await;
        listed(Some(AuditKind::Failed), Some(u64::MAX), &[]).await;
        let of_member = store.attempts_by(u64::MAX, 9).await.unwrap();
        let targets: Vec<&str> = of_member.iter().map(|row| &*row.target).collect();
        assert_eq!(targets, ["tried", "seen"]);
        assert_eq!(store.attempts_by(u64::MAX, 1).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_suspended_until_it_is_restored() {
    let suspension = |source: &str, entry: &str, at| Suspension {
        source: source.to_owned(),
        entry: entry.to_owned(),
        by: Actor::Operator,
        at: UnixSeconds(at),
    };
    check(async |store| {
        let relit = suspension("skerry", "relit", 1);
        let others = [
            suspension("harbour", "relit", 3),
            suspension("skerry", "keeper", 2),
        ];
        let again = suspension("skerry", "relit", 4);
        for suspension in [&relit, &others[0], &others[1], &again] {
            store.suspend(suspension).await.unwrap();
        }
        let all = [others.as_slice(), &[relit]].concat();
        assert_eq!(store.suspended().await.unwrap(), all);
        assert!(store.restore("skerry", "relit").await.unwrap());
        assert!(!store.restore("skerry", "relit").await.unwrap());
        assert_eq!(store.suspended().await.unwrap(), others);
        store.suspend(&again).await.unwrap();
        assert_eq!(store.suspended().await.unwrap()[0], again);
    })
    .await;
}

#[tokio::test]
async fn tasks_share_a_store() {
    check(async |store| {
        let store = Arc::new(store);
        let tasks = (0..20).map(|n| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let release = keep(&store, 'a').await;
                store.record(&attempt(&n.to_string())).await.unwrap();
                store.release(&release).await.unwrap()
            })
        });
        let tasks: Vec<_> = tasks.collect();
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.push(task.await.unwrap());
        }
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
        assert_eq!(store.attempts(0, 99).await.unwrap().len(), 20);
    })
    .await;
}

#[tokio::test]
async fn a_closed_store_stays_closed() {
    check(async |store| {
        store.open().await.unwrap();
        store.close().await;
        store.close().await;
        let fault = store.current().await.unwrap_err().to_string();
        assert!(fault.contains("cannot list the releases"), "{fault}");
    })
    .await;
}

#[tokio::test]
async fn questions_are_counted_by_day_and_purged() {
    let asked = |day, text: &str, times| LoggedQuestion {
        day: Day(day),
        server: Some(u64::MAX),
        channel: Channel::Ask,
        version: "skerry@1".to_owned(),
        text: text.to_owned(),
        outcome: Outcome::Gap,
        entry: Some(("skerry".to_owned(), "lens-price".to_owned())),
        percent: 7,
        times,
    };
    check(async |store| {
        let first = [asked(1, "a", 1), asked(2, "a", 2), asked(2, "b", 1)];
        store.log(&first).await.unwrap();
        store.log(&[asked(2, "a", 3)]).await.unwrap();
        let mut all = store.logged(Day(0)).await.unwrap();
        all.sort_by(|a, b| (a.day, &a.text).cmp(&(b.day, &b.text)));
        let expected = [asked(1, "a", 1), asked(2, "a", 5), asked(2, "b", 1)];
        assert_eq!(all, expected);
        assert_eq!(store.logged(Day(2)).await.unwrap().len(), 2);
        assert_eq!(store.forget_logged(Day(2)).await.unwrap(), 1);
        assert_eq!(store.logged(Day(0)).await.unwrap().len(), 2);
        for _ in 0..2 {
            store.ignore(9, &["b".to_owned()], Day(2)).await.unwrap();
        }
        let ignored = IgnoredQuestion {
            server: Some(9),
            text: "b".to_owned(),
        };
        assert_eq!(store.ignored().await.unwrap(), [ignored]);
    })
    .await;
}

#[tokio::test]
async fn a_vote_counts_once_and_is_anonymous_once_its_key_expires() {
    let vote = |token: u8, day, kind| Vote {
        token: Some([token; 32]),
        day: Day(day),
        text: "when".to_owned(),
        source: "skerry".to_owned(),
        entry: "when-relit".to_owned(),
        kind,
        server: Some(u64::MAX),
    };
    let key = |byte: u8, day| VoteKey {
        bytes: [byte; 32],
        day: Day(day),
    };
    check(async |store| {
        assert_eq!(store.vote_key(key(1, 5), Day(0)).await.unwrap(), key(1, 5));
        assert_eq!(store.vote_key(key(2, 9), Day(5)).await.unwrap(), key(1, 5));
        store.vote(&vote(1, 5, VoteKind::Helpful)).await.unwrap();
        store.vote(&vote(1, 6, VoteKind::Rejected)).await.unwrap();
        store.vote(&vote(2, 7, VoteKind::Picked)).await.unwrap();
        let both = [vote(1, 6, VoteKind::Rejected), vote(2, 7, VoteKind::Picked)];
        assert_eq!(store.votes(Day(0)).await.unwrap(), both);
        assert_eq!(store.votes(Day(7)).await.unwrap(), both[1..]);
        store.forget_vote(&[1; 32]).await.unwrap();
        assert_eq!(store.votes(Day(0)).await.unwrap(), both[1..]);
        assert_eq!(store.vote_key(key(3, 9), Day(6)).await.unwrap(), key(3, 9));
        let anonymous = Vote {
            token: None,
            ..vote(2, 7, VoteKind::Picked)
        };
        assert_eq!(store.votes(Day(0)).await.unwrap(), [anonymous]);
        store.forget_votes(Day(8)).await.unwrap();
        assert_eq!(store.votes(Day(0)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn suggestions_are_due_again_only_after_an_interval() {
    check(async |store| {
        for (today, is_due) in [
            (10, false),
            (16, false),
            (17, true),
            (18, false),
            (24, true),
        ] {
            let is_claimed = store
                .claim_suggestions(Day(today), Day(today) - Days(7))
                .await
                .unwrap();
            assert_eq!(is_claimed, is_due, "day {today}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_owner_sees_its_own_history_suspensions_and_audit_trail() {
    check(async |store| {
        let own = store.of_owner(KnowledgeOwner::Server(9));
        let (a, b) = (keep(&store, 'a').await, keep(&own, 'b').await);
        assert_eq!(store.release(&a).await.unwrap(), 1);
        assert_eq!(own.release(&b).await.unwrap(), 1);
        assert_eq!(store.release(&b).await.unwrap(), 2);
        assert_eq!(own.count_releases().await.unwrap(), 1);
        assert_eq!(own.current().await.unwrap().unwrap().release, b);
        assert_eq!(own.releases(0, 9).await.unwrap()[0].number, 1);
        // Files are kept once for all.
        assert!(own.files(&a.fingerprint).await.unwrap().is_some());

        let intent = |to: &Release| ReleaseIntent {
            from: None,
            to: to.clone(),
        };
        store.record_intent(&intent(&a)).await.unwrap();
        own.record_intent(&intent(&b)).await.unwrap();
        own.clear_intent().await.unwrap();
        assert_eq!(store.intent().await.unwrap(), Some(intent(&a)));
        own.record_intent(&intent(&b)).await.unwrap();
        store.release(&a).await.unwrap();
        assert_eq!(own.intent().await.unwrap(), Some(intent(&b)));

        let suspension = Suspension {
            source: "skerry".to_owned(),
            entry: "relit".to_owned(),
            by: Actor::Operator,
            at: UnixSeconds(1),
        };
        store.suspend(&suspension).await.unwrap();
        assert_eq!(own.suspended().await.unwrap(), []);
        assert!(!own.restore("skerry", "relit").await.unwrap());
        own.suspend(&suspension).await.unwrap();
        assert!(own.restore("skerry", "relit").await.unwrap());
        assert_eq!(store.suspended().await.unwrap(), [suspension]);

        own.record(&attempt("own")).await.unwrap();
        store.record(&attempt("shared")).await.unwrap();
        let filter = AuditFilter {
            server: 1,
            kind: None,
            member: None,
        };
        let audited = own.audited(&filter, 0, 9).await.unwrap();
        assert_eq!(audited, [attempt("own")]);
        assert_eq!(own.count_audited(&filter).await.unwrap(), 1);
        assert_eq!(store.attempts(0, 9).await.unwrap(), [attempt("shared")]);
        // A member's own rows are theirs, whatever they were about.
        assert_eq!(store.attempts_by(7, 9).await.unwrap().len(), 2);
    })
    .await;
}
