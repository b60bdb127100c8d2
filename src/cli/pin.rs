//! `footnote pin`: fills in places, sections and the sha256 from the source's text.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::terminal::Terminal;
use crate::cli::{Ending, TextArgs, print_report, wrong_usage};
use crate::files;
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
    let named = parsed.text_names().remove(0);
    let (_, report) = knowledge::load(parsed, &[None]);
    if report.is_unparsable() {
        print_report(&report)?;
        return Ok(Ending::Failure);
    }
    let named = named.map(|name| path.with_file_name(name));
    let text_path = options.text.path.clone().or(named).ok_or_else(|| {
        let file = path.display();
        wrong_usage(format!(
            "`{file}` does not name its source's text; pass it with `--text PATH`"
        ))
    })?;
    pin_file(path, &bytes, &text_path)?;
    // Loading reports the quotes that could not be placed.
    let loaded = files::load(path, Some(&text_path));
    if loaded.report.has_errors() {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    }
    Ok(Ending::Success)
}

/// Pins a file, unless somebody has changed it since these bytes were read from it.
fn pin_file(path: &Path, bytes: &[u8], text_path: &Path) -> io::Result<()> {
    let text = files::read_source_text(text_path).map_err(|error| unreadable(text_path, &error))?;
    let old = String::from_utf8_lossy(bytes);
    let pinned = pin::pin(&old, &text).map_err(io::Error::other)?;
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
