//! `footnote expand`: asks an assistant for many ways of asking; prints the request, or has a program answer it.

mod program;

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::arguments::TableArgs;
use crate::cli::drafts::waiting;
use crate::cli::file_error::cannot_write;
use crate::cli::import::phrasings::{TakeArgs, take};
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, load, wrong_usage};
use crate::expand::entry_names::EntryNames;
use crate::expand::request::{GAPS, PER_ENTRY, Wanted, requests};
use crate::files;

/// Ask an assistant for many ways of asking, and take what passes the checks
#[derive(Debug, Args)]
pub(super) struct ExpandArgs {
    #[command(flatten)]
    table: TableArgs,
    /// Only for these entries
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    entries: Vec<String>,
    /// New phrasings to ask for, of each entry
    #[arg(long, value_name = "N", default_value_t = PER_ENTRY, value_parser = clap::value_parser!(u16).range(..=100))]
    per_entry: u16,
    /// Gaps to ask for: what readers would ask and the source leaves open
    #[arg(long, value_name = "N", default_value_t = GAPS, value_parser = clap::value_parser!(u16).range(..=1000))]
    gaps: u16,
    /// Print this part of a request that has several
    #[arg(long, value_name = "N")]
    part: Option<usize>,
    /// Write the request to this file; one of several parts has its number in its name
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Run this command with the request as its input, and go on with its output as `import` does
    #[arg(long, value_name = "COMMAND", conflicts_with = "out")]
    with: Option<String>,
    /// Keep what the command answered in this file
    #[arg(long, value_name = "FILE", requires = "with")]
    keep: Option<PathBuf>,
    #[command(flatten)]
    take: TakeArgs,
}

pub(super) fn run(options: &ExpandArgs) -> io::Result<Ending> {
    if options.with.is_none() && !options.take.is_default() {
        let message = "`--write`, `--trust` and `--strike` are about a reply: add `--with`, or give them to \
                       `footnote import --as phrasings`";
        return Err(wrong_usage(message));
    }
    options.take.expect_table(options.table.path())?;
    for file in options.out.iter().chain(&options.keep) {
        files::expect_writable(file).map_err(|error| cannot_write(file, &error))?;
    }
    let Some(knowledge) = load(options.table.path(), None)? else {
        return Ok(Ending::Failure);
    };
    let wanted = Wanted {
        entries: EntryNames::of(&knowledge)
            .find_all(&options.entries)
            .map_err(wrong_usage)?,
        per_entry: options.per_entry.into(),
        gaps: options.gaps.into(),
    };
    let all = requests(&knowledge, &wanted);
    if all.is_empty() {
        let no_entry = || "the table has no entry to find wordings for".to_owned();
        return Err(wrong_usage(waiting(&knowledge).unwrap_or_else(no_entry)));
    }
    let parts = chosen(&all, options.part)?;
    match (&options.with, &options.out) {
        (Some(command), _) => {
            let reply = answered(command, &parts)?;
            if let Some(file) = &options.keep {
                write(file, &reply)?;
            }
            take(options.table.path(), &reply, &options.take)
        }
        (None, Some(file)) => write_all(file, &parts, all.len()),
        (None, None) => print(&parts, all.len()),
    }
}

/// The parts that are wanted, each with its number.
fn chosen(all: &[String], part: Option<usize>) -> io::Result<Vec<(usize, &str)>> {
    let parts = (1..).zip(all.iter().map(String::as_str));
    let parts: Vec<_> = parts
        .filter(|(number, _)| part.is_none_or(|part| part == *number))
        .collect();
    if parts.is_empty() {
        let count = all.len();
        return Err(wrong_usage(if count == 1 {
            "the request has one part; leave `--part` out".to_owned()
        } else {
            format!("the request has {count} parts; give `--part` a number from 1 to {count}")
        }));
    }
    Ok(parts)
}

/// What a command answers to each part, one reply after the other.
fn answered(command: &str, parts: &[(usize, &str)]) -> io::Result<String> {
    let mut replies = String::new();
    for (number, request) in parts {
        if parts.len() > 1 {
            let count = parts.len();
            Terminal::stderr().line(format_args!("asking for part {number} of {count}"))?;
        }
        replies += &program::answer(command, request)?;
        replies.push('\n');
    }
    Ok(replies)
}

fn write_all(file: &Path, parts: &[(usize, &str)], count: usize) -> io::Result<Ending> {
    let mut out = Terminal::stdout();
    for (number, request) in parts {
        let path = if count > 1 && parts.len() > 1 {
            numbered(file, *number)
        } else {
            file.to_owned()
        };
        write(&path, request)?;
        out.line(format_args!("wrote `{}`", path.display()))?;
    }
    out.flush()?;
    Ok(Ending::Success)
}

/// The name of a part's file: `request-2.md`, of `request.md`.
fn numbered(file: &Path, number: usize) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    let dot = if ending.is_empty() { "" } else { "." };
    file.with_file_name(format!("{stem}-{number}{dot}{ending}"))
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    files::replace(file, text.as_bytes()).map_err(|error| cannot_write(file, &error))
}

/// Prints one part: an assistant takes one at a time.
fn print(parts: &[(usize, &str)], count: usize) -> io::Result<Ending> {
    let mut out = Terminal::stdout();
    let (number, request) = parts[0];
    out.data(request)?;
    out.flush()?;
    if number < count {
        let next = number + 1;
        Terminal::stderr().line(format_args!(
            "this is part {number} of {count}; `--part {next}` prints the next, `--out FILE` writes them all"
        ))?;
    }
    Ok(Ending::Success)
}
