//! An inverted index: from a feature to the entries that have it.

/// The most entries that one set of postings can hold: an entry takes two bytes.
pub const MAX_ENTRIES: usize = 1 << 13;

/// For each feature, the entries that have it, with its weight in each. All are in two lists: most
/// features have one entry or two, and a list for each would take more room than its content.
#[derive(Debug)]
pub struct Postings<W> {
    /// Where each feature's entries start; the last is where they all end.
    starts: Vec<u32>,
    entries: Vec<u16>,
    weights: Vec<W>,
}

impl<W: Copy + Default> Postings<W> {
    /// Inverts the vectors of at most [`MAX_ENTRIES`] entries over this many features.
    #[must_use]
    pub fn new(features: usize, vectors: &[Vec<(u32, W)>]) -> Self {
        let mut starts = vec![0; features + 1];
        for (feature, _) in vectors.iter().flatten() {
            starts[*feature as usize] += 1;
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        // Each feature's entries are filled in from the last, so that its place ends up at the first.
        let mut entries = vec![0; end as usize];
        let mut weights = vec![W::default(); end as usize];
        for (entry, vector) in vectors.iter().enumerate().rev() {
            for &(feature, weight) in vector {
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
        }
    }

    /// The entries that have a feature, in order, each with its weight there.
    pub fn of(&self, feature: u32) -> impl Iterator<Item = (usize, W)> {
        let feature = feature as usize;
        let range = self.starts[feature] as usize..self.starts[feature + 1] as usize;
        let entries = self.entries[range.clone()]
            .iter()
            .map(|entry| *entry as usize);
        entries.zip(self.weights[range].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_lists_its_entries_in_order() {
        let vectors = [vec![(0, 0.5), (2, 0.25)], vec![], vec![(2, 1.0)]];
        let postings = Postings::new(4, &vectors);
        let check = |feature, expected: &[(usize, f32)]| {
            assert_eq!(postings.of(feature).collect::<Vec<_>>(), expected);
        };
        check(0, &[(0, 0.5)]);
        check(1, &[]);
        check(2, &[(0, 0.25), (2, 1.0)]);
        check(3, &[]);
    }
}
