//! `footnote pin`: fills in places, sections and the sha256 from the source's text.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::terminal::Terminal;
use crate::cli::{Ending, TextArgs, print_report, wrong_usage};
use crate::files::{self, KnowledgeFiles};
use crate::knowledge::source_text::decode;
use crate::knowledge::{self, pin};

/// Fill in each citation's place, the sections and the hash from the source text
#[derive(Debug, Args)]
pub(super) struct PinArgs {
    /// Knowledge file to change in place; comments and order are kept
    file: PathBuf,
    #[command(flatten)]
    text: TextArgs,
}

pub(super) fn run(options: &PinArgs) -> io::Result<Ending> {
    let path = &options.file;
    let bytes = read(path)?;
    let parsed = knowledge::parse(&[(path.display().to_string(), bytes.clone())]);
    let named = parsed.text_names().pop().flatten();
    let (_, report) = knowledge::load(parsed, &[None]);
    if report.is_unparsable() {
        print_report(&report)?;
        return Ok(Ending::Failure);
    }
    let given = options.text.path.as_deref();
    let text = match (given, named) {
        (Some(given), _) => text_at(given)?,
        (None, Some(named)) => text_beside(path, &named)?,
        (None, None) => return Err(no_text(path)),
    };
    pin_file(path, &bytes, &text)?;
    // Loading reports the quotes that could not be placed.
    let loaded = files::load(path, given);
    if loaded.report.has_errors() {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    }
    Ok(Ending::Success)
}

fn text_at(path: &Path) -> io::Result<String> {
    files::read_source_text(path).map_err(|error| unreadable(path, &error))
}

/// The text that a table names.
fn text_beside(table: &Path, name: &str) -> io::Result<String> {
    let bytes = KnowledgeFiles::from(table).text(name).and_then(|bytes| {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "it does not exist");
        decode(&bytes.ok_or_else(missing)?).map_err(io::Error::other)
    });
    bytes.map_err(|error| unreadable(&table.with_file_name(name), &error))
}

fn no_text(table: &Path) -> io::Error {
    let file = table.display();
    wrong_usage(format!(
        "`{file}` does not name its source's text; pass it with `--text PATH`"
    ))
}

/// Pins a file to a text, unless somebody has changed it since these bytes were read from it.
fn pin_file(path: &Path, bytes: &[u8], text: &str) -> io::Result<()> {
    let old = String::from_utf8_lossy(bytes);
    let pinned = pin::pin(&old, text).map_err(io::Error::other)?;
    let mut out = Terminal::stdout();
    let file = path.display();
    if pinned.file == old {
        return out.line(format_args!("nothing to change in `{file}`"));
    }
    if read(path)? != bytes {
        let message = format!("`{file}` was changed in the meantime; run the command again");
        return Err(io::Error::other(message));
    }
    files::replace(path, pinned.file.as_bytes()).map_err(|error| {
        let message = format!("cannot replace `{file}`: {}", error.kind());
        io::Error::new(error.kind(), message)
    })?;
    out.line(format_args!("pinned {} quotes in `{file}`", pinned.placed))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    files::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot read `{}`: {error}", path.display()),
    )
}
