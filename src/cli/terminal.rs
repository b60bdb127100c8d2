//! Standard output and standard error. Nothing is printed but here.
//!
//! No control character that came from outside gets through: text comes as [`Line`]s, which are
//! escaped; JSON escapes in its own way and loses nothing; data for other programs is exact, unless a
//! terminal would show it. Styles are printed where the stream is a terminal (or `CLICOLOR_FORCE` says
//! so), and the bot's token is printed nowhere.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::cli::line::Line;
use crate::cli::secrets;
use crate::diagnostic::Report;
use crate::text::visible::{self, visible_except};

/// A stream that the program prints to. Once its reader has gone, as `head` does, what is printed is
/// dropped, and the command ends as it would have ended.
pub(super) struct Terminal {
    /// Without styles, unless they are wanted.
    styled: Box<dyn Write>,
    /// The same stream, to which bytes go as they are.
    exact: Box<dyn Write>,
    is_interactive: bool,
    is_closed: bool,
    masked: secrets::Mask,
}

impl Terminal {
    /// Standard output.
    pub fn stdout() -> Self {
        Self {
            styled: Box::new(anstream::stdout()),
            exact: Box::new(io::stdout()),
            is_interactive: io::stdout().is_terminal(),
            is_closed: false,
            masked: secrets::known,
        }
    }

    /// Standard error. Nobody reads data from it, so what merely looks like a token is masked too.
    pub fn stderr() -> Self {
        Self {
            styled: Box::new(anstream::stderr()),
            exact: Box::new(io::stderr()),
            is_interactive: io::stderr().is_terminal(),
            is_closed: false,
            masked: secrets::likely,
        }
    }

    /// Whether nobody reads the stream any more.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Prints a line.
    pub fn line(&mut self, line: impl Into<Line>) -> io::Result<()> {
        self.print(&format!("{}\n", line.into()))
    }

    /// Prints lines.
    pub fn lines<L: Into<Line>>(&mut self, lines: impl IntoIterator<Item = L>) -> io::Result<()> {
        lines.into_iter().try_for_each(|line| self.line(line))
    }

    /// Prints a report. Whoever draws it escapes what is in it.
    pub fn report(&mut self, report: &Report) -> io::Result<()> {
        self.print(&secrets::masked_report(report).render())
    }

    /// Prints help, or what is wrong with the arguments, which are escaped already.
    pub fn usage(&mut self, usage: &clap::Error) -> io::Result<()> {
        self.print(&usage.render().ansi().to_string())
    }

    /// Prints a line of the log, which is escaped already.
    pub fn log(&mut self, line: &str) -> io::Result<()> {
        self.print(line)
    }

    /// Prints a value as one line of JSON.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string(value)?;
        self.print(&(visible::json(&json) + "\n"))
    }

    /// Prints a value as indented JSON.
    pub fn indented_json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        self.print(&(visible::json(&json) + "\n"))
    }

    /// Prints data for another program, exactly; on a terminal, escaped.
    pub fn data(&mut self, data: &str) -> io::Result<()> {
        if self.is_interactive {
            return self.print(&visible_except(data, &['\n']));
        }
        let masked = (self.masked)(data);
        let written = self.exact.write_all(masked.as_bytes());
        self.unless_closed(written)
    }

    /// Sends on what has been printed.
    pub fn flush(&mut self) -> io::Result<()> {
        let flushed = self.styled.flush();
        self.unless_closed(flushed)
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let masked = (self.masked)(text);
        let written = self.styled.write_all(masked.as_bytes());
        self.unless_closed(written)
    }

    fn unless_closed(&mut self, result: io::Result<()>) -> io::Result<()> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            result => result,
        }
    }
}
