//! What can be seen of a text, on one line. Pure.

use unicode_normalization::char::is_combining_mark;

use crate::text::letters::is_invisible;

/// Marks on one letter that are shown. Every script gets by with four; more pile up over the lines
/// around.
const MARKS: usize = 4;

/// What becomes of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// Each is shown as a space: columns stay where they are.
    Kept,
    /// Several are shown as one, and none at the ends.
    Joined,
}

/// Returns what can be seen of a text, as one line, without controls of direction, invisible letters,
/// and marks that pile up. Of a text longer than `limit`, it returns a character more, so that it shows.
#[must_use]
pub fn visible(text: &str, limit: usize, blanks: Blanks) -> String {
    let mut shown = String::new();
    let mut length = 0;
    let mut marks = MARKS;
    let mut joiner = None;
    for c in text.chars() {
        if length > limit {
            break;
        }
        let is_start = shown.is_empty() || shown.ends_with(' ');
        if is_blank(c) {
            (marks, joiner) = (MARKS, None);
            if blanks == Blanks::Kept || !is_start {
                shown.push(' ');
                length += 1;
            }
        } else if is_mark(c) {
            if marks < MARKS {
                marks += 1;
                shown.push(c);
                length += 1;
            }
        } else if is_joiner(c) {
            joiner = (!is_start).then_some(c);
        } else if !is_hidden(c) {
            length += 1 + usize::from(joiner.is_some());
            shown.extend(joiner.take());
            shown.push(c);
            marks = 0;
        }
    }
    if blanks == Blanks::Joined && length <= limit {
        shown.truncate(shown.trim_end().len());
    }
    shown
}

/// Whether a character is a blank, or a letter that looks like one.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        )
}

/// Whether a character only joins its neighbours: emoji to one, letters of Persian and Hindi.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a character belongs to the one before it.
fn is_mark(c: char) -> bool {
    is_combining_mark(c) && !is_hidden(c) || matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// Whether a character is not to be shown: a control, or one that is invisible and moves others.
fn is_hidden(c: char) -> bool {
    // Signs that stand before Arabic and Syriac numbers can be seen.
    let is_sign = matches!(c, '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}');
    c.is_control() || is_invisible(c) && !is_sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(visible(text, 99, Blanks::Joined), expected, "{text:?}");
    }

    #[test]
    fn a_text_is_one_line() {
        check(" a\n\nb\u{2028}c\u{a0}\td\r\n", "a b c d");
        check("a\u{3164}\u{2800}b", "a b");
        assert_eq!(visible("  a\t b", 99, Blanks::Kept), "  a  b");
    }

    #[test]
    fn what_cannot_be_seen_is_not_shown() {
        check("a\u{0}b\u{1b}[31mc\u{9b}d", "ab[31mcd");
        check("dis\u{200b}cord \u{202e}txt.exe\u{2069}", "discord txt.exe");
        check("a\u{e0041}\u{feff}\u{ad}b\u{34f}", "ab");
        check("\u{200b}\u{2060}", "");
    }

    #[test]
    fn joiners_stay_where_they_join() {
        check("👩\u{200d}💻 ❤\u{fe0f}", "👩\u{200d}💻 ❤\u{fe0f}");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check(
            "\u{200d}a\u{200d}\u{200d}b\u{200c} c\u{200d}",
            "a\u{200d}b c",
        );
    }

    #[test]
    fn marks_do_not_pile_up() {
        let piled = format!("Z{}a", "\u{301}".repeat(500));
        check(&piled, "Z\u{301}\u{301}\u{301}\u{301}a");
        check("\u{301}a \u{301}b\u{323}\u{302}", "a b\u{323}\u{302}");
    }

    #[test]
    fn of_a_long_text_one_character_more_is_returned() {
        assert_eq!(visible("abc", 3, Blanks::Joined), "abc");
        assert_eq!(visible("abcdef", 3, Blanks::Joined), "abcd");
    }
}
