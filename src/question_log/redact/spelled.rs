//! Words spelled out letter by letter, and in the alphabets of radio.

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::has;

/// Letters in a row that spell a word.
const LETTERS: usize = 4;
/// Radio words in a row that do.
const RADIO_WORDS: usize = 3;
/// The words of the radio alphabet.
#[rustfmt::skip]
const RADIO: &[&str] = &[
    "alfa", "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet",
    "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango",
    "uniform", "victor", "whiskey", "xray", "yankee", "zulu",
];

/// Finds words that are spelled out.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    let is_letter = |word: &str| word.chars().nth(1).is_none();
    let is_radio = |word: &str| has(RADIO, word);
    runs(reading, LETTERS, is_letter, found);
    runs(reading, RADIO_WORDS, is_radio, found);
}

/// Finds runs of at least so many words of a kind.
fn runs(reading: &Reading, fewest: usize, is_kind: impl Fn(&str) -> bool, found: &mut Findings) {
    let mut start = 0;
    for at in 0..=reading.len() {
        if at < reading.len() && is_kind(reading.word(at)) {
            continue;
        }
        if at - start >= fewest {
            found.words(reading, start..at);
        }
        start = at + 1;
    }
}
