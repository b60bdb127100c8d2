//! Reads questions from files: plain text with one per line, or JSON lines.

use std::io;
use std::num::NonZeroU64;
use std::path::PathBuf;

use crate::cli::file_error::cannot_read;
use crate::files;
use crate::insights::question_lines::QuestionLines;

/// The questions of these files, each once and in the order in which they were first asked, with how often
/// each was asked; those that were asked in a server alone, if one is given.
pub(super) fn read_all(
    paths: &[PathBuf],
    server: Option<NonZeroU64>,
) -> io::Result<Vec<(String, u32)>> {
    let mut questions = QuestionLines::asked_in(server.map(NonZeroU64::get));
    for path in paths {
        let name = path.display();
        let text = files::read_source_text(path).map_err(|error| cannot_read(path, &error))?;
        questions.add(&text).map_err(|why| {
            io::Error::new(io::ErrorKind::InvalidData, format!("`{name}`, {why}"))
        })?;
    }
    Ok(questions.into_questions())
}
