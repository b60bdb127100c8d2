//! The bytes of a text → its characters and its hash. How a program stores a text makes no difference:
//! a byte-order mark, UTF-16, and the ends of lines.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::document::without_mark;
use crate::knowledge::source_text::hex;

/// Decodes UTF-8, and UTF-16 with a byte-order mark; the mark is dropped.
///
/// # Errors
///
/// Why it is no text, as a sentence without a full stop.
pub fn decode(bytes: &[u8]) -> Result<String, String> {
    let units = match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Err("it is UTF-32, not UTF-8".to_owned()),
        [0xff, 0xfe, rest @ ..] => Some(units(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(units(rest, u16::from_be_bytes)),
        _ => None,
    };
    if let Some(units) = units {
        return String::from_utf16(&units).map_err(|_| "it is not valid UTF-16 text".to_owned());
    }
    if bytes.contains(&0) {
        return Err("it is not text: it contains bytes of zero".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(without_mark(text).to_owned()),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|byte| *byte == b'\n').count();
            Err(format!("it is not UTF-8 text: invalid byte in line {line}"))
        }
    }
}

/// Pairs of bytes as UTF-16 units; half a pair at the end becomes a unit that stands for nothing.
fn units(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u16> {
    let pairs = bytes.chunks(2);
    pairs
        .map(|pair| match pair {
            [one, other] => unit([*one, *other]),
            _ => 0xfffd,
        })
        .collect()
}

/// The SHA-256 of a text, in lower-case hexadecimal, whatever ends its lines.
pub(in crate::knowledge) fn sha256(text: &str) -> String {
    hex(&Sha256::digest(unix_lines(text).as_bytes()))
}

/// The SHA-256 of a text whose lines end as on Windows. Earlier versions hashed such a text as it was
/// stored.
pub(super) fn sha256_on_windows(text: &str) -> String {
    let text = unix_lines(text).replace('\n', "\r\n");
    hex(&Sha256::digest(text.as_bytes()))
}

pub(super) fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let found = decode(bytes);
        let found = found.as_ref().map(String::as_str);
        assert_eq!(found.map_err(String::as_str), expected);
    }

    #[test]
    fn text_is_decoded_without_its_mark() {
        check("Möwe".as_bytes(), Ok("Möwe"));
        check(b"\xef\xbb\xbfgull", Ok("gull"));
        check(b"\xff\xfeM\0\xf6\0", Ok("Mö"));
        check(b"\xfe\xff\0M\0\xf6", Ok("Mö"));
        check(b"", Ok(""));
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_reason() {
        check(
            b"one\nM\xf6we",
            Err("it is not UTF-8 text: invalid byte in line 2"),
        );
        check(
            b"\x89PNG\0",
            Err("it is not text: it contains bytes of zero"),
        );
        check(b"\xff\xfe\0\xd8", Err("it is not valid UTF-16 text"));
        check(b"\xff\xfe\0\0M\0\0\0", Err("it is UTF-32, not UTF-8"));
    }

    #[test]
    fn the_ends_of_lines_change_no_hash() {
        let hash = sha256("one\n\ntwo\n");
        assert_eq!(sha256("one\r\n\r\ntwo\r\n"), hash);
        assert_eq!(sha256("one\r\rtwo\r"), hash);
        assert_ne!(sha256("one\ntwo\n"), hash);
        assert_eq!(hash, hex(&Sha256::digest(b"one\n\ntwo\n")));
    }
}
