//! How likely it is that the best question is what was asked.
//!
//! No single score tells a right answer from a wrong one; these signals together do.

use crate::knowledge::Kind;
use crate::matcher::Ranking;
use crate::matcher::reading::AnswerType;

/// What the confidence is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Signals {
    /// The best question's score.
    pub score: f32,
    /// Its lead over the best gap, as a share of the higher of the two; negative where the gap
    /// leads, and -1 where the words are just those of a gap's phrasing.
    pub lead_over_gap: f32,
    /// Its lead over the next question, as a share of its own score.
    pub lead: f32,
    /// The share of the question's weight that its terms cover.
    pub covered: f32,
    /// The weight of those of them that do not only ask, as ln(1 + weight): how much there was
    /// to go by.
    pub substance: f32,
    /// The share of its phrasings that want the same type of answer.
    pub answer_type: f32,
    /// 1 where a certain type of answer is wanted that none of its phrasings wants.
    pub other_type: f32,
}

impl Signals {
    /// Reads the signals off a ranking; all zero where no question was found.
    #[must_use]
    pub fn of(ranking: &Ranking) -> Self {
        let mut questions = ranking.hits.iter().filter(|hit| hit.kind == Kind::Question);
        let Some(best) = questions.next() else {
            return Self::default();
        };
        let next = questions.next().map_or(0.0, |hit| hit.score);
        let gap = ranking.best(Kind::Gap).map_or(0.0, |hit| hit.score);
        let is_other = ranking.reading.wants.is_some_and(AnswerType::is_certain)
            && best.parts.answer_type <= 0.0;
        let share = (best.score - gap) / best.score.max(gap).max(FAINT);
        let is_gaps_own = gap >= 1.0 && best.score < 1.0;
        Self {
            score: best.score,
            lead_over_gap: if is_gaps_own { -1.0 } else { share },
            lead: (best.score - next) / best.score.max(f32::MIN_POSITIVE),
            covered: best.parts.covered,
            substance: best.parts.substance.ln_1p(),
            answer_type: best.parts.answer_type,
            other_type: f32::from(u8::from(is_other)),
        }
    }

    /// The confidence, between 0 and 1.
    ///
    /// Where the words are just those of a phrasing it is as high as it gets; where they are just
    /// those of two, it is better to ask back. Where nothing but asking words met, it is 0: `who?` is no question about anything.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.score >= 1.0 {
            let is_alone = self.lead_over_gap > 0.0 && self.lead > 0.0;
            return if is_alone { CERTAIN } else { TIED };
        }
        if self.substance <= 0.0 {
            return 0.0;
        }
        let sum = BIAS
            + SCORE * self.score.max(LEAST).ln()
            + LEAD_OVER_GAP * self.lead_over_gap
            + COVERED * self.covered
            + SUBSTANCE * self.substance
            + ANSWER_TYPE * self.answer_type
            + OTHER_TYPE * self.other_type;
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The confidence in a phrasing's own words.
const CERTAIN: f32 = 0.99;
/// The confidence where two entries have just these words: too little to answer, enough to ask.
const TIED: f32 = 0.45;
/// Below this score nothing much was met, and a lead is measured against it: leading by half over
/// next to nothing is no lead.
const FAINT: f32 = 0.4;

/// Where the logarithm of a score begins.
const LEAST: f32 = 1e-3;

// The weights of a logistic regression over the questions of `tests/answers/tuned.jsonl` and of a
// sample of the same kind: was the best question the right one? What the table has nothing to do
// with counts twice, because a wrong answer there is the most embarrassing.

/// Without any evidence, a question is not answered.
const BIAS: f32 = -3.07;
/// Of the score's logarithm: from faint to fair is a long way, from fair to good a short one.
const SCORE: f32 = 1.29;
/// What tells an answered question from a near miss: the gap beside it scores as well.
const LEAD_OVER_GAP: f32 = 4.98;
/// A question of which half is left over asks something else.
const COVERED: f32 = 1.13;
/// One rare word in common is little to go by.
const SUBSTANCE: f32 = 1.6;
/// Phrasings that want the same type of answer.
const ANSWER_TYPE: f32 = 1.99;
/// A person is wanted where only times are told, or the like.
const OTHER_TYPE: f32 = -1.97;

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Signals = Signals {
        score: 0.5,
        lead_over_gap: 0.5,
        lead: 0.3,
        covered: 1.0,
        substance: 2.0,
        answer_type: 0.5,
        other_type: 0.0,
    };

    /// The figures are written out, so that a weight that moves has to be argued for here too.
    #[track_caller]
    fn check(signals: Signals, expected: f32) {
        let confidence = signals.confidence();
        assert!((confidence - expected).abs() < 5e-3, "{confidence}");
    }

    #[test]
    fn each_signal_moves_the_confidence() {
        check(GOOD, 0.979);
        check(Signals { score: 0.2, ..GOOD }, 0.935);
        check(
            Signals {
                lead_over_gap: -0.2,
                ..GOOD
            },
            0.59,
        );
        check(
            Signals {
                covered: 0.5,
                ..GOOD
            },
            0.964,
        );
        check(
            Signals {
                substance: 1.0,
                ..GOOD
            },
            0.905,
        );
        check(
            Signals {
                answer_type: 0.0,
                ..GOOD
            },
            0.946,
        );
        check(
            Signals {
                answer_type: 0.0,
                other_type: 1.0,
                ..GOOD
            },
            0.708,
        );
    }

    #[test]
    fn words_that_only_ask_give_no_confidence() {
        check(
            Signals {
                substance: 0.0,
                ..GOOD
            },
            0.0,
        );
        check(Signals::default(), 0.0);
    }

    #[test]
    fn the_words_of_a_phrasing_are_certain_unless_another_entry_has_them_too() {
        let exact = Signals {
            score: 1.0,
            substance: 0.0,
            ..GOOD
        };
        check(exact, 0.99);
        check(Signals { lead: 0.0, ..exact }, 0.45);
        check(
            Signals {
                lead_over_gap: 0.0,
                ..exact
            },
            0.45,
        );
    }
}
