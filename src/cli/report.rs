//! Errors and reports on standard error.

use std::io::{self, Write};

use crate::diagnostic::{Report, Severity};
use crate::wording::counted;

/// Prints an error. A standard error that cannot be written to leaves no way to say so.
pub(super) fn print_error(message: &str) {
    let _ = writeln!(anstream::stderr(), "error: {message}");
}

/// Prints a report, then the number of its errors and warnings.
pub(super) fn print_report(report: &Report) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    write!(err, "{}", report.render())?;
    writeln!(
        err,
        "{}, {}",
        counted(report.count(Severity::Error), "error"),
        counted(report.count(Severity::Warning), "warning")
    )
}
