//! Numbers spelled out: four in a row, or mixed with digits, with whatever is said between them. Amounts
//! (*two hundred thousand*) and years (*nineteen seventy three*) stay.

use crate::question_log::redact::REDACTED;
use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{ONES, TENS, has, is_number_word};

/// Numbers in a row that spell a longer one out.
const SPELLED: usize = 4;
/// Numbers in a row that do, where one of them is a zero or doubled.
const DIALLED: usize = 3;
/// What is said between the digits of a number.
#[rustfmt::skip]
const BETWEEN: &[&str] = &[
    "and", "comma", "dash", "dot", "double", "hyphen", "minus", "plus", "point", "slash", "space", "then",
    "treble", "triple",
];
/// Words that only dialling needs.
const DIALLING: &[&str] = &[
    "double", "naught", "niner", "nought", "oh", "treble", "triple", "zero",
];
/// Words of amounts.
const SCALES: &[&str] = &["billion", "dozen", "hundred", "million", "thousand"];

/// Finds numbers that are spelled out.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    let mut at = 0;
    while at < reading.len() {
        let (mut end, mut numbers, mut spelled, mut dials) = (at, 0, 0, false);
        let start = at;
        while at < reading.len() && (at == start || !reading.gap(at).contains(REDACTED)) {
            let word = reading.word(at);
            if is_number(word) {
                end = at + 1;
                let joins_tens = at > start && has(TENS, reading.word(at - 1)) && has(ONES, word);
                numbers += usize::from(!joins_tens);
                spelled += usize::from(is_number_word(word));
            } else if !has(BETWEEN, word) {
                break;
            }
            dials |= has(DIALLING, word);
            at += 1;
        }
        let is_amount = has(SCALES, reading.word(end)) || has(SCALES, reading.word(end + 1));
        if spelled > 1 && !is_amount && (numbers >= SPELLED || dials && numbers >= DIALLED) {
            found.words(reading, start..end);
        }
        at = at.max(start + 1);
    }
}

/// A number that is spelled out, or a digit or two among such.
fn is_number(word: &str) -> bool {
    is_number_word(word) || word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit())
}
