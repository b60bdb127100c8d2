//! `footnote export`: the table for a spreadsheet, for other programs, or as a page.

use std::io;

use clap::{Args, ValueEnum};

use crate::cli::arguments::TableArgs;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, print_report};
use crate::exchange::json::PlainTables;
use crate::exchange::page::{Page, html, markdown};
use crate::exchange::sheet::csv;
use crate::files;
use crate::insights::usage::date;
use crate::knowledge::plain::PlainTable;
use crate::question_log::today;

/// Print the table for a spreadsheet, for another program, or as a page for readers
#[derive(Debug, Args)]
pub(super) struct TableExportArgs {
    #[command(flatten)]
    table: TableArgs,
    /// What to print
    #[arg(long = "as", value_name = "FORMAT")]
    format: TableFormat,
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// A row for each answer, to edit in a spreadsheet and import again
    Csv,
    /// Everything in the table, with the names of its fields
    Json,
    /// A page with questions, answers and citations, as Markdown
    Md,
    /// The same as HTML
    Html,
}

pub(super) fn run(options: &TableExportArgs) -> io::Result<Ending> {
    let loaded = files::load(options.table.path(), None);
    let Some(knowledge) = loaded.knowledge else {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    };
    let tables = || -> io::Result<Vec<PlainTable>> {
        let tables = loaded.files.tables.values();
        let read = tables.map(|bytes| PlainTable::read(&String::from_utf8_lossy(bytes)));
        read.collect::<Result<_, _>>().map_err(io::Error::other)
    };
    let mut out = Terminal::stdout();
    match options.format {
        TableFormat::Csv => out.data(&csv(&tables()?)?)?,
        TableFormat::Json => match <[PlainTable; 1]>::try_from(tables()?) {
            Ok([only]) => out.indented_json(&only)?,
            Err(tables) => out.indented_json(&PlainTables { tables })?,
        },
        TableFormat::Md => out.data(&markdown(&Page::of(&knowledge, &date(today()))))?,
        TableFormat::Html => out.data(&html(&Page::of(&knowledge, &date(today()))))?,
    }
    out.flush()?;
    Ok(Ending::Success)
}
