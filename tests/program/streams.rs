//! How the program prints: colours, and readers that go away.

use std::fs;
use std::io::{PipeWriter, pipe};
use std::process::Stdio;

use crate::support::program::Program;
use crate::support::{copy_skerry, path};

#[test]
fn styles_are_printed_where_they_are_wanted() {
    let check = |variables: &[(&str, &str)], are_printed: bool| {
        let run = |arguments: &[&str]| {
            let mut program = Program::new().args(arguments);
            for (name, value) in variables {
                program = program.env(name, value);
            }
            program.run()
        };
        let table = "tests/skerry/skerry.toml";
        let answer = run(&["ask", "--knowledge", table, "when was the lamp relit"]);
        let report = run(&["check", "tests/bad/unused-fact.toml"]);
        let usage = run(&["ask", "--none"]);
        for printed in [answer.out, report.out, report.err, usage.err] {
            assert_eq!(
                printed.contains('\u{1b}'),
                are_printed,
                "{variables:?}: {printed}"
            );
        }
    };
    check(&[], false);
    check(&[("CLICOLOR", "1")], false);
    check(&[("CLICOLOR_FORCE", "1")], true);
    check(&[("CLICOLOR_FORCE", "")], false);
    check(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false);
}

/// A pipe that nobody reads.
fn unread() -> PipeWriter {
    let (_, writer) = pipe().unwrap();
    writer
}

#[test]
fn a_reader_that_goes_away_does_not_change_how_a_command_ends() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    fs::copy(
        path("tests/bad/unknown-fact.toml"),
        folder.path().join("faulty.toml"),
    )
    .unwrap();
    let endless = "when was the lamp relit\n".repeat(20_000);
    let run = |arguments: &[&str], input: &str, errors: Stdio| {
        let program = Program::new().args(arguments).folder(folder.path());
        program.input(input).run_into(unread(), errors)
    };
    let check = |arguments: &[&str], input: &str, expected: i32| {
        let (code, printed) = run(arguments, input, Stdio::piped());
        assert_eq!(code, Some(expected), "{arguments:?}: {printed}");
        assert!(!printed.contains("pipe"), "{arguments:?}: {printed}");
    };
    let table = ["--knowledge", "skerry.toml"];
    let ask = |more: &[&'static str]| [&["ask"], &table[..], more].concat();
    check(&ask(&["when was the lamp relit"]), "", 0);
    check(&ask(&["banana bread"]), "", 1);
    check(&ask(&[]), &endless, 0);
    check(&ask(&["--json"]), &endless, 0);
    check(&["chat", table[0], table[1]], &endless, 0);
    check(&["check", "skerry.toml"], "", 0);
    check(&["--help"], "", 0);
    for (arguments, expected) in [(["check", "faulty.toml"], 1), (["ask", "--none"], 2)] {
        check(&arguments, "", expected);
        let (code, _) = run(&arguments, "", unread().into());
        assert_eq!(code, Some(expected), "{arguments:?} without standard error");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let program = Program::new().args(["check", "tests/skerry/skerry.toml"]);
    let (code, printed) = program.run_into(full, Stdio::piped());
    assert_eq!(code, Some(1));
    assert!(
        printed.contains("error: No space left on device"),
        "{printed}"
    );
}
