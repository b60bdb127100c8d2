//! Question sets: files of questions with what is expected of each, as TOML or as JSON lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Place, Report, did_you_mean};
use crate::document::{self, Fields, FileKind, Spanned};
use crate::knowledge::{Citation, Kind, Knowledge, Source, SourceText, source_text};

/// What is expected of a question that the table is not to answer.
const DECLINED: &str = "declined";

/// What the faults of a question set say about its tables and fields.
const QUESTION_SET: FileKind = FileKind {
    tables: &[],
    lists: &["test"],
    example,
    too_large: "split the set into several files",
};

/// A question with what is expected of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledQuestion {
    /// What it is called in its set; empty where it has no name.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// What kind of question it is, in the words of whoever wrote the set.
    pub kind: Option<String>,
    /// The questions of the table that are right, as indices into [`Knowledge::entries`].
    pub questions: BTreeSet<usize>,
    /// The gaps that are right.
    pub gaps: BTreeSet<usize>,
}

impl LabelledQuestion {
    /// Whether the source answers it.
    #[must_use]
    pub fn is_answerable(&self) -> bool {
        !self.questions.is_empty()
    }

    /// Whether it is close to what the source answers, and not answered.
    #[must_use]
    pub fn is_near_miss(&self) -> bool {
        let kind = self.kind.as_deref();
        !self.is_answerable()
            && (!self.gaps.is_empty() || matches!(kind, Some("nearmiss" | "falsepremise")))
    }
}

/// A question as written; what is expected of it is not yet looked at.
#[derive(Debug)]
struct Raw {
    place: Place,
    id: Option<String>,
    ask: Vec<String>,
    kind: Option<String>,
    expect: Vec<Spanned<String>>,
    gold: Vec<Spanned<String>>,
}

/// Reads a set about a table, as (name, content): JSON lines where the name ends in `.jsonl`, else
/// TOML. Each question stands for itself; every fault is in the report, and those at fault are left
/// out.
#[must_use]
pub fn read(knowledge: &Knowledge, name: &str, bytes: &[u8]) -> (Vec<LabelledQuestion>, Report) {
    let mut report = Report::default();
    let ending = Path::new(name).extension();
    let raw = if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl")) {
        read_lines(name, bytes, &mut report)
    } else {
        document::parse(&QUESTION_SET, name, bytes, &mut report, read_tests).unwrap_or_default()
    };
    let names = Names::of(knowledge);
    let mut asked = Vec::new();
    let sentence = raw.iter().find_map(|raw| raw.gold.first());
    if let Some(name) = sentence.filter(|_| names.sentences.is_empty()) {
        // Said once, not of every question.
        report.diagnostics.push(no_text(name));
    } else {
        for raw in raw {
            asked.extend(names.resolve(raw, &mut report.diagnostics));
        }
    }
    report.sort();
    (asked, report)
}

fn read_tests(mut fields: Fields) -> Vec<Raw> {
    let tests = fields.tables("test", read_test);
    fields.finish();
    tests
}

fn read_test(mut fields: Fields) -> Raw {
    let is_expected = ["expect", "outcome", "gold"].map(|key| fields.has(key));
    if !is_expected.contains(&true) {
        let message = "the test lacks `expect`";
        let repair = format!("add `{}`", fields.example("expect"));
        fields.fault(Diagnostic::at(Code::MissingField, fields.place, message).repair(repair));
    }
    let outcome = fields.string("outcome");
    // Whoever wrote the set may say why.
    fields.string("note");
    let ask = one_or_many(&mut fields, "ask").into_iter();
    let raw = Raw {
        place: fields.place,
        id: fields.string("id").map(|id| id.value),
        ask: ask.map(|question| question.value).collect(),
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
#[serde(deny_unknown_fields)]
struct DatasetLine {
    id: Option<String>,
    #[serde(alias = "q")]
    ask: OneOrMany,
    kind: Option<String>,
    #[serde(alias = "outcome")]
    expect: Option<OneOrMany>,
    gold: Option<Vec<String>>,
    /// Whoever wrote the set may say why.
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
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

fn read_lines(name: &str, bytes: &[u8], report: &mut Report) -> Vec<Raw> {
    let file = report.files.len();
    let text = document::text_of(&QUESTION_SET, name, bytes, report).unwrap_or_default();
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
                let message = "the line lacks `expect`";
                let repair = "add `\"expect\": \"when-relit\"`, a list of ids, or `\"declined\"`";
                let fault = Diagnostic::at(Code::MissingField, place, message).repair(repair);
                report.diagnostics.push(fault);
            }
            Ok(line) => raw.push(raw_of(line, place)),
            Err(error) => {
                let message = error.to_string();
                let reason = message.split(" at line ").next().unwrap_or_default();
                let at = (place.start + error.column().saturating_sub(1)).min(place.end);
                let at = Place::new(file, text.floor_char_boundary(at)..place.end);
                let message = format!("the line cannot be used: {reason}");
                let repair = "write `{\"ask\": \"…\", \"expect\": \"…\"}`, one object a line";
                let fault = Diagnostic::at(Code::JsonSyntax, at, message).repair(repair);
                report.diagnostics.push(fault);
            }
        }
    }
    raw
}

