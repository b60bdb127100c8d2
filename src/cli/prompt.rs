//! The lines that a user types at a prompt, or that come through a pipe.

use std::borrow::Cow;
use std::io::{self, BufRead, IsTerminal};

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{Editor, Helper};

/// Where lines come from.
pub(super) enum Prompt {
    /// A terminal, with editing and history.
    Typed(Box<Editor<Harmless, DefaultHistory>>),
    /// A pipe or a file; bytes that are not UTF-8 are replaced.
    Piped(io::Split<io::StdinLock<'static>>),
}

impl Prompt {
    /// Opens standard input.
    pub fn open() -> io::Result<Self> {
        if io::stdin().is_terminal() {
            let mut editor = Editor::new().map_err(io::Error::other)?;
            editor.set_helper(Some(Harmless));
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

/// Shows what is typed or pasted without the characters that a terminal would obey: pasted words may come from
/// anyone. They stay in the line that is read.
pub(super) struct Harmless;

impl Highlighter for Harmless {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        // The editor lays line breaks and tabs out itself.
        let is_obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if line.contains(is_obeyed) {
            // As wide as the editor takes them for, so that the cursor stays where it is.
            Cow::Owned(line.replace(is_obeyed, "\u{fffd}"))
        } else {
            Cow::Borrowed(line)
        }
    }
}

impl Completer for Harmless {
    type Candidate = String;
}

impl Hinter for Harmless {
    type Hint = String;
}

impl Validator for Harmless {}

impl Helper for Harmless {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_is_shown_at_the_prompt() {
        let controls = (0..0xa0)
            .filter_map(char::from_u32)
            .filter(|c| c.is_control());
        for control in controls {
            let line = format!("a{control}b");
            let shown = Harmless.highlight(&line, 0);
            let is_laid_out = matches!(control, '\n' | '\t');
            assert_eq!(shown.contains(control), is_laid_out, "{control:?}");
            assert_eq!(shown.chars().count(), 3);
        }
        assert!(matches!(
            Harmless.highlight("where – ö?", 0),
            Cow::Borrowed(_)
        ));
    }
}
