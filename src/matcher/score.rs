//! Features → a score: the weighted mean of the evidence for an entry.

use crate::matcher::differences::Differences;
use crate::matcher::index::bm25;
use crate::matcher::query::Query;
use crate::matcher::weights::Weights;

/// The evidence for an entry. The first stage knows what its postings add up to, and the nearness in meaning; the rest is
/// 0 or false until the entry is re-ranked.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Features {
    /// BM25 of the shared terms, as a share of the most that the question's terms can give; 0 to 1.
    pub bm25: f32,
    /// Cosine to the entry's centroid in terms and bigrams, 0 to 1.
    pub centroid_terms: f32,
    /// Cosine to the entry's centroid in n-grams, 0 to 1.
    pub centroid_ngrams: f32,
    /// Similarity to the nearest phrasing, 0 to 1: the mean of its cosines in terms and in n-grams.
    pub phrasing_similarity: f32,
    /// Index of the nearest phrasing.
    pub nearest_phrasing: usize,
    /// The share of the entry's phrasings that ask for the same type of answer, 0 to 1.
    pub answer_type: f32,
    /// How near the entry is in meaning, 0 to 1: the mean of the similarities to its phrasings together, to the
    /// nearest of them, and to its answer.
    pub meaning: f32,
    /// How near the entry is by an encoder's vectors, 0 to 1, as for [`Self::meaning`]; none without an encoder.
    pub encoded: Option<f32>,
    /// The share of the question's weight that the entry's terms cover, 0 to 1.
    pub coverage: f32,
    /// The weight of the content terms covered, in units of the largest IDF: how much there was to go
    /// by. At most the number of content terms.
    pub covered_content: f32,
    /// The same of the terms that say more than which type of answer is asked for: not *how much*.
    pub covered_subject: f32,
    /// How the question differs from the entry although it resembles it; known of the leaders only.
    pub differences: Differences,
}

impl Features {
    /// The score, 0 to 1: the weighted mean of the features, less for each mismatch.
    #[must_use]
    #[inline]
    pub fn score(&self, weights: &Weights) -> f32 {
        let sum = weights.bm25 * self.bm25
            + weights.centroid_terms * self.centroid_terms
            + weights.centroid_ngrams * self.centroid_ngrams
            + weights.phrasing_similarity * self.phrasing_similarity
            + weights.answer_type * self.answer_type
            + weights.meaning * self.meaning;
        let (sum, whole) = match self.encoded {
            Some(encoded) => (
                sum + weights.encoded * encoded,
                weights.sum() + weights.encoded,
            ),
            None => (sum, weights.sum()),
        };
        sum / whole
            * weights
                .mismatch
                .powi(i32::from(self.differences.mismatches()))
    }
}

/// The most that the question's terms, unknown ones included, can weigh in any entry; more than 0.
#[must_use]
pub fn bm25_ceiling(query: &Query) -> f32 {
    bm25::ceiling(query.weight()).max(f32::MIN_POSITIVE)
}

/// The sum of BM25 weights as a share of this ceiling; 0 to 1.
#[must_use]
#[inline]
pub fn bm25_share(ceiling: f32, bm25: f32) -> f32 {
    (bm25 / ceiling).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(features: Features, expected: f32) {
        let score = features.score(&Weights::default());
        assert!((score - expected).abs() < 1e-6, "{score}");
    }

    #[test]
    fn each_feature_counts_its_share_of_the_weights() {
        let weights = Weights::default();
        let none = Features::default();
        let with = |set: fn(&mut Features)| {
            let mut features = none;
            set(&mut features);
            features
        };
        check(none, 0.0);
        check(with(|f| f.bm25 = 1.0), weights.bm25 / weights.sum());
        check(
            with(|f| f.centroid_terms = 1.0),
            weights.centroid_terms / weights.sum(),
        );
        check(
            with(|f| f.centroid_ngrams = 1.0),
            weights.centroid_ngrams / weights.sum(),
        );
        check(
            with(|f| f.phrasing_similarity = 1.0),
            weights.phrasing_similarity / weights.sum(),
        );
        check(
            with(|f| f.answer_type = 1.0),
            weights.answer_type / weights.sum(),
        );
        check(with(|f| f.meaning = 1.0), weights.meaning / weights.sum());
        let whole = weights.sum() + weights.encoded;
        check(with(|f| f.encoded = Some(1.0)), weights.encoded / whole);
        let both = with(|f| (f.bm25, f.encoded) = (1.0, Some(0.0)));
        check(both, weights.bm25 / whole);
    }

    #[test]
    fn all_the_evidence_there_can_be_scores_one() {
        let all = Features {
            bm25: 1.0,
            centroid_terms: 1.0,
            centroid_ngrams: 1.0,
            phrasing_similarity: 1.0,
            answer_type: 1.0,
            meaning: 1.0,
            ..Features::default()
        };
        check(all, 1.0);
    }

    #[test]
    fn each_mismatch_takes_its_share_of_the_score() {
        let weights = Weights::default();
        let polarity = Differences {
            polarity: true,
            ..Differences::default()
        };
        let both = Differences {
            name: true,
            ..polarity
        };
        let whole = Features {
            bm25: 1.0,
            ..Features::default()
        };
        let score = weights.bm25 / weights.sum();
        let with = |differences| Features {
            differences,
            ..whole
        };
        check(whole, score);
        check(with(polarity), score * weights.mismatch);
        check(with(both), score * weights.mismatch * weights.mismatch);
    }
}
