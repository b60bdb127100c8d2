//! Keys, hashes and tokens, by how they look; bank accounts, by their checksum.

use std::sync::LazyLock;

use crate::question_log::redact::found::Findings;
use crate::question_log::redact::patterns::{DIGITS, Pattern, compile, find_all};
use crate::question_log::redact::reading::Reading;

/// A word this long is not a word of a language that is written with blanks.
const LONG: usize = 24;
/// A word of this many letters and digits mixed is a key.
const MIXED: usize = 8;
/// A word this long that changes between cases or kinds so often is a key.
const CHANGING: usize = 10;
const CHANGES: usize = 4;
/// The fewest digits of an account number, so that no sentence passes for one by chance.
const IBAN_DIGITS: usize = 10;
/// The characters of an international account number.
const IBAN: std::ops::RangeInclusive<usize> = 15..=34;

static KEYS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[
        // Private and public keys.
        (
            &["-----begin"],
            r"(?s)-----begin.*?(?:-----end[^-]*-----|$)",
        ),
        (&["ssh-"], r"\bssh-\w+\s\S+(?:\s\S+@\S+)?"),
        // Words that are joined: pass phrases, names of secrets.
        (&["-", ".", "+"], r"\b[a-z]{2,}(?:[-.+][a-z]{2,}){3,}\b"),
        (&["-"], r"\b(?:[a-z]{2,}-){2,}[0-9]{3,}\b"),
        (&["_"], r"\b\w*[a-z0-9]_+[a-z0-9]\w*"),
        (
            &["*", "+", "=", "|", "~", "^", "&", "%", "$"],
            r"\b[a-z]{2,}(?:[*+=|~^&%$][a-z]{2,})+\b",
        ),
    ])
});

static ACCOUNTS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    compile(&[(
        DIGITS,
        r"\b(?:[a-z]{2}-?[0-9]{2}|[a-z] [a-z] [0-9] [0-9])(?:[\s.,-]{0,3}[a-z0-9]){11,30}",
    )])
});

/// Finds keys and accounts.
pub(super) fn find(reading: &Reading, found: &mut Findings) {
    let lower = reading.lower();
    find_all(&KEYS, lower, found);
    for account in ACCOUNTS.iter().flat_map(|pattern| pattern.find_in(lower)) {
        let length = account_length(&lower[account.clone()]);
        found.bytes(account.start..account.start + length);
    }
    for at in 0..reading.len() {
        if is_key(reading.cased(at)) {
            found.words(reading, at..at + 1);
        }
    }
}

/// Whether a word has the entropy of a key.
fn is_key(word: &str) -> bool {
    let kind = |c: char| (c.is_numeric(), c.is_uppercase());
    let length = word.chars().count();
    let changes = word.chars().zip(word.chars().skip(1));
    let changes = changes
        .filter(|(one, next)| kind(*one) != kind(*next))
        .count();
    let is_mixed =
        word.bytes().any(|byte| byte.is_ascii_digit()) && word.contains(char::is_alphabetic);
    length >= LONG || length >= MIXED && is_mixed || length >= CHANGING && changes >= CHANGES
}

/// The bytes of the longest beginning that is an account number (ISO 13616); 0 where none is.
fn account_length(text: &str) -> usize {
    let (mut length, mut digits, mut characters) = (0, 0, String::new());
    for (at, c) in text.char_indices() {
        if !c.is_ascii_alphanumeric() {
            continue;
        }
        characters.push(c);
        if characters.len() > *IBAN.end() {
            break;
        }
        digits += usize::from(c.is_ascii_digit());
        let is_long = IBAN.contains(&characters.len()) && digits >= IBAN_DIGITS;
        if is_long && has_checksum(&characters) {
            length = at + 1;
        }
    }
    length
}

/// Whether the first four characters, put last, make a number that leaves 1 when divided by 97.
fn has_checksum(account: &str) -> bool {
    let (first, rest) = account.split_at(4);
    let digits = rest
        .chars()
        .chain(first.chars())
        .filter_map(|c| c.to_digit(36));
    let shift = |digit: u32| if digit < 10 { 10 } else { 100 };
    digits.fold(0, |sum, digit| (sum * shift(digit) + digit) % 97) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_have_a_checksum() {
        for (text, length) in [
            ("gb82 west 1234 5698 7654 32 now", 27),
            ("gb82 west 1234 5698 7654 33", 0),
        ] {
            assert_eq!(account_length(text), length, "{text}");
        }
    }

    #[test]
    fn keys_do_not_look_like_words() {
        for (word, expected) in [
            ("d41d8cd98f00b204", true),
            ("CorrectHorseBattery", true),
            ("sk4fjq29fk", true),
            ("internationalisation", false),
            ("Minecraft", false),
            ("1080p", false),
            ("1990s", false),
        ] {
            assert_eq!(is_key(word), expected, "{word}");
        }
    }
}