fn raw_of(line: DatasetLine, place: Place) -> Raw {
    let spanned = |value| Spanned { value, place };
    let strings = |list: Option<OneOrMany>| list.map(Vec::from).unwrap_or_default();
    Raw {
        place,
        id: line.id,
        ask: line.ask.into(),
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

/// What the questions of a set can name, each by its id and, where there are several sources, by
/// `source/id` too.
struct Names<'a> {
    knowledge: &'a Knowledge,
    entries: BTreeMap<String, BTreeSet<usize>>,
    /// Sentences of the sources' texts, as `section.paragraph.sentence`, and the questions whose
    /// facts cite them.
    sentences: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Names<'a> {
    fn of(knowledge: &'a Knowledge) -> Self {
        let mut names = Self {
            knowledge,
            entries: BTreeMap::new(),
            sentences: BTreeMap::new(),
        };
        for (source, text) in texts(knowledge) {
            for (at, paragraph) in text.paragraphs() {
                let count = source_text::sentences(paragraph).count();
                for sentence in 1..=count {
                    for name in both(source, &format!("{at}.{sentence}")) {
                        names.sentences.entry(name).or_default();
                    }
                }
            }
        }
        for (index, entry) in knowledge.entries.iter().enumerate() {
            let source = knowledge.source_of(entry);
            for name in both(&source.id, &entry.id) {
                names.entries.entry(name).or_default().insert(index);
            }
            let citations = knowledge.facts_of(entry).flat_map(|fact| &fact.citations);
            for sentence in citations.flat_map(|citation| cited(source, citation)) {
                for name in both(&source.id, &sentence) {
                    names.sentences.entry(name).or_default().insert(index);
                }
            }
        }
        names
    }

    /// Finds what a question expects; notes what is not there.
    fn resolve(&self, raw: Raw, faults: &mut Vec<Diagnostic>) -> Vec<LabelledQuestion> {
        let mut entries = BTreeSet::new();
        let mut is_whole = true;
        if raw.ask.iter().all(|question| question.trim().is_empty()) {
            let message = "nothing is asked here";
            let fault = Diagnostic::at(Code::EmptyField, raw.place, message);
            faults.push(fault.repair("write the question as `ask`"));
            is_whole = false;
        }
        for name in &raw.expect {
            match self.entries.get(&name.value) {
                Some(found) => entries.extend(found),
                None if name.value == DECLINED && raw.expect.len() == 1 => {}
                None => {
                    faults.push(self.unknown_entry(name));
                    is_whole = false;
                }
            }
        }
        for name in &raw.gold {
            if let Some(found) = self.sentences.get(&name.value) {
                entries.extend(found);
            } else {
                faults.push(self.unknown_sentence(name));
                is_whole = false;
            }
        }
        if !raw.gold.is_empty() && entries.is_empty() && is_whole {
            // The table has no question for it: whatever is answered is wrong.
            entries.insert(NO_ENTRY);
        }
        let is_gap = |entry: &usize| {
            let entry = self.knowledge.entries.get(*entry);
            entry.is_some_and(|entry| entry.kind() == Kind::Gap)
        };
        let (gaps, questions): (BTreeSet<usize>, _) = entries.into_iter().partition(is_gap);
        let ask = if is_whole { raw.ask } else { Vec::new() };
        let asked = ask.into_iter().map(|question| LabelledQuestion {
            id: raw.id.clone().unwrap_or_default(),
            question,
            kind: raw.kind.clone(),
            questions: questions.clone(),
            gaps: gaps.clone(),
        });
        asked.collect()
    }

    fn unknown_entry(&self, name: &Spanned<String>) -> Diagnostic {
        let message = format!("there is no entry `{}`", name.value.escape_debug());
        let known = self.entries.keys().map(String::as_str);
        let repair = match did_you_mean(&name.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("name a question or a gap of the table, or `{DECLINED}`"),
        };
        Diagnostic::at(Code::UnknownEntry, name.place, message).repair(repair)
    }

    fn unknown_sentence(&self, name: &Spanned<String>) -> Diagnostic {
        let message = format!("there is no sentence `{}`", name.value.escape_debug());
        let repair = if texts(self.knowledge).count() < self.knowledge.sources.len() {
            "sentences are found in the source's text: put it beside the file, or name it with `--text`"
        } else {
            "a sentence is named by section, paragraph and its number there: `2.1.3`"
        };
        Diagnostic::at(Code::UnknownSection, name.place, message).repair(repair)
    }
}

/// The fault of a set that names sentences where no text was read.
fn no_text(name: &Spanned<String>) -> Diagnostic {
    let message = "the set names sentences, and no text was read in which to find them";
    let repair = "put the source's text beside the knowledge file, or name it with `--text`";
    Diagnostic::at(Code::UnknownSection, name.place, message).repair(repair)
}

/// Stands for a question that the source answers and the table lacks.
const NO_ENTRY: usize = usize::MAX;

fn texts(knowledge: &Knowledge) -> impl Iterator<Item = (&str, &SourceText)> {
    let sources = knowledge.sources.iter();
    sources.filter_map(|source| Some((source.id.as_str(), source.text.as_ref()?)))
}

fn both(source: &str, id: &str) -> [String; 2] {
    [id.to_owned(), format!("{source}/{id}")]
}

/// The sentences that a citation touches.
fn cited(source: &Source, citation: &Citation) -> Vec<String> {
    let place = citation.at.zip(citation.span.as_ref());
    let Some((at, span)) = place else {
        return Vec::new();
    };
    let paragraph = source.text.as_ref().and_then(|text| text.paragraph(at));
    let sentences = (1..).zip(source_text::sentences(paragraph.unwrap_or_default()));
    let touched = sentences.filter(|(_, own)| span.start < own.end && own.start < span.end);
    touched
        .map(|(number, _)| format!("{at}.{number}"))
        .collect()
}

/// A value that a field could have.
fn example(key: &str) -> &'static str {
    match key {
        "expect" => "\"when-relit\"",
        "outcome" => "\"declined\"",
        "gold" => "[\"2.1.3\"]",
        "ask" => "[\"when did the lamp come back\"]",
        _ => "\"…\"",
    }
}
