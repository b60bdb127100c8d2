//! How likely it is that the best question is the one that was asked.
//!
//! No single score separates right answers from wrong ones; these signals together do. The
//! confidence is a logistic regression over them, fitted offline: see [`BIAS`] and
//! `docs/matching.md`.

use crate::knowledge::Kind;
use crate::matcher::Ranking;
use crate::matcher::analysis::answer_type::AnswerType;

/// The evidence behind a confidence. Ratios are 0 to 1 unless they say otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Signals {
    /// Score of the best question.
    pub score: f32,
    /// Margin of the best question over the best gap, as a share of the higher score; negative if
    /// the gap leads, -1 if the question is the gap's phrasing word for word.
    pub margin_over_gap: f32,
    /// Margin of the best question over the second, as a share of its own score.
    pub margin: f32,
    /// BM25 of the shared terms, as a share of the most the question could reach.
    pub terms: f32,
    /// ln(1 + w), where w is the weight of the covered content terms in units of the largest
    /// weight.
    pub substance: f32,
    /// ln(1 + n), where n is the number of distinct content terms of the question.
    pub length: f32,
    /// Share of the entry's phrasings that ask for the same type of answer.
    pub answer_type: f32,
    /// 1 if the question clearly asks for a type of answer that no phrasing of the entry asks for.
    pub answer_type_conflict: f32,
    /// 1 if the entry lacks the noun that is asked about: `rounds` in `how many rounds`.
    pub focus_missing: f32,
    /// 1 if the question asks for a number, and the entry's facts contain none.
    pub number_missing: f32,
    /// Number of mismatches in what must not be blurred: polarity, number, name, direction.
    pub mismatches: f32,
}

impl Signals {
    /// Reads the signals off a ranking; all zero if no question matched.
    #[must_use]
    pub fn of(ranking: &Ranking) -> Self {
        let mut questions = ranking.hits.iter().filter(|hit| hit.kind == Kind::Question);
        let Some(best) = questions.next() else {
            return Self::default();
        };
        let next = questions.next().map_or(0.0, |hit| hit.score);
        let gap = ranking.best(Kind::Gap).map_or(0.0, |hit| hit.score);
        let is_conflict = ranking
            .question
            .answer_type
            .is_some_and(AnswerType::is_certain)
            && best.features.answer_type <= 0.0;
        let margin_over_gap = (best.score - gap) / best.score.max(gap).max(FAINT);
        let is_gap_phrasing = gap >= 1.0 && best.score < 1.0;
        let terms = ranking.question.terms.iter().zip(&ranking.term_weights);
        // A repeated word weighs nothing the second time.
        let terms = terms.filter(|(term, own)| term.is_content() && own.weight > 0.0);
        let one_if = |is_so| f32::from(u8::from(is_so));
        Self {
            score: best.score,
            margin_over_gap: if is_gap_phrasing {
                GAP_PHRASING
            } else {
                margin_over_gap
            },
            margin: (best.score - next) / best.score.max(f32::MIN_POSITIVE),
            terms: best.features.bm25,
            substance: best.features.covered_content.ln_1p(),
            length: (terms.count() as f32).ln_1p(),
            answer_type: best.features.answer_type,
            answer_type_conflict: one_if(is_conflict),
            focus_missing: one_if(best.features.off_focus),
            number_missing: one_if(best.features.no_number),
            mismatches: f32::from(best.features.mismatch.count()),
        }
    }

    /// The probability that the best question is the one that was asked, 0 to 0.99.
    ///
    /// It is highest if the question repeats a phrasing word for word, and too low to answer if it
    /// repeats those of two entries. It is 0 if the question is a gap's phrasing, or if nothing
    /// but question words matched: `who?` is not about anything.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.score >= 1.0 {
            let is_alone = self.margin_over_gap > 0.0 && self.margin > 0.0;
            return if is_alone { CERTAIN } else { TIED };
        }
        if self.substance <= 0.0 || self.margin_over_gap <= GAP_PHRASING {
            return 0.0;
        }
        let sum = BIAS
            + MARGIN_OVER_GAP * self.margin_over_gap
            + TERMS * self.terms
            + SUBSTANCE * self.substance
            + LENGTH * self.length
            + ANSWER_TYPE * self.answer_type
            + ANSWER_TYPE_CONFLICT * self.answer_type_conflict
            + FOCUS_MISSING * self.focus_missing
            + NUMBER_MISSING * self.number_missing;
        let most = if self.mismatches > 0.0 { TIED } else { CERTAIN };
        sigmoid(sum).min(most)
    }
}

/// The confidence in a question that repeats a phrasing word for word, and the highest in any
/// other.
const CERTAIN: f32 = 0.99;
/// The confidence if two entries have these very words, and the highest if the question differs
/// from a phrasing in a number, a negation or the like: enough for “did you mean”, too little for a
/// balanced answer.
const TIED: f32 = 0.45;
/// The margin over a gap that has the question's very words: nothing else was asked.
const GAP_PHRASING: f32 = -1.0;
/// The lowest score that a margin over a gap is measured against: twice next to nothing is no
/// margin.
const FAINT: f32 = 0.4;

// The weights of a logistic regression (L2, C = 3) of “the best question is the right one” on the
// dev sets; `docs/matching.md` says how it was fitted and how it does on unseen questions.
// Questions that the table has nothing to do with count twice, since answering those is worst.

