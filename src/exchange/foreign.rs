//! The bytes of a file that somebody else made → its text, or what the file really is.

use crate::exchange::ForeignFault;
use crate::knowledge::source_text::decode;

/// How files begin that are no text, what they are, and what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF",
        "it is a PDF",
        "copy its text into a sheet or a Markdown file",
    ),
    (
        b"PK\x03\x04",
        "it is a workbook (such as `.xlsx` or `.ods`) or another archive",
        "save the sheet as CSV (UTF-8)",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "it is an Excel workbook or another Office file",
        "save the sheet as CSV (UTF-8)",
    ),
];

/// Reads the text: UTF-8, or UTF-16 with a byte-order mark.
///
/// # Errors
///
/// It is no text, or there is nothing in it.
pub fn text_of(bytes: &[u8]) -> Result<String, ForeignFault> {
    let is_it = |(start, ..): &&(&[u8], &str, &str)| bytes.starts_with(start);
    if let Some((_, what, repair)) = SIGNATURES.iter().find(is_it) {
        return Err(ForeignFault::of_file(*what, *repair));
    }
    let text = decode(bytes).map_err(|why| {
        ForeignFault::of_file(why, "save it as text in UTF-8 (CSV UTF-8 in Excel)")
    })?;
    if text.trim().is_empty() {
        let repair = "check that it is the right file";
        return Err(ForeignFault::of_file("it is empty", repair));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let found = text_of(bytes).map_err(|fault| fault.why);
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn a_file_that_is_no_text_is_told_by_what_it_is() {
        check(b"%PDF-1.7\n", Err("it is a PDF"));
        check(
            b"PK\x03\x04\x14\0",
            Err("it is a workbook (such as `.xlsx` or `.ods`) or another archive"),
        );
        check(b"a\0b", Err("it is not text: it contains bytes of zero"));
        check(
            b"a\n\xff",
            Err("it is not UTF-8 text: invalid byte in line 2"),
        );
        check(b"\xef\xbb\xbf \n", Err("it is empty"));
        check(b"", Err("it is empty"));
        check(b"\xef\xbb\xbfa", Ok("a"));
        check(b"\xff\xfea\0;\0", Ok("a;"));
    }
}
