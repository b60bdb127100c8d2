//! The letters and words of any text, as they were typed.
//!
//! It undoes what keyboards, editors and Discord do to a text, and finds its words. It knows no
//! language and no table: [`crate::matcher`] goes on to say which words mean the same.
//!
//! - [`letters`]: one letter, written in several ways.
//! - [`markup`]: what Discord and the web put between words.
//! - [`tokens`]: the words, and the signs that are as good as words.
//! - [`numbers`]: one number, written in several ways.
//! - [`visible`]: what a terminal would obey instead of showing.

pub mod letters;
pub mod linked;
pub mod markup;
pub mod numbers;
pub mod tokens;
pub mod visible;

use std::borrow::Cow;

/// Rewrites a text; none where it leaves it unchanged.
pub type TextFolding = fn(&str) -> Option<String>;

/// Applies foldings in order, each to the output of the one before.
#[must_use]
pub fn fold<'a>(
    text: &'a str,
    foldings: impl IntoIterator<Item = &'a (&'static str, TextFolding)>,
) -> Cow<'a, str> {
    let mut folded = Cow::Borrowed(text);
    for (_, folding) in foldings {
        if let Some(new) = folding(&folded) {
            folded = Cow::Owned(new);
        }
    }
    folded
}

/// What remains of a text when it does not matter how it was typed: its words and signs in lower case,
/// with a blank between, without accents, markup and punctuation. Two phrasings are the same if this is.
#[must_use]
pub fn as_typed(text: &str) -> String {
    let folded = fold(text, AS_TYPED);
    let mut key = String::with_capacity(folded.len());
    for token in tokens::tokens(&folded) {
        if !key.is_empty() {
            key.push(' ');
        }
        let letters = token.text.chars().filter(|c| *c != '\'');
        key.extend(letters.flat_map(char::to_lowercase));
    }
    key
}

const AS_TYPED: &[(&str, TextFolding)] = &[
    ("compatibility forms", letters::compatibility),
    ("links, mentions and emoji", markup::without_markup),
    ("apostrophes", letters::apostrophes),
    ("accents", letters::without_accents),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(one: &str, other: &str) {
        assert_eq!(as_typed(one), as_typed(other));
    }

    #[track_caller]
    fn different(one: &str, other: &str) {
        assert_ne!(as_typed(one), as_typed(other));
    }

    #[test]
    fn how_a_text_was_typed_makes_no_difference() {
        same("When was the lamp lit?", "  when was THE lamp lit ");
        same("What’s the keeper's café?", "whats the keepers cafe");
        same("<@42> who paid, and when?", "who paid and when");
        same("ra\u{200b}ids al\u{ad}lowed", "raids allowed");
        same("cafe\u{301}", "café");
    }

    #[test]
    fn signs_and_numbers_that_were_typed_do() {
        different("C# course", "C++ course");
        different("C course", "C++ course");
        different("what does !help do", "what does ?help do");
        different("what does 🔴 mean", "what does 🟢 mean");
        different("3.5 million", "3 5 million");
        different("at -5 degrees", "at 5 degrees");
        different("whyyy", "why");
        different("what is it", "what's it");
    }
}
