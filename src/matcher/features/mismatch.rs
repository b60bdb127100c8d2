//! Mismatches: small differences that make an entry the wrong one, however much it resembles the
//! question.
//!
//! A question and an entry may share every other word and still ask two things: what happens *before*
//! the talks and *after* them, at the *first* offence and at the *second*. [`cues`] are the words that
//! carry such a difference.

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
    fn opposite(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// In what a question differs from an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent findings, and no state"
)]
pub struct Mismatch {
    /// The entry has the opposite of a word that was asked, and lacks that word.
    pub polarity: bool,
    /// The entry has another rank or another year than the one that was asked.
    pub number: bool,
    /// The question denies, and no text of the entry does.
    pub negation: bool,
    /// Who did it, and to whom, are reversed.
    pub direction: bool,
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

impl Mismatch {
    /// Compares the cues of a question with those of an entry's texts, both sorted.
    #[must_use]
    pub fn between(question: &[Cue], entry: &[Cue]) -> Self {
        let has = |cue: &Cue| entry.binary_search(cue).is_ok();
        let has_some = |is_one: fn(&Cue) -> bool| entry.iter().any(is_one);
        let lacks = |cue: &&Cue| !has(cue);
        let mut mismatch = Self::default();
        for cue in question.iter().filter(lacks) {
            match cue {
                Cue::Polarity(pair, pole) => {
                    mismatch.polarity |= has(&Cue::Polarity(*pair, pole.opposite()));
                }
                Cue::Ordinal(_) => mismatch.number |= has_some(|m| matches!(m, Cue::Ordinal(_))),
                Cue::Year(_) => mismatch.number |= has_some(|m| matches!(m, Cue::Year(_))),
                Cue::Negation => mismatch.negation = true,
                // Members mention more numbers than they ask about.
                Cue::Number(_) | Cue::Actor => {}
            }
        }
        mismatch
    }

    /// The number of differences, 0 to 4.
    #[must_use]
    pub fn count(self) -> u8 {
        let all = [self.polarity, self.number, self.negation, self.direction];
        all.into_iter().map(u8::from).sum()
    }
}

/// Whether three neighbouring terms of the question have the reverse order in the text, as in *keepers
/// paid islanders* and *islanders paid keepers*. Each side is given by its term ids and by whether it
/// names an actor; where only one does, it is the same order that reverses the meaning.
#[must_use]
pub fn is_reversed(question: (&[u32], bool), text: (&[u32], bool)) -> bool {
    let ((question, question_has_actor), (text, text_has_actor)) = (question, text);
    let place = |term: &u32| text.iter().position(|own| own == term);
    question.windows(3).any(|three| {
        let [Some(who), Some(did), Some(whom)] = [&three[0], &three[1], &three[2]].map(place)
        else {
            return false;
        };
        if question_has_actor == text_has_actor {
            whom < did && did < who
        } else {
            who < did && did < whom
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::analysis::normalize::normalize;

    #[track_caller]
    fn check(question: &str, entry: &str, expected: [bool; 3]) {
        let cues = |text| cues(normalize(text).iter());
        let found = Mismatch::between(&cues(question), &cues(entry));
        let found = [found.polarity, found.number, found.negation];
        assert_eq!(found, expected, "{question:?}");
    }

    #[test]
    fn opposites_numbers_and_negations_are_told_apart() {
        check(
            "hours before noon",
            "hours after noon",
            [true, false, false],
        );
        check("hours before noon", "before or after noon", [false; 3]);
        check("hours before noon", "hours", [false; 3]);
        check("the fifth round", "the second round", [false, true, false]);
        check("the first round", "the last round", [false, true, false]);
        check(
            "what happened in 1967",
            "the war of 1973",
            [false, true, false],
        );
        check("i have 3 lamps", "the 2 lamps", [false; 3]);
        check("the 5th round", "the fifth round", [false; 3]);
        check("who does not pay", "who pays", [false, false, true]);
        check("who pays", "who does not pay", [false; 3]);
        check(
            "are grown ups let in in winter",
            "children in summer",
            [true, false, false],
        );
    }

    #[test]
    fn no_word_is_two_cues() {
        let words = OPPOSITES
            .iter()
            .flat_map(|(one, other)| one.split(' ').chain(other.split(' ')));
        let others = ["first", "last", "final", "by"].len();
        assert_eq!(words.count() + NEGATION.len() + others, CUES.len());
    }

    #[test]
    fn who_did_it_to_whom_is_told_apart() {
        let check = |question: (&[u32], bool), text: (&[u32], bool), expected| {
            assert_eq!(
                is_reversed(question, text),
                expected,
                "{question:?} {text:?}"
            );
        };
        check((&[1, 2, 3], false), (&[1, 2, 3], false), false);
        check((&[1, 2, 3], false), (&[3, 2, 1], false), true);
        check((&[1, 2, 3], false), (&[9, 3, 8, 2, 1], false), true);
        check((&[1, 2, 3], false), (&[3, 2, 1], true), false);
        check((&[1, 2, 3], false), (&[1, 2, 3], true), true);
        check((&[1, 2, 4], false), (&[3, 2, 1], false), false);
    }
}
