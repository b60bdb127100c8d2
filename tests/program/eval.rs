//! `footnote eval`: questions judged, in the terminal, as JSON and as a page.

use std::fs;
use std::path::Path;

use crate::support::{Run, copy_skerry, run_in};

/// One question of each verdict, in both forms of a set.
const LINES: &str = r#"{"id": "a", "ask": "when was the light back on", "expect": "when-relit"}
{"id": "b", "q": "what does the lens cost", "expect": ["lens-price", "visits"]}
{"id": "c", "ask": "who pays for the oil", "expect": "who-paid", "note": "it is the running costs"}
{"id": "d", "ask": "how do i bake banana bread", "expect": "declined"}
{"id": "e", "ask": "is the lens dear", "gold": ["1.1.1"]}
"#;
const TESTS: &str = r#"
[[test]]
ask = ["who paid for the repair", "donors of the repair?"]
expect = "who-paid"

[[test]]
ask = "how old is brandt"
outcome = "declined"
kind = "nearmiss"
"#;

fn eval(folder: &Path, args: &[&str]) -> Run {
    copy_skerry(folder);
    fs::write(folder.join("lines.jsonl"), LINES).unwrap();
    fs::write(folder.join("tests.toml"), TESTS).unwrap();
    let args = [&["eval", "--knowledge", "skerry.toml"], args].concat();
    run_in(folder, &args, "")
}

#[test]
fn each_set_is_counted_and_all_together() {
    let folder = tempfile::tempdir().unwrap();
    let run = eval(folder.path(), &["lines.jsonl", "tests.toml"]);
    let rows: Vec<Vec<&str>> = run
        .out
        .lines()
        .map(|l| l.split_whitespace().collect())
        .collect();
    let head = "asked right wrong helped top1 top3 nearmiss named other precision";
    assert_eq!(rows[0].join(" "), head);
    assert_eq!(
        rows[1].join(" "),
        "lines.jsonl 5 0.333 0.333 0.333 0.333 0.667 1.000 1.000 1.000 0.500"
    );
    assert_eq!(
        rows[2].join(" "),
        "tests.toml 3 1.000 0.000 1.000 1.000 1.000 1.000 1.000 1.000 1.000"
    );
    assert_eq!(
        rows[3].join(" "),
        "all 8 0.600 0.200 0.600 0.600 0.800 1.000 1.000 1.000 0.750"
    );
    assert!(
        run.out
            .contains("who-paid → running-costs 1\n  who pays for the oil answered\n")
    );
    assert_eq!((run.err.as_str(), run.code), ("", Some(0)));
}

#[test]
fn what_was_not_as_expected_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let run = eval(folder.path(), &["lines.jsonl", "--show"]);
    let (_, shown) = run.out.split_once("Not as expected\n").unwrap();
    let shown: Vec<&str> = shown
        .lines()
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert_eq!(shown, ["wrong", "missed"]);
}

#[test]
fn a_figure_that_falls_short_ends_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = eval(
        folder.path(),
        &["lines.jsonl", "--min", "right=0.9", "wrong=0.1", "other=1"],
    );
    assert_eq!(
        run.err,
        "right is 0.333, not 0.9\nwrong is 0.333, not 0.1\n"
    );
    assert_eq!(run.code, Some(1));
    let run = eval(folder.path(), &["lines.jsonl", "--min", "rihgt=0.9"]);
    assert!(
        run.err.contains("the figures are right, wrong,"),
        "{}",
        run.err
    );
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_report_is_kept_and_compared_with_later() {
    let folder = tempfile::tempdir().unwrap();
    let kept = eval(folder.path(), &["lines.jsonl", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&kept.out).unwrap();
    assert_eq!(report["questions"][0]["verdict"], "right");
    assert_eq!(report["questions"][1]["entry"], "lens-price");
    let before = kept.out.replacen("\"right\",\n", "\"missed\",\n", 1);
    assert_ne!(before, kept.out);
    fs::write(folder.path().join("before.json"), before).unwrap();
    let run = eval(folder.path(), &["lines.jsonl", "--baseline", "before.json"]);
    assert!(
        run.out
            .ends_with("missed → right: when was the light back on\n"),
        "{}",
        run.out
    );
    let run = eval(folder.path(), &["lines.jsonl", "--baseline", "tests.toml"]);
    assert!(run.err.contains("is no report of"), "{}", run.err);
    assert_eq!(run.code, Some(2));
}

#[test]
fn the_page_needs_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("odd.jsonl"),
        r#"{"ask": "<script>who pays for the oil", "expect": "who-paid"}"#,
    )
    .unwrap();
    let run = eval(folder.path(), &["odd.jsonl", "--html", "page.html"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert_eq!(page.matches("<svg").count(), 2);
    assert!(page.contains("&lt;script&gt;who pays") && !page.contains("<script"));
    assert!(
        !page
            .replace("http://www.w3.org/2000/svg", "")
            .contains("://")
    );
}

#[test]
fn a_faulty_set_is_said_to_be_faulty() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.jsonl"), "{\"ask\": \"who\"}\n").unwrap();
    let run = eval(folder.path(), &["bad.jsonl", "lines.jsonl"]);
    assert!(run.err.contains("bad.jsonl:1:1"), "{}", run.err);
    assert_eq!((run.out.as_str(), run.code), ("", Some(1)));
    let run = eval(folder.path(), &["none.jsonl"]);
    assert!(run.err.contains("cannot read `none.jsonl`"), "{}", run.err);
}

#[test]
fn that_no_text_was_read_is_said_once() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::remove_file(folder.path().join("skerry.md")).unwrap();
    let lines = "{\"q\": \"is the lens dear\", \"gold\": [\"1.1.1\"]}\n".repeat(3);
    fs::write(folder.path().join("gold.jsonl"), lines).unwrap();
    let args = ["eval", "--knowledge", "skerry.toml", "gold.jsonl"];
    let run = run_in(folder.path(), &args, "");
    assert_eq!(
        run.err.matches("no text was read").count(),
        1,
        "{}",
        run.err
    );
    assert!(run.err.contains("gold.jsonl:1:"), "{}", run.err);
    assert_eq!((run.out.as_str(), run.code), ("", Some(1)));
}

#[test]
fn where_nothing_is_asked_nothing_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("empty.jsonl"), "").unwrap();
    let run = eval(folder.path(), &["empty.jsonl", "--min", "wrong=0"]);
    let row: Vec<&str> = run.out.lines().nth(1).unwrap().split_whitespace().collect();
    assert_eq!(row[..4], ["empty.jsonl", "0", "1.000", "0.000"]);
    assert_eq!((run.err.as_str(), run.code), ("", Some(0)));
}
