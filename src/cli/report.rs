//! Errors and reports on standard error.

use std::collections::BTreeMap;
use std::io;

use crate::cli::terminal::Terminal;
use crate::diagnostic::{Report, Severity};
use crate::wording::counted;

/// Prints an error. A standard error that cannot be written to leaves no way to say so.
pub(super) fn print_error(message: &str) {
    let _ = Terminal::stderr().line(format_args!("error: {message}"));
}

/// The most warnings of a kind that are shown, unless all are wanted: the others are mended in the same way.
const SHOWN: usize = 5;

/// Prints a report, then the number of its errors and warnings.
pub(super) fn print_report(report: &Report) -> io::Result<()> {
    let mut err = Terminal::stderr();
    err.report(report)?;
    print_counts(&mut err, report)
}

/// The same with the first warnings of each kind, and how many more there are.
pub(super) fn print_first_of_each_kind(report: &Report) -> io::Result<()> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = report.clone();
    shown.diagnostics.retain(|fault| {
        if fault.code.severity() == Severity::Error {
            return true;
        }
        let count = found.entry(fault.code.name()).or_default();
        *count += 1;
        *count <= SHOWN
    });
    let mut err = Terminal::stderr();
    err.report(&shown)?;
    for (kind, count) in found {
        if count > SHOWN {
            let more = count - SHOWN;
            err.line(format_args!("and {more} more `{kind}` (--all shows them)"))?;
        }
    }
    print_counts(&mut err, report)
}

fn print_counts(err: &mut Terminal, report: &Report) -> io::Result<()> {
    let errors = counted(report.count(Severity::Error), "error");
    let warnings = counted(report.count(Severity::Warning), "warning");
    err.line(format_args!("{errors}, {warnings}"))
}
