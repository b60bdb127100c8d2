//! Text → raw tables with the place of every value. Every missing, unknown or wrongly typed field
//! becomes a diagnostic; what the values mean is left to validation.

mod raw;

use crate::diagnostic::{Code, Diagnostic, FileText, Report};
use crate::document::{self, Fields, FileKind, MAX_SET_BYTES};
use crate::text::visible::is_command;

pub(super) use crate::knowledge::parse::raw::{
    RawCitation, RawEntry, RawFact, RawFile, RawSection, RawSource, RawSynonyms, RawTest,
};

/// The tables and fields of a knowledge file, for its diagnostics.
const KNOWLEDGE_FILE: FileKind = FileKind {
    tables: &["source"],
    lists: &["section", "fact", "question", "gap", "synonyms", "test"],
    example,
    too_large: "split the table into several files in one folder",
};

/// A parsed set of files, ready for [`crate::knowledge::load`].
#[derive(Debug)]
pub struct Parsed {
    pub(super) files: Vec<RawFile>,
    pub(super) report: Report,
}

impl Parsed {
    /// For each file, the file name of its source's text; none if it names none, or what cannot be the
    /// name of one.
    #[must_use]
    pub fn text_names(&self) -> Vec<Option<String>> {
        let name = |file: &RawFile| {
            let text = &file.source.as_ref()?.text.as_ref()?.value;
            is_text_name(text).then(|| text.clone())
        };
        self.files.iter().map(name).collect()
    }

    /// For each file, the id of its source.
    #[must_use]
    pub fn source_ids(&self) -> Vec<Option<String>> {
        let id = |file: &RawFile| Some(file.source.as_ref()?.id.as_ref()?.value.clone());
        self.files.iter().map(id).collect()
    }

    /// Reports that a source's text is there and cannot be read, once for each name. What follows from
    /// its absence is then not reported.
    pub fn unreadable_text(&mut self, name: &str, why: &str, repair: &str) {
        if self.report.files.iter().any(|file| file.name == name) {
            return;
        }
        let file = self.report.files.len();
        self.report.files.push(FileText {
            name: name.to_owned(),
            text: String::new(),
        });
        let message = format!("cannot read the source's text `{name}`: {why}");
        let fault = Diagnostic::of_file(Code::Unreadable, file, message).repair(repair);
        self.report.diagnostics.push(fault);
    }

    /// Whether some file is not even TOML.
    #[must_use]
    pub fn is_unparsable(&self) -> bool {
        self.report.is_unparsable()
    }
}

/// Parses files, given as names and bytes. What is over the size limit of a set is not parsed.
#[must_use]
pub fn parse(inputs: &[(String, Vec<u8>)]) -> Parsed {
    let mut report = Report::default();
    let mut files = Vec::new();
    let mut left = MAX_SET_BYTES;
    for (name, bytes) in inputs {
        let file = if let Some(rest) = left.checked_sub(bytes.len()) {
            left = rest;
            document::parse(&KNOWLEDGE_FILE, name, bytes, &mut report, read_file)
        } else {
            too_many(name, &mut report);
            None
        };
        files.push(file.unwrap_or_default());
    }
    Parsed { files, report }
}

fn too_many(name: &str, report: &mut Report) {
    let message = format!(
        "`{name}` and the knowledge files before it are larger than {MAX_SET_BYTES} bytes together"
    );
    let file = report.files.len();
    report.files.push(FileText {
        name: name.to_owned(),
        text: String::new(),
    });
    let fault = Diagnostic::of_file(Code::TooLarge, file, message);
    let repair = "shorten the tables, or serve some of them from another bot";
    report.diagnostics.push(fault.repair(repair));
}

fn read_file(mut fields: Fields) -> RawFile {
    let raw = RawFile {
        format: fields.required("format", Fields::integer),
        source: read_sole_source(&mut fields),
        sections: fields.tables("section", read_section),
        facts: fields.tables("fact", read_fact),
        questions: fields.tables("question", read_question),
        gaps: fields.tables("gap", read_gap),
        synonyms: fields.tables("synonyms", read_synonyms),
        tests: fields.tables("test", read_test),
    };
    fields.finish();
    raw
}

fn read_sole_source(fields: &mut Fields) -> Option<RawSource> {
    if !fields.has("source") {
        let message = "missing table `[source]`";
        fields.fault(
            Diagnostic::of_file(Code::MissingField, fields.place.file, message)
                .repair("add `[source]` with an `id` and a `title`"),
        );
    }
    fields.table("source", read_source)
}

