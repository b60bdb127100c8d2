//! Numbers that only their neighbours tell: Roman numerals, `part one`, `5 h`.

use crate::matcher::analysis::english::{AFTER_PRONOUN, NUMBERED, UNITS_IN_WORDS};

/// A word at its place in a text.
#[derive(Debug, Clone, Copy)]
pub struct WordPlace<'a> {
    /// The word before, folded.
    pub before: Option<&'a str>,
    /// The word as written.
    pub word: &'a str,
    /// The text after it.
    pub after: &'a str,
}

/// Rewrites a word by its place; none where it leaves it unchanged.
pub type PlaceFolding = fn(WordPlace) -> Option<String>;

/// The foldings of a word by its place; the first that fits is applied, and no other folding.
pub const PLACE_FOLDINGS: &[(&str, PlaceFolding)] = &[
    ("Roman numerals", roman_numeral),
    ("`part one`", numbered_one),
    ("units", unit),
];

/// From 1; larger ones are rare, and look like words.
const ROMAN_NUMERALS: &[&str] = &[
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
];

/// `Act III` and `act iii` → 3; without such a noun only what can be nothing else.
fn roman_numeral(place: WordPlace) -> Option<String> {
    let is_word = |numeral: &str| numeral.eq_ignore_ascii_case(place.word);
    let value = 1 + ROMAN_NUMERALS.iter().position(|numeral| is_word(numeral))?;
    let in_capitals = place.word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_numeral = if place.is_numbered() {
        value > 1 || !place.is_the_pronoun()
    } else {
        let is_plain = place.word.to_ascii_lowercase().contains("ii");
        place.word.len() > 1 && (in_capitals || is_plain)
    };
    is_numeral.then(|| value.to_string())
}

fn numbered_one(place: WordPlace) -> Option<String> {
    let is_one = place.word.eq_ignore_ascii_case("one") && place.is_numbered();
    is_one.then(|| "1".to_owned())
}

/// `5 h` → `5 hours`.
fn unit(place: WordPlace) -> Option<String> {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    if !place.before.is_some_and(is_number) {
        return None;
    }
    let is_unit = |(short, _): &&(&str, &str)| short.eq_ignore_ascii_case(place.word);
    let (_, word) = UNITS_IN_WORDS.iter().find(is_unit)?;
    Some((*word).to_owned())
}

impl WordPlace<'_> {
    /// Whether the word before is a noun that numbers follow: *act*, *levels*.
    fn is_numbered(self) -> bool {
        self.before.is_some_and(|noun| {
            NUMBERED.contains(&noun)
                || noun
                    .strip_suffix('s')
                    .is_some_and(|one| NUMBERED.contains(&one))
        })
    }

    /// Whether `I` is the pronoun, by the word after it.
    fn is_the_pronoun(self) -> bool {
        let Some(after) = self.after.strip_prefix(' ') else {
            return self.after.starts_with('\'');
        };
        let end = after.find(|c: char| !c.is_alphabetic());
        let next = &after[..end.unwrap_or(after.len())];
        AFTER_PRONOUN
            .iter()
            .any(|verb| verb.eq_ignore_ascii_case(next))
    }
}
