//! Text → raw tables with the place of every value; each fault of shape becomes a diagnostic.
//!
//! What the values mean is not looked at here.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::MAX_FILE_BYTES;
use super::fields::{Fields, Spanned};
use crate::diagnostic::{Code, Diagnostic, FileText, Place, Report};

/// A knowledge file as written, before its values are looked at.
#[derive(Debug, Default)]
pub(super) struct RawFile {
    pub format: Option<Spanned<i64>>,
    pub source: Option<RawSource>,
    pub sections: Vec<RawSection>,
    pub facts: Vec<RawFact>,
    pub questions: Vec<RawEntry>,
    pub gaps: Vec<RawEntry>,
    pub synonyms: Vec<RawSynonyms>,
}

#[derive(Debug)]
pub(super) struct RawSource {
    pub place: Place,
    pub id: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub publisher: Option<Spanned<String>>,
    pub published: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
    pub text: Option<Spanned<String>>,
    pub sha256: Option<Spanned<String>>,
    pub topics: Vec<Spanned<String>>,
}

#[derive(Debug)]
pub(super) struct RawSection {
    pub number: Option<Spanned<i64>>,
    pub heading: Option<Spanned<String>>,
}

#[derive(Debug)]
pub(super) struct RawFact {
    pub place: Place,
    pub id: Option<Spanned<String>>,
    pub text: Option<Spanned<String>>,
    pub citations: Vec<RawCitation>,
    /// Whether `cite` was written, in whatever form, and is no empty list.
    pub cited: bool,
}

#[derive(Debug)]
pub(super) struct RawCitation {
    pub quote: Option<Spanned<String>>,
    pub at: Option<Spanned<String>>,
}

/// A question or a gap; each leaves the other's fields empty.
#[derive(Debug)]
pub(super) struct RawEntry {
    pub place: Place,
    pub id: Option<Spanned<String>>,
    /// None where it is missing or at fault.
    pub ask: Option<Vec<Spanned<String>>>,
    /// None where it is missing or at fault, and for a gap.
    pub facts: Option<Vec<Spanned<String>>>,
    pub topic: Option<Spanned<String>>,
    /// `related` of a question, `near` of a gap.
    pub others: Vec<Spanned<String>>,
    /// The sentence of a gap.
    pub text: Option<Spanned<String>>,
}

#[derive(Debug)]
pub(super) struct RawSynonyms {
    pub place: Place,
    /// None where it is missing or at fault.
    pub words: Option<Vec<Spanned<String>>>,
}

/// A set of files, parsed; [`super::load`] makes knowledge of it.
#[derive(Debug)]
pub struct Parsed {
    pub(super) files: Vec<RawFile>,
    pub(super) report: Report,
}

impl Parsed {
    /// For each file, the source's text that it names: the plain name of a file beside it.
    #[must_use]
    pub fn text_names(&self) -> Vec<Option<String>> {
        let name = |file: &RawFile| {
            let text = &file.source.as_ref()?.text.as_ref()?.value;
            is_plain_name(text).then(|| text.clone())
        };
        self.files.iter().map(name).collect()
    }
}

/// Parses files given as (name, bytes), collecting every fault of shape.
#[must_use]
pub fn parse(inputs: &[(String, Vec<u8>)]) -> Parsed {
    let mut report = Report::default();
    let mut files = Vec::new();
    for (index, (name, bytes)) in inputs.iter().enumerate() {
        let text = decode(index, name, bytes, &mut report.diagnostics);
        files.push(parse_file(index, &text, &mut report.diagnostics));
        report.files.push(FileText {
            name: name.clone(),
            text,
        });
    }
    Parsed { files, report }
}

/// The bytes as text without a byte-order mark; empty where they are no text.
fn decode(file: usize, name: &str, bytes: &[u8], faults: &mut Vec<Diagnostic>) -> String {
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!(
            "`{name}` has {} bytes; the limit is {MAX_FILE_BYTES}",
            bytes.len()
        );
        faults.push(
            Diagnostic::of_file(Code::TooLarge, file, message)
                .repair("split the table into several files in one folder"),
        );
        return String::new();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            let message = format!("`{name}` is not UTF-8 text: a wrong byte in line {line}");
            faults.push(
                Diagnostic::of_file(Code::NotUtf8, file, message)
                    .repair("save the file with the encoding UTF-8"),
            );
            String::new()
        }
    }
}

fn parse_file(file: usize, text: &str, faults: &mut Vec<Diagnostic>) -> RawFile {
    if text.is_empty() && faults.iter().any(|f| f.file == file) {
        return RawFile::default();
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What was recovered around a syntax fault misses values that the curator did write,
        // so complaints about it would mislead.
        syntax_faults(file, text, errors, faults);
        return RawFile::default();
    }
    let place = Place::new(file, 0..0);
    let mut fields = Fields::new("the file", document.get_ref(), place, faults);
    let raw = RawFile {
        format: fields.required("format", Fields::integer),
        source: fields.table("source", read_source),
        sections: fields.tables("section", read_section),
        facts: fields.tables("fact", read_fact),
        questions: fields.tables("question", read_question),
        gaps: fields.tables("gap", read_gap),
        synonyms: fields.tables("synonyms", read_synonyms),
    };
    fields.finish();
    raw
}

/// The most syntax faults that are shown: one slip can make every line after it look wrong.
const SYNTAX_FAULTS: usize = 3;

/// One fault a line: what follows a fault on its own line is mostly its echo.
fn syntax_faults(
    file: usize,
    text: &str,
    errors: Vec<toml::de::Error>,
    faults: &mut Vec<Diagnostic>,
) {
    let mut first_of_line = BTreeMap::new();
    for error in errors {
        let span = bounded(error.span().unwrap_or(0..0), text);
        let line = text[..span.start].matches('\n').count();
        let place = Place::new(file, span);
        let first = first_of_line.entry(line).or_insert((place, error.clone()));
        if place < first.0 {
            *first = (place, error);
        }
    }
    for (place, error) in first_of_line.into_values().take(SYNTAX_FAULTS) {
        let line = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
        let repair = syntax_repair(text[line..].lines().next().unwrap_or_default());
        faults.push(Diagnostic::at(Code::TomlSyntax, place, error.message()).repair(repair));
    }
}

/// The mend for the slips that curators make most.
fn syntax_repair(line: &str) -> String {
    let name = line.trim().trim_start_matches('[').trim_end_matches(']');
    if ["section", "fact", "question", "gap", "synonyms"].contains(&name) {
        return format!("each of them begins with `[[{name}]]`");
    }
    if line.contains(['“', '”', '„']) {
        return "put texts between straight quotation marks; within them, curly ones are fine"
            .to_owned();
    }
    "mend this first, here or in the line before; the rest is looked at once the file is TOML"
        .to_owned()
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
        cited: fields.has("cite") && !fields.is_empty_list("cite"),
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

/// Whether a name stays in the folder of the file that says it: a table may come from anyone, and
/// must not make the program read elsewhere.
pub(super) fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0'])
}

/// A span that lies within the text, on character bounds.
fn bounded(span: Range<usize>, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}
