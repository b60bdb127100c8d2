//! `footnote stats` and `footnote journal export`.

use std::path::Path;

use footnote::knowledge::Outcome;
use footnote::question_log::today;
use footnote::record::{Channel, Day, Days, LoggedQuestion, Vote, VoteKind};
use footnote::store::Store;

use crate::support::{Run, copy_skerry, run_in};

/// An id as long as Discord's: a spreadsheet would round it as a number.
const SERVER: u64 = 1_234_567_890_123_456_789;

/// A log with questions of yesterday and of long ago.
async fn fill(store: &Path) {
    let store = Store::at(store);
    let asked = |days: u32, text: &str, outcome, entry: Option<&str>, times| LoggedQuestion {
        day: today() - Days(days),
        server: Some(SERVER),
        channel: Channel::Server,
        version: "skerry@0000000".to_owned(),
        text: text.to_owned(),
        outcome,
        entry: entry.map(|entry| ("skerry".to_owned(), entry.to_owned())),
        percent: 25,
        times,
    };
    let (when, lens) = (Some("when-relit"), Some("lens-price"));
    let all = [
        asked(1, "when was the lamp relit", Outcome::Answered, when, 3),
        asked(1, "what did the lens cost", Outcome::Gap, lens, 1),
        asked(1, "ferry times", Outcome::Declined, None, 2),
        asked(1, "any, \"pizza\"", Outcome::Declined, None, 2),
        asked(
            200,
            "who keeps the lamp",
            Outcome::Answered,
            Some("who-keeps"),
            9,
        ),
    ];
    store.log(&all).await.unwrap();
    store
        .ignore(9, &["any, \"pizza\"".to_owned()], Day(1))
        .await
        .unwrap();
    let votes = [
        (1, VoteKind::Helpful),
        (2, VoteKind::Helpful),
        (3, VoteKind::Rejected),
    ];
    for (token, kind) in votes {
        let vote = Vote {
            token: Some([token; 32]),
            day: today(),
            text: "when was the lamp relit".to_owned(),
            source: "skerry".to_owned(),
            entry: "when-relit".to_owned(),
            kind,
            server: None,
        };
        store.vote(&vote).await.unwrap();
    }
    store.close().await;
}

async fn footnote(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fill(&folder.path().join("footnote.db")).await;
    run_in(folder.path(), args, "")
}

#[tokio::test]
async fn stats_show_how_the_table_is_used() {
    let run = footnote(&["stats", "--knowledge", "skerry.toml", "--show", "2"]).await;
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(
        lines[0].ends_with(&format!("{}{}", "█".repeat(20), "░".repeat(20))),
        "{}",
        lines[0]
    );
    assert_eq!(
        lines[1..],
        [
            "questions       8",
            "answered        3   38%",
            "gap             1   12%",
            "unsure          0    0%",
            "declined        4   50%",
            "helpful         2   67% of 3 votes",
            "",
            "most used entries",
            "      3  when-relit",
            "      1  lens-price (gap)",
            "",
            "unanswered",
            "      2  ferry times",
            "",
            "never used: 7",
            "         why-dark",
            "         who-paid",
        ]
    );
}

#[tokio::test]
async fn a_server_has_its_own_questions_and_votes() {
    let server = SERVER.to_string();
    let stats = |server: String| async move {
        let args = ["stats", "--knowledge", "skerry.toml", "--server", &server];
        footnote(&args).await.out
    };
    // Its moderators do not ignore what those of another do, and nobody has voted there.
    let own = stats(server.clone()).await;
    assert!(own.contains("questions       8"), "{own}");
    assert!(
        own.contains("      2  any, \"pizza\"") && !own.contains("helpful"),
        "{own}"
    );
    let other = stats("9".to_owned()).await;
    assert!(other.contains("questions       0"), "{other}");
    for (id, lines) in [(server.as_str(), 4), ("9", 0)] {
        let export = footnote(&["journal", "export", "--days", "30", "--server", id]).await;
        assert_eq!(export.out.lines().count(), lines, "{id}: {}", export.err);
    }
    assert_eq!(footnote(&["stats", "--server", "0"]).await.code, Some(2));
}

