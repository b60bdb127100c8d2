//! How likely it is that the best question is the one that was asked.
//!
//! No single score separates right answers from wrong ones; these signals together do. The
//! confidence is a logistic regression over them, fitted offline: see [`WEIGHTS`] and
//! `docs/matching.md`.

use serde::Serialize;

use crate::knowledge::Kind;
use crate::matcher::Ranking;
use crate::matcher::analysis::answer_type::AnswerType;

/// The evidence behind a confidence. Ratios are 0 to 1 unless they say otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
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
    /// Share of the question's weight that the entry has.
    pub coverage: f32,
    /// ln(1 + w), where w is the weight of the covered content terms in units of the largest
    /// weight.
    pub substance: f32,
    /// ln(1 + n), where n is the number of distinct content terms of the question.
    pub length: f32,
    /// 1 if the question clearly asks for a type of answer that no phrasing of the entry asks for.
    pub answer_type_conflict: f32,
    /// 1 if no phrasing of the entry asks for its type of answer, though the type does not rule it out.
    pub other_type: f32,
    /// 1 if the entry lacks the act that was asked for: *pause*, of *can I pause it*.
    pub unmet_act: f32,
    /// Number of corrected words that the entry has, at most 2.
    pub corrected: f32,
    /// Number of differences that make it another question; see
    /// [`crate::matcher::differences::Differences::mismatches`].
    pub mismatches: f32,
    /// Margin of the entry in meaning over the nearest of all others; negative if it is not the nearest.
    pub meaning_margin: f32,
    /// Share of the question's weight that nothing in the entry comes near in meaning.
    pub unexplained: f32,
    /// How near the entry is by an encoder's vectors; 0 without an encoder.
    pub encoded: f32,
    /// Its margin in that over the nearest of all others; negative if it is not the nearest.
    pub encoded_margin: f32,
    /// What evidence there is.
    pub tier: Tier,
}

/// What evidence a confidence rests on: each tier has weights of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Words, and what they are about.
    #[default]
    Words,
    /// The same, and what an encoder makes of the whole sentence.
    Encoder,
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
        let differences = best.features.differences;
        let others = ranking.hits.iter().filter(|hit| hit.entry != best.entry);
        let nearest_other = others
            .clone()
            .map(|hit| hit.features.meaning)
            .fold(0.0, f32::max);
        let encoded_others = others.filter_map(|hit| hit.features.encoded);
        let encoded = best.features.encoded;
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
            coverage: best.features.coverage,
            substance: best.features.covered_content.ln_1p(),
            length: (terms.count() as f32).ln_1p(),
            answer_type_conflict: one_if(is_conflict),
            other_type: one_if(differences.other_type),
            unmet_act: one_if(differences.unmet_act),
            corrected: f32::from(differences.corrected.min(2)),
            mismatches: f32::from(differences.mismatches()),
            meaning_margin: best.features.meaning - nearest_other,
            unexplained: differences.unexplained,
            encoded: encoded.unwrap_or_default(),
            encoded_margin: encoded.map_or(0.0, |own| own - encoded_others.fold(0.0, f32::max)),
            tier: if encoded.is_some() {
                Tier::Encoder
            } else {
                Tier::Words
            },
        }
    }

    /// What the regression weighs, in the order of [`WEIGHTS`].
    #[must_use]
    pub fn regressors(&self) -> [f32; REGRESSORS] {
        [
            1.0,
            self.margin_over_gap,
            self.terms,
            self.substance,
            self.length,
            self.answer_type_conflict,
            self.other_type,
            self.unmet_act,
            self.corrected,
            self.meaning_margin,
            self.unexplained,
            self.encoded,
            self.encoded_margin,
        ]
    }

    /// Whether the regression has a say in the confidence. It has none where the question repeats a phrasing, nor
    /// where there is nothing to go by.
    #[must_use]
    pub fn is_weighed(&self) -> bool {
        self.score < 1.0
            && self.substance > 0.0
            && self.margin_over_gap > GAP_PHRASING
            && self.coverage >= NOTHING_COVERED
    }

    /// Whether words alone settle what was asked: a phrasing was repeated, a gap's too, or words are confident enough,
    /// which they are not below the threshold for answering.
    #[must_use]
    pub fn is_settled(&self, threshold: f32) -> bool {
        let is_phrasing = self.score >= 1.0 || self.margin_over_gap <= GAP_PHRASING;
        is_phrasing || self.confidence() >= SETTLED.max(threshold)
    }

    /// The probability that the best question is the one that was asked, 0 to 0.99.
    ///
    /// It is highest if the question repeats a phrasing word for word, and too low to answer if it
    /// repeats those of two entries, if it differs from the entry in something decisive, or if
    /// little of it is met. It is 0 if the question is a gap's phrasing, or if nothing but question
    /// words matched: `who?` is not about anything.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence_by(&self.tier.weights().map(|(_, weight)| weight))
    }

    /// The same by other weights, in the order of [`WEIGHTS`].
    #[must_use]
    pub fn confidence_by(&self, weights: &[f32; REGRESSORS]) -> f32 {
        if self.score >= 1.0 {
            let is_alone = self.margin_over_gap > 0.0 && self.margin > 0.0;
            return if is_alone { CERTAIN } else { DOUBTFUL };
        }
        if !self.is_weighed() {
            return 0.0;
        }
        let weighed = self.regressors().into_iter().zip(weights);
        let sum = weighed.map(|(regressor, weight)| regressor * weight).sum();
        let is_doubtful = self.mismatches > 0.0 || self.coverage < COVERED;
        sigmoid(sum).min(if is_doubtful { DOUBTFUL } else { CERTAIN })
    }
}

