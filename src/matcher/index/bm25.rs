//! Okapi BM25 (S. Robertson and H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”,
//! 2009), with the IDF that is never negative, as in Lucene.
//!
//! A document is an entry with all its texts, and a term's frequency in it is a sum of shares: 1 for
//! each phrasing, [`ANSWER_SHARE`](crate::matcher::weights::ANSWER_SHARE) for its answer.

use crate::matcher::weights::{B, K1};

/// Returns the inverse document frequency of a feature that `doc_freq` of `entries` entries have;
/// more than 0.
#[must_use]
pub fn idf(entries: f32, doc_freq: f32) -> f32 {
    (1.0 + (entries - doc_freq + 0.5) / (doc_freq + 0.5)).ln()
}

/// Returns the length normalisation of an entry, given its length and the mean length, in terms.
#[must_use]
pub fn length_norm(length: f32, mean_length: f32) -> f32 {
    K1 * (1.0 - B + B * length / mean_length.max(1.0))
}

/// Returns the weight of a term in an entry, from 0 up to [`ceiling`] of its IDF.
#[must_use]
pub fn weight(idf: f32, frequency: f32, length_norm: f32) -> f32 {
    idf * frequency * (K1 + 1.0) / (frequency + length_norm)
}

/// Returns the most that terms can weigh in any entry, given the sum of their IDFs: what they would
/// at infinite frequency.
#[must_use]
pub fn ceiling(idf_sum: f32) -> f32 {
    idf_sum * (K1 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_of_few_entries_weighs_more_and_none_weighs_nothing() {
        // (1 + (N − n + ½) / (n + ½)) = (N + 1) / (n + ½)
        let closed_form = |entries: f32, doc_freq: f32| ((entries + 1.0) / (doc_freq + 0.5)).ln();
        for doc_freq in [1.0, 5.0, 10.0] {
            let difference = idf(10.0, doc_freq) - closed_form(10.0, doc_freq);
            assert!(difference.abs() < 1e-6, "{doc_freq}");
        }
        assert!(idf(10.0, 1.0) > idf(10.0, 5.0));
        assert!(idf(10.0, 10.0) > 0.0);
    }

    #[test]
    fn repetition_saturates_below_the_ceiling() {
        let norm = length_norm(8.0, 8.0);
        assert!((norm - K1).abs() < 1e-6, "an entry of mean length");
        assert!((weight(1.0, 1.0, norm) - 1.0).abs() < 1e-6);
        assert!(weight(1.0, 2.0, norm) < 2.0);
        assert!(weight(1.0, 1e6, norm) <= ceiling(1.0));
    }

    #[test]
    fn a_term_weighs_less_in_a_longer_entry() {
        assert!(weight(1.0, 1.0, length_norm(16.0, 8.0)) < weight(1.0, 1.0, length_norm(8.0, 8.0)));
    }
}
