//! `footnote journal export`: what was asked, for other programs.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use crate::cli::{Ending, block_on};
use crate::insights::usage::date;
use crate::knowledge::Outcome;
use crate::question_log::today;
use crate::record::{Days, LoggedQuestion};
use crate::store::StoreError;

/// Look at what was asked
#[derive(Debug, Args)]
pub(super) struct JournalArgs {
    #[command(subcommand)]
    command: JournalCommand,
}

#[derive(Debug, Subcommand)]
enum JournalCommand {
    Export(Export),
}

/// Print what was asked, a line for each question of a day
#[derive(Debug, Args)]
struct Export {
    /// The bot's store
    #[arg(long, value_name = "FILE", default_value = "footnote.db")]
    store: PathBuf,
    /// In which form
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    format: Form,
    /// How many days to look back
    #[arg(long, value_name = "N", default_value_t = 366, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// A JSON object a line; `footnote unanswered` and `suggest --asked` read it
    Jsonl,
    /// Comma-separated values, with a heading
    Csv,
}

/// A line.
#[derive(Serialize)]
struct ExportLine<'a> {
    day: String,
    /// In digits, as text: as a number it is too long for many programs.
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
    let store = crate::cli::store(&export.store)?;
    let read = async {
        let asked = store.logged(today() + Days(1) - Days(export.days)).await?;
        store.close().await;
        Ok::<_, StoreError>(asked)
    };
    let mut asked = block_on(read)?.map_err(io::Error::other)?;
    asked.sort_by(|a, b| (a.day, &a.text).cmp(&(b.day, &b.text)));
    let mut out = io::stdout().lock();
    match export.format {
        Form::Jsonl => {
            for asked in &asked {
                let line = serde_json::to_string(&line(asked)).map_err(io::Error::other)?;
                writeln!(out, "{line}")?;
            }
        }
        Form::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            for asked in &asked {
                csv.serialize(line(asked)).map_err(io::Error::other)?;
            }
            csv.flush()?;
        }
    }
    out.flush()?;
    Ok(Ending::Quantized)
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
