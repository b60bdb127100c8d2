//! Draws a report as text, in lines for a terminal. What the files and their authors wrote is escaped,
//! so that every control character in it is one of the renderer's own.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::excerpt::{LineCounts, lines_around};
use crate::diagnostic::{Diagnostic, Label, Place, Report, Severity};
use crate::text::visible::{visible, visible_except};

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
            .map(|fault| renderer.render(&[Shown::of(self, fault, &lines).group()]) + "\n\n")
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

/// A fault with its texts escaped.
struct Shown<'a> {
    level: Level<'static>,
    code: &'static str,
    message: Cow<'a, str>,
    file: Cow<'a, str>,
    labels: Vec<ShownLabel<'a>>,
    repair: Option<Cow<'a, str>>,
}

impl<'a> Shown<'a> {
    fn of(report: &'a Report, fault: &'a Diagnostic, lines: &[LineCounts]) -> Self {
        let labels = fault.labels.iter();
        Self {
            level: level(fault.code.severity()),
            code: fault.code.name(),
            message: visible(&fault.message),
            file: visible(&report.files[fault.file].name),
            labels: labels
                .map(|label| ShownLabel::of(report, label, lines))
                .collect(),
            repair: fault.repair.as_deref().map(visible),
        }
    }

    fn group(&self) -> Group<'_> {
        let mut group = self
            .level
            .clone()
            .primary_title(&*self.message)
            .id(self.code)
            .elements(std::iter::empty::<Snippet<'_, Annotation<'_>>>());
        if self.labels.is_empty() {
            group = group.element(Origin::path(&*self.file));
        }
        for (index, label) in self.labels.iter().enumerate() {
            let kind = match index {
                0 => AnnotationKind::Primary,
                _ => AnnotationKind::Context,
            };
            group = group.element(label.snippet(kind));
        }
        if let Some(repair) = &self.repair {
            group = group.element(Level::HELP.message(&**repair));
        }
        group
    }
}

/// The lines around a label: only those, so that a large file is not searched as a whole.
struct ShownLabel<'a> {
    file: Cow<'a, str>,
    lines: String,
    /// The number of the first line, from 1.
    number: usize,
    /// The bytes of `lines` that are marked.
    span: Range<usize>,
    text: Cow<'a, str>,
}

impl<'a> ShownLabel<'a> {
    fn of(report: &'a Report, label: &'a Label, counts: &[LineCounts]) -> Self {
        let Place { file, start, end } = label.place;
        let counts = &counts[file];
        let file = &report.files[file];
        let lines = lines_around(&file.text, label.place);
        let end = end.min(lines.end);
        let before = source(&file.text[lines.start..start]);
        let marked = source(&file.text[start..end]);
        let after = source(&file.text[end..lines.end]);
        Self {
            file: visible(&file.name),
            number: counts.line_of(&file.text, start),
            span: before.len()..before.len() + marked.len(),
            lines: [before, marked, after].concat(),
            text: visible(&label.text),
        }
    }

    fn snippet(&self, kind: AnnotationKind) -> Snippet<'_, Annotation<'_>> {
        let text = (!self.text.is_empty()).then_some(&*self.text);
        Snippet::source(&*self.lines)
            .path(&*self.file)
            .line_start(self.number)
            .annotation(kind.span(self.span.clone()).label(text))
    }
}

/// A piece of a file as it is shown. Tabs stay, for the renderer widens them.
fn source(piece: &str) -> Cow<'_, str> {
    if piece.contains('\r') {
        let piece = piece.replace("\r\n", "\n");
        return Cow::Owned(visible_except(&piece, &['\n', '\t']).into_owned());
    }
    visible_except(piece, &['\n', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, FileText, MAX_FAULTS};

    #[test]
    fn what_others_wrote_cannot_command_a_terminal() {
        let foreign = "a\u{1b}[31m\u{9b}2J\u{202e}\n\u{7f}";
        let text = format!(
            "x = \"\u{9b}\u{85}\" # {}\r\nnext",
            foreign.replace('\n', "")
        );
        let mut report = Report::about(vec![FileText {
            name: foreign.to_owned(),
            text,
        }]);
        let place = Place::new(0, 4..10);
        let at = Diagnostic::at(Code::UnknownKey, place, foreign)
            .label(place, foreign)
            .repair(foreign);
        let whole = Diagnostic::of_file(Code::Unreadable, 0, foreign);
        report.diagnostics.push(at);
        report.diagnostics.push(whole);
        let drawn = report.render_plain();
        let is_command = |c: char| crate::text::visible::is_command(c) && c != '\n';
        assert!(!drawn.contains(is_command), "{drawn:?}");
        assert_eq!(drawn.matches("a\\u{1b}[31m\\u{9b}2J\\u{202e}").count(), 9);
        assert!(drawn.contains("| x = \"\\u{9b}\\u{85}\" #"), "{drawn}");
        assert!(drawn.contains("|     ^^^^^^^^^^^^^^"), "{drawn}");
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
