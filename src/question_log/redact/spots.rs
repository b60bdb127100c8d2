//! Addresses of machines (IP, MAC) and number plates of cars.

use std::sync::LazyLock;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::patterns::{DIGITS, Pattern, compile, find_all};
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{FUNCTION_WORDS, has};

static MACHINES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[
        (DIGITS, r"\b[0-9]{1,3}(?:\s?[.,:·]\s?[0-9]{1,3}){3}\b"),
        (
            &["dot", "point"],
            r"\b[0-9]{1,3}(?:\s+(?:dot|point)\s+[0-9]{1,3}){3}\b",
        ),
        (
            &[":"],
            r"(?:\b[0-9a-f]{1,4})?:(?:[0-9a-f]{0,4}:)+[0-9a-f]*\b",
        ),
        (
            &[":", ".", "-", " "],
            r"\b[0-9a-f]{2}(?:[:.\s-][0-9a-f]{2}){5}\b",
        ),
        (&["."], r"\b[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}\b"),
    ])
});

/// Words that a plate follows.
const PLATES: &[&str] = &["numberplate", "plate", "plates", "registration", "reg"];
/// Words that say whose plate it is, or what for.
const CARS: &[&str] = &["car", "licence", "license", "my", "number", "vehicle"];
/// Words that a plate may have.
const PLATE_WORDS: usize = 4;

/// Finds addresses of machines. Times of day are none: they have one colon.
pub(super) fn find_machines(reading: &Reading, found: &mut Findings) {
    find_all(&MACHINES, reading.lower(), found);
}

/// Finds number plates.
pub(super) fn find_plates(reading: &Reading, found: &mut Findings) {
    for at in 0..reading.len() {
        if !has(PLATES, reading.word(at)) {
            continue;
        }
        let before = at.checked_sub(1).map_or("", |before| reading.word(before));
        let clause = reading.clause(at);
        let mut start = at + 1;
        while start < clause.end
            && has(
                &["is", "was", "number", "no", "reads", "says", "of", "car"],
                reading.word(start),
            )
        {
            start += 1;
        }
        let is_of_a_car = has(CARS, before) || has(CARS, reading.word(at + 1));
        if reading.word(at).starts_with("reg") && !is_of_a_car && start == at + 1 {
            continue;
        }
        let is_named = start > at + 1 || is_of_a_car || reading.word(at) == "numberplate";
        let end = clause.end.min(start + PLATE_WORDS);
        let looks = |at: usize| {
            let word = reading.cased(at);
            word.bytes().any(|byte| byte.is_ascii_digit())
                || word.len() > 1 && word == word.to_uppercase()
        };
        let is_plate =
            (start..end).any(looks) || is_named && !has(FUNCTION_WORDS, reading.word(start));
        if is_plate && start < end {
            found.words(reading, start..end);
        }
        // *KLM 482 is my plate*
        let reversed = clause.start..at;
        if !reading.asks(&clause) && reversed.clone().any(looks) {
            found.words(reading, reversed);
        }
    }
}
