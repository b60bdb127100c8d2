//! `footnote diff`: what changed between two tables, in content and in answers.

use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, load};
use crate::effort::Effort;
use crate::knowledge::Difference;
use crate::quality::impact::{Shift, impact};
use crate::service::Snapshot;

/// The most questions asked of both tables: a few seconds on a small machine.
const ASKED: usize = 20_000;
/// The most questions shown under each title.
const SHOWN: usize = 25;

/// Compare two tables: what changed, and which questions get a different answer
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// Old table: a knowledge file, or a folder of them
    old: PathBuf,
    /// New table: a knowledge file, or a folder of them
    new: PathBuf,
}

pub(super) fn run(options: &DiffArgs) -> io::Result<Ending> {
    let (old, new) = (load(&options.old, None)?, load(&options.new, None)?);
    let (Some(old), Some(new)) = (old, new) else {
        return Ok(Ending::Failure);
    };
    print(&Snapshot::new(old), &Snapshot::new(new))?;
    Ok(Ending::Success)
}

/// Prints what changed, then which answers it changes.
pub(super) fn print(old: &Snapshot, new: &Snapshot) -> io::Result<()> {
    let mut out = Terminal::stdout();
    let difference = Difference::between(old.knowledge(), new.knowledge());
    out.line(Line::new().strong(difference.summary()))?;
    if difference.is_empty() {
        return out.flush();
    }
    for line in difference.lines() {
        out.line(format_args!("  {line}"))?;
    }
    let impact = impact(old.table(), new.table(), &[], &Effort::of(ASKED));
    out.line(Line::new().strong(impact.summary()))?;
    for shifts in impact.shifts.chunk_by(|one, next| one.cause == next.cause) {
        out.line(shifts[0].cause.title())?;
        for shift in shifts.iter().take(SHOWN) {
            let Shift {
                question, old, new, ..
            } = shift;
            out.line(format_args!("  {question}"))?;
            for (when, answer) in [("was", old), ("now", new)] {
                out.line(Line::from("    ").faint(when).text(" ").text(answer))?;
            }
        }
        if shifts.len() > SHOWN {
            let more = format_args!("and {} more", shifts.len() - SHOWN);
            out.line(Line::from("  ").faint(more))?;
        }
    }
    out.flush()
}