fn read_source(mut fields: Fields) -> RawSource {
    let raw = RawSource {
        place: fields.place,
        id: fields.required("id", Fields::string),
        title: fields.required("title", Fields::string),
        publisher: fields.string("publisher"),
        published: fields.date("published"),
        url: fields.string("url"),
        text: fields.string("text"),
        sha256: fields.string("sha256"),
        topics: fields.strings("topics").unwrap_or_default(),
    };
    fields.finish();
    raw
}

fn read_section(mut fields: Fields) -> RawSection {
    let raw = RawSection {
        number: fields.required("number", Fields::integer),
        heading: fields.required("heading", Fields::string),
    };
    fields.finish();
    raw
}

fn read_fact(mut fields: Fields) -> RawFact {
    let raw = RawFact {
        place: fields.place,
        id: fields.required("id", Fields::string),
        text: fields.required("text", Fields::string),
        has_citations: fields.has("cite") && fields.list_len("cite") != Some(0),
        citations: fields.one_or_many("cite", read_citation),
    };
    fields.finish();
    raw
}

fn read_citation(mut fields: Fields) -> RawCitation {
    let raw = RawCitation {
        quote: fields.required("quote", Fields::string),
        at: fields.string("at"),
    };
    fields.finish();
    raw
}

fn read_question(mut fields: Fields) -> RawEntry {
    let raw = RawEntry {
        place: fields.place,
        id: fields.required("id", Fields::string),
        ask: fields.required("ask", Fields::strings),
        facts: fields.required("facts", Fields::strings),
        topic: fields.string("topic"),
        others: fields.strings("related").unwrap_or_default(),
        text: None,
    };
    fields.finish();
    raw
}

fn read_gap(mut fields: Fields) -> RawEntry {
    let raw = RawEntry {
        place: fields.place,
        id: fields.required("id", Fields::string),
        ask: fields.required("ask", Fields::strings),
        facts: None,
        topic: None,
        others: fields.strings("near").unwrap_or_default(),
        text: fields.required("text", Fields::string),
    };
    fields.finish();
    raw
}

fn read_synonyms(mut fields: Fields) -> RawSynonyms {
    let raw = RawSynonyms {
        place: fields.place,
        words: fields.required("words", Fields::strings),
    };
    fields.finish();
    raw
}

fn read_test(mut fields: Fields) -> RawTest {
    if !fields.has("expect") && !fields.has("outcome") {
        let message = "missing field `expect` or `outcome`";
        let repair = format!(
            "add `{}` or `{}`",
            fields.example("expect"),
            fields.example("outcome")
        );
        fields.fault(Diagnostic::at(Code::MissingField, fields.place, message).repair(repair));
    }
    let raw = RawTest {
        place: fields.place,
        ask: fields.required("ask", Fields::strings),
        expect: fields.string("expect"),
        outcome: fields.string("outcome"),
    };
    fields.finish();
    raw
}

/// The endings of a text's name, in small letters.
const TEXT_ENDINGS: &[&str] = &["md", "markdown", "txt"];

/// Whether this can be the name of a source's text: the plain name of a Markdown or text file, with no
/// folder in it. A table may come from anyone, and must not make the program read anything else.
pub(super) fn is_text_name(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return false;
    };
    let is_plain = |c: char| !"/\\:".contains(c) && !is_command(c);
    let is_text = |known: &str| ending.eq_ignore_ascii_case(known);
    !stem.is_empty()
        && !stem.starts_with('.')
        && stem.chars().all(is_plain)
        && TEXT_ENDINGS.iter().any(|known| is_text(known))
}

/// A valid value of a field.
fn example(key: &str) -> &'static str {
    match key {
        "format" => "1",
        "number" => "2",
        "published" => "2025-03-02",
        "id" | "expect" => "\"when-relit\"",
        "outcome" => "\"declined\"",
        "url" => "\"https://example.org/skerry\"",
        "quote" => "\"On the first of March … eleven winters\"",
        "at" => "\"2.1\"",
        "cite" => "{ quote = \"On the first … eleven winters\" }",
        "ask" => "[\"When was the lamp relit?\", \"relighting date\"]",
        "facts" | "related" | "near" => "[\"relit\"]",
        "words" => "[\"lamp\", \"light\"]",
        "topics" => "[\"the repair\"]",
        _ => "\"…\"",
    }
}
