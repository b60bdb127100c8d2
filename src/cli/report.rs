//! Errors and reports on standard error.

use std::io;

use crate::cli::terminal::Terminal;
use crate::diagnostic::{Report, Severity};
use crate::wording::counted;

/// Prints an error. A standard error that cannot be written to leaves no way to say so.
pub(super) fn print_error(message: &str) {
    let _ = Terminal::stderr().line(format_args!("error: {message}"));
}

/// Prints a report, then the number of its errors and warnings.
pub(super) fn print_report(report: &Report) -> io::Result<()> {
    let mut err = Terminal::stderr();
    err.report(report)?;
    let errors = counted(report.count(Severity::Error), "error");
    let warnings = counted(report.count(Severity::Warning), "warning");
    err.line(format_args!("{errors}, {warnings}"))
}
