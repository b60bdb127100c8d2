//! Comma-separated values that open right in a spreadsheet. Every file of them is written here.
//!
//! Excel takes a file without a byte-order mark for another encoding, rounds numbers of more than 15
//! digits, and runs what looks like a formula, whoever typed it.

use std::borrow::Cow;
use std::io::{self, Write};

/// The most digits that a spreadsheet keeps of a number.
const KEPT_DIGITS: usize = 15;

/// A value of a row.
#[derive(Debug, Clone)]
pub(super) enum Cell<'a> {
    /// Text, which stays text.
    Text(Cow<'a, str>),
    /// A number, as it is written.
    Number(String),
    /// Nothing.
    Empty,
}

impl<'a> Cell<'a> {
    /// Text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Text, if there is any.
    pub fn optional(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn written(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) if is_misread(&text) => Cow::Owned(format!("'{text}")),
            Self::Text(text) => text,
            Self::Number(number) => Cow::Owned(number),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

/// Whether a spreadsheet would take a text for a formula, or for a number that it rounds. An apostrophe
/// before it prevents that.
fn is_misread(text: &str) -> bool {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() && c != '\t' && c != '\r');
    let is_formula = shown.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let digits = text.trim();
    let is_rounded = digits.len() > KEPT_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_formula || is_rounded
}

/// Writes a header and rows, as UTF-8 with a byte-order mark.
pub(super) fn write<'a, const N: usize>(
    mut out: impl Write,
    header: [&str; N],
    rows: impl IntoIterator<Item = [Cell<'a>; N]>,
) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(header).map_err(io::Error::other)?;
    for row in rows {
        let cells = row.map(Cell::written);
        csv.write_record(cells.iter().map(|cell| cell.as_bytes()))
            .map_err(io::Error::other)?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: Cell<'_>, expected: &str) {
        let mut out = Vec::new();
        write(&mut out, ["a", "b"], [[cell, Cell::optional(None::<&str>)]]).unwrap();
        let out = String::from_utf8(out).unwrap();
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
    }

    #[test]
    fn an_id_keeps_all_of_its_digits() {
        check(Cell::text("1234567890123456789"), "'1234567890123456789");
    }
}
