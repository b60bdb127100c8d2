//! The runs of the program on foreign text: every command, on every kind of it that the command prints.

use std::path::Path;

use crate::program::hostile::folder::{file_name, hostile, hostile_line};
use crate::support::Run;
use crate::support::program::Program;

/// A run of a command: its words (as in `journal export`), its arguments, its input.
#[derive(Clone)]
pub struct Case {
    pub command: &'static str,
    pub arguments: Vec<String>,
    pub input: String,
}

impl Case {
    /// Runs it in a folder.
    pub fn run(&self, folder: &Path, prepare: impl Fn(Program) -> Program) -> Run {
        let program = Program::new().args(self.command.split(' '));
        let program = program.args(&self.arguments).folder(folder);
        prepare(program.input(&self.input)).run()
    }
}

/// The arguments that name the table.
const TABLE: [&str; 2] = ["--knowledge", "skerry.toml"];

/// Every command, on every kind of foreign text that it prints.
pub fn cases() -> Vec<Case> {
    [
        asking(),
        tables(),
        measuring(),
        recorded(),
        expanding(),
        exchanged(),
        running(),
    ]
    .concat()
}

fn case(command: &'static str, arguments: &[&str], input: &str) -> Case {
    Case {
        command,
        arguments: arguments.iter().map(ToString::to_string).collect(),
        input: input.to_owned(),
    }
}

/// A run with the table named before the other arguments.
fn with_table(command: &'static str, arguments: &[&str], input: &str) -> Case {
    case(command, &[&TABLE[..], arguments].concat(), input)
}

fn asking() -> Vec<Case> {
    let (name, text) = (file_name(), hostile());
    let asked = format!("when was the lamp relit {text}");
    let lines = format!("{}\nferry {}\n", hostile_line(), hostile_line());
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
    vec![
        with_table("ask", &[&asked], ""),
        with_table("ask", &["--why", &asked], ""),
        with_table("ask", &["--json", "--why", &asked], ""),
        with_table("ask", &["--why"], &lines),
        with_table("ask", &["--after", &asked, "and who paid for it?"], ""),
        with_table("ask", &["--source", &text, "who paid"], ""),
        with_table("ask", &["--strictness", &text], ""),
        with_table("ask", &[&format!("--{text}")], ""),
        case("ask", &["--knowledge", &name, "who paid"], ""),
        case("ask", &["--knowledge", &text, "who paid"], ""),
        with_table("chat", &[], &talk.join("\n")),
    ]
}

fn tables() -> Vec<Case> {
    let (name, text) = (file_name(), hostile());
    vec![
        case("check", &["skerry.toml", "--advice"], ""),
        case("check", &["skerry.toml", "--text", "asked.md"], ""),
        case("check", &["skerry.toml", "--text", &text], ""),
        case("check", &[&name, "--against", "skerry.toml"], ""),
        case("check", &["faulty.toml"], ""),
        case("check", &["syntax.toml"], ""),
        case("check", &["."], ""),
        case("diff", &["skerry.toml", &name], ""),
        case("diff", &["skerry.toml", &text], ""),
        case("draft", &["asked.md"], ""),
        case("draft", &["asked.md", "--into", &format!("new-{name}")], ""),
        case("draft", &["skerry.md", "--into", "skerry.toml"], ""),
        case("draft", &["skerry.md", "--into", "syntax.toml"], ""),
        case("draft", &["asked.md", "--into", &text], ""),
        case("draft", &[&text], ""),
        case("pin", &[&name], ""),
        case("pin", &[&text], ""),
        case("pin", &["faulty.toml", "--text", "skerry.md"], ""),
        case("pin", &["skerry.toml", "--text", &text], ""),
        case("new", &[&name], ""),
        case("new", &[&text, "--title", &text], ""),
        case("new", &["first", "--text", &text], ""),
    ]
}

fn exchanged() -> Vec<Case> {
    let text = hostile();
    let import = |file: &str, kind: &str, more: &[&str]| {
        case("import", &[&[file, "--as", kind], more].concat(), "")
    };
    let mut cases = vec![
        import("sheet.csv", "csv", &[]),
        import("sheet.csv", "csv", &["--into", "skerry.toml"]),
        import("sheet.csv", "csv", &["--into", "faulty.toml"]),
        import("sheet.csv", "csv", &["--column", &format!("{text}={text}")]),
        import("sheet.csv", "csv", &["--column", &format!("answer={text}")]),
        import(
            "sheet.csv",
            "csv",
            &["--title", &text, "--text", "skerry.md"],
        ),
        import("skerry.md", "csv", &[]),
        import("skerry.md", "json", &[]),
        import("questions.md", "faq", &[]),
        import("log.jsonl", "json", &[]),
        import(&text, "tsv", &[]),
    ];
    for format in ["csv", "json", "md", "html"] {
        cases.push(with_table("export", &["--as", format], ""));
    }
    cases
}

fn measuring() -> Vec<Case> {
    let text = hostile();
    let eval = |arguments: &[&str]| with_table("eval", &[&["set.jsonl"], arguments].concat(), "");
    vec![
        eval(&["--show"]),
        eval(&["--json"]),
        eval(&["--baseline", &text]),
        eval(&["--html", &format!("/{text}")]),
        eval(&["--min", &format!("{text}=1")]),
        eval(&["--min", &format!("recall={text}")]),
        with_table("eval", &["unknown.jsonl"], ""),
        with_table("eval", &[&text], ""),
    ]
}

fn recorded() -> Vec<Case> {
    let (name, text) = (file_name(), hostile());
    vec![
        with_table("suggest", &["--asked", "log.jsonl", "--show", "99"], ""),
        with_table("suggest", &["--asked", &text], ""),
        with_table("unanswered", &["log.jsonl"], ""),
        with_table("unanswered", &["log.jsonl", "--json"], ""),
        with_table("unanswered", &[&text], ""),
        with_table("stats", &[], ""),
        with_table("stats", &["--store", &text], ""),
        with_table("stats", &["--store", &name], ""),
        case("journal export", &[], ""),
        case("journal export", &["--store", &text], ""),
        case("journal export", &["--format", &text], ""),
    ]
}

fn expanding() -> Vec<Case> {
    let text = hostile();
    let import = |arguments: &[&str]| {
        let arguments = [&["--as", "phrasings"], arguments].concat();
        with_table("import", &arguments, "")
    };
    let answers = ["skerry.toml", "--with", "cat reply.json"];
    vec![
        case("expand", &["skerry.toml"], ""),
        case("expand", &["skerry.toml", "--entries", &text], ""),
        case("expand", &["skerry.toml", "--out", &text], ""),
        case("expand", &answers, ""),
        case("expand", &[&text], ""),
        import(&["reply.json"]),
        import(&["reply.json", "--write"]),
        import(&["reply.json", "--strike", &text]),
        import(&[&text]),
        import(&["--take-back", "--write"]),
        case("import", &["reply.json", "--as", &text], ""),
    ]
}

fn running() -> Vec<Case> {
    vec![
        case("schema", &["knowledge"], ""),
        case("schema", &[&hostile()], ""),
        case("completions", &["bash"], ""),
        case("completions", &[&hostile()], ""),
        case("man", &[], ""),
        case("man", &[&hostile()], ""),
        case("discord", &[], ""),
        case("discord", &["--config", &file_name()], ""),
        case("discord", &["--config", &hostile()], ""),
    ]
}
