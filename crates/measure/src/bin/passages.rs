//! How near the passages come that a decline quotes. Prints a table of `docs/matching.md`.
//!
//! `cargo run --release -p measure --bin passages ARTICLE` asks the dev questions of each text that its table
//! declines. Each cell: declines with passages, of how many; of answerable questions also how many of these have a
//! paragraph that answers.

#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]
#![expect(clippy::print_stdout, reason = "a measurement prints")]

use std::collections::BTreeSet;

use footnote::answer::Outcome;
use footnote::service::Snapshot;
use measure::{LabelledTable, labelled_tables, newcomers};
use serde_json::Value;

/// Messages that ask nothing of any of the texts.
const CHATTER: &str = "tests/answers/chatter/general/dev.jsonl";

/// Declined questions.
#[derive(Default)]
struct Declines {
    all: usize,
    with_passages: usize,
    with_the_right_one: usize,
}

fn main() {
    println!("| | answerable | unanswerable | off topic, small talk | chatter |");
    println!("| --- | --- | --- | --- | --- |");
    let mut tables = labelled_tables();
    tables.retain(|labelled| !labelled.name.starts_with("everyday"));
    tables.extend(newcomers("dev"));
    for labelled in tables {
        measure_table(labelled);
    }
}

fn measure_table(labelled: LabelledTable) {
    let family = labelled.name.split(',').next().unwrap_or_default();
    let path = if family == labelled.name {
        format!("tests/answers/{family}/dev.jsonl")
    } else {
        format!("tests/answers/newcomers/{family}/dev.jsonl")
    };
    let snapshot = Snapshot::new(labelled.knowledge).with_passages();
    let mut kinds: [Declines; 4] = Default::default();
    for asked in lines(&path) {
        let paragraphs = paragraphs(&asked);
        let kind = match asked["kind"].as_str() {
            _ if !paragraphs.is_empty() => 0,
            Some("nearmiss" | "falsepremise") => 1,
            _ => 2,
        };
        kinds[kind].add(&snapshot, &asked, &paragraphs);
    }
    for asked in lines(CHATTER) {
        kinds[3].add(&snapshot, &asked, &BTreeSet::new());
    }
    let [answerable, others @ ..] = kinds;
    print!(
        "| {} | {} of {}, {} right |",
        labelled.name, answerable.with_passages, answerable.all, answerable.with_the_right_one
    );
    for kind in others {
        print!(" {} of {} |", kind.with_passages, kind.all);
    }
    println!();
}

impl Declines {
    fn add(&mut self, snapshot: &Snapshot, asked: &Value, paragraphs: &BTreeSet<String>) {
        let answer = snapshot.ask(asked["q"].as_str().expect("a question"));
        let answer = snapshot.with_nearest_passages(answer);
        if answer.outcome != Outcome::Declined {
            return;
        }
        let places = answer.passages.iter().map(|cited| {
            let place = cited.section.zip(cited.paragraph);
            let (section, paragraph) = place.expect("a passage has a place");
            format!("{section}.{paragraph}")
        });
        let places: Vec<String> = places.collect();
        self.all += 1;
        self.with_passages += usize::from(!places.is_empty());
        let is_right = places.iter().any(|place| paragraphs.contains(place));
        self.with_the_right_one += usize::from(is_right);
    }
}

fn lines(path: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("a file");
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// The paragraphs of the sentences that answer a question.
fn paragraphs(asked: &Value) -> BTreeSet<String> {
    let sentences = asked["gold"].as_array().into_iter().flatten();
    let places = sentences.filter_map(|place| place.as_str()?.rsplit_once('.'));
    places.map(|(paragraph, _)| paragraph.to_owned()).collect()
}
