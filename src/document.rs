//! Text → a TOML document with the place of every value, for every kind of file that people write.
//!
//! It knows the form; which tables and fields there are is said by a [`FileKind`] and by whoever
//! reads them.

mod fields;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic, FileText, Place, Report};

pub(crate) use crate::document::fields::{Fields, Spanned};

/// The most bytes a knowledge file, a source's text or a configuration may have (8 MiB).
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

/// What the faults of a kind of file say about its tables and fields.
#[derive(Debug)]
pub(crate) struct FileKind {
    /// The tables that there is one of, written `[name]`.
    pub tables: &'static [&'static str],
    /// The tables that there are many of, written `[[name]]`.
    pub lists: &'static [&'static str],
    /// The name of a table → what it is called in a message.
    pub called: fn(&str) -> &'static str,
    /// The name of a field → a value that it could have, as written.
    pub example: fn(&str) -> &'static str,
    /// What to do about a file that is too large.
    pub too_large: &'static str,
}

/// Reads the document of a new file of the report; none where it is no TOML.
pub(crate) fn parse<T>(
    kind: &'static FileKind,
    name: &str,
    bytes: &[u8],
    report: &mut Report,
    read: fn(Fields) -> T,
) -> Option<T> {
    let file = report.files.len();
    let text = text_of(kind, name, bytes, report)?;
    let faults = &mut report.diagnostics;
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What was recovered around a syntax fault misses values that were written, so
        // complaints about it would mislead.
        syntax_faults(kind, file, text, errors, faults);
        return None;
    }
    let place = Place::new(file, 0..0);
    let fields = Fields::new(kind, "the file", document.get_ref(), place, faults);
    Some(read(fields))
}

/// The text of a new file of the report; none where it is no text that can be used.
pub(crate) fn text_of<'b>(
    kind: &FileKind,
    name: &str,
    bytes: &'b [u8],
    report: &mut Report,
) -> Option<&'b str> {
    let file = report.files.len();
    let decoded = decode(kind, name, bytes);
    let text = decoded.as_ref().copied().unwrap_or_default();
    report.files.push(file_text(name, text));
    decoded
        .map_err(|(code, message, repair)| {
            let fault = Diagnostic::of_file(code, file, message).repair(repair);
            report.diagnostics.push(fault);
        })
        .ok()
}

/// The bytes as text without a byte-order mark, or what is wrong with them.
fn decode<'b>(
    kind: &FileKind,
    name: &str,
    bytes: &'b [u8],
) -> Result<&'b str, (Code, String, &'static str)> {
    if bytes.len() > MAX_FILE_BYTES {
        let message = format!(
            "`{name}` has {} bytes; the limit is {MAX_FILE_BYTES}",
            bytes.len()
        );
        return Err((Code::TooLarge, message, kind.too_large));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            let message = format!("`{name}` is not UTF-8 text: a wrong byte in line {line}");
            let repair = "save the file with the encoding UTF-8";
            Err((Code::NotUtf8, message, repair))
        }
    }
}

fn file_text(name: &str, text: &str) -> FileText {
    FileText {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

/// The most syntax faults that are shown: one slip can make every line after it look wrong.
const SYNTAX_FAULTS: usize = 3;

/// One fault a line: what follows a fault on its own line is mostly its echo.
fn syntax_faults(
    kind: &FileKind,
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
        let repair = syntax_repair(kind, text[line..].lines().next().unwrap_or_default());
        faults.push(Diagnostic::at(Code::TomlSyntax, place, error.message()).repair(repair));
    }
}

/// The mend for the slips that are made most.
fn syntax_repair(kind: &FileKind, line: &str) -> String {
    let name = line.trim().trim_start_matches('[').trim_end_matches(']');
    if kind.lists.contains(&name) {
        return format!("each of them begins with `[[{name}]]`");
    }
    if line.contains(['“', '”', '„']) {
        return "put texts between straight quotation marks; within them, curly ones are fine"
            .to_owned();
    }
    "mend this first, here or in the line before; the rest is looked at once the file is TOML"
        .to_owned()
}

/// A span that lies within the text, on character bounds.
fn bounded(span: Range<usize>, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}
