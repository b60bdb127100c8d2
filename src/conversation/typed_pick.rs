//! Reads a pick that a member types in reply to a list of options: “2”, “the second one”, “b”.

use unicode_normalization::UnicodeNormalization;

use crate::answer::OPTIONS;
use crate::wording::picking::{BESIDE_NUMBER, LAST, NONE, ONLY, PLACES};

/// Characters of the longest message that can be a pick.
const MAX_CHARS: usize = 60;

/// What a member picks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedPick {
    /// An option, counted from 0.
    Option(usize),
    /// An option that was not offered.
    OutOfRange,
    /// One of several options, but the text does not say which.
    Unclear,
    /// None of the options.
    NoneOfThese,
}

impl TypedPick {
    /// Whether a text can be a pick by number, place or letter from the most that are offered.
    #[must_use]
    pub fn is_likely(text: &str) -> bool {
        matches!(
            Self::read(text, OPTIONS),
            Some(Self::Option(_) | Self::OutOfRange)
        )
    }

    /// Reads a pick among so many options; `None` if the text is none.
    #[must_use]
    pub fn read(text: &str, offered: usize) -> Option<Self> {
        if offered == 0 || text.chars().nth(MAX_CHARS).is_some() {
            return None;
        }
        let words = words(text);
        let sentence = words.join(" ");
        if NONE.contains(&sentence.as_str()) {
            return Some(Self::NoneOfThese);
        }
        if ONLY.contains(&sentence.as_str()) {
            return Some(if offered == 1 {
                Self::Option(0)
            } else {
                Self::Unclear
            });
        }
        let is_beside = |word: &&str| BESIDE_NUMBER.contains(word);
        let words = words.iter().map(String::as_str);
        let mut left: Vec<&str> = words.filter(|word| !is_beside(word)).collect();
        // “The second one.”
        if left.len() == 2 && left[1] == "one" {
            left.pop();
        }
        let [word] = left[..] else {
            return None;
        };
        let place = place(word, offered)?;
        let picked = place.checked_sub(1).filter(|option| *option < offered);
        Some(picked.map_or(Self::OutOfRange, Self::Option))
    }
}

/// The option that a word names, counted from 1.
fn place(word: &str, offered: usize) -> Option<usize> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(word.parse().unwrap_or(usize::MAX));
    }
    if LAST.contains(&word) {
        return Some(offered);
    }
    let named = PLACES.iter().position(|names| names.contains(&word));
    let lettered = || match word.as_bytes() {
        // Another letter is more likely a word than a slip.
        [letter @ b'a'..=b'e'] => Some(usize::from(letter - b'a')),
        _ => None,
    };
    Some(named.or_else(lettered)? + 1)
}

/// The words of a text in lower case; a number with a point or a sign is one word.
fn words(text: &str) -> Vec<String> {
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '#' | '(' | ')'));
    let words = words.map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
        word.trim_end_matches('-')
            .chars()
            .filter(|c| !is_mark(*c))
            .collect::<String>()
    });
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a character only decorates a word: an apostrophe, or what makes an emoji of a digit.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '*' | '_' | '\u{fe0f}' | '\u{20e3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], offered: usize, expected: Option<TypedPick>) {
        for text in texts {
            assert_eq!(TypedPick::read(text, offered), expected, "{text}");
        }
    }

    #[test]
    fn a_number_a_place_or_a_letter_picks_an_option() {
        let texts = [
            "3",
            "3.",
            "#3",
            "(3)",
            " 3 ) ",
            "3!",
            "Three",
            "the third",
            "Third one, please",
            "3rd",
            "option 3",
            "number 3",
            "no. 3",
            "I meant 3",
            "I'd like the third",
            "c",
            "C)",
            "3️⃣",
            "３",
            "**3**",
            "it's 3",
            "the last one",
        ];
        check(&texts, 3, Some(TypedPick::Option(2)));
        check(
            &["one", "the first one", "a", "1"],
            3,
            Some(TypedPick::Option(0)),
        );
    }

    #[test]
    fn an_option_that_was_not_offered_is_out_of_range() {
        let texts = ["4", "0", "the sixth", "d", "99999999999999999999999"];
        check(&texts, 3, Some(TypedPick::OutOfRange));
        check(&["yes", "That one!"], 3, Some(TypedPick::Unclear));
    }

    #[test]
    fn none_and_the_only_option_can_be_said_in_words() {
        let none = Some(TypedPick::NoneOfThese);
        check(&["no", "None of these.", "neither!", "no one"], 2, none);
        check(&["yes", "that one", "1"], 1, Some(TypedPick::Option(0)));
    }

    #[test]
    fn other_words_are_a_question() {
        let texts = [
            "",
            "?",
            "1 or 2",
            "2.5",
            "-2",
            "2 boats",
            "the second boat",
            "which one",
            "f",
            "who is the third",
            "1 2",
        ];
        check(&texts, 3, None);
        check(&["2"], 0, None);
        check(&[&"2 ".repeat(MAX_CHARS)], 3, None);
    }
}
