//! `footnote pin`: fills in ids, places, sections and hashes.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::arguments::TableArgs;
use crate::cli::file_error::{cannot_read, cannot_read_table};
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, TextArgs, print_report, rewrite, wrong_usage};
use crate::files::{self, KnowledgeFiles};
use crate::knowledge::source_text::decode;
use crate::knowledge::{self, pin};

/// Fill in ids, and from the source text each citation's place, the sections and the hashes; in place, so that
/// comments and order are kept
#[derive(Debug, Args)]
pub(super) struct PinArgs {
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    text: TextArgs,
    /// Facts, questions and gaps that are right although the words they cite have changed
    #[arg(long, value_name = "ID", num_args = 1..)]
    accept: Vec<String>,
}

/// A file to pin.
struct PinFile {
    path: PathBuf,
    old: Vec<u8>,
    /// Its source's text, if it names one or one is given.
    text: Option<String>,
}

pub(super) fn run(options: &PinArgs) -> io::Result<Ending> {
    let table = options.table.named();
    let table =
        table.ok_or_else(|| wrong_usage("name the knowledge file to change, or its folder"))?;
    let paths = files::knowledge_files(table);
    let paths = paths.map_err(|error| cannot_read_table(table, &error))?;
    if options.text.path.is_some() && paths.len() > 1 {
        let message = "`--text` works with a single knowledge file; name the file, not its folder";
        return Err(wrong_usage(message));
    }
    let tables = paths
        .iter()
        .map(|path| Ok((path.display().to_string(), read(path)?)));
    let tables = tables.collect::<io::Result<Vec<_>>>()?;
    rewrite::expect_table(table)?;
    let parsed = knowledge::parse(&tables);
    let named = parsed.text_names();
    let (_, report) = knowledge::load(parsed, &vec![None; tables.len()]);
    if report.is_unparsable() {
        print_report(&report)?;
        return Ok(Ending::Failure);
    }
    let mut pinning = Vec::new();
    for ((path, (_, old)), named) in paths.into_iter().zip(tables).zip(named) {
        let given = options.text.path.as_deref();
        let text = match (given, named) {
            (Some(given), _) => Some(text_at(given)?),
            (None, Some(named)) => Some(text_beside(&path, &named)?),
            (None, None) if table.is_dir() => None,
            (None, None) => return Err(no_text(&path)),
        };
        pinning.push(PinFile { path, old, text });
    }
    pin_all(&pinning, &options.accept.iter().cloned().collect())
}

/// Pins files that make a table together. Nothing is written if the result has an error.
fn pin_all(pinning: &[PinFile], accepted: &BTreeSet<String>) -> io::Result<Ending> {
    let pinned = pinning.iter().map(|file| {
        let old = String::from_utf8_lossy(&file.old);
        let pinned = pin::pin(&old, file.text.as_deref(), accepted);
        pinned.map_err(io::Error::other)
    });
    let pinned = pinned.collect::<io::Result<Vec<_>>>()?;
    let tables = pinning.iter().zip(&pinned).map(|(file, pinned)| {
        let name = file.path.display().to_string();
        (name, pinned.file.clone().into_bytes())
    });
    let found = pinned.iter().flat_map(|pinned| &pinned.accepted);
    let found: BTreeSet<&String> = found.collect();
    if let Some(unknown) = accepted.iter().find(|id| !found.contains(id)) {
        let message = format!("no fact, question or gap with the id `{unknown}` cites anything");
        return Err(wrong_usage(message));
    }
    let texts: Vec<_> = pinning.iter().map(|file| file.text.clone()).collect();
    let (_, report) = knowledge::load(knowledge::parse(&tables.collect::<Vec<_>>()), &texts);
    if report.has_errors() {
        print_report(&report)?;
        Terminal::stderr().line("nothing was written")?;
        return Ok(Ending::Failure);
    }
    for (file, pinned) in pinning.iter().zip(&pinned) {
        write(file, pinned)?;
    }
    Ok(Ending::Success)
}

/// Writes a pinned file, unless somebody has changed it since it was read.
fn write(file: &PinFile, pinned: &pin::Pinned) -> io::Result<()> {
    let mut out = Terminal::stdout();
    let path = &file.path;
    let name = path.display();
    if pinned.file.as_bytes() == file.old {
        return out.line(format_args!("nothing to change in `{name}`"));
    }
    rewrite::expect_unchanged(path, Some(&file.old))?;
    rewrite::write(path, pinned.file.as_bytes())?;
    out.line(format_args!("pinned {} quotes in `{name}`", pinned.placed))
}

fn text_at(path: &Path) -> io::Result<String> {
    files::read_source_text(path).map_err(|error| cannot_read(path, &error))
}

/// The text that a table names.
fn text_beside(table: &Path, name: &str) -> io::Result<String> {
    let bytes = KnowledgeFiles::from(table).text(name).and_then(|bytes| {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "it does not exist");
        decode(&bytes.ok_or_else(missing)?).map_err(io::Error::other)
    });
    bytes.map_err(|error| cannot_read(&table.with_file_name(name), &error))
}

fn no_text(table: &Path) -> io::Error {
    let file = table.display();
    wrong_usage(format!(
        "`{file}` does not name its source's text; pass it with `--text PATH`"
    ))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    files::read(path).map_err(|error| cannot_read_table(path, &error))
}
