//! The commands for somebody who begins: `new`, `completions`, `man`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::{run, run_in};

/// What a folder holds.
fn names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

/// Runs `footnote new` in a folder; it must succeed.
#[track_caller]
fn new(folder: &Path, arguments: &[&str]) -> String {
    let run = run_in(folder, &[&["new"], arguments].concat(), "");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let table = run.out.split('`').nth(1).unwrap();
    fs::read_to_string(folder.join(table)).unwrap()
}

#[test]
fn a_new_table_answers_at_once_and_has_no_faults() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let table = new(folder, &["my harbour", "--title", "The harbour"]);
    assert!(
        table.contains(
            "\nid = \"my-harbour\"\n# Its title, as members will see it.\ntitle = \"The harbour\"\n"
        ),
        "{table}"
    );
    let written = ["knowledge.schema.json", "my harbour.toml"];
    assert_eq!(names(folder), written.map(str::to_owned).into());
    let check = run_in(folder, &["check", "my harbour.toml"], "");
    let clean = (Some(0), "0 errors, 0 warnings\n");
    assert_eq!((check.code, check.err.as_str()), clean);
    let asked = [
        "ask",
        "--knowledge",
        "my harbour.toml",
        "when was the lamp relit",
    ];
    assert!(run_in(folder, &asked, "").out.contains("Volunteers relit"));
}

#[test]
fn a_new_table_takes_its_title_from_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("pier.md"), "# The *pier*\n\nIt is long.\n").unwrap();
    let table = new(folder, &["pier.toml", "--text", "./pier.md"]);
    assert!(
        table.contains("title = \"The pier\"") && table.contains("\ntext = \"pier.md\"\n"),
        "{table}"
    );
    let check = run_in(folder, &["check", "pier.toml"], "");
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
}

/// The error of `footnote new` with these arguments, which writes nothing.
#[track_caller]
fn refused(arguments: &[&str], expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("texts")).unwrap();
    fs::write(folder.join("texts/pier.md"), "# The pier\n").unwrap();
    fs::write(folder.join("mine.toml"), "# mine\n").unwrap();
    let before = names(folder);
    let run = run_in(folder, &[&["new"], arguments].concat(), "");
    assert_ne!(run.code, Some(0));
    assert!(run.err.contains(expected), "{}", run.err);
    assert_eq!(names(folder), before);
    assert_eq!(
        fs::read_to_string(folder.join("mine.toml")).unwrap(),
        "# mine\n"
    );
}

#[test]
fn a_table_that_cannot_be_begun_leaves_everything_as_it_was() {
    refused(&["mine"], "cannot write `mine.toml`: ");
    refused(&["mine.toml"], "cannot write `mine.toml`: ");
    refused(&["none/pier"], "cannot write `none/pier.toml`: ");
    refused(&["pier", "--text", "pier.md"], "cannot read `pier.md`: ");
    refused(&["pier", "--text", "texts"], "cannot read `texts`: ");
    refused(
        &["pier", "--text", "texts/pier.md"],
        "is not in the folder of the table",
    );
    refused(&["pier", "--title", ""], "error[empty-field]");
    refused(&[".."], "have names of letters");
}

#[test]
fn every_shell_completes_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(".", &["completions", shell], "").out;
        assert!(script.contains("unanswered"), "{shell}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let check = |command: &[&str], title: &str, shown: &str| {
        let page = run(".", &[&["man"], command].concat(), "").out;
        assert!(page.contains(&format!(".TH {title} 1 ")), "{page}");
        assert!(page.contains(shown), "{page}");
    };
    check(&[], "footnote", "footnote\\-check");
    check(&["check"], "footnote-check", "\\-\\-against");
    check(
        &["journal", "export"],
        "footnote-journal-export",
        "\\-\\-format",
    );
    let unknown = run(".", &["man", "journal", "exports"], "");
    assert_eq!(
        unknown.err,
        "error: there is no command `exports`; use one of `export`, `help`\n"
    );
    assert_eq!(unknown.code, Some(2));
}
