//! A folder full of foreign text, and every command of the program run on it. A command that is not
//! listed in `cases` fails `every_command_is_listed`.

mod cases;
mod folder;

use std::collections::BTreeSet;
use std::fs;

use footnote::text::visible::is_command;

use crate::support::program::Program;
use crate::support::run;

pub use cases::{Case, cases};
pub use folder::{folder, hostile, hostile_line};

/// The commands that have no commands of their own, read from the program's help.
fn leaves(command: &str) -> BTreeSet<String> {
    let words: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
    let help = run(".", &words, "").out;
    let list = help.split_once("\nCommands:\n").map(|(_, rest)| rest);
    let Some(list) = list else {
        return BTreeSet::from([command.to_owned()]);
    };
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter_map(|line| line.split_whitespace().next());
    let names = names.filter(|name| *name != "help");
    names
        .flat_map(|name| leaves(format!("{command} {name}").trim()))
        .collect()
}

#[test]
fn every_command_is_listed() {
    let listed = cases().into_iter().map(|case| case.command.to_owned());
    assert_eq!(leaves(""), listed.collect());
}

#[tokio::test]
async fn nothing_foreign_commands_a_terminal() {
    let folder = folder().await;
    let table = folder.path().join("skerry.toml");
    let unpinned = fs::read(&table).unwrap();
    for case in cases() {
        // Where styles are not wanted, they are stripped, and what looks like one with them.
        let run = case.run(folder.path(), |program| program.env("CLICOLOR_FORCE", "1"));
        for printed in [&run.out, &run.err] {
            let text = without_styles(printed);
            let found = text.chars().filter(|c| is_command(*c) && *c != '\n');
            let found: BTreeSet<char> = found.collect();
            let (command, arguments) = (case.command, &case.arguments);
            assert!(
                found.is_empty(),
                "{command} {arguments:?}: {found:?} in {text:?}"
            );
            assert!(
                !printed.contains("\u{1b}[45m"),
                "{command}: a foreign style"
            );
        }
        // Some of the commands pin a table; the next has it as it was.
        fs::write(&table, &unpinned).unwrap();
    }
}

/// What is printed without styles.
fn without_styles(printed: &str) -> String {
    let mut text = String::new();
    let mut rest = printed;
    while let Some((before, style)) = rest.split_once("\u{1b}[") {
        text += before;
        let end = style.find(|c: char| !c.is_ascii_digit() && c != ';');
        rest = if let Some(end) = end.filter(|end| style[*end..].starts_with('m')) {
            &style[end + 1..]
        } else {
            // No style: it is found.
            text.push('\u{1b}');
            style
        };
    }
    text + rest
}

#[tokio::test]
async fn what_json_and_csv_say_is_exact() {
    let folder = folder().await;
    let text = hostile_line();
    let folder = folder.path();
    let run = |arguments: &[&str], input: &str| {
        let program = Program::new().args(arguments).folder(folder);
        program.input(input).run().out
    };
    let echo = |json: &str| -> String {
        let line: serde_json::Value = serde_json::from_str(json).unwrap();
        line["question"].as_str().unwrap().to_owned()
    };
    let ask = ["ask", "--json", "--knowledge", "skerry.toml"];
    let asked = format!("\u{85}{text}\u{85}");
    assert_eq!(echo(&run(&ask, &format!("  {asked}\t\r\n"))), asked);
    assert_eq!(echo(&run(&[&ask[..], &[&asked]].concat(), "")), asked);

    let export = run(&["journal", "export"], "");
    let asked: BTreeSet<String> = export.lines().map(echo).collect();
    let stored = ["when was the lamp relit", "is there a ferry "];
    let stored = stored.map(|words| format!("{words}{}", hostile()));
    assert_eq!(asked, BTreeSet::from(stored.clone()));
    let csv = run(&["journal", "export", "--format", "csv"], "");
    for text in stored {
        assert!(csv.contains(&text.replace('"', "\"\"")), "{csv:?}");
    }
}
