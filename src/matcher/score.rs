//! What the evidence for an entry is worth.

use super::index::{Document, Query};

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

impl Parts {
    /// The evidence that can be had from sums alone; see [`Parts::look_closer`].
    #[must_use]
    pub fn at_a_glance(query: &Query, [terms, words, grams]: [f32; 3]) -> Self {
        let ceiling = query.ceiling().max(f32::MIN_POSITIVE);
        Self {
            terms: (terms / ceiling).min(1.0),
            words: words.min(1.0),
            grams: grams.min(1.0),
            ..Self::default()
        }
    }

    /// Adds what needs a look at the entry itself: its phrasings and what they want.
    #[must_use]
    pub fn look_closer(mut self, query: &Query, document: &Document) -> Self {
        for (index, (words, grams)) in document.phrasings.iter().enumerate() {
            let similarity =
                f32::midpoint(query.spread_words.dot(words), query.spread_grams.dot(grams));
            if similarity > self.phrasing {
                self.phrasing = similarity.min(1.0);
                self.nearest = index;
            }
        }
        self.answer_type = match query.wants {
            Some(wanted) => document.wants.get(&wanted).copied().unwrap_or(0.0),
            None => 0.0,
        };
        let (covered, substance, whole) = cover(query, document);
        self.covered = covered / whole.max(f32::MIN_POSITIVE);
        self.substance = substance;
        self
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

/// The weight of the question's terms that the document has: all of them, those that do not only
/// ask; and the weight of the whole question.
fn cover(query: &Query, document: &Document) -> (f32, f32, f32) {
    let has = |feature: u32| {
        document
            .terms
            .binary_search_by_key(&feature, |(feature, _)| *feature)
            .is_ok()
    };
    let (mut covered, mut substance, mut whole) = (0.0, 0.0, 0.0);
    for term in &query.weights {
        whole += term.weight;
        if term.feature.is_some_and(has) {
            covered += term.weight;
            substance += if term.asks { 0.0 } else { term.weight };
        }
    }
    (covered, substance, whole)
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
