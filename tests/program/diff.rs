//! `footnote diff` and `footnote check --against`.

use std::fs;

use crate::difference::LAMP;
use crate::support::{Run, run_in};

/// Runs the program in a folder with `old.toml`, and `new.toml` with one more gap.
fn compare(args: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let gap = "[[gap]]\nid = \"made\"\nask = [\"How was the glass made?\", \"making of the glass\"]\ntext = \"It does not say how.\"\n";
    let new = LAMP
        .replace("since May", "for years")
        .replace("[[synonyms]]", &format!("{gap}[[synonyms]]"))
        .replace(
            "\"Who made the glass?\"",
            "\"Who made the glass?\", \"glass maker\", \"the glass\"",
        );
    for (name, table) in [
        ("old.toml", LAMP),
        ("new.toml", &new),
        ("bad.toml", "format = 1\n"),
    ] {
        fs::write(folder.path().join(name), table).unwrap();
    }
    run_in(folder.path(), args, "")
}

const DIFFERENCE: &str = "\
1 gap added, 1 fact changed, 2 phrasings added
  ~ fact `lit`: was “The lamp has shone since May.”, now “The lamp has shone for years.”
  + phrasing of `glass`: glass maker
  + phrasing of `glass`: the glass
  + gap `made`: How was the glass made?
4 of 8 questions get another answer
Same entry, other text:
  When was the lamp lit?
    was answered by `when-lit`: “The lamp has shone since May.”
    now answered by `when-lit`: “The lamp has shone for years.”
  lighting date
    was answered by `when-lit`: “The lamp has shone since May.”
    now answered by `when-lit`: “The lamp has shone for years.”
Phrasings added, removed or moved:
  How was the glass made?
    was answered by the gap `glass`: “The article does not say who made the glass.”
    now answered by the gap `made`: “It does not say how.”
  making of the glass
    was answered by the gap `glass`: “The article does not say who made the glass.”
    now answered by the gap `made`: “It does not say how.”
";

#[test]
fn diff_lists_changes_and_their_impact_on_answers() {
    let run = compare(&["diff", "old.toml", "new.toml"]);
    assert_eq!(
        (run.out.as_str(), run.err.as_str(), run.code),
        (DIFFERENCE, "", Some(0))
    );
}

#[test]
fn equal_tables_do_not_differ() {
    let run = compare(&["diff", "old.toml", "old.toml"]);
    assert_eq!(
        (run.out.as_str(), run.code),
        ("nothing has changed\n", Some(0))
    );
}

#[test]
fn check_against_appends_the_diff_to_its_report() {
    let run = compare(&["check", "new.toml", "--against", "old.toml"]);
    let (summary, difference) = run.out.split_at(run.out.len() - DIFFERENCE.len());
    assert!(
        summary.starts_with("new.toml\n")
            && summary.contains("tests passed                         1 of 1\n"),
        "{summary}"
    );
    assert_eq!(
        (difference, run.err.as_str(), run.code),
        (DIFFERENCE, "0 errors, 0 warnings\n", Some(0))
    );
}

#[test]
fn a_table_with_faults_is_reported_and_not_compared() {
    for args in [
        &["diff", "old.toml", "bad.toml"][..],
        &["diff", "bad.toml", "new.toml"],
        &["check", "new.toml", "--against", "bad.toml"],
        &["check", "bad.toml", "--against", "new.toml"],
    ] {
        let run = compare(args);
        assert!(
            run.err.contains("error[missing-field]"),
            "{args:?}: {}",
            run.err
        );
        assert!(!run.out.contains("added"), "{args:?}: {}", run.out);
        assert_eq!(run.code, Some(1), "{args:?}");
    }
}
