//! Comma-separated text and its kin → rows. The separator is guessed from the header.

use csv::{ReaderBuilder, StringRecord};

use crate::exchange::columns::{Header, NamedColumns};
use crate::exchange::spreadsheet::unguarded;
use crate::exchange::{ForeignFault, Refused, Sheet, SheetRow};

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where a comma is part of a number.
    Semicolon,
    /// A tab.
    Tab,
}

/// The most cells of a row: more than any sheet that people write has.
const MAX_CELLS: usize = 1_000;
/// The most rows: far more than a table may have entries.
const MAX_ROWS: usize = 200_000;

impl Delimiter {
    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Comma => "commas",
            Self::Semicolon => "semicolons",
            Self::Tab => "tabs",
        }
    }

    /// The one that the first line has most of, outside quotation marks.
    fn guess(text: &str) -> Self {
        let (mut is_quoted, mut header) = (false, Vec::new());
        for byte in text.bytes() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' | b'\r' if !is_quoted => break,
                _ if !is_quoted => header.push(byte),
                _ => {}
            }
        }
        let count = |own: Self| memchr::memchr_iter(own.byte(), &header).count();
        let others = [Self::Semicolon, Self::Tab].into_iter();
        others.fold(Self::Comma, |best, other| {
            if count(other) > count(best) {
                other
            } else {
                best
            }
        })
    }
}