/// The confidence in a question that repeats a phrasing word for word, and the highest in any
/// other.
const CERTAIN: f32 = 0.99;
/// The confidence if two entries have these very words, and the highest if the question differs
/// from the entry in a name, a number, a denial or the like, or is little covered: enough for “did you
/// mean”, too little for an answer at any strictness.
const DOUBTFUL: f32 = 0.29;
/// The margin over a gap that has the question's very words: nothing else was asked.
const GAP_PHRASING: f32 = -1.0;
/// The lowest score that a margin over a gap is measured against: twice next to nothing is no
/// margin.
const FAINT: f32 = 0.4;
/// The coverage below which no more than “did you mean” is said: length is no evidence.
const COVERED: f32 = 0.34;
/// The coverage below which nothing is said.
const NOTHING_COVERED: f32 = 0.2;

/// The confidence from which words settle a question. On dev sets of families that took no part in the fit, an encoder
/// changes as many right answers as wrong ones above it, and mends more than it spoils below.
const SETTLED: f32 = 0.6;

/// The number of regressors.
const REGRESSORS: usize = WEIGHTS.len();

/// The weights of a logistic regression (L2, C = 1) of “the best question is the right one” on the dev sets;
/// `cargo run --release -p measure --bin fit` prints them anew.
pub const WEIGHTS: [(&str, f32); 13] = [
    ("bias", -4.102),
    ("margin over gap", 2.492),
    ("terms", 2.832),
    ("substance", 0.951),
    ("length", 1.391),
    ("answer type conflict", -1.671),
    ("other type", -1.287),
    ("unmet act", -0.262),
    ("corrected", 0.535),
    ("meaning margin", 3.176),
    ("unexplained", -3.204),
    // Without an encoder there is nothing to weigh.
    ("encoded", 0.0),
    ("encoded margin", 0.0),
];

/// The same, of the dev sets asked with all-MiniLM-L6-v2.
pub const ENCODER_WEIGHTS: [(&str, f32); 13] = [
    ("bias", -4.284),
    ("margin over gap", 2.822),
    ("terms", 1.375),
    ("substance", 0.506),
    ("length", 1.239),
    ("answer type conflict", -1.970),
    ("other type", -1.460),
    ("unmet act", -0.278),
    ("corrected", 0.797),
    ("meaning margin", 0.445),
    ("unexplained", -2.348),
    ("encoded", 1.747),
    ("encoded margin", 3.028),
];

