//! Words → stems, by the Snowball stemmer for English (Porter, 2001).

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;

use crate::matcher::analysis::english::COMMON_WORDS;

/// The stem of a normalised word; the word itself where nothing can be cut off.
#[must_use]
pub fn stem(word: &str) -> Cow<'_, str> {
    Stemmer::create(Algorithm::English).stem(word)
}

/// Whether a stem belongs to a common English word.
#[must_use]
pub fn is_common(stem: &str) -> bool {
    static STEMS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let words = COMMON_WORDS.lines();
        words.map(|word| self::stem(word).into_owned()).collect()
    });
    STEMS.contains(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for word in ["relight", "relights", "relighting"] {
            assert_eq!(stem(word), "relight");
        }
    }

    #[test]
    fn everyday_words_are_common_by_their_stems() {
        assert!(is_common(&stem("houses")));
        assert!(!is_common(&stem("skerry")));
    }
}
