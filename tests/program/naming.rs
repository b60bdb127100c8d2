//! How commands name tables and files, and what they say of those that are not there.

use std::fs;

use crate::selected_sources::TIDES;
use crate::support::{copy_skerry, path, run_in};

#[test]
fn a_table_is_named_bare_or_by_its_option() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    // Pinning again changes nothing.
    run_in(folder.path(), &["pin", "skerry.toml"], "");
    for (command, input) in [
        (&["check"][..], ""),
        (&["export", "--as", "md"], ""),
        (&["expand"], ""),
        (&["suggest"], ""),
        (&["chat"], "who paid for the repair\n"),
        (&["pin"], ""),
    ] {
        let bare = run_in(folder.path(), &[command, &["skerry.toml"]].concat(), input);
        let option = [command, &["--knowledge", "skerry.toml"]].concat();
        let named = run_in(folder.path(), &option, input);
        assert_eq!(
            (&bare.out, &bare.err, bare.code),
            (&named.out, &named.err, named.code),
            "{command:?}"
        );
        assert_eq!(bare.code, Some(0), "{command:?}: {}", bare.err);
        let both = [command, &["skerry.toml", "--knowledge", "skerry.toml"]].concat();
        assert_eq!(
            run_in(folder.path(), &both, "").code,
            Some(2),
            "{command:?}"
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let no_table = "with `--knowledge` (without it, the folder `knowledge` is read), or make a first table with \
                    `footnote new NAME`";
    for (command, name, expected) in [
        (&["check"][..], "knowledge", no_table),
        (&["ask", "who paid"], "knowledge", no_table),
        (&["chat", "lost.toml"], "lost.toml", no_table),
        (&["pin", "lost.toml"], "lost.toml", no_table),
        (&["export", "--as", "csv"], "knowledge", no_table),
        (&["diff", "lost.toml", "skerry.toml"], "lost.toml", no_table),
        (&["draft", "lost.md"], "lost.md", "check the path"),
        (&["unanswered", "lost.txt"], "lost.txt", "check the path"),
        (
            &["import", "lost.csv", "--as", "csv"],
            "lost.csv",
            "check the path",
        ),
        (
            &["import", "lost.json", "--as", "phrasings"],
            "lost.json",
            "check the path",
        ),
        (
            &["eval", "lost.jsonl", "--knowledge", "skerry.toml"],
            "lost.jsonl",
            "check the path",
        ),
    ] {
        let run = run_in(folder.path(), command, "");
        let why = format!("cannot read `{name}`: there is no such file or folder");
        assert!(run.err.contains(&why), "{command:?}: {}", run.err);
        assert!(run.err.contains(expected), "{command:?}: {}", run.err);
        assert!(!run.err.contains("os error"), "{command:?}: {}", run.err);
    }
}

#[test]
fn a_new_table_replaces_none() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let before = fs::read_to_string(folder.path().join("skerry.toml")).unwrap();
    let run = run_in(folder.path(), &["new", "skerry"], "");
    let expected = "error: cannot write `skerry.toml`: it is there already; edit that file, or choose another name\n";
    assert_eq!((run.err.as_str(), run.code), (expected, Some(1)));
    let after = fs::read_to_string(folder.path().join("skerry.toml")).unwrap();
    assert_eq!(after, before);
}

#[test]
fn a_page_that_cannot_be_read_is_an_error_with_its_repair() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let table = folder.path().join("skerry.toml");
    let text = fs::read_to_string(&table).unwrap();
    // No such name is ever given to anyone.
    fs::write(
        &table,
        text.replace("https://example.org/", "http://quay.invalid/"),
    )
    .unwrap();
    let run = run_in(folder.path(), &["check", "skerry.toml", "--fetch"], "");
    for expected in [
        "error[unread-page]: the page `http://quay.invalid/skerry` was not compared: ",
        "try again later, correct `url`, or check without `--fetch`",
    ] {
        assert!(run.err.contains(expected), "{}", run.err);
    }
    assert!(run.out.contains("0 of 1 pages compared"), "{}", run.out);
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_chat_takes_a_pick_in_words_and_ends_on_a_plain_word() {
    let said = |pick: &str, end: &str| {
        let talk = format!("when was the light back on\n{pick}\n{end}\nwho paid for the repair\n");
        run_in(&path("tests/skerry"), &["chat", "."], &talk)
    };
    let expected = said("2", "/quit");
    assert!(
        expected.out.contains("Who keeps the lamp?"),
        "{}",
        expected.out
    );
    for (pick, end) in [
        ("the second one", "quit"),
        ("Second", "exit"),
        ("number 2", "/q"),
    ] {
        let run = said(pick, end);
        assert_eq!(
            (run.out, run.code),
            (expected.out.clone(), Some(0)),
            "{pick}"
        );
    }
}

#[test]
fn a_question_is_answered_from_the_sources_that_are_named() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::write(folder.path().join("tides.toml"), TIDES).unwrap();
    let ask = |args: &[&str], question: &str| {
        let args = [&["ask", "--knowledge", "."], args, &[question]].concat();
        run_in(folder.path(), &args, "")
    };
    let (lamp, tide) = ("when was the lamp relit", "how high is the tide");
    let by_skerry = ask(&["--source", "skerry"], tide);
    assert_eq!(by_skerry.code, Some(1), "{}", by_skerry.out);
    assert!(by_skerry.out.contains("the repair") && !by_skerry.out.contains("the water"));
    let of_both = ["--source", "skerry", "--source", "tides"];
    for (args, question) in [
        (&["--source", "tides"][..], tide),
        (&["--source", "skerry"], lamp),
        (&of_both, lamp),
        (&[], tide),
    ] {
        let run = ask(args, question);
        assert_eq!(run.code, Some(0), "{args:?}: {}{}", run.out, run.err);
    }
    for (id, repair) in [
        ("skery", "did you mean `skerry`?"),
        ("boats", "use one of `skerry`, `tides`"),
    ] {
        let run = ask(&["--source", id], lamp);
        let expected = format!("error: the table has no source `{id}`; {repair}\n");
        assert_eq!((run.err.as_str(), run.code), (expected.as_str(), Some(2)));
    }
}
