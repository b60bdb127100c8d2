//! What the evidence for an entry is worth.

use super::index::{ANSWER_SHARE, K1};
use super::query::{Layout, Query};
use super::texts::{Kept, Lengths};
use super::weights::GramWeights;

/// Shared terms, weighed by BM25 against the most they could give: the strongest single piece of
/// evidence, so the others are measured in it.
pub const TERMS: f32 = 1.0;
/// Nearness to the entry's mean direction, in words and in grams: knows the entry's gist.
pub const GIST: f32 = 1.0;
/// Nearness to the most similar phrasing: knows an exact match, and is easily misled by one
/// phrasing that happens to share its form.
pub const PHRASING: f32 = 0.5;
/// Agreement on the type of answer that is wanted: breaks ties between a question and the gap
/// beside it, which differ in little else.
pub const ANSWER_TYPE: f32 = 0.15;
/// What a gap scores where nothing in particular is demanded: whoever types a bare topic wants
/// what the source says about it, not what it leaves open.
pub const UNDEMANDED_GAP: f32 = 0.85;
/// What all of it sums to for a perfect match.
pub const WHOLE: f32 = TERMS + GIST + PHRASING + ANSWER_TYPE;

/// The evidence for an entry; each part lies between 0 and 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Parts {
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
    /// The weight of the terms covered, those that only ask left out: how much there was to go by.
    pub substance: f32,
}

/// What a close look at an entry starts from.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The sum of the BM25 weights of the terms it shares with the question.
    pub bm25: f32,
    /// The lengths of the sums of its texts' directions.
    pub gist_lengths: Lengths,
    /// What grams weigh.
    pub grams: &'a GramWeights,
}

impl Look<'_> {
    /// Compares the question with each of the entry's texts: its phrasings and, last, its answer.
    #[must_use]
    pub fn at<'a>(
        self,
        query: &Query,
        layout: &mut Layout,
        texts: impl ExactSizeIterator<Item = Kept<'a>>,
    ) -> Parts {
        let mut parts = Parts {
            terms: share_of_ceiling(query, self.bm25),
            ..Parts::default()
        };
        let phrasings = texts.len().saturating_sub(1);
        let mut wanting = 0.0_f32;
        layout.next_entry();
        for (index, text) in texts.enumerate() {
            let words = layout.words_cosine(text);
            let grams = layout.grams_cosine(self.grams, text);
            if index == phrasings {
                parts.words += ANSWER_SHARE * words;
                parts.grams += ANSWER_SHARE * grams;
                continue;
            }
            parts.words += words;
            parts.grams += grams;
            let similarity = f32::midpoint(words, grams);
            if similarity > parts.phrasing {
                parts.phrasing = similarity.min(1.0);
                parts.nearest = index;
            }
            wanting += f32::from(u8::from(query.wants.is_some() && text.wants == query.wants));
        }
        // The cosine to the mean direction: the texts' own cosines, over the length of their sum.
        parts.words = (parts.words / self.gist_lengths.words).min(1.0);
        parts.grams = (parts.grams / self.gist_lengths.grams).min(1.0);
        parts.answer_type = wanting / phrasings.max(1) as f32;
        let (covered, substance) = cover(query, layout);
        parts.covered = covered / query.weight().max(f32::MIN_POSITIVE);
        parts.substance = substance;
        parts
    }
}

/// BM25 as a share of the most it could give: every term, unknown ones included, saturated.
fn share_of_ceiling(query: &Query, bm25: f32) -> f32 {
    let ceiling = query.weight() * (K1 + 1.0);
    (bm25 / ceiling.max(f32::MIN_POSITIVE)).min(1.0)
}

/// The weight of the question's terms that the entry has: all of them, and those that do not only
/// ask.
fn cover(query: &Query, layout: &Layout) -> (f32, f32) {
    let (mut covered, mut substance) = (0.0, 0.0);
    for term in query.terms.iter().filter(|term| layout.has_met(term)) {
        covered += term.weight;
        substance += if term.asks { 0.0 } else { term.weight };
    }
    (covered, substance)
}

impl Parts {
    /// The evidence that can be had from sums alone; see [`Look`].
    #[must_use]
    pub fn at_a_glance(query: &Query, [bm25, words, grams]: [f32; 3]) -> Self {
        Self {
            terms: share_of_ceiling(query, bm25),
            words: words.min(1.0),
            grams: grams.min(1.0),
            ..Self::default()
        }
    }

    /// The whole score, between 0 and 1.
    #[must_use]
    pub fn score(&self) -> f32 {
        let gist = f32::midpoint(self.words, self.grams);
        let sum = TERMS * self.terms
            + GIST * gist
            + PHRASING * self.phrasing
            + ANSWER_TYPE * self.answer_type;
        sum / WHOLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scores are written out, so that a weight that moves has to be argued for here too.
    #[track_caller]
    fn check(parts: Parts, expected: f32) {
        assert!((parts.score() - expected).abs() < 5e-4, "{}", parts.score());
    }

    #[test]
    fn each_part_counts_for_what_it_is_worth() {
        let none = Parts::default();
        check(none, 0.0);
        check(Parts { terms: 1.0, ..none }, 0.377);
        check(Parts { words: 1.0, ..none }, 0.189);
        check(Parts { grams: 1.0, ..none }, 0.189);
        check(
            Parts {
                phrasing: 1.0,
                ..none
            },
            0.189,
        );
        check(
            Parts {
                answer_type: 1.0,
                ..none
            },
            0.057,
        );
    }

    #[test]
    fn all_the_evidence_there_can_be_scores_one() {
        let all = Parts {
            terms: 1.0,
            words: 1.0,
            grams: 1.0,
            phrasing: 1.0,
            answer_type: 1.0,
            ..Parts::default()
        };
        check(all, 1.0);
    }
}
