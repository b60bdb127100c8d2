//! The ids of facts and entries, and how one is made from words.

use std::collections::{HashMap, HashSet};

use crate::knowledge::source_text::sha256;
use crate::text::letters::without_accents;

/// The maximum length of an id in characters: ids travel in Discord's custom ids, which hold 100.
pub(super) const MAX_ID: usize = 48;
/// The maximum length of an id that is made from words: it leaves room for what sets it apart.
const MAX_MADE: usize = 40;
/// How many digits of a hash make an id where the words have none of its letters.
const HASH_DIGITS: usize = 7;

/// Whether this may be an id: small letters, digits and hyphens.
pub(super) fn is_id(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.chars().all(allowed)
}

/// The id that an entry gets from a phrasing: as many of its first words as fit, in small letters. The
/// same words have the same id, whatever else is in the table.
#[must_use]
pub fn id_of(phrasing: &str) -> String {
    let plain = without_accents(phrasing).unwrap_or_else(|| phrasing.to_owned());
    let plain: String = plain.chars().filter(|c| !"'’".contains(*c)).collect();
    let mut id = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()) {
        let separator = usize::from(!id.is_empty());
        if word.is_empty() {
            continue;
        }
        if id.len() + separator + word.len() > MAX_MADE {
            break;
        }
        if separator > 0 {
            id.push('-');
        }
        id.push_str(&word.to_ascii_lowercase());
    }
    if id.is_empty() {
        id = format!("entry-{}", &sha256(phrasing)[..HASH_DIGITS]);
    }
    id
}

/// The ids of a table that are taken.
#[derive(Debug, Default)]
pub struct TakenIds {
    ids: HashSet<String>,
    /// The number that each id which was asked for again gets next, so that thousands of alike entries
    /// do not try all numbers before theirs.
    next: HashMap<String, usize>,
}

impl TakenIds {
    /// Takes the id itself if it is free, or else with the first free number.
    pub fn take(&mut self, base: &str) -> String {
        if self.ids.insert(base.to_owned()) {
            return base.to_owned();
        }
        let number = self.next.entry(base.to_owned()).or_insert(2);
        loop {
            let id = format!("{base}-{number}");
            *number += 1;
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }
}

impl FromIterator<String> for TakenIds {
    fn from_iter<I: IntoIterator<Item = String>>(ids: I) -> Self {
        Self {
            ids: ids.into_iter().collect(),
            next: HashMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrasing: &str, expected: &str) {
        assert_eq!(id_of(phrasing), expected);
        assert!(is_id(expected) && expected.len() <= MAX_MADE);
    }

    #[test]
    fn an_id_is_made_of_the_first_words() {
        check("When was the lamp relit?", "when-was-the-lamp-relit");
        check("what's the Café's name", "whats-the-cafes-name");
        check(
            "How much did the lens of the second lamp cost in all?",
            "how-much-did-the-lens-of-the-second-lamp",
        );
    }

    #[test]
    fn words_without_latin_letters_have_an_id_too() {
        check("灯台はいつ", "entry-3a655d7");
        check(&"a".repeat(60), "entry-11ee391");
        assert_ne!(id_of("灯台はいつ"), id_of("灯台はどこ"));
    }

    #[test]
    fn an_id_that_is_taken_gets_a_number() {
        let mut taken: TakenIds = ["lamp", "lamp-3"].map(str::to_owned).into_iter().collect();
        let ids = ["lamp", "lamp", "lamp-2", "lens"].map(|base| taken.take(base));
        assert_eq!(ids, ["lamp-2", "lamp-4", "lamp-2-2", "lens"]);
    }
}
