//! `footnote eval`: questions judged, in a terminal, as JSON and as a page.

use std::fs;
use std::path::Path;

use crate::support::{Run, copy_skerry, run_in};

/// One question of each verdict, in both forms of a dataset.
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
fn a_question_is_asked_after_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let after = r#"{"after": "storm damage", "ask": "was it dark then?", "expect": "why-dark"}"#;
    let alone = after.replace(r#""after": "storm damage", "#, "");
    let toml =
        "[[test]]\nafter = \"storm damage\"\nask = \"was it dark then?\"\nexpect = \"why-dark\"\n";
    let right = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        let run = eval(folder.path(), &[name, "--json"]);
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        report["metrics"]["recall"].as_f64().unwrap()
    };
    assert!(right("after.jsonl", after) > right("alone.jsonl", &alone));
    assert!(right("after.toml", toml) > 0.0);
}

#[test]
fn each_dataset_has_its_metrics_and_all_of_them_together() {
    let folder = tempfile::tempdir().unwrap();
    let run = eval(folder.path(), &["lines.jsonl", "tests.toml"]);
    let rows: Vec<Vec<&str>> = run
        .out
        .lines()
        .map(|l| l.split_whitespace().collect())
        .collect();
    let head = "asked recall wrong helped hit@1 hit@3 unanswerable by-gap out-of-scope precision";
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
fn unexpected_answers_are_shown() {
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
fn a_metric_that_falls_short_ends_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let check = |bounds: [&str; 3], expected: &str| {
        let run = eval(
            folder.path(),
            &[&["lines.jsonl", "--min"], &bounds[..]].concat(),
        );
        assert_eq!((run.err.as_str(), run.code), (expected, Some(1)));
    };
    check(
        ["recall=0.9", "wrong=0.1", "out_of_scope_rejected=1"],
        "recall is 0.333, not 0.9\nwrong is 0.333, not 0.1\n",
    );
    // The names of version 0.1.
    check(
        ["right=0.9", "wrong=0.1", "other=1"],
        "right is 0.333, not 0.9\nwrong is 0.333, not 0.1\n",
    );
    let run = eval(folder.path(), &["lines.jsonl", "--min", "rihgt=0.9"]);
    assert!(
        run.err.contains("the metrics are recall, wrong,"),
        "{}",
        run.err
    );
    assert_eq!(run.code, Some(2));
}

#[test]
fn the_report_has_the_names_of_version_0_1_beside_the_current_ones() {
    let folder = tempfile::tempdir().unwrap();
    let run = eval(folder.path(), &["lines.jsonl", "tests.toml", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let check = |old: &str, current: &str| {
        let (old_value, value) = (report.pointer(old), report.pointer(current));
        assert!(value.is_some_and(|value| !value.is_null()), "{current}");
        assert_eq!(old_value, value, "{old}, {current}");
    };
    for (old, current) in [
        ("asked", "asked"),
        ("answerable", "answerable"),
        ("right", "recall"),
        ("wrong", "wrong"),
        ("helped", "helped"),
        ("top1", "hit_at_1"),
        ("top3", "hit_at_3"),
        ("nearmiss", "unanswerable_rejected"),
        ("named", "unanswerable_gap"),
        ("other", "out_of_scope_rejected"),
        ("precision", "precision"),
    ] {
        check(&format!("/figures/{old}"), &format!("/metrics/{current}"));
        check(
            &format!("/sets/1/1/{old}"),
            &format!("/datasets/1/1/{current}"),
        );
    }
    check("/sets/1/0", "/datasets/1/0");
    for (old, current) in [
        ("auroc", "auroc"),
        ("calibration_error", "expected_calibration_error"),
        ("thresholds/5/confidence", "thresholds/5/confidence"),
        ("thresholds/5/covered", "thresholds/5/coverage"),
        ("thresholds/5/precision", "thresholds/5/precision"),
        ("thresholds/5/right", "thresholds/5/recall"),
        ("steps/0/count", "bins/0/count"),
        ("steps/0/confidence", "bins/0/confidence"),
        ("steps/0/right", "bins/0/accuracy"),
    ] {
        check(
            &format!("/confidence/{old}"),
            &format!("/calibration/{current}"),
        );
    }
    let verdicts: Vec<&str> = report["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| question["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(
        verdicts,
        [
            "right", "named", "wrong", "kept", "missed", "right", "right", "kept"
        ]
    );
}

#[test]
fn a_dataset_without_questions_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["empty.jsonl", "empty.toml", "empty.txt"] {
        fs::write(folder.path().join(name), "").unwrap();
        let run = eval(folder.path(), &[name]);
        assert!(run.err.contains("has no questions"), "{}", run.err);
        assert_eq!(run.code, Some(2));
    }
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
    assert!(run.err.contains("is not a report of"), "{}", run.err);
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_report_of_version_0_1_is_a_baseline_too() {
    let folder = tempfile::tempdir().unwrap();
    let old = r#"{
        "knowledge": "skerry@0000000",
        "sets": [],
        "figures": {"asked": 5, "right": 0.0, "top1": 0.333, "precision": 0.5},
        "confidence": {"auroc": null, "calibration_error": 0.1, "thresholds": [], "steps": []},
        "confusions": [],
        "questions": [
            {"question": "how do i bake banana bread", "verdict": "wrong", "entry": "visits", "confidence": 0.5},
            {"question": "what does the lens cost", "verdict": "kept", "entry": null, "confidence": 0.0}
        ]
    }"#;
    fs::write(folder.path().join("old.json"), old).unwrap();
    let run = eval(folder.path(), &["lines.jsonl", "--baseline", "old.json"]);
    let (_, changes) = run.out.split_once("Since the baseline\n").unwrap();
    assert_eq!(
        changes,
        "recall       0.000 → 0.333 +0.333\n\
         hit@1        0.333 → 0.333 +0.000\n\
         precision    0.500 → 0.500 +0.000\n\
         rejected → rejected by gap: what does the lens cost\n\
         wrong → rejected: how do i bake banana bread\n"
    );
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
fn the_faults_of_a_dataset_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.jsonl"), "{\"ask\": \"who\"}\n").unwrap();
    let run = eval(folder.path(), &["bad.jsonl", "lines.jsonl"]);
    assert!(run.err.contains("bad.jsonl:1:1"), "{}", run.err);
    assert_eq!((run.out.as_str(), run.code), ("", Some(1)));
    let run = eval(folder.path(), &["none.jsonl"]);
    assert!(run.err.contains("cannot read `none.jsonl`"), "{}", run.err);
}

#[test]
fn a_missing_text_is_reported_once() {
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
