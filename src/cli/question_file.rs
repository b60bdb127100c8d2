//! Questions from anywhere: a text with one a line, or JSON lines.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::files;

/// A line of JSON; whatever else it tells is not looked at.
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

/// A question counts as asked so often at most.
const TIMES: u32 = 10_000;

/// The questions of all these files, in order.
pub(super) fn read_all(paths: &[PathBuf]) -> io::Result<Vec<String>> {
    let questions = paths.iter().map(|path| read(path));
    Ok(questions.collect::<io::Result<Vec<_>>>()?.concat())
}

/// The questions of a file, in order, each as often as it was asked; empty lines are none.
pub(super) fn read(path: &Path) -> io::Result<Vec<String>> {
    let name = path.display();
    let text = files::read_source_text(path)
        .map_err(|error| io::Error::new(error.kind(), format!("cannot read `{name}`: {error}")))?;
    let lines = (1..).zip(text.lines().map(str::trim));
    let lines = lines.filter(|(_, line)| !line.is_empty());
    let question = |(number, line): (usize, &str)| {
        if !line.starts_with('{') {
            return Ok(vec![line.to_owned()]);
        }
        let line: Result<LogLine, _> = serde_json::from_str(line);
        let all = |line: LogLine| vec![line.question; line.times.min(TIMES) as usize];
        line.map(all).map_err(|error| {
            let repair = "write each question as {\"question\": \"…\"}, or as plain text";
            let message = format!("`{name}`, line {number}: {error}\n{repair}");
            io::Error::new(io::ErrorKind::InvalidData, message)
        })
    };
    let questions: io::Result<Vec<Vec<String>>> = lines.map(question).collect();
    Ok(questions?.concat())
}