impl Tier {
    /// The weights of its regressors, with their names.
    #[must_use]
    pub fn weights(self) -> [(&'static str, f32); REGRESSORS] {
        match self {
            Self::Words => WEIGHTS,
            Self::Encoder => ENCODER_WEIGHTS,
        }
    }
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Strictness;

    const GOOD: Signals = Signals {
        score: 0.5,
        margin_over_gap: 0.5,
        margin: 0.3,
        terms: 0.6,
        coverage: 0.8,
        substance: 1.0,
        length: 1.4,
        answer_type_conflict: 0.0,
        other_type: 0.0,
        unmet_act: 0.0,
        corrected: 0.0,
        mismatches: 0.0,
        meaning_margin: 0.1,
        unexplained: 0.1,
        encoded: 0.0,
        encoded_margin: 0.0,
        tier: Tier::Words,
    };

    #[track_caller]
    fn check(signals: Signals, expected: f32) {
        let confidence = signals.confidence();
        assert!((confidence - expected).abs() < 1e-5, "{confidence}");
    }

    /// The signals of [`GOOD`] with one of them changed.
    fn changed(change: fn(&mut Signals)) -> Signals {
        let mut signals = GOOD;
        change(&mut signals);
        signals
    }

    /// The log odds that a confidence stands for.
    fn log_odds(signals: Signals) -> f32 {
        let confidence = signals.confidence();
        (confidence / (1.0 - confidence)).ln()
    }

    /// A regressor, a change of the signals, and how far that moves it.
    type Case = (&'static str, fn(&mut Signals), f32);

    #[test]
    fn the_confidence_is_a_logistic_function_of_the_regressors() {
        let weight = |name: &str| {
            let mut weights = WEIGHTS.iter();
            weights.find(|(own, _)| *own == name).unwrap().1
        };
        let cases: [Case; 9] = [
            ("margin over gap", |s| s.margin_over_gap = 0.1, -0.4),
            ("terms", |s| s.terms = 0.4, -0.2),
            ("substance", |s| s.substance = 0.5, -0.5),
            ("length", |s| s.length = 0.4, -1.0),
            (
                "answer type conflict",
                |s| s.answer_type_conflict = 1.0,
                1.0,
            ),
            ("other type", |s| s.other_type = 1.0, 1.0),
            ("unmet act", |s| s.unmet_act = 1.0, 1.0),
            ("meaning margin", |s| s.meaning_margin = 0.3, 0.2),
            ("unexplained", |s| s.unexplained = 0.4, 0.3),
        ];
        for (name, change, by) in cases {
            let difference = log_odds(changed(change)) - log_odds(GOOD);
            let expected = by * weight(name);
            assert!((difference - expected).abs() < 1e-3, "{name}: {difference}");
        }
    }

    /// The weights, so that one that moves is fitted anew (`docs/matching.md`) and changed here too.
    #[test]
    fn the_weights_are_those_that_were_fitted() {
        let thousandths = |weights: [(&str, f32); REGRESSORS]| {
            weights.map(|(_, weight)| (weight * 1000.0).round() as i32)
        };
        let found = thousandths(WEIGHTS);
        assert_eq!(
            found,
            [
                -4102, 2492, 2832, 951, 1391, -1671, -1287, -262, 535, 3176, -3204, 0, 0
            ]
        );
        assert_eq!(
            thousandths(ENCODER_WEIGHTS),
            [
                -4284, 2822, 1375, 506, 1239, -1970, -1460, -278, 797, 445, -2348, 1747, 3028
            ]
        );
        let thresholds = [CERTAIN, DOUBTFUL, FAINT, COVERED, NOTHING_COVERED, SETTLED];
        let thresholds = thresholds.map(f32::to_bits);
        assert_eq!(
            thresholds,
            [0.99_f32, 0.29, 0.4, 0.34, 0.2, 0.6].map(f32::to_bits)
        );
    }

    #[test]
    fn words_settle_what_they_are_confident_in() {
        let check = |signals: Signals, expected: bool| {
            let threshold = Strictness::Balanced.threshold();
            let found = signals.is_settled(threshold);
            assert_eq!(found, expected, "{}", signals.confidence());
        };
        let clear = changed(|s| s.substance = 2.0);
        check(clear, true);
        let mismatched = Signals {
            mismatches: 1.0,
            ..clear
        };
        check(mismatched, false);
        check(changed(|s| s.margin_over_gap = -0.3), false);
        check(changed(|s| s.margin_over_gap = GAP_PHRASING), true);
        let phrasing_of_two = Signals {
            score: 1.0,
            margin: 0.0,
            ..clear
        };
        check(phrasing_of_two, true);
    }

    #[test]
    fn words_settle_nothing_below_the_threshold_for_answering() {
        let of = |substance: u8| Signals {
            substance: f32::from(substance) / 32.0,
            ..GOOD
        };
        let mut fair = (0..=u8::MAX).map(of);
        let fair = fair.find(|own| (SETTLED..0.7).contains(&own.confidence()));
        let settled = |strictness: Strictness| fair.unwrap().is_settled(strictness.threshold());
        assert!(settled(Strictness::Eager) && settled(Strictness::Balanced));
        assert!(!settled(Strictness::Cautious));
    }

    #[test]
    fn each_tier_weighs_by_its_own_weights() {
        let with = |encoded| Signals {
            encoded,
            tier: Tier::Encoder,
            ..GOOD
        };
        assert!(with(0.8).confidence() > with(0.2).confidence());
        let words = Signals {
            encoded: 0.8,
            ..GOOD
        };
        check(words, GOOD.confidence());
    }

    #[test]
    fn no_other_evidence_is_as_certain_as_a_phrasing_itself() {
        check(changed(|s| s.substance = 99.0), CERTAIN);
    }

    #[test]
    fn a_decisive_difference_is_not_answered_at_any_strictness() {
        let confidence = changed(|s| s.mismatches = 1.0).confidence();
        for (_, strictness) in crate::answer::Strictness::ALL {
            assert!(confidence < strictness.threshold());
        }
    }

    #[test]
    fn length_is_no_evidence() {
        let long = |coverage| Signals {
            coverage,
            length: 9.0,
            substance: 3.0,
            ..GOOD
        };
        check(long(COVERED - 0.01), DOUBTFUL);
        check(long(NOTHING_COVERED - 0.01), 0.0);
    }

    #[test]
    fn question_words_alone_give_no_confidence() {
        check(changed(|s| s.substance = 0.0), 0.0);
        check(Signals::default(), 0.0);
    }

    #[test]
    fn a_phrasing_of_a_gap_gives_no_confidence() {
        check(changed(|s| s.margin_over_gap = GAP_PHRASING), 0.0);
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
        check(tied, DOUBTFUL);
        let tied_with_gap = Signals {
            margin_over_gap: 0.0,
            ..exact
        };
        check(tied_with_gap, DOUBTFUL);
    }
}
