//! Names of persons: the lists, and where a name stands. A word of the lists is a name where it has a capital
//! within a sentence, or follows what introduces a name. Lists and their origin are in `names/`.

use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::question_log::redact::found::Findings;
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{
    COURTESIES, FUNCTION_WORDS, MONTHS, QUESTIONS, has, is_number_word,
};

/// First names and surnames, one a line, in the order of bytes, in lower case without accents.
const GIVEN: &str = include_str!("names/given.txt");
const SURNAMES: &str = include_str!("names/surnames.txt");

/// First names that are left out of the list, because they are mostly something else.
#[rustfmt::skip]
const ALSO_GIVEN: &[&str] = &[
    "april", "art", "august", "autumn", "june", "may", "rich", "sky", "summer", "will",
];
/// What members call whom they ask, which is also a name somewhere.
const ADDRESSED: &[&str] = &["bot"];
/// The words of a name.
const WORDS: usize = 4;
/// Titles before a name.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "aunt", "auntie", "capt", "doctor", "dr", "frau", "fraulein", "grandma", "grandpa", "herr", "lady",
    "madame", "mademoiselle", "master", "messrs", "miss", "mister", "mme", "monsieur", "mr", "mrs", "ms", "mx",
    "nurse", "pastor", "prof", "professor", "rev", "reverend", "senor", "senora", "signor", "signora", "sir",
    "uncle",
];
/// Of those, the ones that mean nothing else.
#[rustfmt::skip]
const SHORT_TITLES: &[&str] = &[
    "dr", "frau", "herr", "mme", "mr", "mrs", "ms", "mx", "prof",
];
/// Words that a name follows at once.
const NAMING: &[&str] = &["alias", "aka", "called", "named", "nicknamed", "signed"];
/// Who somebody is to the writer; a name follows.
#[rustfmt::skip]
const KIN: &[&str] = &[
    "aunt", "boss", "boyfriend", "brother", "classmate", "colleague", "cousin", "dad", "daughter", "father",
    "fiance", "flatmate", "friend", "girlfriend", "granddaughter", "grandma", "grandpa", "grandson", "husband",
    "landlord", "mate", "mom", "mother", "mum", "neighbor", "neighbour", "nephew", "niece", "partner",
    "roommate", "sister", "son", "teacher", "uncle", "wife",
];
/// Words that a name of the lists may follow, with a capital or without.
#[rustfmt::skip]
const NEAR: &[&str] = &[
    "am", "ask", "asked", "by", "cc", "cheers", "contact", "dear", "from", "hello", "hey", "hi", "i'm", "im",
    "love", "regards", "sincerely", "tell", "thanks", "told", "with", "yours",
];
/// Parts of names that have no capital.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "mac", "o", "st",
    "van", "von", "zu",
];

/// Finds names.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    let capitals_tell = capitals_tell(reading);
    let mut at = 0;
    while at < reading.len() {
        if let Some(introduced) = introduced(reading, at) {
            let end = end_of_name(reading, introduced.start);
            // Who is called something need not be the writer: a name that the table has stays.
            if introduced.is_own {
                found.words(reading, introduced.start..end);
            } else {
                found.names(reading, introduced.start..end);
            }
            at = end;
        } else if listed(reading, at, capitals_tell) {
            let end = end_of_name(reading, at);
            found.names(reading, at..end);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Whether a word is on the lists of first names and surnames.
pub(in crate::question_log) fn is_listed(word: &str) -> bool {
    is_given(word) || contains(SURNAMES, word)
}

/// Whether a word is a first name.
pub(in crate::question_log) fn is_given(word: &str) -> bool {
    contains(GIVEN, word) || has(ALSO_GIVEN, word)
}

/// A name that the words before introduce.
struct Introduced {
    /// Where it begins.
    start: usize,
    /// Whether the writer gives their own.
    is_own: bool,
}

/// The name that a word introduces.
fn introduced(reading: &Reading, at: usize) -> Option<Introduced> {
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
        "me" => (before(1) == "call" && is_name(reading, next)) || before(1) == "name",
        "name" => before(1) == "my" && reading.gap(next).contains(':'),
        _ if has(TITLES, word) => is_name(reading, next) || has(SHORT_TITLES, word),
        _ => has(NAMING, word) && is_name(reading, next),
    };
    let is_own = !has(TITLES, word) && !has(NAMING, word);
    (names && is_named(next)).then_some(Introduced {
        start: next,
        is_own,
    })
}

/// Whether a name of the lists stands here.
fn listed(reading: &Reading, at: usize, capitals_tell: bool) -> bool {
    let word = own(reading, at);
    let kind = lexicon::name_kind(word);
    let is_public = matches!(kind, Some(NameKind::Calendar | NameKind::Demonym));
    let (is_given, is_listed) = (
        is_given(word),
        is_listed(word) || kind == Some(NameKind::Person),
    );
    let next = own(reading, at + 1);
    let are_capital = is_capitalized(reading, at) && is_capitalized(reading, at + 1);
    let is_initial = word.len() == 1 && reading.gap(at + 1).starts_with('.');
    // *Will Paris …* asks.
    let asks = reading.begins_sentence(at) && has(QUESTIONS, word);
    if !asks && are_capital && (is_given && contains(SURNAMES, next) || is_initial) {
        return true;
    }
    let before = at.checked_sub(1).map_or("", |before| own(reading, before));
    let is_capital = is_capitalized(reading, at) && !reading.begins_sentence(at);
    let is_plain = has(FUNCTION_WORDS, word) || has(QUESTIONS, word) && !is_capital;
    if is_capital && !is_plain && has(KIN, before) {
        return true;
    }
    let is_other = has(MONTHS, word) || has(ADDRESSED, word) || is_number_word(word);
    if is_plain || is_other || is_public && !is_given || !is_listed {
        return false;
    }
    let is_near = has(NEAR, before)
        || has(KIN, before)
        || before == "is" && at > 1 && reading.word(at - 2) == "this";
    // A surname that is also a word is one only beside a first name.
    let is_rare = is_given || !lexicon::is_everyday(word);
    capitals_tell && is_capital && is_rare || is_near && is_given
}

/// The end of a name that begins here.
fn end_of_name(reading: &Reading, start: usize) -> usize {
    let mut end = start + 1;
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

/// Whether a word has a capital, and is no abbreviation in capitals.
fn is_capitalized(reading: &Reading, at: usize) -> bool {
    let word = reading.cased(at);
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.peekable();
    first && (rest.peek().is_none() || rest.any(char::is_lowercase))
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
            ("lantern", false),
            ("", false),
            ("zzz", false),
        ] {
            assert_eq!(is_listed(word), expected, "{word}");
        }
    }
}
