//! What the evidence for an entry is worth.

use crate::matcher::features::answer_type::AnswerType;
use crate::matcher::features::mismatch::{Cue, Mismatch, is_turned};
use crate::matcher::index::corpus::{CorpusText, Norms};
use crate::matcher::index::term_weights::NgramWeights;
use crate::matcher::query::{DenseQuery, Query};
use crate::matcher::weights::{ANSWER_SHARE, K1, Weights};

/// From this similarity on, a question is a phrasing but for a word or two, and it matters which: in a
/// looser likeness something is always denied, counted or turned round.
const NEAR: f32 = 0.5;

/// The evidence for an entry; each part lies between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Features {
    /// Shared terms (BM25 over the question's own maximum).
    pub terms: f32,
    /// Cosine to the entry's mean direction in words.
    pub words: f32,
    /// Cosine to the entry's mean direction in grams.
    pub grams: f32,
    /// Mean of the two cosines to the most similar phrasing.
    pub phrasing: f32,
    /// Which phrasing that is.
    pub nearest: usize,
    /// The share of the entry's phrasings that want the same type of answer.
    pub answer_type: f32,
    /// The share of the question's weight that the entry's own terms cover.
    pub covered: f32,
    /// The weight of the terms covered that say what the question is about, in terms of the largest
    /// weight: how much there was to go by.
    pub substance: f32,
    /// In what the question differs that must not be blurred.
    pub mismatch: Mismatch,
    /// Whether the entry lacks what the question asks about: rounds, where it is asked how many
    /// rounds.
    pub off_focus: bool,
    /// Whether a number is wanted, and the entry's answer tells none.
    pub no_number: bool,
}

/// What a close look at an entry starts from.
#[derive(Debug, Clone, Copy)]
pub struct Reranker<'a> {
    /// The sum of the BM25 weights of the terms it shares with the question.
    pub bm25: f32,
    /// The lengths of the sums of its texts' directions.
    pub centroid_norms: Norms,
    /// What grams weigh.
    pub grams: &'a NgramWeights,
    /// The numbers, negation and words with an opposite of its texts, in order.
    pub cues: &'a [Cue],
    /// Whether its answer tells a number.
    pub tells_number: bool,
}

impl Reranker<'_> {
    /// Compares the question with each of the entry's texts: its phrasings and, last, its answer.
    #[must_use]
    pub fn at<'a>(
        self,
        query: &Query,
        dense: &mut DenseQuery,
        texts: impl ExactSizeIterator<Item = CorpusText<'a>>,
    ) -> Features {
        let mut features = Features {
            terms: share_of_ceiling(query, self.bm25),
            ..Features::default()
        };
        let phrasings = texts.len().saturating_sub(1);
        let mut wanting = 0.0_f32;
        let mut nearest = None;
        dense.next_entry();
        for (index, text) in texts.enumerate() {
            let words = dense.words_cosine(text);
            let grams = dense.grams_cosine(self.grams, text);
            if index == phrasings {
                features.words += ANSWER_SHARE * words;
                features.grams += ANSWER_SHARE * grams;
                continue;
            }
            features.words += words;
            features.grams += grams;
            let similarity = f32::midpoint(words, grams);
            if similarity > features.phrasing {
                features.phrasing = similarity.min(1.0);
                features.nearest = index;
                nearest = Some(text);
            }
            wanting += f32::from(u8::from(query.wants.is_some() && text.wants == query.wants));
        }
        // The cosine to the mean direction: the texts' own cosines, over the length of their sum.
        features.words = (features.words / self.centroid_norms.words).min(1.0);
        features.grams = (features.grams / self.centroid_norms.grams).min(1.0);
        features.answer_type = wanting / phrasings.max(1) as f32;
        let (covered, substance) = cover(query, dense);
        features.covered = covered / query.weight().max(f32::MIN_POSITIVE);
        features.substance = substance / query.most.max(f32::MIN_POSITIVE);
        let focus = query.focus.and_then(|focus| query.terms.get(focus));
        features.off_focus = focus.is_some_and(|term| dense.met(term) <= 0.0);
        features.no_number = query.wants.is_some_and(AnswerType::is_number) && !self.tells_number;
        if features.phrasing >= NEAR {
            features.mismatch = Mismatch::between(&query.cues, self.cues);
            let told = nearest.map(|text: CorpusText| (text.terms, text.by));
            let asked = (&query.numbers[..], query.by);
            let is_turned = told.is_some_and(|told| is_turned(asked, told));
            features.mismatch.direction = is_turned && query.wants.is_some();
        }
        features
    }
}

