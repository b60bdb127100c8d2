//! Comma-separated values that open right in a spreadsheet. Every file of them is written here; reading
//! one back is in [`crate::exchange::read_delimited`].
//!
//! Excel takes a file without a byte-order mark for another encoding, rounds numbers of more than 15
//! digits, and runs what looks like a formula, whoever typed it.

use std::borrow::Cow;
use std::io;

use crate::text::visible::is_command;

/// The most digits that a spreadsheet keeps of a number.
const KEPT_DIGITS: usize = 15;

/// Letters without a width that are no control characters: soft hyphen, zero-width space, joiners,
/// word joiner, byte-order mark.
const UNSEEN: [char; 6] = [
    '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
];

/// A value of a row.
#[derive(Debug, Clone)]
pub enum Cell<'a> {
    /// Text, which stays text.
    Text(Cow<'a, str>),
    /// A number, as it is written.
    Number(String),
    /// Nothing.
    Empty,
}

impl<'a> Cell<'a> {
    /// Text.
    #[must_use]
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Text, if there is any.
    #[must_use]
    pub fn optional(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn written(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) if is_guarded(&text) => Cow::Owned(format!("'{text}")),
            Self::Text(text) => text,
            Self::Number(number) => Cow::Owned(number),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

/// Whether a spreadsheet would take a text for a formula, or for a number that it rounds. An apostrophe
/// before it prevents that. Some drop what cannot be seen before the first letter.
fn is_misread(text: &str) -> bool {
    let is_unseen = |c: char| c.is_whitespace() || is_command(c) || UNSEEN.contains(&c);
    let shown = text.trim_start_matches(|c: char| is_unseen(c) && c != '\t' && c != '\r');
    let is_formula = shown.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let digits = text.trim();
    let is_rounded = digits.len() > KEPT_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_formula || is_rounded
}

/// Whether an apostrophe is written before a text: before one that is misread, and before one that
/// would be taken for such a text with its apostrophe.
fn is_guarded(text: &str) -> bool {
    is_misread(text.trim_start_matches('\''))
}

/// The text of a cell: what [`csv()`] writes before a text is removed again.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_guarded(text) => text,
        _ => cell,
    }
}

/// A header and rows of as many cells, with a byte-order mark.
///
/// # Errors
///
/// A row has more cells or fewer.
pub fn csv<'a, R: IntoIterator<Item = Cell<'a>>>(
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> io::Result<String> {
    let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    csv.write_record(header).map_err(io::Error::other)?;
    for row in rows {
        let cells: Vec<Cow<str>> = row.into_iter().map(Cell::written).collect();
        csv.write_record(cells.iter().map(|cell| cell.as_bytes()))
            .map_err(io::Error::other)?;
    }
    let written = csv.into_inner().map_err(io::Error::other)?;
    String::from_utf8(written).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: Cell<'_>, expected: &str) {
        let out = csv(&["a", "b"], [[cell, Cell::optional(None::<&str>)]]).unwrap();
        assert_eq!(out, format!("\u{feff}a,b\n{expected},\n"));
    }

    #[test]
    fn text_and_numbers_are_written_as_they_are() {
        check(Cell::text("Möwen, \"two\""), "\"Möwen, \"\"two\"\"\"");
        check(Cell::text("2 = 1 + 1"), "2 = 1 + 1");
        check(Cell::text("123456789012345"), "123456789012345");
        check(Cell::Number("-0.25".to_owned()), "-0.25");
    }

    #[test]
    fn what_looks_like_a_formula_stays_text() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1"] {
            check(Cell::text(text), &format!("'{text}"));
        }
        check(Cell::text("\t=1"), "'\t=1");
        check(Cell::text("\r=1"), "\"'\r=1\"");
        check(Cell::text("\n=1"), "\"'\n=1\"");
        for unseen in ["\0", "\u{7f}", "\u{feff}", "\u{200b}", "\u{85}", "\u{202e}"] {
            let text = format!("{unseen}=1");
            check(Cell::text(text.as_str()), &format!("'{text}"));
        }
    }

    #[test]
    fn a_text_that_is_read_back_is_the_same() {
        for text in [
            "=1",
            "'=1",
            "''=1",
            "'tis",
            "'",
            "",
            "12345678901234567",
            " +1",
            "a'=1",
        ] {
            assert_eq!(unguarded(&Cell::text(text).written()), text);
        }
    }

    #[test]
    fn an_id_keeps_all_of_its_digits() {
        check(Cell::text("1234567890123456789"), "'1234567890123456789");
    }
}
