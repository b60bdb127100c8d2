//! How likely it is that the best question is what was asked.
//!
//! No single score tells a right answer from a wrong one; these signals together do.

use crate::knowledge::Kind;
use crate::matcher::Ranking;
use crate::matcher::features::answer_type::AnswerType;

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
    /// The terms that it shares with the question, of the most there could be.
    pub terms: f32,
    /// The weight of the terms covered that say what it is about, in terms of the largest weight,
    /// as ln(1 + weight): how much there was to go by.
    pub substance: f32,
    /// The number of terms asked that say what it is about, as ln(1 + number).
    pub length: f32,
    /// The share of its phrasings that want the same type of answer.
    pub answer_type: f32,
    /// 1 where a certain type of answer is wanted that none of its phrasings wants.
    pub other_type: f32,
    /// 1 where it lacks what is asked about: rounds, where it is asked how many rounds.
    pub off_focus: f32,
    /// 1 where a number is wanted, and its facts tell none.
    pub no_number: f32,
    /// In how many things it differs that must not be blurred: an opposite, a place in an order, a
    /// denial, who did it to whom.
    pub contrasts: f32,
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
        let is_other = ranking
            .question
            .answer_type
            .is_some_and(AnswerType::is_certain)
            && best.features.answer_type <= 0.0;
        let share = (best.score - gap) / best.score.max(gap).max(FAINT);
        let is_gaps_own = gap >= 1.0 && best.score < 1.0;
        let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
        // A word said twice weighs nothing the second time.
        let terms = terms.filter(|(term, (weight, _))| term.is_content() && *weight > 0.0);
        let one_if = |is_so| f32::from(u8::from(is_so));
        Self {
            score: best.score,
            lead_over_gap: if is_gaps_own { GAPS_OWN } else { share },
            lead: (best.score - next) / best.score.max(f32::MIN_POSITIVE),
            terms: best.features.bm25,
            substance: best.features.covered_content.ln_1p(),
            length: (terms.count() as f32).ln_1p(),
            answer_type: best.features.answer_type,
            other_type: one_if(is_other),
            off_focus: one_if(best.features.off_focus),
            no_number: one_if(best.features.no_number),
            contrasts: f32::from(best.features.mismatch.count()),
        }
    }

    /// The confidence, between 0 and 1.
    ///
    /// Where the words are just those of a phrasing it is as high as it gets; where they are just
    /// those of two, it is better to ask back. Where they are a gap's, or nothing but asking words met,
    /// it is 0: `who?` is no question about anything.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.score >= 1.0 {
            let is_alone = self.lead_over_gap > 0.0 && self.lead > 0.0;
            return if is_alone { CERTAIN } else { TIED };
        }
        if self.substance <= 0.0 || self.lead_over_gap <= GAPS_OWN {
            return 0.0;
        }
        let sum = BIAS
            + LEAD_OVER_GAP * self.lead_over_gap
            + TERMS * self.terms
            + SUBSTANCE * self.substance
            + LENGTH * self.length
            + ANSWER_TYPE * self.answer_type
            + OTHER_TYPE * self.other_type
            + OFF_FOCUS * self.off_focus
            + NO_NUMBER * self.no_number;
        let most = if self.contrasts > 0.0 { TIED } else { CERTAIN };
        (1.0 / (1.0 + (-sum).exp())).min(most)
    }
}

/// The confidence in a phrasing's own words, and the most there is in others.
const CERTAIN: f32 = 0.99;
/// The confidence where two entries have just these words, and the most where the question is a
/// phrasing but for what must not be blurred: too little to answer, enough to ask.
const TIED: f32 = 0.45;
/// The lead over a gap that has the question's very words: nothing else was asked.
const GAPS_OWN: f32 = -1.0;
/// Below this score nothing much was met, and a lead is measured against it: leading by half over
/// next to nothing is no lead.
const FAINT: f32 = 0.4;

// The weights of a logistic regression (L2, C = 3) over questions about five tables in as many domains:
// was the best question the right one? `docs/matching.md` says which, and what came out on questions
// that it has not seen. What the table has nothing to do with counts twice, because a wrong answer there
// is the most embarrassing.

/// Without any evidence, a question is not answered.
const BIAS: f32 = -7.96;
/// What tells an answered question from a near miss: the gap beside it scores as well.
const LEAD_OVER_GAP: f32 = 4.25;
/// A question of which half is left over asks something else.
const TERMS: f32 = 6.58;
/// One rare word in common is little to go by.
const SUBSTANCE: f32 = 2.66;
/// A long message says much that no entry has.
const LENGTH: f32 = 1.22;
/// Phrasings that want the same type of answer.
const ANSWER_TYPE: f32 = 2.06;
/// A person is wanted where only times are told, or the like.
const OTHER_TYPE: f32 = -1.86;
/// It is asked how many chairs there are, and the entry knows of no chairs.
const OFF_FOCUS: f32 = -1.13;
/// A price is wanted, and there is no number in the answer.
const NO_NUMBER: f32 = -0.87;

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Signals = Signals {
        score: 0.5,
        lead_over_gap: 0.5,
        lead: 0.3,
        terms: 0.6,
        substance: 1.0,
        length: 1.4,
        answer_type: 0.5,
        other_type: 0.0,
        off_focus: 0.0,
        no_number: 0.0,
        contrasts: 0.0,
    };

    /// The figures are written out, so that a weight that moves has to be argued for here too.
    #[track_caller]
    fn check(signals: Signals, expected: f32) {
        let confidence = signals.confidence();
        assert!((confidence - expected).abs() < 5e-3, "{confidence}");
    }

    #[test]
    fn each_signal_moves_the_confidence() {
        check(GOOD, 0.971);
        let other = |change: fn(&mut Signals), expected| {
            let mut signals = GOOD;
            change(&mut signals);
            check(signals, expected);
        };
        other(|s| s.lead_over_gap = -0.2, 0.631);
        other(|s| s.terms = 0.3, 0.823);
        other(|s| s.substance = 0.5, 0.899);
        other(|s| s.length = 2.4, 0.991);
        other(|s| s.answer_type = 0.0, 0.923);
        other(|s| s.other_type = 1.0, 0.839);
        other(|s| s.off_focus = 1.0, 0.915);
        other(|s| s.no_number = 1.0, 0.933);
        other(|s| s.contrasts = 1.0, 0.45);
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
