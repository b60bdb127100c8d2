//! The text of a dataset → its questions, with their labels as written, and a report of every fault.

use std::path::Path;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Place, Report, json_reason};
use crate::document::{self, Fields, FileKind, Spanned};

/// How diagnostics describe a dataset's tables and fields.
const DATASET: FileKind = FileKind {
    tables: &[],
    lists: &["test"],
    example,
    too_large: "split the set into several files",
};

/// A question as written, its labels not yet resolved.
#[derive(Debug)]
pub(super) struct RawQuestion {
    pub place: Place,
    pub id: Option<String>,
    /// Its phrasings; each is a question of its own.
    pub ask: Vec<String>,
    /// The question before.
    pub after: Option<String>,
    pub kind: Option<String>,
    /// Ids of entries, or `declined`.
    pub expect: Vec<Spanned<String>>,
    /// Sentences of the source's text.
    pub gold: Vec<Spanned<String>>,
}

/// Parses a dataset: JSON lines if the name ends in `.jsonl`, else TOML.
pub(super) fn read(name: &str, bytes: &[u8], report: &mut Report) -> Vec<RawQuestion> {
    let ending = Path::new(name).extension();
    if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl")) {
        return read_lines(name, bytes, report);
    }
    document::parse(&DATASET, name, bytes, report, read_tests).unwrap_or_default()
}

fn read_tests(mut fields: Fields) -> Vec<RawQuestion> {
    let tests = fields.tables("test", read_test);
    fields.finish();
    tests
}

fn read_test(mut fields: Fields) -> RawQuestion {
    let is_expected = ["expect", "outcome", "gold"].map(|key| fields.has(key));
    if !is_expected.contains(&true) {
        let message = "the test lacks `expect`";
        let repair = format!("add `{}`", fields.example("expect"));
        fields.fault(Diagnostic::at(Code::MissingField, fields.place, message).repair(repair));
    }
    let outcome = fields.string("outcome");
    // For the author's own remarks.
    fields.string("note");
    let ask = one_or_many(&mut fields, "ask").into_iter();
    let raw = RawQuestion {
        place: fields.place,
        id: fields.string("id").map(|id| id.value),
        ask: ask.map(|question| question.value).collect(),
        after: fields.string("after").map(|after| after.value),
        kind: fields.string("kind").map(|kind| kind.value),
        expect: one_or_many(&mut fields, "expect")
            .into_iter()
            .chain(outcome)
            .collect(),
        gold: fields.strings("gold").unwrap_or_default(),
    };
    fields.finish();
    raw
}

fn one_or_many(fields: &mut Fields, key: &'static str) -> Vec<Spanned<String>> {
    match fields.list_len(key) {
        Some(_) => fields.strings(key).unwrap_or_default(),
        None => fields.string(key).into_iter().collect(),
    }
}

/// A line of JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `ask` and `expect`")]
struct DatasetLine {
    id: Option<String>,
    #[serde(alias = "q")]
    ask: OneOrMany,
    after: Option<String>,
    kind: Option<String>,
    #[serde(alias = "outcome")]
    expect: Option<OneOrMany>,
    gold: Option<Vec<String>>,
    /// For the author's own remarks.
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text or a list of texts was expected")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Vec<String> {
    fn from(value: OneOrMany) -> Self {
        match value {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }
    }
}

fn read_lines(name: &str, bytes: &[u8], report: &mut Report) -> Vec<RawQuestion> {
    let file = report.files.len();
    let text = document::text_of(&DATASET, name, bytes, report).unwrap_or_default();
    let mut start = 0;
    let mut raw = Vec::new();
    for line in text.split_inclusive('\n') {
        let place = Place::new(file, start..start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<DatasetLine>(line) {
            Ok(line) if line.expect.is_none() && line.gold.is_none() => {
                report.diagnostics.push(unlabelled(place));
            }
            Ok(line) => raw.push(raw_of(line, place)),
            Err(error) => report.diagnostics.push(not_json(&error, text, place)),
        }
    }
    raw
}

fn unlabelled(place: Place) -> Diagnostic {
    let message = "the line lacks `expect`";
    let repair = "add `\"expect\": \"when-relit\"`, a list of ids, or `\"declined\"`";
    Diagnostic::at(Code::MissingField, place, message).repair(repair)
}

fn not_json(error: &serde_json::Error, text: &str, line: Place) -> Diagnostic {
    let at = (line.start + error.column().saturating_sub(1)).min(line.end);
    let at = Place::new(line.file, text.floor_char_boundary(at)..line.end);
    let message = format!("the line cannot be used: {}", json_reason(error));
    let repair = "write `{\"ask\": \"…\", \"expect\": \"…\"}`, one object a line";
    Diagnostic::at(Code::JsonSyntax, at, message).repair(repair)
}

fn raw_of(line: DatasetLine, place: Place) -> RawQuestion {
    let spanned = |value| Spanned { value, place };
    let strings = |list: Option<OneOrMany>| list.map(Vec::from).unwrap_or_default();
    RawQuestion {
        place,
        id: line.id,
        ask: line.ask.into(),
        after: line.after,
        kind: line.kind,
        expect: strings(line.expect).into_iter().map(spanned).collect(),
        gold: line
            .gold
            .unwrap_or_default()
            .into_iter()
            .map(spanned)
            .collect(),
    }
}

/// A value that a field could have, for repairs.
fn example(key: &str) -> &'static str {
    match key {
        "expect" => "\"when-relit\"",
        "outcome" => "\"declined\"",
        "gold" => "[\"2.1.3\"]",
        "after" => "\"when was the lamp relit\"",
        "ask" => "[\"when did the lamp come back\"]",
        _ => "\"…\"",
    }
}
