//! Cues: the denials and opposites of a text, which two texts must agree on to mean the same.
//! [`Differences`](crate::matcher::differences::Differences) compares them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::matcher::analysis::english::{NEGATION, OPPOSITES};

/// A negation, or one of two opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// A word that has an opposite: the pair of opposites, and which pole of it.
    Polarity(u16, Pole),
    /// A word that denies.
    Negation,
}

/// One of two opposites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pole {
    /// The first of the pair.
    First,
    /// The second of the pair.
    Second,
}

impl Pole {
    /// The other pole.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// Returns the cue of a normalised word; none where it has none.
#[must_use]
pub fn cue(word: &str) -> Option<Cue> {
    CUES.get(word).copied()
}

static CUES: LazyLock<FxHashMap<&str, Cue>> = LazyLock::new(|| {
    let negation = NEGATION.iter().map(|word| (*word, Cue::Negation));
    let opposites = (0..).zip(OPPOSITES).flat_map(|(pair, (first, second))| {
        let polarity = move |words: &'static str, pole| {
            words
                .split(' ')
                .map(move |word| (word, Cue::Polarity(pair, pole)))
        };
        polarity(first, Pole::First).chain(polarity(second, Pole::Second))
    });
    negation.chain(opposites).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_two_cues() {
        let words = OPPOSITES
            .iter()
            .flat_map(|(one, other)| one.split(' ').chain(other.split(' ')));
        assert_eq!(words.count() + NEGATION.len(), CUES.len());
    }
}
