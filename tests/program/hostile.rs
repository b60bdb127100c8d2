//! A folder full of foreign text, and every command of the program run on it. A command that is not
//! listed here fails `every_command_is_listed`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use footnote::knowledge::Outcome;
use footnote::question_log::today;
use footnote::record::{Channel, LoggedQuestion, Vote, VoteKind};
use footnote::store::Store;
use footnote::text::visible::is_command;
use tempfile::TempDir;

use crate::support::program::Program;
use crate::support::{Run, copy_skerry, run};

/// A run of a command: its words (as in `journal export`), its arguments, its input.
pub struct Case {
    pub command: &'static str,
    pub arguments: Vec<String>,
    pub input: String,
}

/// A colour that the program does not use, a clearing of the screen, and every other character that a
/// terminal or an editor obeys; those are between letters, so that each is part of a word or beside one.
pub fn hostile() -> String {
    let commands = ('\u{1}'..='\u{2100}').filter(|c| is_command(*c));
    let all: String = commands.flat_map(|c| [c, 'x']).collect();
    format!("\u{1b}[45m\u{9b}2J\u{1b}]0;title\u{7}{all}")
}

/// The hostile characters without those that end a line.
pub fn hostile_line() -> String {
    hostile().replace(['\n', '\r'], "")
}

/// The example table, its text and its store with hostile texts in them, and files of hostile questions.
pub async fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let at = |name: &str| folder.path().join(name);
    let text = fs::read_to_string(at("skerry.md")).unwrap();
    let text = text.replace(".\n", &format!(". {}\n", hostile_line()));
    fs::write(at("skerry.md"), &text).unwrap();
    fs::write(
        at("asked.md"),
        text.replace("## ", &format!("## {}", hostile_line())),
    )
    .unwrap();

    let table = fs::read_to_string(at("skerry.toml")).unwrap();
    let is_hash = |line: &&str| line.starts_with("sha256");
    let lines = table.lines().filter(|line| !is_hash(line));
    let table: String = lines.flat_map(|line| [line, "\n"]).collect();
    fs::write(at("skerry.toml"), &table).unwrap();
    fs::write(
        at(&file_name()),
        table.replace("Who paid for", "Who gave for"),
    )
    .unwrap();
    let raw: String = hostile().chars().filter(|c| *c >= '\u{80}').collect();
    let faulty = table
        .replace("Skerry Point burns", &format!("Skerry{raw} Point burns"))
        .replace("https://example", &format!("not{raw} https://example"))
        .replace("facts = [\"road\"]", "facts = [\"r\\u001b[2Joad\\u009b\"]")
        .replace(
            "[[synonyms]]",
            "[[synonyms]]\n\"\\u001b]0;\\u0007\\u009b\" = 1\n\n[[synonyms]]",
        );
    fs::write(at("faulty.toml"), faulty).unwrap();
    fs::write(at("syntax.toml"), format!("a = \"{}\" b\n", hostile_line())).unwrap();
    fs::write(at("config.toml"), config()).unwrap();

    let question = format!("when was the lamp relit{}", hostile());
    let other = format!("is there a ferry {}", hostile());
    let json = |line: serde_json::Value| line.to_string() + "\n";
    let log = [
        json(serde_json::json!({ "question": other, "times": 3 })),
        json(serde_json::json!({ "question": question })),
        format!("ferry times {}\n", hostile_line()),
    ];
    fs::write(at("log.jsonl"), log.concat()).unwrap();
    let set = [
        json(serde_json::json!({ "id": hostile(), "ask": other, "expect": "who-paid" })),
        json(serde_json::json!({ "id": "b", "ask": question, "expect": "lens-price" })),
    ];
    fs::write(at("set.jsonl"), set.concat()).unwrap();
    let unknown = serde_json::json!({ "id": "a", "ask": "why", "expect": hostile() });
    fs::write(at("unknown.jsonl"), json(unknown)).unwrap();
    fill(&at("footnote.db"), &[question, other]).await;
    folder
}

/// A configuration with a fault in each way to have one.
fn config() -> String {
    "knowledge = \"\\u001b[2J\\u009b\"\nstrictness = \"\\u001b[45m\\u0085\"\n\"\\u202e\\u0007\" = 1\n\
     [discord]\napi_base = \"\\u001b]0;x\\u0007\"\n[log]\nformat = \"\\u009b\\u2028\"\n"
        .to_owned()
}

async fn fill(store: &Path, texts: &[String]) {
    let store = Store::at(store);
    for text in texts {
        let asked = LoggedQuestion {
            day: today(),
            server: Some(1),
            channel: Channel::Server,
            version: hostile(),
            text: text.clone(),
            outcome: Outcome::Declined,
            entry: Some((hostile(), hostile())),
            percent: 10,
            times: 2,
        };
        store.log(&[asked]).await.unwrap();
        let vote = Vote {
            token: None,
            day: today(),
            text: text.clone(),
            source: hostile(),
            entry: hostile(),
            kind: VoteKind::Rejected,
        };
        store.vote(&vote).await.unwrap();
    }
    store.close().await;
}

