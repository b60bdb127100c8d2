//! Street and postal addresses: a number with a street, a box, a postcode beside a town, a flat, and
//! whatever follows *I live at*.

use std::ops::Range;
use std::sync::LazyLock;

use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::question_log::redact::found::Findings;
use crate::question_log::redact::patterns::{DIGITS, Pattern, compile, find_all};
use crate::question_log::redact::reading::Reading;
use crate::question_log::redact::vocabulary::{FUNCTION_WORDS, QUESTIONS, has, is_number_word};

static POSTAL: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[
        (
            &["box", "postfach"],
            r"\b(?:p\.?\s?o\.?\s?box|post\s?box|postfach|mailbox|box\s(?:number|no\.?))\s*(?:is\s*)?#?\w*[0-9]\w*",
        ),
        (
            DIGITS,
            r"\b(?:gir ?0aa|[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2})\b",
        ),
        (DIGITS, r"\b[a-z][0-9][a-z][ -]?[0-9][a-z][0-9]\b"),
        (
            &["flat", "ap", "suite", "unit", "wohnung"],
            r"\b(?:flat|apartment|apt|suite|unit|appartement|wohnung)\b\.?\s*(?:is\s|number\s|no\.?\s)*#?[0-9]+[a-z]?\b",
        ),
        // German, Dutch and Scandinavian streets.
        (
            DIGITS,
            r"\b[a-z]{2,}(?:strasse|strase|str|straat|gasse|weg|platz|allee|plein|gracht|gatan|gata|vej|vei|veien)\b\.?\s*[0-9]+\s?[a-z]?\b",
        ),
        (
            DIGITS,
            r"\b(?:rue|via|calle|avenida|avenue|piazza|plaza|boulevard|chemin|rua|ulica|ul|corso|viale|paseo)\.?(?: [\w'-]+){1,4},? [0-9]{1,4}\b",
        ),
    ])
});

/// Words of streets that are hardly anything else.
#[rustfmt::skip]
const STREETS: &[&str] = &[
    "alley", "ave", "avenue", "blvd", "boulevard", "cl", "cres", "crescent", "cul", "gdns", "highway", "hwy",
    "lane", "ln", "mews", "parade", "pl", "rd", "road", "roads", "st", "str", "street", "terrace",
];
/// Words of streets that are many other things.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "bank", "bridge", "chase", "close", "common", "corner", "cottages", "court", "croft", "dale", "drive",
    "end", "estate", "field", "fields", "gardens", "gate", "green", "grove", "heath", "heights", "hill",
    "house", "lodge", "mall", "meadow", "meadows", "park", "path", "place", "quay", "rise", "row", "side",
    "square", "vale", "view", "villas", "walk", "way", "wharf", "wood", "yard",
];
/// What is counted, measured or numbered, so that no address begins with the number before it.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "acres", "rounds", "times", "places", "questions", "meetings", "sides", "countries", "states", "talks", "am", "big", "blocks", "days", "different", "feet", "free", "games", "green", "hour", "hours",
    "kilometers", "kilometres", "km", "large", "levels", "meter", "meters", "metre", "metres", "miles",
    "minute", "minutes", "months", "more", "new", "open", "other", "people", "percent", "players", "pm",
    "public", "seconds", "small", "square", "weeks", "years",
];
/// Words between a number and its street.
const BETWEEN: usize = 4;
/// Words that the rest of a clause is an address after, with who says so before them.
#[rustfmt::skip]
const LIVING: &[&str] = &[
    "camp", "crash", "dwell", "live", "lives", "living", "lodge", "moved", "rent", "reside", "resides", "sleep",
    "stay", "staying",
];
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "am", "are", "dad", "family", "he", "i", "i'm", "im", "is", "mom", "mum", "she", "they", "we", 
    "wife",
];
/// Prepositions before a place.
#[rustfmt::skip]
const WHERE: &[&str] = &[
    "above", "at", "behind", "beside", "by", "in", "near", "next", "on", "opposite", "over", "to", "under",
];
/// Words that something is brought to an address with.
#[rustfmt::skip]
const BRINGING: &[&str] = &[
    "collect", "come", "deliver", "delivered", "find", "located", "mail", "meet", "parcel", "pick", "post",
    "send", "sent", "ship", "visit",
];

/// Finds addresses.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    find_all(&POSTAL, reading.lower(), found);
    for at in 0..reading.len() {
        if let Some(words) = numbered(reading, at).or_else(|| number_last(reading, at)) {
            found.words(reading, words);
        }
        if let Some(words) = lives(reading, at).or_else(|| brings(reading, at)) {
            found.words(reading, words);
        }
        if let Some(words) = beside_town(reading, at) {
            found.words(reading, words);
        }
    }
}

/// A number of a house, not a year: `14`, `22b`, `twelve`.
fn is_house_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.len() - digits;
    (1..5).contains(&digits) && rest < 2 || is_number_word(word)
}

