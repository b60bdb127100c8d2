//! Names of persons: the lists, and where a name stands. A word of the lists is a name where it has a capital
//! within a sentence, or follows what introduces a name. Lists and their origin are in `names/`.

use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::question_log::redact::found::Found;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{COURTESIES, FUNCTION_WORDS, MONTHS, QUESTIONS, has};

/// First names and surnames, one a line, in the order of bytes, in lower case without accents.
const GIVEN: &str = include_str!("names/given.txt");
const SURNAMES: &str = include_str!("names/surnames.txt");

/// The words of a name.
const WORDS: usize = 4;
/// Titles before a name.
const TITLES: &[&str] = &[
    "auntie",
    "aunt",
    "capt",
    "dr",
    "frau",
    "fraulein",
    "herr",
    "lady",
    "madame",
    "mademoiselle",
    "master",
    "messrs",
    "miss",
    "mister",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mx",
    "pastor",
    "prof",
    "professor",
    "rev",
    "reverend",
    "senor",
    "senora",
    "signor",
    "signora",
    "sir",
    "uncle",
    "grandma",
    "grandpa",
    "nurse",
    "doctor",
];
/// Words that a name follows at once.
const NAMING: &[&str] = &["alias", "aka", "called", "named", "nicknamed", "signed"];
/// Words that a name of the lists may follow, with a capital or without.
const NEAR: &[&str] = &[
    "am",
    "ask",
    "asked",
    "boyfriend",
    "brother",
    "boss",
    "by",
    "cc",
    "cheers",
    "classmate",
    "colleague",
    "contact",
    "cousin",
    "dad",
    "daughter",
    "dear",
    "father",
    "fiance",
    "friend",
    "from",
    "girlfriend",
    "granddaughter",
    "grandson",
    "hello",
    "hey",
    "hi",
    "husband",
    "i'm",
    "im",
    "landlord",
    "love",
    "mate",
    "mother",
    "mum",
    "mom",
    "neighbor",
    "neighbour",
    "nephew",
    "niece",
    "partner",
    "regards",
    "sincerely",
    "sister",
    "son",
    "teacher",
    "thanks",
    "tell",
    "told",
    "wife",
    "with",
    "yours",
];
/// Parts of names that have no capital.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le",
    "mac", "o", "st", "van", "von", "zu",
];

/// Finds names.
pub(super) fn find(reading: &Reading, found: &mut Found) {
    let capitals_tell = capitals_tell(reading);
    let mut at = 0;
    while at < reading.len() {
        let start = introduced(reading, at).or_else(|| listed(reading, at, capitals_tell));
        let Some((start, fewest)) = start else {
            at += 1;
            continue;
        };
        let end = end_of_name(reading, start, fewest);
        found.words(reading, start..end);
        at = end.max(at + 1);
    }
}

/// Whether a word is on the lists of first names and surnames.
pub(in crate::question_log) fn is_listed(word: &str) -> bool {
    is_given(word) || contains(SURNAMES, word)
}

/// Whether a word is a first name.
pub(in crate::question_log) fn is_given(word: &str) -> bool {
    contains(GIVEN, word)
}

/// Where a name begins that the words before introduce, and how many words it has at least.
fn introduced(reading: &Reading, at: usize) -> Option<(usize, usize)> {
    let word = reading.word(at);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| reading.word(at));
    let is_named = |at: usize| at < reading.len() && !has(FUNCTION_WORDS, reading.word(at));
    let next = at + 1;
    let names = match word {
        "is" | "was" | "s" => {
            before(1) == "name"
                || before(1) == "surname"
                || before(2) == "name" && before(1) == "last"
        }
        "name's" | "names" => before(1) == "my" || before(1) == "the" || at == 0,
        "me" => before(1) == "call" || before(1) == "name",
        "name" => before(1) == "my" && reading.gap(next).contains(':'),
        _ => has(NAMING, word) || has(TITLES, word) && is_name(reading, next),
    };
    (names && is_named(next)).then_some((next, 1))
}

/// Where a name of the lists stands.
fn listed(reading: &Reading, at: usize, capitals_tell: bool) -> Option<(usize, usize)> {
    let word = own(reading, at);
    if has(QUESTIONS, word) && reading.begins_sentence(at)
        || has(FUNCTION_WORDS, word)
        || has(MONTHS, word)
    {
        return None;
    }
    let is_person = is_listed(word) || lexicon::name_kind(word) == Some(NameKind::Person);
    if !is_person {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |before| reading.word(before));
    let is_near = has(NEAR, before) || before == "is" && at > 1 && reading.word(at - 2) == "this";
    let next = own(reading, at + 1);
    let is_full = is_given(word)
        && is_capitalized(reading, at)
        && is_capitalized(reading, at + 1)
        && is_listed(next);
    let is_capital = capitals_tell && is_capitalized(reading, at) && !reading.begins_sentence(at);
    (is_capital || is_full || is_near && is_given(word)).then_some((at, 1))
}

/// The end of a name that begins here.
fn end_of_name(reading: &Reading, start: usize, fewest: usize) -> usize {
    let mut end = start + fewest;
    while end < reading.len() && end < start + WORDS {
        let is_close = reading
            .gap(end)
            .trim_matches([' ', '-', '.', '\''])
            .is_empty();
        let is_particle = has(PARTICLES, reading.word(end)) && is_name(reading, end + 1);
        if !is_close || !(is_particle || is_name(reading, end)) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a word can be part of a name that has begun.
fn is_name(reading: &Reading, at: usize) -> bool {
    let word = own(reading, at);
    let is_initial = word.len() == 1 && is_capitalized(reading, at);
    let is_plain = has(FUNCTION_WORDS, word) || has(COURTESIES, word) || has(QUESTIONS, word);
    let is_listed = is_listed(word) && (is_capitalized(reading, at) || !lexicon::is_everyday(word));
    is_initial || !is_plain && !word.is_empty() && (is_capitalized(reading, at) || is_listed)
}

/// A word without the ending of a possessive.
fn own(reading: &Reading, at: usize) -> &str {
    reading.word(at).trim_end_matches("'s")
}

fn is_capitalized(reading: &Reading, at: usize) -> bool {
    reading.cased(at).starts_with(char::is_uppercase)
}

/// Whether capitals tell names from other words: not where most words have one.
fn capitals_tell(reading: &Reading) -> bool {
    let capitals = (0..reading.len())
        .filter(|at| is_capitalized(reading, *at))
        .count();
    capitals * 2 <= reading.len() || reading.len() < 4
}

/// Whether a list of lines in order has a word.
fn contains(list: &str, word: &str) -> bool {
    let (mut start, mut end) = (0, list.len());
    while start < end {
        let middle = start + (end - start) / 2;
        let line_start = list[..middle].rfind('\n').map_or(0, |at| at + 1);
        let line_end = list[middle..]
            .find('\n')
            .map_or(list.len(), |at| middle + at);
        match list[line_start..line_end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => start = line_end + 1,
            std::cmp::Ordering::Greater => end = line_start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_every_name_is_found() {
        for list in [GIVEN, SURNAMES] {
            let names: Vec<&str> = list.lines().collect();
            assert!(names.is_sorted());
            assert!(names.iter().all(|name| contains(list, name)));
        }
        for (word, expected) in [
            ("morales", true),
            ("fatima", true),
            ("lamp", false),
            ("", false),
            ("zzz", false),
        ] {
            assert_eq!(is_listed(word), expected, "{word}");
        }
    }
}