/// The name of a table, as long as a name may be.
pub fn file_name() -> String {
    format!("{}.toml", hostile().replace('/', ""))
}

/// Every command, on every kind of foreign text that it prints.
pub fn cases() -> Vec<Case> {
    let (name, text) = (file_name(), hostile());
    let asked = format!("when was the lamp relit {text}");
    let talk = [
        "when was the lamp relit",
        "/source 1",
        "who keeps the lamp",
        "/source 2",
        "/why",
        &format!("ferry {}", hostile_line()),
        "/why",
        &format!("/topics {}", hostile_line()),
        &format!("/{}", hostile_line()),
        "/topics money",
    ];
    let case = |command: &'static str, arguments: &[&str], input: &str| Case {
        command,
        arguments: arguments.iter().map(ToString::to_string).collect(),
        input: input.to_owned(),
    };
    let table = ["--knowledge", "skerry.toml"];
    let ask = |more: &[&str], input: &str| case("ask", &[&table[..], more].concat(), input);
    let lines = format!("{}\nferry {}\n", hostile_line(), hostile_line());
    vec![
        ask(&[&asked], ""),
        ask(&["--why", &asked], ""),
        ask(&["--json", "--why", &asked], ""),
        ask(&["--why"], &lines),
        ask(&["--strictness", &text], ""),
        ask(&[&format!("--{text}")], ""),
        case("ask", &["--knowledge", &name, "who paid"], ""),
        case("ask", &["--knowledge", &text, "who paid"], ""),
        case("chat", &table, &talk.join("\n")),
        case("check", &["skerry.toml", "--advice"], ""),
        case("check", &["skerry.toml", "--text", "asked.md"], ""),
        case("check", &["skerry.toml", "--text", &text], ""),
        case("check", &[&name, "--against", "skerry.toml"], ""),
        case("check", &["faulty.toml"], ""),
        case("check", &["syntax.toml"], ""),
        case("check", &["."], ""),
        case("diff", &["skerry.toml", &name], ""),
        case("diff", &["skerry.toml", &text], ""),
        case("eval", &["set.jsonl", table[0], table[1], "--show"], ""),
        case("eval", &["set.jsonl", table[0], table[1], "--json"], ""),
        case("eval", &["unknown.jsonl", table[0], table[1]], ""),
        case("eval", &[&text, table[0], table[1]], ""),
        case(
            "eval",
            &["set.jsonl", table[0], table[1], "--baseline", &text],
            "",
        ),
        case(
            "eval",
            &[
                "set.jsonl",
                table[0],
                table[1],
                "--html",
                &format!("/{text}"),
            ],
            "",
        ),
        case(
            "eval",
            &[
                "set.jsonl",
                table[0],
                table[1],
                "--min",
                &format!("{text}=1"),
            ],
            "",
        ),
        case(
            "eval",
            &[
                "set.jsonl",
                table[0],
                table[1],
                "--min",
                &format!("recall={text}"),
            ],
            "",
        ),
        case(
            "suggest",
            &[table[0], table[1], "--asked", "log.jsonl", "--show", "99"],
            "",
        ),
        case("suggest", &[table[0], table[1], "--asked", &text], ""),
        case("unanswered", &["log.jsonl", table[0], table[1]], ""),
        case(
            "unanswered",
            &["log.jsonl", table[0], table[1], "--json"],
            "",
        ),
        case("unanswered", &[&text, table[0], table[1]], ""),
        case("stats", &table, ""),
        case("stats", &[table[0], table[1], "--store", &text], ""),
        case("stats", &[table[0], table[1], "--store", &name], ""),
        case("journal export", &[], ""),
        case("journal export", &["--store", &text], ""),
        case("journal export", &["--format", &text], ""),
        case("pin", &[&name], ""),
        case("pin", &[&text], ""),
        case("pin", &["faulty.toml", "--text", "skerry.md"], ""),
        case("pin", &["skerry.toml", "--text", &text], ""),
        case("discord", &[], ""),
        case("discord", &["--config", &name], ""),
        case("discord", &["--config", &text], ""),
    ]
}

impl Case {
    /// Runs it in a folder.
    pub fn run(&self, folder: &Path, prepare: impl Fn(Program) -> Program) -> Run {
        let program = Program::new().args(self.command.split(' '));
        let program = program.args(&self.arguments).folder(folder);
        prepare(program.input(&self.input)).run()
    }
}

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
        rest = match end.filter(|end| style[*end..].starts_with('m')) {
            Some(end) => &style[end + 1..],
            // No style: it is found.
            None => {
                text.push('\u{1b}');
                style
            }
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
