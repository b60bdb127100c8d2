//! Pairs of entries that are too alike to be told apart.
//!
//! Not every pair is compared: two vectors of unit length whose cosine reaches a threshold share one of
//! their rarer features (R. Bayardo et al., “Scaling up all pairs similarity search”, 2007).

use std::collections::HashMap;

use crate::matcher::Centroid;

/// The lowest similarity, 0 to 1, of two entries that are too alike: the mean of the cosines of their
/// centroids in words and in letters. Entries that a reader tells apart at once, such as the two
/// sides of a dispute, stay well below.
pub const TOO_ALIKE: f32 = 0.8;
/// The cosine in words that such a pair has at the least, that in letters being 1 at the most.
const LEAST_COSINE: f32 = 2.0 * TOO_ALIKE - 1.0;
/// The most pairs that are compared: those of a table of two thousand entries that all share a rare word.
/// It takes about a second.
const COMPARED: usize = 2_000_000;

/// Two entries by their indices, the lower first, and how alike they are.
pub type AlikePair = (usize, usize, f32);

/// The pairs that are too alike, in order; and whether all that could be were compared.
pub fn alike_pairs(centroids: &[Centroid]) -> (Vec<AlikePair>, bool) {
    let mut entries_with: HashMap<_, usize> = HashMap::new();
    for (feature, _) in centroids.iter().flat_map(|centroid| &centroid.terms) {
        *entries_with.entry(*feature).or_default() += 1;
    }
    let mut postings: HashMap<_, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    let mut compared = 0;
    for (entry, centroid) in centroids.iter().enumerate() {
        let mut terms = centroid.terms.clone();
        terms.sort_by_key(|(feature, _)| (entries_with[feature], *feature));
        let rare = &terms[..prefix(&terms)];
        let others = rare.iter().filter_map(|(feature, _)| postings.get(feature));
        let mut others: Vec<usize> = others.flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        compared += others.len();
        if compared > COMPARED {
            pairs.sort_by_key(|&(one, other, _)| (one, other));
            return (pairs, false);
        }
        let alike = others.into_iter().filter_map(|other| {
            let similarity = centroids[other].similarity(centroid);
            (similarity >= TOO_ALIKE).then_some((other, entry, similarity))
        });
        pairs.extend(alike);
        for (feature, _) in rare {
            postings.entry(*feature).or_default().push(entry);
        }
    }
    pairs.sort_by_key(|&(one, other, _)| (one, other));
    (pairs, true)
}

/// How many of these features, rarest first, must be looked at: without them, no vector reaches the
/// threshold.
fn prefix<K>(terms: &[(K, f32)]) -> usize {
    let mut rest = 0.0;
    let common = terms.iter().rev().take_while(|(_, weight)| {
        rest += weight * weight;
        // A little less, so that no rounding loses a pair.
        rest < LEAST_COSINE * LEAST_COSINE * 0.999
    });
    terms.len() - common.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centroid(terms: &[u32]) -> Centroid {
        let mut centroid = Centroid {
            terms: terms.iter().map(|term| ((0, *term), 1.0)).collect(),
            ngrams: terms.iter().map(|term| (*term, 1.0)).collect(),
        };
        centroid.normalize();
        centroid
    }

    /// The pairs that comparing each with each finds.
    fn by_comparing_all(centroids: &[Centroid]) -> Vec<(usize, usize)> {
        let all = (0..centroids.len())
            .flat_map(|one| (one + 1..centroids.len()).map(move |other| (one, other)));
        all.filter(|&(one, other)| centroids[one].similarity(&centroids[other]) >= TOO_ALIKE)
            .collect()
    }

    #[test]
    fn the_same_pairs_are_found_as_by_comparing_all() {
        let centroids: Vec<Centroid> = (0..200_u32)
            .map(|n| {
                let mut terms = vec![0, 1 + n % 3, 4 + n % 7, 11 + n % 11, 22 + n % 2];
                terms.truncate(2 + n as usize % 4);
                centroid(&terms)
            })
            .collect();
        let (found, is_complete) = alike_pairs(&centroids);
        let found: Vec<_> = found
            .into_iter()
            .map(|(one, other, _)| (one, other))
            .collect();
        assert!(is_complete && !found.is_empty());
        assert_eq!(found, by_comparing_all(&centroids));
    }

    #[test]
    fn very_many_alike_entries_are_not_all_compared() {
        let all = vec![centroid(&[1, 2]); 3_000];
        let (found, is_complete) = alike_pairs(&all);
        assert!(!is_complete && found.len() <= COMPARED);
    }
}
