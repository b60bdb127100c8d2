//! `footnote import`: takes what somebody else wrote into a table. Nothing is written unless it is asked for.

pub(super) mod phrasings;
mod rows;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::arguments::DEFAULT_KNOWLEDGE;
use crate::cli::file_error::cannot_read;
use crate::cli::import::phrasings::{TakeArgs, take, take_back};
use crate::cli::import::rows::{RowsArgs, RowsKind, take_rows};
use crate::cli::{Ending, wrong_usage};
use crate::files;

/// Take what somebody else wrote into a table: shows what would change, and writes it with --write
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The file to take from
    #[arg(required_unless_present = "take_back")]
    file: Option<PathBuf>,
    /// What the file is
    #[arg(long = "as", value_name = "KIND")]
    kind: ImportKind,
    #[command(flatten)]
    rows: RowsArgs,
    /// For phrasings: a knowledge file, or a folder of them [default: knowledge]
    #[arg(long, value_name = "FILE-OR-FOLDER")]
    knowledge: Option<PathBuf>,
    #[command(flatten)]
    take: TakeArgs,
    /// For phrasings: remove all that came this way instead; gaps stay, drafts or not: delete those that you do not want
    #[arg(long, conflicts_with_all = ["file", "trust", "strike"])]
    take_back: bool,
}

/// What a file is that is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImportKind {
    /// Comma-separated values with a header row; semicolons and tabs are recognised
    Csv,
    /// Tab-separated values with a header row
    Tsv,
    /// An FAQ in Markdown, whose questions are headings
    Faq,
    /// JSON, as `footnote export --as json` prints it, or a list of objects
    Json,
    /// An assistant's reply to a request of `footnote expand`
    Phrasings,
}

/// Whether a command writes what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// It does.
    Asked,
    /// It only shows what it would write.
    NotAsked,
}

pub(super) fn run(options: &ImportArgs) -> io::Result<Ending> {
    expect_fitting(options)?;
    let table = options.knowledge.as_deref();
    let table = table.unwrap_or(Path::new(DEFAULT_KNOWLEDGE));
    let rows = |kind| {
        let writing = if options.take.write() {
            Writing::Asked
        } else {
            Writing::NotAsked
        };
        take_rows(named(options)?, kind, &options.rows, writing)
    };
    match options.kind {
        ImportKind::Csv => rows(RowsKind::Csv),
        ImportKind::Tsv => rows(RowsKind::Tsv),
        ImportKind::Faq => rows(RowsKind::Faq),
        ImportKind::Json => rows(RowsKind::Json),
        ImportKind::Phrasings if options.take_back => take_back(table, &options.take),
        ImportKind::Phrasings => {
            let file = named(options)?;
            let reply = files::read_source_text(file).map_err(|error| cannot_read(file, &error))?;
            take(table, &reply, &options.take)
        }
    }
}

/// Fails if an option is given that has no effect on what is imported.
fn expect_fitting(options: &ImportArgs) -> io::Result<()> {
    if matches!(options.kind, ImportKind::Phrasings) {
        return match options.rows.given() {
            Some(option) => Err(wrong_usage(format!(
                "`{option}` is not for `--as phrasings`; a reply goes into the table that `--knowledge` names"
            ))),
            None => Ok(()),
        };
    }
    let given = [
        (
            options.knowledge.is_some(),
            "--knowledge",
            "name the table with `--into FILE`",
        ),
        (
            options.take_back,
            "--take-back",
            "restore your copy of the table",
        ),
        (
            options.take.trusts(),
            "--trust",
            "what has `yes` in the column `draft` is a draft, the rest is not",
        ),
        (
            options.take.strikes(),
            "--strike",
            "remove those rows from the file",
        ),
    ];
    match given.into_iter().find(|(is_given, ..)| *is_given) {
        Some((_, option, repair)) => {
            let message = format!("`{option}` is only for `--as phrasings`; {repair}");
            Err(wrong_usage(message))
        }
        None => Ok(()),
    }
}

fn named(options: &ImportArgs) -> io::Result<&Path> {
    let file = options.file.as_deref();
    file.ok_or_else(|| wrong_usage("name the file to take from"))
}