/// *14 Elm Road*
fn numbered(reading: &Reading, at: usize) -> Option<Range<usize>> {
    if !is_house_number(reading.word(at)) || has(COUNTED, reading.word(at + 1)) {
        return None;
    }
    let is_digits = !is_number_word(reading.word(at));
    let sentence = reading.sentence(at);
    let last = sentence.end.min(at + 2 + BETWEEN);
    let street = (at + 1..last).find(|street| {
        let word = reading.word(*street);
        let is_named = *street > at + 1;
        let is_capitalized = reading.cased(*street).starts_with(char::is_uppercase);
        let ends = *street + 1 == reading.clause(*street).end
            || !reading.gap(*street + 1).trim().is_empty();
        let ends = ends || has(FUNCTION_WORDS, reading.word(*street + 1));
        is_named && has(STREETS, word)
            || has(PLACES, word)
                && (is_capitalized
                    || is_digits && (is_named && ends || reading.word(at + 1) == "the"))
    })?;
    let link = |word: &str| {
        has(&["the", "of", "de", "la", "and", "st", "on"], word) || !has(FUNCTION_WORDS, word)
    };
    let happens = has(
        &["take", "takes", "took", "taking"],
        reading.word(street - 1),
    );
    let is_name = !happens && (at + 1..street).all(|between| link(reading.word(between)));
    // What follows after a comma may be the town.
    let is_word = has(QUESTIONS, reading.word(street + 1));
    let town = !is_word
        && reading.gap(street + 1).starts_with(',')
        && lexicon::name_kind(reading.word(street + 1)).is_some();
    is_name.then(|| at..street + 1 + usize::from(town))
}

/// *Elm Road 14*
fn number_last(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let is_street = has(STREETS, reading.word(at))
        || has(PLACES, reading.word(at)) && reading.cased(at) != reading.word(at);
    let number = reading.word(at + 1);
    let is_number =
        is_house_number(number) && !number.starts_with("19") && !number.starts_with("20");
    let gap = reading.gap(at + 1);
    let is_counted = has(COUNTED, reading.word(at + 2));
    let start = at.checked_sub(1)?;
    let is_named = !has(FUNCTION_WORDS, reading.word(start));
    (is_street && is_number && is_named && !is_counted && gap.len() < 3).then(|| start..at + 2)
}

/// *I live at …*
fn lives(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let word = reading.word(at);
    let before = at.checked_sub(1).map_or("", |before| reading.word(before));
    let clause = reading.clause(at);
    let names_street = has(&["street", "road", "town", "city", "village"], word)
        && (at == clause.start || has(&["my", "our", "her", "his", "their"], before))
        && reading.word(at + 1) == "is";
    let is_home = names_street
        || has(&["home", "house", "place", "flat", "address"], word)
            && has(&["my", "our", "her", "his", "their", "home"], before)
            && has(&["is", "at", "on", "near"], reading.word(at + 1));
    if is_home {
        return Some(at + 2..clause.end.max(at + 2));
    }
    let lives = has(LIVING, word) && (has(PEOPLE, before) || at == clause.start);
    let is_here = has(&["i'm", "im", "we're"], word)
        || word == "am" && before == "i"
        || word == "are" && before == "we";
    let place = at + 1;
    let is_place = has(WHERE, reading.word(place));
    let names_place = |at: usize| {
        let word = reading.word(at);
        let kind = lexicon::name_kind(word);
        let is_name = reading.cased(at) != word
            && kind != Some(NameKind::Calendar)
            && !has(FUNCTION_WORDS, word);
        let is_machine = [at, at + 1]
            .iter()
            .any(|at| reading.gap(*at).starts_with(['.', ':']));
        let is_number = is_house_number(word) && !is_number_word(word) && !is_machine;
        is_name
            || kind == Some(NameKind::Place)
            || has(STREETS, word)
            || reading.word(place) == "at" && is_number
            || lives && has(PLACES, word)
    };
    let rest = place + 1..clause.end.max(place + 1);
    let is_exact = has(
        &["at", "on", "opposite", "behind", "next", "above"],
        reading.word(place),
    );
    let tells = lives && (is_exact || rest.clone().any(names_place))
        || is_here && rest.clone().any(names_place);
    (is_place && tells).then_some(rest)
}

/// *Deliver it to …*, where something says that it is an address.
fn brings(reading: &Reading, at: usize) -> Option<Range<usize>> {
    if !has(BRINGING, reading.word(at)) {
        return None;
    }
    let clause = reading.clause(at);
    let near = at + 1..clause.end.min(at + 5);
    let start = near.into_iter().find(|at| has(WHERE, reading.word(*at)))? + 1;
    let rest = start..clause.end;
    let is_address = |at: usize| {
        let word = reading.word(at);
        has(STREETS, word) || has(&["box", "flat", "door", "house"], word)
    };
    (!reading.asks(&clause) && rest.clone().any(is_address)).then_some(rest)
}

/// *8001 Zürich*; a year before a town is none.
fn beside_town(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let word = reading.word(at);
    let is_code = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = word.starts_with("19") || word.starts_with("20");
    let next = reading.word(at + 1);
    let is_capitalized = reading.cased(at + 1) != next;
    let is_town = lexicon::name_kind(next) == Some(NameKind::Place)
        || is_capitalized && !has(FUNCTION_WORDS, next);
    (is_code && !is_year && is_town).then(|| at..at + 2)
}
