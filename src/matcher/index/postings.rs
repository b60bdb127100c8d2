//! An inverted index: from a feature to the entries that have it.
//!
//! The list of a feature that many entries have is dense: it has a weight for every entry, 0 where the feature is
//! absent. To add up a dense list is a loop without lookups, which the processor does for several entries at once; to
//! add 0 changes no sum, so that sums are the same to the last bit.

/// The most entries that one set of postings can hold: an entry takes two bytes.
pub const MAX_ENTRIES: usize = 1 << 13;
/// A list is dense where one entry in this many has the feature, or more. Lists a little shorter take as long either
/// way, and less room.
const DENSE_FROM: usize = 2;

/// For each feature, the entries that have it, with its weight in each. All are in two lists: most
/// features have one entry or two, and a list for each would take more room than its content. A dense list has all
/// entries, and no other has as many.
#[derive(Debug)]
pub struct Postings<W> {
    /// Where each feature's entries start; the last is where they all end.
    starts: Vec<u32>,
    entries: Vec<u16>,
    weights: Vec<W>,
    /// The number of entries.
    all: usize,
}

impl<W: Copy + Default> Postings<W> {
    /// Inverts the vectors of at most [`MAX_ENTRIES`] entries over this many features.
    #[must_use]
    pub fn new(features: usize, vectors: &[Vec<(u32, W)>]) -> Self {
        let mut starts = vec![0; features + 1];
        for (feature, _) in vectors.iter().flatten() {
            starts[*feature as usize] += 1;
        }
        let all = vectors.len();
        let is_dense = |count: u32| count > 0 && count as usize * DENSE_FROM >= all;
        let mut dense = vec![false; features];
        let mut end = 0;
        for (feature, start) in starts.iter_mut().enumerate() {
            if is_dense(*start) {
                dense[feature] = true;
                *start = all as u32;
            }
            end += *start;
            *start = end;
        }
        // Each feature's entries are filled in from the last, so that its place ends up at the first.
        let mut entries = vec![0; end as usize];
        let mut weights = vec![W::default(); end as usize];
        for feature in (0..features).filter(|feature| dense[*feature]) {
            starts[feature] -= all as u32;
        }
        for (entry, vector) in vectors.iter().enumerate().rev() {
            for &(feature, weight) in vector {
                if dense[feature as usize] {
                    weights[starts[feature as usize] as usize + entry] = weight;
                    continue;
                }
                let start = &mut starts[feature as usize];
                *start -= 1;
                entries[*start as usize] = entry as u16;
                weights[*start as usize] = weight;
            }
        }
        Self {
            starts,
            entries,
            weights,
            all,
        }
    }

    /// Calls `add` for each entry that has a feature, with its place in `sums` and its weight; for others, perhaps, with
    /// a weight of 0. `sums` has a place for every entry.
    #[inline]
    pub fn add_to<S>(&self, feature: u32, sums: &mut [S], add: impl Fn(&mut S, W)) {
        let feature = feature as usize;
        let range = self.starts[feature] as usize..self.starts[feature + 1] as usize;
        let weights = &self.weights[range.clone()];
        if weights.len() == self.all {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                add(sum, *weight);
            }
            return;
        }
        for (entry, weight) in self.entries[range].iter().zip(weights) {
            add(&mut sums[*entry as usize], *weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_adds_its_weight_to_its_entries_alone() {
        let mut vectors = vec![vec![]; 9];
        vectors[0] = vec![(0, 0.5), (2, 0.25)];
        vectors[4] = vec![(2, 0.5), (4, 2.0)];
        vectors[6] = vec![(2, 0.75)];
        vectors[7] = vec![(2, 0.125)];
        vectors[8] = vec![(2, 1.0)];
        let postings = Postings::new(5, &vectors);
        let check = |feature, expected: &[(usize, f32)]| {
            let mut sums = vec![1.0; vectors.len()];
            postings.add_to(feature, &mut sums, |sum, weight: f32| *sum += weight);
            let mut wanted = vec![1.0; vectors.len()];
            for (entry, weight) in expected {
                wanted[*entry] += weight;
            }
            assert_eq!(sums, wanted, "{feature}");
        };
        check(0, &[(0, 0.5)]);
        check(1, &[]);
        // More than half of the entries: this list is dense.
        check(2, &[(0, 0.25), (4, 0.5), (6, 0.75), (7, 0.125), (8, 1.0)]);
        check(3, &[]);
        check(4, &[(4, 2.0)]);
    }
}
