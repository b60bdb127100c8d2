//! Sparse vectors: lists of features with their weights, sorted by feature.

/// Returns the Euclidean norm of a vector, given its weights; never 0, so that it can divide.
pub fn norm(weights: impl Iterator<Item = f32>) -> f32 {
    let square: f32 = weights.map(|weight| weight * weight).sum();
    square.sqrt().max(f32::MIN_POSITIVE)
}

/// Returns the dot product of two vectors.
#[must_use]
pub fn dot<K: Ord>(a: &[(K, f32)], b: &[(K, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Makes a vector of features in any order: sorts them, and adds up the weights of equal ones.
#[must_use]
pub fn sum_by_feature<K: Ord>(mut weights: Vec<(K, f32)>) -> Vec<(K, f32)> {
    // Stable: the order of additions is that of the text.
    weights.sort_by(|(a, _), (b, _)| a.cmp(b));
    weights.dedup_by(|(feature, weight), (kept, sum)| {
        let same = feature == kept;
        if same {
            *sum += *weight;
        }
        same
    });
    weights
}

/// Returns the weight of a feature in a vector; 0 where it is absent.
#[must_use]
pub fn weight_of<K: Ord>(vector: &[(K, f32)], feature: &K) -> f32 {
    let at = vector.binary_search_by(|(own, _)| own.cmp(feature));
    at.map_or(0.0, |at| vector[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_product_counts_the_features_that_both_vectors_have() {
        let (a, b) = ([(1, 0.5), (4, 1.0)], [(0, 1.0), (1, 0.5), (4, 0.25)]);
        assert!((dot(&a, &b) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn equal_features_are_added_up_in_order() {
        let summed = sum_by_feature(vec![(4, 1.0), (1, 0.5), (4, 0.25)]);
        assert_eq!(summed, [(1, 0.5), (4, 1.25)]);
        assert!((weight_of(&summed, &4) - 1.25).abs() < 1e-6);
        assert!(weight_of(&summed, &3).abs() < 1e-6);
    }

    #[test]
    fn a_norm_is_the_root_of_the_squares_and_never_zero() {
        assert!((norm([3.0, 4.0].into_iter()) - 5.0).abs() < 1e-6);
        assert!(norm(std::iter::empty()) > 0.0);
    }
}
