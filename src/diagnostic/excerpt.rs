//! The lines of a file that a fault is about: only those, so that a large file is not searched as a whole.

use std::ops::Range;

use crate::diagnostic::{FileText, Place};

/// The bytes of a line that are shown on either side of a fault. A line of TOML can be as long as the
/// file; of a longer one, columns are counted from where it is cut.
const MAX_SHOWN_BYTES: usize = 4_000;
/// The bytes of a file after each of which its lines are counted once for all faults.
const BLOCK: usize = 1 << 16;

/// The whole lines of a place, or what is near its start if they are very long.
pub fn lines_around(text: &str, place: Place) -> Range<usize> {
    let first = text.floor_char_boundary(place.start.saturating_sub(MAX_SHOWN_BYTES));
    let last = place.start.saturating_add(MAX_SHOWN_BYTES);
    let last = text.ceil_char_boundary(last.min(text.len()));
    let start = text[first..place.start].rfind('\n');
    let end = place.end.min(last);
    let line_end = text[end..last].find('\n');
    let line_end = line_end.map_or(last, |at| end + at);
    let is_windows = line_end > end && text.as_bytes()[line_end - 1] == b'\r';
    start.map_or(first, |at| first + at + 1)..line_end - usize::from(is_windows)
}

/// How many lines of a file end before each of its blocks.
pub struct LineCounts(Vec<usize>);

impl LineCounts {
    /// Counts the lines of a file.
    pub fn of(file: &FileText) -> Self {
        let mut before = 0;
        let blocks = file.text.as_bytes().chunks(BLOCK).map(|block| {
            let first = before;
            before += ends(block);
            first
        });
        Self(blocks.collect())
    }

    /// The line of a byte, from 1.
    pub fn line_of(&self, text: &str, at: usize) -> usize {
        let block = (at / BLOCK).min(self.0.len().saturating_sub(1));
        let before = self.0.get(block).copied().unwrap_or_default();
        1 + before + ends(&text.as_bytes()[block * BLOCK..at])
    }
}

/// The number of line ends.
fn ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_without_their_line_breaks() {
        let text = "one\ntwo\nthree";
        assert_eq!(lines_around(text, Place::new(0, 5..6)), 4..7);
        assert_eq!(lines_around(text, Place::new(0, 13..13)), 8..13);
        assert_eq!(lines_around(text, Place::new(0, 0..9)), 0..13);
        let windows = "one\r\ntwo\r\nthree";
        assert_eq!(lines_around(windows, Place::new(0, 6..7)), 5..8);
    }

    #[test]
    fn of_a_long_line_only_what_is_near_is_shown() {
        let text = "ü".repeat(1_000_000);
        for place in [0..text.len(), 500_000..500_002, text.len()..text.len()] {
            let shown = lines_around(&text, Place::new(0, place.clone()));
            assert!(shown.start <= place.start && shown.len() <= 2 * MAX_SHOWN_BYTES + 4);
        }
    }

    #[test]
    fn a_line_is_counted_in_any_block() {
        let text = "a\n".repeat(BLOCK);
        let file = FileText {
            name: String::new(),
            text: text.clone(),
        };
        let counts = LineCounts::of(&file);
        for at in [0, 1, 2, BLOCK - 1, BLOCK, BLOCK + 1, text.len()] {
            assert_eq!(
                counts.line_of(&text, at),
                1 + text[..at].matches('\n').count()
            );
        }
        assert_eq!(LineCounts(Vec::new()).line_of("", 0), 1);
    }
}
