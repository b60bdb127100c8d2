//! Characters that a terminal obeys instead of showing, and how they are shown.
//!
//! A text from outside, printed as it is, could move the cursor, colour what follows, forge a line or
//! show its words in another order. Whatever prints one escapes it here first.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character is a command to a terminal or an editor rather than something to see: the
/// control characters (C0, DEL, C1), the separators of lines and paragraphs, and the bidirectional
/// controls (UAX #9).
#[must_use]
pub fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// A text with every command as an escape: `\n`, `\t`, `\r`, or `\u{9b}` with its number.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    visible_except(text, &[])
}

/// The same with these characters as they are.
#[must_use]
pub fn visible_except<'a>(text: &'a str, kept: &[char]) -> Cow<'a, str> {
    let is_escaped = |c: char| is_command(c) && !kept.contains(&c);
    replaced(text, is_escaped, |c, shown| {
        let _ = write!(shown, "{}", c.escape_default());
    })
}

/// JSON with every command as JSON's own escape, so that it parses to what it did before; line breaks
/// between values stay.
#[must_use]
pub fn json(json: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| is_command(c) && c != '\n';
    replaced(json, is_escaped, |c, shown| {
        let _ = write!(shown, "\\u{:04x}", u32::from(c));
    })
}

fn replaced(
    text: &str,
    is_escaped: impl Fn(char) -> bool,
    escape: impl Fn(char, &mut String),
) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_escaped(c) {
            escape(c, &mut shown);
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_escaped_and_letters_stay() {
        let check = |text: &str, expected: &str| assert_eq!(visible(text), expected);
        check("Möwen, \"two\" \\ שלום 👩‍🚀", "Möwen, \"two\" \\ שלום 👩‍🚀");
        check("a\u{1b}[31mb\u{9b}2J", "a\\u{1b}[31mb\\u{9b}2J");
        check("\0\u{7f}\u{85}", "\\u{0}\\u{7f}\\u{85}");
        check("one\ntwo\tthree\r", "one\\ntwo\\tthree\\r");
        check(
            "\u{202e}gpj\u{2069}\u{2028}",
            "\\u{202e}gpj\\u{2069}\\u{2028}",
        );
        check("\u{61c}\u{200e}\u{200f}", "\\u{61c}\\u{200e}\\u{200f}");
    }

    #[test]
    fn json_says_the_same_with_escapes() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_command(*c)) {
            let written = serde_json::to_string(&format!("a{c}b")).unwrap();
            let escaped = json(&written);
            assert!(!escaped.contains(is_command), "{escaped}");
            let read: String = serde_json::from_str(&escaped).unwrap();
            assert_eq!(read, format!("a{c}b"));
        }
        assert_eq!(json("{\n  \"a\": 1\n}\n"), "{\n  \"a\": 1\n}\n");
    }
}
