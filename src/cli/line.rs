//! A line of text for a terminal: what is put into it is escaped, so that its only control characters
//! are the program's own styles.

use std::fmt::{self, Display, Write as _};

use anstyle::{AnsiColor, Color, Style};

use crate::text::visible::visible;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const QUOTE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Green)));

/// A line without its end.
#[derive(Debug, Clone, Default)]
pub(super) struct Line(String);

impl Line {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, text: impl Display) -> Self {
        self.styled(Style::new(), text)
    }

    /// Adds a question or a title.
    #[must_use]
    pub fn strong(self, text: impl Display) -> Self {
        self.styled(STRONG, text)
    }

    /// Adds secondary text.
    #[must_use]
    pub fn faint(self, text: impl Display) -> Self {
        self.styled(FAINT, text)
    }

    /// Adds a quote.
    #[must_use]
    pub fn quote(self, text: impl Display) -> Self {
        self.styled(QUOTE, text)
    }

    /// Adds text in a style.
    #[must_use]
    pub fn styled(mut self, style: Style, text: impl Display) -> Self {
        // Writing to a string does not fail.
        let _ = write!(self.0, "{style}{}{style:#}", visible(&text.to_string()));
        self
    }
}

/// The escaped text with its styles.
impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new().text(text)
    }
}

impl From<fmt::Arguments<'_>> for Line {
    fn from(text: fmt::Arguments<'_>) -> Self {
        Self::new().text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_styles_are_control_characters() {
        let line = Line::from("a\u{1b}[31m").strong("b\nc").faint("\u{9b}1m");
        let expected = "a\\u{1b}[31m\u{1b}[1mb\\nc\u{1b}[0m\u{1b}[2m\\u{9b}1m\u{1b}[0m";
        assert_eq!(line.to_string(), expected);
    }
}
