//! Mismatches: small differences that make an entry the wrong one, however much it resembles the
//! question.
//!
//! A question and an entry may share every other word and still ask two things: what happens *before*
//! the talks and *after* them, at the *first* offence and at the *second*.
//! [Cues](crate::matcher::analysis::cues) are the words that carry such a difference.

use crate::matcher::analysis::cues::Cue;

/// How a question differs from an entry.
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
                Cue::Ordinal(_) => {
                    mismatch.number |= has_some(|cue| matches!(cue, Cue::Ordinal(_)));
                }
                Cue::Year(_) => mismatch.number |= has_some(|cue| matches!(cue, Cue::Year(_))),
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
    use crate::matcher::analysis::cues::cues;
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
