//! Cues: the numbers, denials and opposites of a text, which two texts must agree on to mean the same.
//! [`Mismatch`](crate::matcher::mismatch::Mismatch) compares them.

use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};

use crate::matcher::analysis::english::{NEGATION, OPPOSITES};
use crate::matcher::analysis::normalize::Word;

/// A number, a negation, or one of two opposites in a text. Numbers are told apart by the hash of
/// their word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// A word that has an opposite: the pair of opposites, and which pole of it.
    Polarity(u16, Pole),
    /// A word that denies.
    Negation,
    /// A rank: first, fifth, last.
    Ordinal(u32),
    /// A year.
    Year(u32),
    /// Another number.
    Number(u32),
    /// The word *by*: who did something is named after what was done.
    Actor,
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

/// Returns the cues of a text; sorted, each once.
#[must_use]
pub fn cues<'a>(words: impl Iterator<Item = &'a Word>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = words.filter_map(|word| cue(&word.text)).collect();
    cues.sort_unstable();
    cues.dedup();
    cues
}

fn cue(word: &str) -> Option<Cue> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return CUES.get(word).copied();
    }
    let number = hash(word);
    Some(match &word[digits..] {
        "st" | "nd" | "rd" | "th" => Cue::Ordinal(number),
        "" if digits == 4 && word.starts_with(['1', '2']) => Cue::Year(number),
        _ => Cue::Number(number),
    })
}

fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
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
    let ordinals = [("first", "1st"), ("last", "last"), ("final", "last")];
    let ordinals = ordinals.map(|(word, rank)| (word, Cue::Ordinal(hash(rank))));
    let actor = [("by", Cue::Actor)];
    let ordinals_and_actor = ordinals.into_iter().chain(actor);
    negation
        .chain(opposites)
        .chain(ordinals_and_actor)
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_two_cues() {
        let words = OPPOSITES
            .iter()
            .flat_map(|(one, other)| one.split(' ').chain(other.split(' ')));
        let others = ["first", "last", "final", "by"].len();
        assert_eq!(words.count() + NEGATION.len() + others, CUES.len());
    }
}