/// A question is declined without evidence.
const BIAS: f32 = -7.96;
/// Separates an answered question from an unanswerable one, whose gap scores as high.
const MARGIN_OVER_GAP: f32 = 4.25;
/// A question of which half is left over asks something else.
const TERMS: f32 = 6.58;
/// One rare word in common is little evidence.
const SUBSTANCE: f32 = 2.66;
/// A long message contains much that no entry has.
const LENGTH: f32 = 1.22;
/// The entry's phrasings ask for the same type of answer.
const ANSWER_TYPE: f32 = 2.06;
/// The question asks for a person, say, and the entry only tells times.
const ANSWER_TYPE_CONFLICT: f32 = -1.86;
/// The question asks how many chairs there are, and the entry mentions no chairs.
const FOCUS_MISSING: f32 = -1.13;
/// The question asks for a price, and the answer contains no number.
const NUMBER_MISSING: f32 = -0.87;

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Signals = Signals {
        score: 0.5,
        margin_over_gap: 0.5,
        margin: 0.3,
        terms: 0.6,
        substance: 1.0,
        length: 1.4,
        answer_type: 0.5,
        answer_type_conflict: 0.0,
        focus_missing: 0.0,
        number_missing: 0.0,
        mismatches: 0.0,
    };
    /// The log odds of [`GOOD`].
    const LOG_ODDS: f32 = BIAS
        + 0.5 * MARGIN_OVER_GAP
        + 0.6 * TERMS
        + 1.0 * SUBSTANCE
        + 1.4 * LENGTH
        + 0.5 * ANSWER_TYPE;

    #[track_caller]
    fn check(signals: Signals, expected: f32) {
        let confidence = signals.confidence();
        assert!((confidence - expected).abs() < 1e-5, "{confidence}");
    }

    /// Checks [`GOOD`] with one signal changed.
    #[track_caller]
    fn changed(change: fn(&mut Signals), expected: f32) {
        let mut signals = GOOD;
        change(&mut signals);
        check(signals, expected);
    }

    #[test]
    fn the_confidence_is_a_logistic_function_of_the_signals() {
        check(GOOD, sigmoid(LOG_ODDS));
        let log_odds = LOG_ODDS - 0.7 * MARGIN_OVER_GAP;
        changed(|s| s.margin_over_gap = -0.2, sigmoid(log_odds));
        changed(|s| s.terms = 0.3, sigmoid(LOG_ODDS - 0.3 * TERMS));
        changed(|s| s.substance = 0.5, sigmoid(LOG_ODDS - 0.5 * SUBSTANCE));
        changed(|s| s.length = 0.4, sigmoid(LOG_ODDS - LENGTH));
        let log_odds = LOG_ODDS - 0.5 * ANSWER_TYPE;
        changed(|s| s.answer_type = 0.0, sigmoid(log_odds));
        let log_odds = LOG_ODDS + ANSWER_TYPE_CONFLICT;
        changed(|s| s.answer_type_conflict = 1.0, sigmoid(log_odds));
        let log_odds = LOG_ODDS + FOCUS_MISSING;
        changed(|s| s.focus_missing = 1.0, sigmoid(log_odds));
        let log_odds = LOG_ODDS + NUMBER_MISSING;
        changed(|s| s.number_missing = 1.0, sigmoid(log_odds));
    }

    /// The weights by what they do to [`GOOD`], so that one that moves is argued for here too.
    #[test]
    fn the_weights_are_these() {
        let rounded = |log_odds: f32| (sigmoid(log_odds) * 1000.0).round() / 1000.0;
        for (log_odds, expected) in [
            (LOG_ODDS, 0.971),
            (LOG_ODDS - 0.7 * MARGIN_OVER_GAP, 0.631),
            (LOG_ODDS - 0.3 * TERMS, 0.823),
            (LOG_ODDS - 0.5 * SUBSTANCE, 0.899),
            (LOG_ODDS + LENGTH, 0.991),
            (LOG_ODDS - 0.5 * ANSWER_TYPE, 0.923),
            (LOG_ODDS + ANSWER_TYPE_CONFLICT, 0.839),
            (LOG_ODDS + FOCUS_MISSING, 0.915),
            (LOG_ODDS + NUMBER_MISSING, 0.933),
        ] {
            let found = rounded(log_odds);
            assert!((found - expected).abs() < 1.5e-3, "{found}, not {expected}");
        }
        for (found, expected) in [(CERTAIN, 0.99), (TIED, 0.45), (FAINT, 0.4)] {
            assert!((found - expected).abs() < f32::EPSILON, "{found}");
        }
    }

    #[test]
    fn no_other_evidence_is_as_certain_as_a_phrasing_itself() {
        changed(|s| s.length = 9.0, CERTAIN);
    }

    #[test]
    fn a_mismatch_keeps_the_confidence_too_low_to_answer() {
        changed(|s| s.mismatches = 1.0, TIED);
    }

    #[test]
    fn question_words_alone_give_no_confidence() {
        changed(|s| s.substance = 0.0, 0.0);
        check(Signals::default(), 0.0);
    }

    #[test]
    fn a_phrasing_of_a_gap_gives_no_confidence() {
        changed(|s| s.margin_over_gap = GAP_PHRASING, 0.0);
    }

    #[test]
    fn a_phrasing_is_certain_unless_another_entry_has_it_too() {
        let exact = Signals {
            score: 1.0,
            substance: 0.0,
            ..GOOD
        };
        check(exact, CERTAIN);
        let tied = Signals {
            margin: 0.0,
            ..exact
        };
        check(tied, TIED);
        let tied_with_gap = Signals {
            margin_over_gap: 0.0,
            ..exact
        };
        check(tied_with_gap, TIED);
    }
}
