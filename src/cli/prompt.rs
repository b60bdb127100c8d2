//! The lines that a user types at a prompt, or that come through a pipe.

use std::io::{self, BufRead, IsTerminal};

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

/// Where lines come from.
pub(super) enum Prompt {
    /// A terminal, with editing and history.
    Typed(Box<DefaultEditor>),
    /// A pipe or a file; bytes that are not UTF-8 are replaced.
    Piped(io::Split<io::StdinLock<'static>>),
}

impl Prompt {
    /// Opens standard input.
    pub fn open() -> io::Result<Self> {
        if io::stdin().is_terminal() {
            let editor = DefaultEditor::new().map_err(io::Error::other)?;
            return Ok(Self::Typed(Box::new(editor)));
        }
        Ok(Self::Piped(io::stdin().lock().split(b'\n')))
    }

    /// The next line; none at the end of the input, or after Ctrl-C or Ctrl-D.
    pub fn next_line(&mut self) -> io::Result<Option<String>> {
        match self {
            Self::Piped(lines) => {
                let line = lines.next().transpose()?;
                Ok(line.map(|line| String::from_utf8_lossy(&line).into_owned()))
            }
            Self::Typed(editor) => match editor.readline("> ") {
                Ok(line) => {
                    editor.add_history_entry(&line).map_err(io::Error::other)?;
                    Ok(Some(line))
                }
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
                Err(error) => Err(io::Error::other(error)),
            },
        }
    }
}
