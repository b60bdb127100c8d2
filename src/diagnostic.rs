//! Diagnostics: what is wrong in a file, where, and how to fix it.
//!
//! Everything that reads a file reports through this module, so that all reports look the same. It
//! renders reports as text; it reads no file and prints nothing.

mod allowance;
mod code;
mod draw;
mod excerpt;
mod faults;
mod json_reason;
mod likeness;

use std::ops::Range;

pub use crate::diagnostic::allowance::Allowance;
pub use crate::diagnostic::code::{Code, Severity};
pub use crate::diagnostic::faults::{Faults, MAX_FAULTS};
pub use crate::diagnostic::json_reason::json_reason;
pub use crate::diagnostic::likeness::did_you_mean;

/// A text file as it was read; the places of diagnostics are byte offsets into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    /// The name to show, usually the path as the user wrote it.
    pub name: String,
    /// The content, without a byte-order mark.
    pub text: String,
}

/// A byte range of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index into [`Report::files`].
    pub file: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    /// The byte range `span` of file number `file`.
    #[must_use]
    pub fn new(file: usize, span: Range<usize>) -> Self {
        Self {
            file,
            start: span.start,
            end: span.end,
        }
    }
}

/// A place with a note about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// The note; may be empty.
    pub text: String,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of fault, which is stable and explained in `docs/diagnostics.md`.
    pub code: Code,
    /// Index into [`Report::files`].
    pub file: usize,
    /// What is wrong: in lower case, the user's words in backticks, no full stop.
    pub message: String,
    /// The places it concerns, the main one first; none if it concerns the whole file.
    pub labels: Vec<Label>,
    /// How to fix it, if known; in the imperative.
    pub repair: Option<String>,
}

impl Diagnostic {
    /// A fault of a whole file.
    #[must_use]
    pub fn of_file(code: Code, file: usize, message: impl Into<String>) -> Self {
        Self {
            code,
            file,
            message: message.into(),
            labels: Vec::new(),
            repair: None,
        }
    }

    /// A fault at one place.
    #[must_use]
    pub fn at(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self::of_file(code, place.file, message).label(place, "")
    }

    /// Adds a place, with a note about it.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Adds how to fix it.
    #[must_use]
    pub fn repair(mut self, text: impl Into<String>) -> Self {
        self.repair = Some(text.into());
        self
    }

    fn position(&self) -> (usize, usize) {
        (self.file, self.labels.first().map_or(0, |l| l.place.start))
    }
}

/// Every fault found in a set of files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that places refer to.
    pub files: Vec<FileText>,
    /// The faults; in reading order once [`Report::sort`] has run.
    pub diagnostics: Faults,
}

impl Report {
    /// A report on these files, without faults so far.
    #[must_use]
    pub fn about(files: Vec<FileText>) -> Self {
        Self {
            files,
            diagnostics: Faults::default(),
        }
    }

    /// Sorts the faults by file, then by place.
    pub fn sort(&mut self) {
        self.diagnostics.sort();
    }

    /// The number of faults of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.count(severity)
    }

    /// Whether any fault is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether some file is not even TOML, so that nothing is known about its content.
    #[must_use]
    pub fn is_unparsable(&self) -> bool {
        let unparsable = [Code::TooLarge, Code::NotUtf8, Code::TomlSyntax];
        self.diagnostics
            .iter()
            .any(|d| unparsable.contains(&d.code))
    }
}