#[tokio::test]
async fn export_writes_csv_and_json() {
    let jsonl = footnote(&["journal", "export", "--days", "30"]).await;
    let first = jsonl.out.lines().next().unwrap();
    let first: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(jsonl.out.lines().count(), 4);
    assert_eq!(first["question"], "any, \"pizza\"");
    assert_eq!(first["outcome"], "declined");
    assert_eq!(first["times"], 2);
    assert_eq!(first["server"], SERVER.to_string());
    assert_eq!(first["entry"], serde_json::Value::Null);
    let csv = footnote(&["journal", "export", "--format", "csv"]).await;
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(
        lines[0],
        "\u{feff}day,server,channel,version,question,outcome,source,entry,confidence,times"
    );
    assert!(
        lines[2].ends_with(
            ",'1234567890123456789,server,skerry@0000000,\"any, \"\"pizza\"\"\",declined,,,0.25,2"
        ),
        "{}",
        lines[2]
    );
}

#[tokio::test]
async fn unanswered_reads_an_exported_log() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fill(&folder.path().join("footnote.db")).await;
    let export = run_in(folder.path(), &["journal", "export"], "");
    std::fs::write(folder.path().join("log.jsonl"), export.out).unwrap();
    let args = ["unanswered", "log.jsonl", "--knowledge", "skerry.toml"];
    let run = run_in(folder.path(), &args, "");
    assert!(
        run.out.starts_with("4 of 17 questions are unanswered\n"),
        "{}",
        run.out
    );
}

/// The names of what is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// The commands that read a store.
const READERS: [&[&str]; 3] = [
    &["stats", "--knowledge", "skerry.toml"],
    &["journal", "export"],
    &["journal", "export", "--format", "csv"],
];

#[test]
fn what_is_no_store_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let store = folder.path().join("footnote.db");
    let check = |expected: &str| {
        let before = names(folder.path());
        let content = std::fs::read(&store).ok();
        for args in READERS {
            let run = run_in(folder.path(), args, "");
            assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{}", run.err);
            assert!(run.err.contains(expected), "{}", run.err);
            assert_eq!(names(folder.path()), before);
            assert_eq!(std::fs::read(&store).ok(), content);
        }
    };
    check("there is no store at `footnote.db`");
    std::fs::write(&store, "").unwrap();
    check("the store `footnote.db` is empty");
    std::fs::write(&store, "not a database, but long enough to look at it").unwrap();
    check("file is not a database");
    std::fs::remove_file(&store).unwrap();
    std::fs::create_dir(&store).unwrap();
    let run = run_in(folder.path(), READERS[1], "");
    assert!(run.err.contains("is not a regular file"), "{}", run.err);
}

#[cfg(unix)]
#[tokio::test]
async fn a_write_protected_store_is_read_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let store = folder.path().join("footnote.db");
    fill(&store).await;
    let protect = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let content = std::fs::read(&store).unwrap();
    let before = names(folder.path());
    protect(&store, 0o444);
    protect(folder.path(), 0o555);
    for args in READERS {
        let run = run_in(folder.path(), args, "");
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        assert!(run.out.contains("ferry times"), "{}", run.out);
    }
    protect(folder.path(), 0o755);
    assert_eq!(names(folder.path()), before);
    assert_eq!(std::fs::read(&store).unwrap(), content);
}

#[tokio::test]
async fn a_store_in_use_is_read_with_its_latest_questions() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let path = folder.path().join("footnote.db");
    fill(&path).await;
    let store = Store::at(&path);
    store
        .ignore(9, &["what did the lens cost".to_owned()], Day(1))
        .await
        .unwrap();
    let mut asked = store.logged(today() - Days(1)).await.unwrap();
    asked.truncate(1);
    "a question of this minute".clone_into(&mut asked[0].text);
    store.log(&asked).await.unwrap();
    let run = run_in(folder.path(), READERS[1], "");
    assert!(run.out.contains("a question of this minute"), "{}", run.err);
    store.log(&asked).await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn a_missing_store_is_reported_and_not_created() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    for args in [
        &["stats", "--knowledge", "skerry.toml"][..],
        &["journal", "export"],
    ] {
        let run = run_in(folder.path(), args, "");
        assert_eq!(run.code, Some(1));
        assert!(
            run.err.contains("there is no store at `footnote.db`"),
            "{}",
            run.err
        );
    }
    assert!(!folder.path().join("footnote.db").exists());
}
