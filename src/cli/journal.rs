//! `footnote journal export`: the stored questions, for other programs.

use std::io;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use crate::cli::terminal::Terminal;
use crate::cli::{Ending, ServerArgs, StoreArgs};
use crate::exchange::spreadsheet::{self, Cell};
use crate::insights::of_server::asked_in;
use crate::insights::usage::date;
use crate::knowledge::Outcome;
use crate::question_log::today;
use crate::record::{Days, LoggedQuestion};

/// Export the stored questions
#[derive(Debug, Args)]
pub(super) struct JournalArgs {
    #[command(subcommand)]
    command: JournalCommand,
}

#[derive(Debug, Subcommand)]
enum JournalCommand {
    Export(ExportArgs),
}

/// Print the stored questions, one line per question and day
#[derive(Debug, Args)]
struct ExportArgs {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    server: ServerArgs,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: ExportFormat,
    /// Number of days to look back
    #[arg(long, value_name = "N", default_value_t = 366, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExportFormat {
    /// One JSON object per line, as read by `footnote unanswered` and `footnote suggest --asked`
    Jsonl,
    /// Comma-separated values with a header row, for spreadsheets
    Csv,
}

/// A question as it is exported.
#[derive(Serialize)]
struct ExportLine<'a> {
    day: String,
    /// Digits as text: many programs lose digits of a number this long.
    server: Option<String>,
    channel: &'static str,
    version: &'a str,
    question: &'a str,
    outcome: Outcome,
    source: Option<&'a str>,
    entry: Option<&'a str>,
    confidence: f32,
    times: u32,
}

pub(super) fn run(options: &JournalArgs) -> io::Result<Ending> {
    let JournalCommand::Export(export) = &options.command;
    let since = today() + Days(1) - Days(export.days);
    let mut asked = export.store.read(async |store| store.logged(since).await)?;
    if let Some(id) = export.server.id {
        asked = asked_in(id.get(), asked);
    }
    asked.sort_by(|a, b| (a.day, &a.text).cmp(&(b.day, &b.text)));
    let mut out = Terminal::stdout();
    match export.format {
        ExportFormat::Jsonl => {
            for asked in &asked {
                out.json(&line(asked))?;
            }
        }
        ExportFormat::Csv => {
            let rows = asked.iter().map(|asked| cells(line(asked)));
            out.data(&spreadsheet::csv(&COLUMNS, rows)?)?;
        }
    }
    out.flush()?;
    Ok(Ending::Success)
}

fn line(asked: &LoggedQuestion) -> ExportLine<'_> {
    let (source, entry) = asked
        .entry
        .as_ref()
        .map(|(s, e)| (s.as_str(), e.as_str()))
        .unzip();
    ExportLine {
        day: date(asked.day),
        server: asked.server.map(|id| id.to_string()),
        channel: asked.channel.as_str(),
        version: &asked.version,
        question: &asked.text,
        outcome: asked.outcome,
        source,
        entry,
        confidence: f32::from(asked.percent) / 100.0,
        times: asked.times,
    }
}

const COLUMNS: [&str; 10] = [
    "day",
    "server",
    "channel",
    "version",
    "question",
    "outcome",
    "source",
    "entry",
    "confidence",
    "times",
];

/// A row, in the order of [`COLUMNS`].
fn cells(line: ExportLine<'_>) -> [Cell<'_>; COLUMNS.len()] {
    [
        Cell::text(line.day),
        Cell::optional(line.server),
        Cell::text(line.channel),
        Cell::text(line.version),
        Cell::text(line.question),
        Cell::text(line.outcome.name()),
        Cell::optional(line.source),
        Cell::optional(line.entry),
        Cell::Number(line.confidence.to_string()),
        Cell::Number(line.times.to_string()),
    ]
}
