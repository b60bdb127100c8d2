//! Diagnostics: what is wrong in a file, where, and how to fix it.
//!
//! Everything that reads a file reports through this module, so that all reports look the same. It
//! renders reports as text; it reads no file and prints nothing.

mod code;

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

pub use crate::diagnostic::code::{Code, Severity};

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
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// A report on these files, without faults so far.
    #[must_use]
    pub fn about(files: Vec<FileText>) -> Self {
        Self {
            files,
            diagnostics: Vec::new(),
        }
    }

    /// Sorts the faults by file, then by place.
    pub fn sort(&mut self) {
        self.diagnostics.sort_by_key(Diagnostic::position);
    }

    /// The number of faults of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|d| d.code.severity() == severity)
            .count()
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

    /// Renders the report with ANSI colours, a blank line after each fault; empty if there are none.
    #[must_use]
    pub fn render(&self) -> String {
        self.render_with(&Renderer::styled())
    }

    /// Renders the report without colours.
    #[must_use]
    pub fn render_plain(&self) -> String {
        self.render_with(&Renderer::plain())
    }

    fn render_with(&self, renderer: &Renderer) -> String {
        self.diagnostics
            .iter()
            .map(|d| renderer.render(&[self.group(d)]) + "\n\n")
            .collect()
    }

    fn group<'a>(&'a self, diagnostic: &'a Diagnostic) -> Group<'a> {
        let level = match diagnostic.code.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Advice => Level::NOTE,
        };
        let mut group = level
            .primary_title(&diagnostic.message)
            .id(diagnostic.code.name())
            .elements(std::iter::empty::<
                Snippet<'_, annotate_snippets::Annotation<'_>>,
            >());
        if diagnostic.labels.is_empty() {
            group = group.element(Origin::path(&self.files[diagnostic.file].name));
        }
        for (index, label) in diagnostic.labels.iter().enumerate() {
            group = group.element(self.snippet(label, index == 0));
        }
        if let Some(repair) = &diagnostic.repair {
            group = group.element(Level::HELP.message(repair));
        }
        group
    }

    /// Renders only the lines around a label, so that a large file is not searched as a whole.
    fn snippet<'a>(
        &'a self,
        label: &'a Label,
        primary: bool,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let file = &self.files[label.place.file];
        let lines = lines_around(&file.text, label.place);
        let span = label.place.start - lines.start..label.place.end - lines.start;
        let kind = if primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let annotation = kind
            .span(span)
            .label((!label.text.is_empty()).then_some(label.text.as_str()));
        Snippet::source(&file.text[lines.clone()])
            .path(file.name.as_str())
            .line_start(1 + file.text[..lines.start].matches('\n').count())
            .annotation(annotation)
    }
}

/// The known name that an unknown one was probably meant to be, if any: the nearest by optimal string
/// alignment distance, at most one or a third of the name's letters away.
#[must_use]
pub fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    known
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

fn lines_around(text: &str, place: Place) -> Range<usize> {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..]
        .find('\n')
        .map_or(text.len(), |at| place.end + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_name_is_suggested() {
        let known = ["envoy", "venue", "keeper"];
        assert_eq!(did_you_mean("envoi", known.into_iter()), Some("envoy"));
        assert_eq!(did_you_mean("lighthouse", known.into_iter()), None);
    }

    #[test]
    fn lines_are_cut_without_their_line_breaks() {
        let text = "one\ntwo\nthree";
        assert_eq!(lines_around(text, Place::new(0, 5..6)), 4..7);
        assert_eq!(lines_around(text, Place::new(0, 13..13)), 8..13);
    }
}
