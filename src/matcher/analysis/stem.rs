//! Words → stems, by the Snowball stemmer for English (Porter, 2001).

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a normalised word; the word itself where nothing can be cut off.
#[must_use]
pub fn stem(word: &str) -> Cow<'_, str> {
    Stemmer::create(Algorithm::English).stem(word)
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
}
