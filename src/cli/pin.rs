//! `footnote pin`: fills in places, sections and the sha256 from the source's text.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::{Ending, print_report};
use crate::files;
use crate::knowledge::{self, pin};

/// Fill in a file's places, sections and sha256 from its source's text
#[derive(Debug, Args)]
pub(super) struct PinArgs {
    /// The knowledge file; it is replaced whole, with comments and order kept
    file: PathBuf,
    /// The source's text (Markdown), if not the one that the file names
    #[arg(long, value_name = "PATH")]
    text: Option<PathBuf>,
}

pub(super) fn run(options: &PinArgs) -> io::Result<Ending> {
    let path = &options.file;
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let parsed = knowledge::parse(&[(path.display().to_string(), bytes.clone())]);
    let named = parsed
        .text_names()
        .remove(0)
        .map(|name| path.with_file_name(name));
    let (_, report) = knowledge::load(parsed, &[None]);
    if report.is_unparsable() {
        print_report(&report)?;
        return Ok(Ending::Short);
    }
    let Some(text_path) = options.text.clone().or(named) else {
        let message = format!(
            "`{}` names no text of its source: give one with `--text PATH`",
            path.display()
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    };
    let text =
        files::read_source_text(&text_path).map_err(|error| unreadable(&text_path, &error))?;
    let old = String::from_utf8_lossy(&bytes);
    let pinned = pin::pin(&old, &text).map_err(io::Error::other)?;
    let mut out = anstream::stdout().lock();
    if pinned.file == old {
        writeln!(out, "nothing to change in `{}`", path.display())?;
    } else {
        let now = fs::read(path).map_err(|error| unreadable(path, &error))?;
        if now != bytes {
            let message = format!("`{}` has changed meanwhile: run it again", path.display());
            return Err(io::Error::other(message));
        }
        files::replace(path, pinned.file.as_bytes()).map_err(|error| {
            let message = format!("cannot replace `{}`: {}", path.display(), error.kind());
            io::Error::new(error.kind(), message)
        })?;
        writeln!(
            out,
            "pinned {} quotes in `{}`",
            pinned.placed,
            path.display()
        )?;
    }
    // The loader says what is wrong with the quotes that could not be placed.
    let loaded = files::load(path, Some(&text_path));
    if loaded.report.has_errors() {
        print_report(&loaded.report)?;
        return Ok(Ending::Short);
    }
    Ok(Ending::Quantized)
}

fn unreadable(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot read `{}`: {error}", path.display()),
    )
}
