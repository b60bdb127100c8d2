//! Regular expressions that are part of the program. Each is named with texts of which every match has one,
//! so that most questions are spared most of them.

use std::ops::Range;

use regex::Regex;

use crate::question_log::redact::found::Findings;

/// A pattern, and texts of which every match has one, in lower case.
pub(super) struct Pattern {
    needles: &'static [&'static str],
    regex: Regex,
}

/// All digits, as the needles of a pattern.
#[rustfmt::skip]
pub(super) const DIGITS: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
];

/// Compiles constants.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, and to skip an invalid one would leak what it is for"
)]
pub(super) fn compile(patterns: &[(&'static [&'static str], &str)]) -> Vec<Pattern> {
    let compile = |(needles, pattern): &(&'static [&'static str], &str)| Pattern {
        needles,
        regex: Regex::new(pattern).expect("the pattern is valid"),
    };
    patterns.iter().map(compile).collect()
}

impl Pattern {
    /// The places of all matches in a text in lower case.
    pub fn find_in(&self, lower: &str) -> impl Iterator<Item = Range<usize>> {
        let may_match = self.needles.iter().any(|needle| lower.contains(needle));
        let text = if may_match { lower } else { "" };
        self.regex.find_iter(text).map(|matched| matched.range())
    }
}

/// Adds every match in a text in lower case.
pub(super) fn find_all(patterns: &[Pattern], lower: &str, found: &mut Findings) {
    for matched in patterns.iter().flat_map(|pattern| pattern.find_in(lower)) {
        found.bytes(matched);
    }
}
