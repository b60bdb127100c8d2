//! A folder with the example table, its text, its store, its configuration and files of questions, all full of what a
//! terminal would obey.

use std::fs;
use std::path::Path;

use footnote::knowledge::Outcome;
use footnote::question_log::today;
use footnote::record::{Channel, LoggedQuestion, Vote, VoteKind};
use footnote::store::Store;
use footnote::text::visible::is_command;
use tempfile::TempDir;

use crate::support::copy_skerry;

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

    let (line, all) = (hostile_line(), hostile().replace('"', ""));
    let sheet = format!(
        "id,question,answer,quote,x{line}\n,\"{all}?\",\"{all}\",\"{all}\",\nroad,Is there a road?,Yes {line},{line},\n"
    );
    fs::write(at("sheet.csv"), sheet).unwrap();
    let questions = format!("## Lit{line}?\n\n{line} Yes.\n\n## {line}\n\nNo {line}.\n");
    fs::write(at("questions.md"), questions).unwrap();

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
    let reply = serde_json::json!({ "phrasings": [
        { "entry": "who-paid", "ask": [question, "who footed the bill"] },
        { "entry": hostile(), "ask": [other] },
        { hostile(): 1 },
    ], "gaps": [
        { "ask": ["Is there a ferry?"], "text": "The article does not say." },
        { "ask": [other], "text": hostile() },
    ] });
    fs::write(at("reply.json"), reply.to_string()).unwrap();
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
            server: None,
        };
        store.vote(&vote).await.unwrap();
    }
    store.close().await;
}

/// The name of a table, as long as a name may be.
pub fn file_name() -> String {
    format!("{}.toml", hostile().replace('/', ""))
}
