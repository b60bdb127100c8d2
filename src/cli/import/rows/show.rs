//! Shows what an import would do.

use std::io;

use crate::cli::import::rows::target::ImportTarget;
use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::exchange::Refused;
use crate::knowledge::{Difference, Knowledge};
use crate::wording::counted;

/// The most changes shown: the file shows the others.
const SHOWN: usize = 500;
/// The most characters shown of what is refused, so that it is recognised.
const NAME: usize = 60;

/// How the file was read, how many entries are taken, and why the others are not.
pub(super) fn refusals(notes: &[String], taken: usize, refused: &[Refused]) -> io::Result<()> {
    let mut out = Terminal::stdout();
    out.lines(notes.iter().map(String::as_str))?;
    for own in refused {
        let mut name: String = own.name.chars().take(NAME).collect();
        if name.len() < own.name.len() {
            name.push('…');
        }
        let line = Line::new().strong(format_args!("refused {}", own.place));
        out.line(line.text(format_args!(" “{name}”: {}", own.why)))?;
        out.line(Line::from("    ").faint(format_args!("help: {}", own.repair)))?;
    }
    let (taken, refused) = (counted(taken, "item"), refused.len());
    out.line(Line::new().strong(format_args!("{taken} taken, {refused} refused")))
}

/// What changes in the table or, for a new one, the table.
pub(super) fn show(target: &ImportTarget, new: &Knowledge, file: &str) -> io::Result<()> {
    let mut out = Terminal::stdout();
    let Some(old) = &target.knowledge else {
        out.line("")?;
        out.lines(file.lines())?;
        return out.line("");
    };
    let difference = Difference::between(old, new);
    out.line(Line::new().strong(difference.summary()))?;
    let lines = difference.lines();
    let more = lines.len().saturating_sub(SHOWN);
    for line in lines.take(SHOWN) {
        out.line(format_args!("  {line}"))?;
    }
    if more > 0 {
        out.line(Line::from("  ").faint(format_args!("and {more} more")))?;
    }
    Ok(())
}
