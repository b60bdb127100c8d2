//! Text → a TOML document with the place of every value, for every kind of file that people write.
//!
//! It knows TOML; which tables and fields a file may have is up to its [`FileKind`] and its reader.

mod fields;
pub(crate) mod schema;
mod slips;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic, Faults, FileText, Place, Report};

pub(crate) use crate::document::fields::{Fields, Spanned};

/// The maximum size of a knowledge file, a source's text or a configuration, in bytes (8 MiB).
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;

/// The maximum size of the tables of a set together, and of its texts together, in bytes (64 MiB): a
/// hundred long articles. Each file is held as bytes, as a document and as knowledge at once.
pub const MAX_SET_BYTES: usize = 64 * 1024 * 1024;

/// A kind of file: what its diagnostics say about its tables and fields.
#[derive(Debug)]
pub(crate) struct FileKind {
    /// The names of single tables, written `[name]`.
    pub tables: &'static [&'static str],
    /// The names of lists of tables, written `[[name]]`.
    pub lists: &'static [&'static str],
    /// The name of a field → a valid value, as it would be written.
    pub example: fn(&str) -> &'static str,
    /// The repair for a file that is too large.
    pub too_large: &'static str,
}

/// Adds a file to the report and reads its document; none if it is not TOML.
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
        // The document recovered around a syntax error lacks values that were written, so further
        // diagnostics would mislead.
        syntax_faults(kind, file, text, errors, faults);
        return None;
    }
    let place = Place::new(file, 0..0);
    let fields = Fields::new(kind, document.get_ref(), place, faults);
    Some(read(fields))
}

/// Adds a file to the report and returns its text; none if it is too large or not UTF-8.
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

/// The bytes as text without a byte-order mark; otherwise code, message and repair.
fn decode<'b>(
    kind: &FileKind,
    name: &str,
    bytes: &'b [u8],
) -> Result<&'b str, (Code, String, &'static str)> {
    if bytes.len() > MAX_FILE_BYTES {
        // Not how large: of a file, no more is read than shows that it is too large.
        let message = format!("`{name}` is larger than {MAX_FILE_BYTES} bytes");
        return Err((Code::TooLarge, message, kind.too_large));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(without_mark(text)),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            let message = format!("`{name}` is not UTF-8 text: invalid byte in line {line}");
            let repair = "save the file as UTF-8";
            Err((Code::NotUtf8, message, repair))
        }
    }
}

/// A text without its byte-order mark.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn file_text(name: &str, text: &str) -> FileText {
    FileText {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

/// The most syntax errors that are shown: one mistake can make every line after it look wrong.
const SYNTAX_FAULTS: usize = 3;

/// Reports the first syntax error of each line: the others on it mostly follow from that one.
fn syntax_faults(
    kind: &FileKind,
    file: usize,
    text: &str,
    errors: Vec<toml::de::Error>,
    faults: &mut Faults,
) {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    let lines: Vec<usize> = std::iter::once(0).chain(breaks).collect();
    let mut first_of_line = BTreeMap::new();
    for error in errors {
        let span = bounded(error.span().unwrap_or(0..0), text);
        let line = lines.partition_point(|start| *start <= span.start) - 1;
        let place = Place::new(file, span);
        let first = first_of_line.entry(line).or_insert((place, error.clone()));
        if place < first.0 {
            *first = (place, error);
        }
        if first_of_line.len() > SYNTAX_FAULTS {
            first_of_line.pop_last();
        }
    }
    for (line, (place, error)) in first_of_line {
        let before = &text[lines[line]..place.start];
        let after = text[place.start..].lines().next().unwrap_or_default();
        let repair = slips::repair(kind, before, after, error.message());
        faults.push(Diagnostic::at(Code::TomlSyntax, place, error.message()).repair(repair));
    }
}

/// A span clamped to the text and to character boundaries.
fn bounded(span: Range<usize>, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}
