//! Centroids: the mean of an entry's texts, as in Rocchio's classifier (J. Rocchio, “Relevance feedback
//! in information retrieval”, 1971).

use crate::matcher::index::corpus::Norms;
use crate::matcher::index::sparse::{dot, norm};
use crate::matcher::index::term_weights::Bigram;

/// The mean of the unit vectors of an entry's texts, as two unit vectors.
#[derive(Debug, Clone, Default)]
pub struct Centroid {
    /// Over terms and bigrams.
    pub terms: Vec<(Bigram, f32)>,
    /// Over n-grams.
    pub ngrams: Vec<(u32, f32)>,
}

impl Centroid {
    /// Scales both vectors to unit length, and returns the norms that they had.
    pub fn normalize(&mut self) -> Norms {
        Norms {
            terms: to_unit(&mut self.terms),
            ngrams: to_unit(&mut self.ngrams),
        }
    }

    /// How alike two entries are, from 0 to 1: the mean of their cosines in terms and in n-grams.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f32 {
        f32::midpoint(
            dot(&self.terms, &other.terms),
            dot(&self.ngrams, &other.ngrams),
        )
    }
}

fn to_unit<K>(vector: &mut [(K, f32)]) -> f32 {
    let norm = norm(vector.iter().map(|(_, weight)| *weight));
    for (_, weight) in vector {
        *weight /= norm;
    }
    norm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normalised_centroid_is_its_own_like() {
        let mut centroid = Centroid {
            terms: vec![((0, 1), 3.0), ((0, 2), 4.0)],
            ngrams: vec![(7, 2.0)],
        };
        let norms = centroid.normalize();
        assert!((norms.terms - 5.0).abs() < 1e-6);
        assert!((norms.ngrams - 2.0).abs() < 1e-6);
        assert!((centroid.similarity(&centroid) - 1.0).abs() < 1e-6);
        assert!(centroid.similarity(&Centroid::default()).abs() < 1e-6);
    }
}
