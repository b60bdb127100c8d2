//! Text → raw tables with the place of every value. Every missing, unknown or wrongly typed field
//! becomes a diagnostic; what the values mean is left to validation.

mod raw;
mod tables;

use crate::diagnostic::{Code, Diagnostic, FileText, Report};
use crate::document::{self, MAX_SET_BYTES};
use crate::knowledge::parse::tables::{KNOWLEDGE_FILE, read_file};
use crate::text::visible::is_command;

pub(super) use crate::knowledge::parse::raw::{
    RawAllow, RawCitation, RawEntry, RawExpanded, RawFact, RawFile, RawImage, RawSection,
    RawSource, RawSynonyms, RawTest,
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

/// The endings of a text's name, in small letters.
pub const TEXT_ENDINGS: &[&str] = &["md", "markdown", "txt"];

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
