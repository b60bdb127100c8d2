//! Keeps the bot's token out of all that is printed and logged, wherever it was written: a value that
//! is known is compared with, and what has the shape of a token is taken for one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{PoisonError, RwLock};

use crate::diagnostic::Report;

/// The fewest letters of a part that is masked by itself. The middle part of a token, a time, has six.
const MIN_PART: usize = 10;
/// The fewest letters of a value that is masked: shorter ones are words.
const MIN_VALUE: usize = 8;
/// The most bytes in which values are looked for. A larger file was not meant to hold a token.
const MAX_HOLDER: usize = 512;
/// The fewest letters of the three parts of a token: an id in base64, a time and a signature.
const SHAPE: [usize; 3] = [17, 5, 20];

/// Values to mask, in lower case: an address is printed with its host in lower case.
static KNOWN: RwLock<Vec<String>> = RwLock::new(Vec::new());

/// Returns a text with every byte of a token replaced by `*`, so that places in it stay valid.
pub(super) type Mask = fn(&str) -> Cow<'_, str>;

/// Remembers what holds the token (a variable, or the content of a file) from now on.
pub(super) fn remember(holder: &str) {
    if holder.len() > MAX_HOLDER {
        return;
    }
    let words = holder.split(|c: char| c.is_whitespace() || "\"'`=".contains(c));
    words.for_each(remember_value);
}

fn remember_value(value: &str) {
    let value = value.to_ascii_lowercase();
    if value.len() < MIN_VALUE {
        return;
    }
    let parts = value.split('.').filter(|part| part.len() >= MIN_PART);
    let mut values: Vec<String> = parts.map(str::to_owned).collect();
    values.insert(0, value.clone());
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    for value in values {
        if !known.contains(&value) {
            known.push(value);
        }
    }
    // The longest first: a part of what is masked already is not found again.
    known.sort_by_key(|value| std::cmp::Reverse(value.len()));
}

/// Masks the values that are known.
pub(super) fn known(text: &str) -> Cow<'_, str> {
    masked(text, &known_ranges(text))
}

/// Masks these, and what has the shape of a token.
pub(super) fn likely(text: &str) -> Cow<'_, str> {
    let mut ranges = known_ranges(text);
    ranges.extend(shaped(text));
    masked(text, &ranges)
}

/// Whether a text holds a token.
pub(super) fn is_in(text: &str) -> bool {
    matches!(likely(text), Cow::Owned(_))
}

/// A report without the token. What has its shape in a file may stand in parts in a message.
pub(super) fn masked_report(report: &Report) -> Report {
    let mut report = report.clone();
    for file in &report.files {
        for range in shaped(&file.text) {
            remember_value(&file.text[range]);
        }
    }
    let mask = |text: &mut String| {
        if let Cow::Owned(masked) = likely(text) {
            *text = masked;
        }
    };
    for file in &mut report.files {
        mask(&mut file.name);
        mask(&mut file.text);
    }
    for fault in &mut report.diagnostics {
        mask(&mut fault.message);
        fault.repair.iter_mut().for_each(mask);
        fault
            .labels
            .iter_mut()
            .for_each(|label| mask(&mut label.text));
    }
    report
}

fn known_ranges(text: &str) -> Vec<Range<usize>> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if known.is_empty() {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let ranges = known.iter().flat_map(|value| {
        let found = lower.match_indices(value.as_str());
        found.map(|(at, value)| at..at + value.len())
    });
    ranges.collect()
}

/// The byte ranges that have the shape of a token.
fn shaped(text: &str) -> Vec<Range<usize>> {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let mut ranges = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(|c| !is_inner(c)) {
        let mut start = at;
        at += piece.len();
        let run = piece.trim_end_matches(|c| !is_inner(c));
        let parts = run.split('.').map(|part| {
            let range = start..start + part.len();
            start = range.end + 1;
            range
        });
        let are_long = |parts: &&[Range<usize>]| {
            let mut lengths = parts.iter().zip(SHAPE);
            lengths.all(|(part, least)| part.len() >= least)
        };
        let parts: Vec<Range<usize>> = parts.collect();
        let found = parts.windows(SHAPE.len()).filter(are_long);
        ranges.extend(found.map(|parts| parts[0].start..parts[2].end));
    }
    ranges
}

fn masked<'a>(text: &'a str, ranges: &[Range<usize>]) -> Cow<'a, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = text.to_owned();
    for range in ranges {
        masked.replace_range(range.clone(), &"*".repeat(range.len()));
    }
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPED: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gx_y-Z.abcdefghijklmnopqrstuvwxyzABCDEF";

    #[test]
    fn what_has_the_shape_of_a_token_is_masked() {
        let check = |before: &str, after: &str| {
            let text = format!("{before}{SHAPED}{after}");
            let expected = format!("{before}{}{after}", "*".repeat(SHAPED.len()));
            assert_eq!(likely(&text), expected);
        };
        check("", "");
        check("token=", "");
        check("my token is ", ".");
        check("https://", "@discord.com/");
        check("./", ".txt");
        check("`Bot ", "`");
        check("möwe ", " möwe");
        check("a.b.", "");
    }

    #[test]
    fn names_and_addresses_are_no_tokens() {
        for text in [
            "knowledge/brackenhold.toml.kept-20261129-201122",
            "https://a-very-long-subdomain.of-a-long.example.org/path.of.words",
            "http://proxy.internal.example:3000",
            "1.2.3 and 127.0.0.1",
            "skerry@0123abcd",
        ] {
            assert_eq!(likely(text), text);
        }
    }

    #[test]
    fn a_value_is_masked_wherever_it_is() {
        remember("DISCORD_TOKEN=\"OneLongPart.two.AnotherLongPart\"\n");
        for (text, expected) in [
            (
                "at onelongpart.TWO.anotherlongpart!",
                "at *******************************!",
            ),
            ("OneLongPart.", "***********."),
            ("xAnotherLongPartx", "x***************x"),
            ("two", "two"),
        ] {
            assert_eq!(known(text), expected);
        }
        remember(&"many words ".repeat(100));
        remember("short");
        assert_eq!(known("short many words"), "short many words");
    }
}
