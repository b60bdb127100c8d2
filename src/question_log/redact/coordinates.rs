//! Coordinates: decimal, in degrees, as codes, and in three words.

use std::sync::LazyLock;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::patterns::{DIGITS, Pattern, compile, find_all};
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{COPULAS, has};

static COORDINATES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[
        // Two decimal numbers of two places and more.
        (
            &[".", ","],
            r"-?[0-9]{1,3}[.,][0-9]{2,}[°\s]*[nsew]?(?:[\s,;/|:]|and|by)+-?[0-9]{1,3}[.,][0-9]{2,}[°\s]*[nsew]?\b",
        ),
        // Decimal numbers that are precise to a hundred metres.
        (&["."], r"-?\b[0-9]{1,3}\.[0-9]{3,}[°\s]*[nsew]?\b"),
        // Degrees, minutes and seconds.
        (
            &["°", "º", "deg"],
            r#"\b[0-9]{1,3}\s?(?:°|º|deg\b|degrees?\b)(?:min(?:ute)?s?|sec(?:ond)?s?|[\s0-9.,'"′″]|and)*(?:[nsew]\b|north|south|east|west)"#,
        ),
        (
            DIGITS,
            r"\b[0-9]{1,3}(?:\.[0-9]+)?\s?(?:[ns]\b|north\b|south\b)[\s,]*[0-9]{1,3}(?:\.[0-9]+)?\s?(?:[ew]\b|east\b|west\b)",
        ),
        (
            DIGITS,
            r"\b[ns]\s?[0-9]{1,3}(?:[.\s][0-9]+)*[\s,]+[ew]\s?[0-9]{1,3}(?:[.\s][0-9]+)*\b",
        ),
        // Open location codes, and grid squares.
        (
            &["+"],
            r"\b[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}\b",
        ),
        (DIGITS, r"\b[a-r]{2}[0-9]{2}[a-x]{2}\b"),
        // Three words.
        (&["//"], r"/{2,}\s?\w+[./\s]+\w+[./\s]+\w+"),
    ])
});

/// Words that coordinates follow.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "coordinates", "coords", "geohash", "gps", "lat", "latitude", "lng", "lon", "long", "longitude", "pluscode",
    "w3w", "what3words",
];

/// Finds coordinates.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    find_all(&COORDINATES, reading.lower(), found);
    for at in 0..reading.len() {
        let is_three_words = reading.word(at).starts_with("what3") || reading.word(at) == "w3w";
        if !has(NAMES, reading.word(at)) {
            continue;
        }
        let clause = reading.clause(at);
        if is_three_words && !reading.asks(&clause) {
            found.words(reading, clause.start..at);
        }
        let end = reading.sentence(at).end;
        let mut start = at + 1;
        while start < end && (has(COPULAS, reading.word(start)) || has(NAMES, reading.word(start)))
        {
            start += 1;
        }
        let is_number = reading
            .word(start)
            .bytes()
            .any(|byte| byte.is_ascii_digit());
        if is_three_words || is_number {
            found.words(reading, start..end);
        }
    }
}
