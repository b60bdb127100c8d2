//! Vectors, turned round: from a feature to the entries that have it.

use super::space::Vector;

/// For each feature, the entries that have it, with its weight there. All stand in one list:
/// most features have one entry or two, and a list for each would take more than its content.
#[derive(Debug, Default)]
pub struct Postings {
    /// Where each feature's entries begin; the last is where they all end.
    starts: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl Postings {
    /// Turns round the entries' vectors, which have so many features.
    #[must_use]
    pub fn new<'a, V>(features: usize, vectors: V) -> Self
    where
        V: DoubleEndedIterator<Item = &'a Vector> + ExactSizeIterator + Clone,
    {
        let mut starts = vec![0; features + 1];
        for (feature, _) in vectors.clone().flatten() {
            starts[*feature as usize] += 1;
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        // Each list is filled from its end, so that its place ends up at its start.
        let mut entries = vec![(0, 0.0); end as usize];
        for (entry, vector) in vectors.enumerate().rev() {
            for &(feature, weight) in vector {
                let start = &mut starts[feature as usize];
                *start -= 1;
                entries[*start as usize] = (entry as u32, weight);
            }
        }
        Self { starts, entries }
    }

    /// The entries that have a feature, in order.
    #[must_use]
    pub fn of(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        &self.entries[self.starts[feature] as usize..self.starts[feature + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_knows_its_entries_in_order() {
        let vectors = [vec![(0, 0.5), (2, 0.25)], vec![], vec![(2, 1.0)]];
        let postings = Postings::new(4, vectors.iter());
        let check = |feature, expected: &[(u32, f32)]| assert_eq!(postings.of(feature), expected);
        check(0, &[(0, 0.5)]);
        check(1, &[]);
        check(2, &[(0, 0.25), (2, 1.0)]);
        check(3, &[]);
    }
}
