//! `footnote diff`: what a change of the table changes, in its content and in its answers.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::cli::answer::{FAINT, STRONG};
use crate::cli::{Ending, load};
use crate::knowledge::Difference;
use crate::quality::impact::{Shift, impact};
use crate::service::Snapshot;

/// The most questions that are asked of both tables: some seconds' worth on a small machine.
const ASKED: usize = 20_000;
/// The most questions that are shown under each title.
const SHOWN: usize = 25;

/// Say what has changed between two tables, and which questions get another answer
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The table as it was: a knowledge file, or a folder of them
    old: PathBuf,
    /// The table as it is to be
    new: PathBuf,
}

pub(super) fn run(options: &DiffArgs) -> io::Result<Ending> {
    let (old, new) = (load(&options.old, None)?, load(&options.new, None)?);
    let (Some(old), Some(new)) = (old, new) else {
        return Ok(Ending::Short);
    };
    print(&Snapshot::new(old), &Snapshot::new(new))?;
    Ok(Ending::Quantized)
}

/// Prints the difference, then its impact.
pub(super) fn print(old: &Snapshot, new: &Snapshot) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let difference = Difference::between(old.knowledge(), new.knowledge());
    writeln!(out, "{STRONG}{}{STRONG:#}", difference.summary())?;
    if difference.is_empty() {
        return out.flush();
    }
    for line in difference.lines() {
        writeln!(out, "  {line}")?;
    }
    let impact = impact(old.table(), new.table(), &[], ASKED);
    writeln!(out, "{STRONG}{}{STRONG:#}", impact.summary())?;
    for shifts in impact.shifts.chunk_by(|one, next| one.cause == next.cause) {
        writeln!(out, "{}", shifts[0].cause.title())?;
        for shift in shifts.iter().take(SHOWN) {
            let Shift {
                question, old, new, ..
            } = shift;
            writeln!(out, "  {question}")?;
            writeln!(out, "    {FAINT}was{FAINT:#} {old}")?;
            writeln!(out, "    {FAINT}now{FAINT:#} {new}")?;
        }
        if shifts.len() > SHOWN {
            writeln!(out, "  {FAINT}and {} more{FAINT:#}", shifts.len() - SHOWN)?;
        }
    }
    out.flush()
}
