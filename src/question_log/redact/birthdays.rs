//! Dates of birth: every part of a date in a sentence that speaks of a birth.

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{MONTHS, ORDINALS, has, is_number_word};

/// Words that speak of a birth.
#[rustfmt::skip]
const BIRTHS: &[&str] = &[
    "anniversaire", "bdate", "bday", "birth", "birthdate", "birthday", "birthdays", "birthyear", "born",
    "christened", "cumple", "cumpleanos", "d.o.b", "dob", "geboren", "geburtstag", "horoscope", "nee", "zodiac",
];
/// Words that a year of age follows.
const TURNING: &[&str] = &["turn", "turned", "turning", "turns"];
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "boxing", "christmas", "easter", "eve", "friday", "halloween", "monday", "saturday", "sunday", "thursday",
    "tuesday", "valentine's", "valentines", "wednesday",
];

/// Parts of dates that mean more often something else, where no other part is beside them.
const AMBIGUOUS: &[&str] = &["march", "may", "one", "second"];

/// Finds dates of birth.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    let mut at = 0;
    while at < reading.len() {
        let sentence = reading.sentence(at);
        let words = || sentence.clone().map(|at| reading.word(at));
        let is_birth = words().any(|word| has(BIRTHS, word.trim_end_matches("'s")))
            || sentence.clone().any(|at| is_abbreviation(reading, at));
        for at in sentence.clone() {
            let is_age = at > 0 && has(TURNING, reading.word(at - 1)) && is_part(reading.word(at));
            let is_alone = has(AMBIGUOUS, reading.word(at)) && !is_beside_date(reading, at);
            if is_birth && is_part(reading.word(at)) && !is_alone || is_age {
                found.words(reading, at..at + 1);
            }
        }
        at = sentence.end.max(at + 1);
    }
}

/// Whether a word may be part of a date.
fn is_part(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && word.len() - digits < 3
        || has(MONTHS, word)
        || has(ORDINALS, word)
        || has(WEEKDAYS, word)
        || is_number_word(word)
        || has(&["hundred", "thousand"], word)
}

/// *d.o.b.*
fn is_abbreviation(reading: &Reading, at: usize) -> bool {
    let letters = [at, at + 1, at + 2].map(|at| reading.word(at));
    letters == ["d", "o", "b"] || letters[..2] == ["b", "day"]
}

/// Whether a word beside this one, or one further, is a part of a date that nothing else is.
fn is_beside_date(reading: &Reading, at: usize) -> bool {
    let near = at.saturating_sub(2)..at + 3;
    near.filter(|near| *near != at).any(|near| {
        let word = reading.word(near);
        is_part(word) && !has(AMBIGUOUS, word)
    })
}