/// BM25 as a share of the most it could give: every term, unknown ones included, saturated.
fn share_of_ceiling(query: &Query, bm25: f32) -> f32 {
    let ceiling = query.weight() * (K1 + 1.0);
    (bm25 / ceiling.max(f32::MIN_POSITIVE)).min(1.0)
}

/// The weight of the question's terms that the entry has: all of them, and those that say what it
/// is about.
fn cover(query: &Query, dense: &DenseQuery) -> (f32, f32) {
    let (mut covered, mut substance) = (0.0, 0.0);
    for term in query.counting() {
        let met = dense.met(term) * term.weight;
        covered += met;
        substance += if term.is_content { met } else { 0.0 };
    }
    (covered, substance)
}

impl Features {
    /// The evidence that can be had from sums alone; see [`Reranker`].
    #[must_use]
    pub fn first_stage(query: &Query, [bm25, words, grams]: [f32; 3]) -> Self {
        Self {
            terms: share_of_ceiling(query, bm25),
            words: words.min(1.0),
            grams: grams.min(1.0),
            ..Self::default()
        }
    }

    /// The whole score, between 0 and 1.
    #[must_use]
    pub fn score(&self, weights: &Weights) -> f32 {
        let sum = weights.terms * self.terms
            + weights.words * self.words
            + weights.grams * self.grams
            + weights.phrasing * self.phrasing
            + weights.answer_type * self.answer_type;
        let whole =
            weights.terms + weights.words + weights.grams + weights.phrasing + weights.answer_type;
        sum / whole * weights.mismatch.powi(i32::from(self.mismatch.count()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scores are written out, so that a weight that moves has to be argued for here too.
    #[track_caller]
    fn check(features: Features, expected: f32) {
        let score = features.score(&Weights::default());
        assert!((score - expected).abs() < 5e-4, "{score}");
    }

    #[test]
    fn each_part_counts_for_what_it_is_worth() {
        let none = Features::default();
        check(none, 0.0);
        check(Features { terms: 1.0, ..none }, 0.526);
        check(Features { words: 1.0, ..none }, 0.263);
        check(Features { grams: 1.0, ..none }, 0.053);
        check(
            Features {
                phrasing: 1.0,
                ..none
            },
            0.105,
        );
        check(
            Features {
                answer_type: 1.0,
                ..none
            },
            0.053,
        );
    }

    #[test]
    fn all_the_evidence_there_can_be_scores_one() {
        let all = Features {
            terms: 1.0,
            words: 1.0,
            grams: 1.0,
            phrasing: 1.0,
            answer_type: 1.0,
            ..Features::default()
        };
        check(all, 1.0);
    }

    #[test]
    fn what_must_not_be_blurred_takes_its_share_of_the_score() {
        let opposite = Mismatch {
            opposite: true,
            ..Mismatch::default()
        };
        let both = Mismatch {
            negation: true,
            ..opposite
        };
        let whole = Features {
            terms: 1.0,
            ..Features::default()
        };
        check(whole, 0.526);
        check(
            Features {
                mismatch: opposite,
                ..whole
            },
            0.447,
        );
        check(
            Features {
                mismatch: both,
                ..whole
            },
            0.380,
        );
    }
}
