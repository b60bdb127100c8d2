//! `footnote suggest`.

use std::fs;

use crate::support::{Run, copy_skerry, run_in};

fn suggest(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let log = "{\"question\": \"is there a ferry\", \"who\": 7}\n\nferry times\nwhen was the lamp relit\n";
    fs::write(folder.path().join("asked.jsonl"), log).unwrap();
    fs::write(folder.path().join("bad.jsonl"), "who\n{\"quest\": 1}\n").unwrap();
    let args = [&["suggest", "--knowledge", "skerry.toml"], args].concat();
    run_in(folder.path(), &args, "")
}

#[test]
fn weak_spots_are_listed_under_what_would_fix_them() {
    let run = suggest(&["--asked", "asked.jsonl", "--show", "1"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[..2],
        [
            "words that members use and no entry has: add them to phrasings or synonyms, or write a gap",
            "  ferry 2: is there a ferry",
        ]
    );
    assert!(
        run.out
            .contains("\nquestions that want more ways of asking: ")
    );
    assert!(run.out.contains("more (--show)"));
}

#[test]
fn a_line_that_is_not_a_question_is_reported() {
    let run = suggest(&["--asked", "bad.jsonl"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("`bad.jsonl`, line 2: "), "{}", run.err);
    assert!(run.err.contains("write each question as"), "{}", run.err);
}
