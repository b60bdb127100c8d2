//! What opens a door, a safe or a gate, and what is said or typed to be let in.

use std::ops::Range;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{FUNCTION_WORDS, has};

/// What a code opens.
#[rustfmt::skip]
const OPENED: &[&str] = &[
    "alarm", "door", "entrance", "garage", "gate", "keypad", "lock", "locker", "padlock", "safe", "vault",
];
/// Digits of a code that opens something.
const OPENING: usize = 4;

/// Finds what opens something.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    for at in (0..reading.len()).filter(|at| has(OPENED, reading.word(*at))) {
        find_opening(reading, at, found);
    }
}

/// What opens something: digits, but no year; *… opens the safe*, *the safe opens with …*.
fn find_opening(reading: &Reading, at: usize, found: &mut Findings) {
    let clause = reading.clause(at);
    for near in clause.clone() {
        let word = reading.word(near);
        let is_number = word.len() >= OPENING && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && !word.starts_with("19") && !word.starts_with("20") {
            found.words(reading, near..near + 1);
        }
    }
    if reading.asks(&clause) {
        return;
    }
    let opens = |at: usize| has(&["open", "opens", "unlock", "unlocks"], reading.word(at));
    if at >= clause.start + 3 && opens(at - 2) && !has(FUNCTION_WORDS, reading.word(clause.start)) {
        found.words(reading, clause.start..at - 2);
    }
    if opens(at + 1) && has(&["by", "on", "using", "with"], reading.word(at + 2)) {
        found.words(reading, at + 3..clause.end);
    }
    find_entered(reading, &clause, found);
}

/// What is said or typed to be let in.
pub(super) fn find_entered(reading: &Reading, clause: &Range<usize>, found: &mut Findings) {
    let enters = |at: &usize| {
        has(
            &["dial", "enter", "press", "punch", "say", "type", "whisper"],
            reading.word(*at),
        )
    };
    if let Some(verb) = clause
        .clone()
        .find(enters)
        .filter(|_| !reading.asks(clause))
    {
        let entered =
            (verb + 1..clause.end).take_while(|at| !has(FUNCTION_WORDS, reading.word(*at)));
        found.words(reading, verb + 1..verb + 1 + entered.count());
    }
}
