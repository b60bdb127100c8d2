//! `footnote unanswered`.

use std::fs;

use crate::support::{Run, copy_skerry, run_in};

fn unanswered(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let log = "{\"question\": \"ferry times\", \"who\": 7}\nferry times\n\nwhat about volunteers\n\
               when was the lamp relit\n";
    fs::write(folder.path().join("log.jsonl"), log).unwrap();
    let args = [
        &["unanswered", "log.jsonl", "--knowledge", "skerry.toml"],
        args,
    ]
    .concat();
    run_in(folder.path(), &args, "")
}

#[test]
fn unanswered_questions_are_grouped_with_what_would_fix_them() {
    let run = unanswered(&["--show", "1"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines,
        [
            "3 of 4 questions are unanswered",
            "   2  ferry times",
            "      a new question or gap?; nearest: visits (gap), running-costs, who-paid",
            "and 1 more (--show)",
        ]
    );
}

#[test]
fn groups_are_printed_as_json() {
    let run = unanswered(&["--json"]);
    let lines: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["times"], 2);
    assert_eq!(lines[1]["proposal"], "phrasing");
    assert_eq!(lines[1]["nearest"][0], "when-relit");
}

#[test]
fn a_log_is_read_for_one_server() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let log = "{\"question\": \"ferry times\", \"server\": \"7\"}\n\
               {\"question\": \"bus times\", \"server\": 8}\n\
               {\"question\": \"train times\", \"server\": null}\nplane times\n";
    fs::write(folder.path().join("log.jsonl"), log).unwrap();
    for (server, expected) in [("7", "ferry times"), ("8", "bus times")] {
        let args = ["unanswered", "log.jsonl", "--knowledge", "skerry.toml"];
        let args = [&args[..], &["--server", server]].concat();
        let run = run_in(folder.path(), &args, "");
        assert!(
            run.out.starts_with("1 of 1 questions"),
            "{}{}",
            run.out,
            run.err
        );
        assert!(run.out.contains(expected), "{}", run.out);
    }
}