/// Reads rows under a header. Without a delimiter, it is guessed.
///
/// # Errors
///
/// A quotation mark is missing, there are too many cells or rows, or the header has no question.
pub fn read(
    text: &str,
    delimiter: Option<Delimiter>,
    named: &NamedColumns,
) -> Result<Sheet, ForeignFault> {
    // The parser would count the lines of a file from Windows wrongly.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let found = delimiter.unwrap_or_else(|| Delimiter::guess(text.trim_start()));
    check_marks(text, found)?;
    let reader = ReaderBuilder::new()
        .delimiter(found.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.into_records();
    let broken =
        |error: csv::Error| ForeignFault::of_file(error.to_string(), "save it as CSV again");
    let first = records.next().transpose().map_err(broken)?;
    let headers = first
        .iter()
        .flatten()
        .map(|header| unguarded(header).to_owned());
    let headers: Vec<String> = headers.collect();
    if headers.len() > MAX_CELLS {
        let why = format!("it has {} columns; the limit is {MAX_CELLS}", headers.len());
        return Err(ForeignFault::at("line 1", why, "remove the empty ones"));
    }
    let header = Header::read(&headers, named)?;
    let mut sheet = Sheet {
        columns: header.columns.iter().flatten().copied().collect(),
        notes: header.notes.clone(),
        ..Sheet::default()
    };
    if delimiter.is_none() {
        let note = format!("cells separated by {}", found.name());
        sheet.notes.insert(0, note);
    }
    for record in records {
        let record = record.map_err(broken)?;
        if sheet.rows.len() + sheet.refused.len() >= MAX_ROWS {
            let why = format!("it has more than {MAX_ROWS} rows");
            return Err(ForeignFault::of_file(why, "split it"));
        }
        add(&mut sheet, &header, &record);
    }
    if sheet.rows.is_empty() && sheet.refused.is_empty() {
        let repair = "write a row for each question under the header";
        return Err(ForeignFault::of_file(
            "it has no row but the header",
            repair,
        ));
    }
    Ok(sheet)
}

/// Adds a record as a row, unless all of its cells are empty.
fn add(sheet: &mut Sheet, header: &Header, record: &StringRecord) {
    let line = record.position().map_or(0, csv::Position::line);
    let place = format!("line {line}");
    let width = header.columns.len();
    if record
        .iter()
        .skip(width)
        .any(|cell| !cell.trim().is_empty())
    {
        sheet.refused.push(Refused {
            place,
            name: record.iter().take(1).collect(),
            why: format!("it has {} cells, and the header has {width}", record.len()),
            repair: "put quotation marks around cells that have the separator in them".to_owned(),
        });
        return;
    }
    let cells = header.columns.iter().zip(record);
    let cells = cells.filter_map(|(column, cell)| {
        let cell = unguarded(cell).trim();
        (!cell.is_empty()).then_some(((*column)?, cell.to_owned()))
    });
    let row = SheetRow {
        place,
        cells: cells.collect(),
    };
    if !row.cells.is_empty() {
        sheet.rows.push(row);
    }
}

/// Checks that every cell that begins with a quotation mark ends with one: a reader would take all that
/// follows for one cell.
fn check_marks(text: &str, delimiter: Delimiter) -> Result<(), ForeignFault> {
    let mut line = 1;
    let mut opened = None;
    let mut is_start = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (opened, byte) {
            (None, b'"') if is_start => opened = Some(line),
            (Some(at), b'"') if bytes.next_if_eq(&b'"').is_none() => {
                let after = bytes.peek().copied();
                if after.is_some_and(|c| c != delimiter.byte() && !b"\r\n".contains(&c)) {
                    let why = format!(
                        "the cell that begins in line {at} goes on after its quotation mark"
                    );
                    let repair = "double the quotation marks inside a cell (`\"\"`)";
                    return Err(ForeignFault::at(format!("line {line}"), why, repair));
                }
                opened = None;
            }
            _ => {}
        }
        is_start = opened.is_none() && (byte == delimiter.byte() || b"\r\n".contains(&byte));
        line += usize::from(byte == b'\n');
    }
    let Some(line) = opened else {
        return Ok(());
    };
    let why = "the quotation mark that begins a cell here has no counterpart";
    let repair = "add the mark at the end of the cell, or remove this one";
    Err(ForeignFault::at(format!("line {line}"), why, repair))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::columns::Column;

    /// Reads a sheet, and shows its rows as `place: column=cell, …`.
    #[track_caller]
    fn check(text: &str, delimiter: Option<Delimiter>, expected: Result<&[&str], &str>) {
        let sheet = read(text, delimiter, &Vec::new());
        let shown = sheet.as_ref().map(|sheet| {
            let row = |row: &SheetRow| {
                let cells = row.cells.iter();
                let cells = cells.map(|(column, cell)| format!("{}={cell}", column.name()));
                format!("{}: {}", row.place, cells.collect::<Vec<_>>().join(", "))
            };
            let refused = sheet.refused.iter();
            let refused = refused.map(|own| format!("{}: {}", own.place, own.why));
            sheet
                .rows
                .iter()
                .map(row)
                .chain(refused)
                .collect::<Vec<_>>()
        });
        let shown = shown.map_err(ToString::to_string);
        let expected = expected.map(|rows| rows.iter().map(|row| (*row).to_owned()).collect());
        assert_eq!(shown, expected.map_err(str::to_owned));
    }

    #[test]
    fn the_separator_is_guessed_from_the_header() {
        let rows: &[&str] = &["line 2: question=Lit, or not?, answer=Yes; now"];
        check(
            "question,answer\n\"Lit, or not?\",Yes; now\n",
            None,
            Ok(rows),
        );
        check(
            "question;answer\r\nLit, or not?;\"Yes; now\"\r\n",
            None,
            Ok(rows),
        );
        check("question\tanswer\nLit, or not?\tYes; now", None, Ok(rows));
        check(
            "question\tanswer\nLit, or not?\tYes; now",
            Some(Delimiter::Tab),
            Ok(rows),
        );
        check(
            "\"question;;;\",answer,q\n,,Lit?",
            None,
            Ok(&["line 2: question=Lit?"]),
        );
        let sheet = read("question;answer\nLit?;Yes", None, &Vec::new()).unwrap();
        assert_eq!(sheet.columns, [Column::Question, Column::Answer]);
        assert_eq!(sheet.notes[0], "cells separated by semicolons");
    }

    #[test]
    fn a_cell_may_have_lines_and_a_row_fewer_or_empty_cells() {
        check(
            "question,phrasings,answer\nLit?,\"on\nburning \"\"now\"\"\"\n\n,,\nDark?,,No,\n",
            None,
            Ok(&[
                "line 2: question=Lit?, phrasings=on\nburning \"now\"",
                "line 6: question=Dark?, answer=No",
            ]),
        );
    }

    #[test]
    fn a_row_with_more_cells_than_the_header_is_refused() {
        check(
            "question,answer\nLit?,Yes, now\n",
            None,
            Ok(&["line 2: it has 3 cells, and the header has 2"]),
        );
    }

    #[test]
    fn broken_quotation_marks_are_reported_with_their_line() {
        check(
            "question,answer\nLit?,\"Yes\nDark?,No\n",
            None,
            Err(
                "line 2: the quotation mark that begins a cell here has no counterpart; add the mark at \
                 the end of the cell, or remove this one",
            ),
        );
        check(
            "question,answer\nLit?,\"Yes\" now\n",
            None,
            Err(
                "line 2: the cell that begins in line 2 goes on after its quotation mark; double the \
                 quotation marks inside a cell (`\"\"`)",
            ),
        );
        check(
            "question,answer\n5\" pipe,Yes\n",
            None,
            Ok(&["line 2: question=5\" pipe, answer=Yes"]),
        );
    }

    #[test]
    fn a_sheet_without_rows_is_an_error() {
        check(
            "question,answer\n",
            None,
            Err("it has no row but the header; write a row for each question under the header"),
        );
    }

    #[test]
    fn what_was_guarded_against_a_spreadsheet_is_read_as_it_was() {
        check(
            "question,answer\nLit?,'=1\n",
            None,
            Ok(&["line 2: question=Lit?, answer==1"]),
        );
    }
}
