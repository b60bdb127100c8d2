//! Reads questions from files: plain text with one per line, or JSON lines.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::files;

/// A line of JSON; other fields are ignored.
#[derive(Deserialize)]
struct LogLine {
    #[serde(alias = "ask", alias = "q", alias = "text")]
    question: String,
    /// How often it was asked.
    #[serde(default = "once")]
    times: u32,
}

fn once() -> u32 {
    1
}

/// The most times that one line can count, so that a single line cannot drown the others.
const MAX_TIMES: u32 = 10_000;

/// The questions of these files in order, each with how often it was asked.
pub(super) fn read_all(paths: &[PathBuf]) -> io::Result<Vec<(String, u32)>> {
    let mut questions = Vec::new();
    for path in paths {
        read(path, &mut questions)?;
    }
    Ok(questions)
}

/// Adds the questions of a file; empty lines are skipped.
fn read(path: &Path, questions: &mut Vec<(String, u32)>) -> io::Result<()> {
    let name = path.display();
    let text = files::read_source_text(path)
        .map_err(|error| io::Error::new(error.kind(), format!("cannot read `{name}`: {error}")))?;
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if line.is_empty() {
            continue;
        }
        if !line.starts_with('{') {
            questions.push((line.to_owned(), 1));
            continue;
        }
        let line: LogLine = serde_json::from_str(line).map_err(|error| {
            let repair = "write each question as {\"question\": \"…\"}, or as plain text";
            let message = format!("`{name}`, line {number}: {error}; {repair}");
            io::Error::new(io::ErrorKind::InvalidData, message)
        })?;
        if line.times > 0 {
            questions.push((line.question, line.times.min(MAX_TIMES)));
        }
    }
    Ok(())
}
