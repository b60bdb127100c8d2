//! Reports as text: each fault with the lines that it is about.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, FileText, Label, Place, Report, Severity};

/// The bytes of a line that are shown on either side of a fault. A line of TOML can be as long as the
/// file; of a longer one, columns are counted from where it is cut.
const MAX_SHOWN_BYTES: usize = 4_000;
/// The bytes of a file after each of which its lines are counted once for all faults.
const BLOCK: usize = 1 << 16;

impl Report {
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
        let lines: Vec<LineCounts> = self.files.iter().map(LineCounts::of).collect();
        let faults = self.diagnostics.iter();
        let mut rendered: String = faults
            .map(|fault| renderer.render(&[self.group(fault, &lines)]) + "\n\n")
            .collect();
        for severity in Severity::ALL.into_iter().rev() {
            let omitted = self.diagnostics.omitted(severity);
            if omitted > 0 {
                let title = format!("{omitted} more {} not shown", are(severity));
                let repair = Level::HELP.message("fix those above, then check again");
                let group = level(severity).primary_title(title).element(repair);
                rendered.push_str(&renderer.render(&[group]));
                rendered.push_str("\n\n");
            }
        }
        rendered
    }

    fn group<'a>(&'a self, diagnostic: &'a Diagnostic, lines: &[LineCounts]) -> Group<'a> {
        let mut group = level(diagnostic.code.severity())
            .primary_title(&diagnostic.message)
            .id(diagnostic.code.name())
            .elements(std::iter::empty::<Snippet<'_, Annotation<'_>>>());
        if diagnostic.labels.is_empty() {
            group = group.element(Origin::path(&self.files[diagnostic.file].name));
        }
        for (index, label) in diagnostic.labels.iter().enumerate() {
            let kind = if index == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let file = &self.files[label.place.file];
            let line = lines[label.place.file].line_of(&file.text, label.place.start);
            group = group.element(snippet(file, label, kind, line));
        }
        if let Some(repair) = &diagnostic.repair {
            group = group.element(Level::HELP.message(repair));
        }
        group
    }
}

fn are(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "errors are",
        Severity::Warning => "warnings are",
        Severity::Advice => "notes are",
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE,
    }
}

/// Only the lines around a label, so that a large file is not searched as a whole.
fn snippet<'a>(
    file: &'a FileText,
    label: &'a Label,
    kind: AnnotationKind,
    line: usize,
) -> Snippet<'a, Annotation<'a>> {
    let shown = lines_around(&file.text, label.place);
    let within = |at: usize| at.clamp(shown.start, shown.end) - shown.start;
    let span = within(label.place.start)..within(label.place.end);
    let annotation = kind
        .span(span)
        .label((!label.text.is_empty()).then_some(label.text.as_str()));
    Snippet::source(&file.text[shown])
        .path(file.name.as_str())
        .line_start(line)
        .annotation(annotation)
}

/// The whole lines of a place, or what is near its start if they are very long.
fn lines_around(text: &str, place: Place) -> Range<usize> {
    let first = text.floor_char_boundary(place.start.saturating_sub(MAX_SHOWN_BYTES));
    let last = place.start.saturating_add(MAX_SHOWN_BYTES);
    let last = text.ceil_char_boundary(last.min(text.len()));
    let start = text[first..place.start].rfind('\n');
    let end = place.end.min(last);
    let line_end = text[end..last].find('\n');
    start.map_or(first, |at| first + at + 1)..line_end.map_or(last, |at| end + at)
}

/// How many lines of a file end before each of its blocks.
struct LineCounts(Vec<usize>);

impl LineCounts {
    fn of(file: &FileText) -> Self {
        let mut before = 0;
        let blocks = file.text.as_bytes().chunks(BLOCK).map(|block| {
            let first = before;
            before += ends(block);
            first
        });
        Self(blocks.collect())
    }

    /// The line of a byte, from 1.
    fn line_of(&self, text: &str, at: usize) -> usize {
        let block = (at / BLOCK).min(self.0.len().saturating_sub(1));
        let before = self.0.get(block).copied().unwrap_or_default();
        1 + before + ends(&text.as_bytes()[block * BLOCK..at])
    }
}

/// The number of line ends.
fn ends(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, MAX_FAULTS};

    #[test]
    fn lines_are_cut_without_their_line_breaks() {
        let text = "one\ntwo\nthree";
        assert_eq!(lines_around(text, Place::new(0, 5..6)), 4..7);
        assert_eq!(lines_around(text, Place::new(0, 13..13)), 8..13);
        assert_eq!(lines_around(text, Place::new(0, 0..9)), 0..13);
    }

    #[test]
    fn of_a_long_line_only_what_is_near_is_shown() {
        let text = "ü".repeat(1_000_000);
        for place in [0..text.len(), 500_000..500_002, text.len()..text.len()] {
            let shown = lines_around(&text, Place::new(0, place.clone()));
            assert!(shown.start <= place.start && shown.len() <= 2 * MAX_SHOWN_BYTES + 4);
        }
    }

    #[test]
    fn a_line_is_counted_in_any_block() {
        let text = "a\n".repeat(BLOCK);
        let file = FileText {
            name: String::new(),
            text: text.clone(),
        };
        let counts = LineCounts::of(&file);
        for at in [0, 1, 2, BLOCK - 1, BLOCK, BLOCK + 1, text.len()] {
            assert_eq!(
                counts.line_of(&text, at),
                1 + text[..at].matches('\n').count()
            );
        }
        assert_eq!(LineCounts(Vec::new()).line_of("", 0), 1);
    }

    #[test]
    fn what_is_not_shown_is_counted_at_the_end() {
        let mut report = Report::about(vec![FileText {
            name: "a.toml".to_owned(),
            text: "a\n".to_owned(),
        }]);
        for _ in 0..MAX_FAULTS + 7 {
            report
                .diagnostics
                .push(Diagnostic::of_file(Code::UnknownKey, 0, "no"));
        }
        let rendered = report.render_plain();
        assert_eq!(rendered.matches("error[").count(), MAX_FAULTS);
        let end = "error: 7 more errors are not shown\n |\n = help: fix those above, then check again\n\n";
        assert!(
            rendered.ends_with(end),
            "{}",
            &rendered[rendered.len() - 200..]
        );
    }
}
