//! Files that are no regular files: each command says so, and none waits for a pipe or reads without end.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::support::{copy_skerry, run_in};

const TABLE: &str = "skerry.toml";

/// A folder with the example table, a pipe that nobody writes to, and a link to what has no end.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    make_pipe(&folder.path().join("pipe"));
    symlink("/dev/zero", folder.path().join("zero")).unwrap();
    folder
}

fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}

/// Runs a command with each of them in place of `FILE`: it fails, and says why.
#[track_caller]
fn check(command: &str) {
    let folder = folder();
    for file in ["pipe", "zero"] {
        let args = command.replace("FILE", file);
        let run = run_in(folder.path(), &args.split(' ').collect::<Vec<_>>(), "");
        assert!(
            run.err.contains("not a regular file"),
            "{args}: {}",
            run.err
        );
        assert!(run.err.contains(file), "{args}: {}", run.err);
        assert_ne!(run.code, Some(0), "{args}");
    }
}

#[test]
fn tables_and_texts_are_regular_files() {
    check("check FILE");
    check("ask --knowledge FILE lamp");
    check("diff skerry.toml FILE");
    check("pin FILE");
    check("check skerry.toml --text FILE");
    check("pin skerry.toml --text FILE");
}

#[test]
fn sets_logs_and_reports_are_regular_files() {
    check("eval --knowledge skerry.toml FILE");
    check("unanswered --knowledge skerry.toml FILE");
    check("suggest --knowledge skerry.toml --asked FILE");
    check("eval --knowledge skerry.toml --baseline FILE skerry.toml");
}

#[test]
fn a_configuration_a_token_and_a_store_are_regular_files() {
    check("discord --config FILE");
    check("stats --knowledge skerry.toml --store FILE");
    check("journal export --store FILE");
    let folder = folder();
    for file in ["pipe", "zero"] {
        let config = format!("knowledge = 'skerry.toml'\ntoken_file = '{file}'\n");
        fs::write(folder.path().join("config.toml"), config).unwrap();
        let run = run_in(folder.path(), &["discord"], "");
        assert!(run.err.contains("not a regular file"), "{}", run.err);
        assert_eq!(run.code, Some(2));
    }
}

#[test]
fn what_a_table_names_as_its_text_is_a_regular_file_in_its_folder() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("tables");
    fs::create_dir(&folder).unwrap();
    copy_skerry(&folder);
    let text = folder.join("skerry.md");
    let article = fs::read(&text).unwrap();
    fs::write(outer.path().join("outside.md"), &article).unwrap();
    fs::create_dir(folder.join("inner")).unwrap();
    fs::write(folder.join("inner/inside.md"), &article).unwrap();
    let check = |expected: &str| {
        let run = run_in(&folder, &["check", TABLE], "");
        assert!(run.err.contains(expected), "{expected}: {}", run.err);
        assert_eq!(run.code == Some(0), expected.is_empty(), "{}", run.err);
        fs::remove_file(&text).unwrap();
    };
    fs::remove_file(&text).unwrap();
    make_pipe(&text);
    check("not a regular file");
    symlink("/dev/zero", &text).unwrap();
    check("leads out of the table's folder");
    symlink("../outside.md", &text).unwrap();
    check("leads out of the table's folder");
    symlink(TABLE, &text).unwrap();
    check("a file of the bot or a table");
    fs::hard_link(folder.join(TABLE), &text).unwrap();
    check("a file of the bot or a table");
    symlink("inner/inside.md", &text).unwrap();
    check("");
    symlink(outer.path().join("tables/inner/inside.md"), &text).unwrap();
    check("");
}

#[test]
fn a_folder_may_be_a_link_and_skips_what_leads_nowhere() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("tables");
    fs::create_dir(&folder).unwrap();
    copy_skerry(&folder);
    symlink("nobody@here:1", folder.join(".#skerry.toml")).unwrap();
    symlink("tables", outer.path().join("link")).unwrap();
    let run = run_in(outer.path(), &["check", "link"], "");
    assert_eq!(run.code, Some(0), "{}", run.err);
    make_pipe(&folder.join("more.toml"));
    let run = run_in(outer.path(), &["check", "link"], "");
    assert!(run.err.contains("not a regular file"), "{}", run.err);
    assert_eq!(run.code, Some(1));
}
