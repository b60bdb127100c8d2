//! Vectors of whole sentences, as an encoder outside the matcher makes them: what a text says, where
//! [`crate::matcher::meaning`] knows only what its words are about.
//!
//! They are data that is handed in, for each text of a table and for a question. Without them the matcher works
//! without. Components are whole numbers, so that sums are the same on every machine and in any order.

use std::sync::Arc;

/// The direction of a sentence's vector.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SentenceVector {
    /// The largest component is 127 or -127, unless all are 0.
    components: Arc<[i8]>,
    /// What scales them to unit length; 0 if all are 0.
    scale: f32,
}

impl SentenceVector {
    /// The direction of a vector of any length.
    #[must_use]
    pub fn new(components: &[f32]) -> Self {
        let largest = components
            .iter()
            .fold(0.0_f32, |most, own| most.max(own.abs()));
        if largest <= 0.0 || !largest.is_finite() {
            return Self::default();
        }
        let step = f32::from(i8::MAX) / largest;
        let rounded = components.iter().map(|own| (own * step).round() as i8);
        Self::of(rounded.collect())
    }

    /// The direction of whole components, as [`Self::components`] returns them.
    #[must_use]
    pub fn of(components: Arc<[i8]>) -> Self {
        let length = dot(&components, &components);
        let scale = if length == 0 {
            0.0
        } else {
            1.0 / (length as f32).sqrt()
        };
        Self { components, scale }
    }

    /// Its components.
    #[must_use]
    pub fn components(&self) -> &[i8] {
        &self.components
    }

    /// The mean of several, each counting the same: their centroid.
    #[must_use]
    pub fn mean<'a>(vectors: impl IntoIterator<Item = &'a Self>) -> Self {
        /// What a component of a unit vector is multiplied by before unit vectors are summed.
        const FIXED_POINT: f32 = 65_536.0;
        let mut sum: Vec<i32> = Vec::new();
        for own in vectors {
            sum.resize(sum.len().max(own.components.len()), 0);
            for (sum, component) in sum.iter_mut().zip(own.components.iter()) {
                *sum = sum.saturating_add((f32::from(*component) * own.scale * FIXED_POINT) as i32);
            }
        }
        Self::new(&sum.into_iter().map(|own| own as f32).collect::<Vec<_>>())
    }

    /// How alike two are, 0 to 1: the cosine, and 0 where it is negative.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f32 {
        let cosine = dot(&self.components, &other.components) as f32 * self.scale * other.scale;
        cosine.clamp(0.0, 1.0)
    }
}

fn dot(a: &[i8], b: &[i8]) -> i32 {
    let pairs = a.iter().zip(b);
    pairs.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

/// The vectors of an entry's texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryVectors {
    /// Those of its phrasings.
    pub phrasings: Vec<SentenceVector>,
    /// That of its answer.
    pub answer: SentenceVector,
}

/// The vectors of a table, in the order of its entries.
#[derive(Debug, Default)]
pub struct SentenceIndex {
    /// Each entry with the centroid of its phrasings.
    entries: Vec<(EntryVectors, SentenceVector)>,
}

impl SentenceIndex {
    /// The index of a table's entries.
    #[must_use]
    pub fn new(entries: Vec<EntryVectors>) -> Self {
        let with_centroid = |own: EntryVectors| {
            let centroid = SentenceVector::mean(&own.phrasings);
            (own, centroid)
        };
        Self {
            entries: entries.into_iter().map(with_centroid).collect(),
        }
    }
}

/// A question's vector, and those that it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct SentenceQuery<'a> {
    /// The question's.
    pub question: &'a SentenceVector,
    /// The table's.
    pub table: &'a SentenceIndex,
}

impl SentenceQuery<'_> {
    /// The similarity to the centroid of an entry's phrasings, 0 to 1.
    #[must_use]
    pub fn centroid(&self, entry: usize) -> f32 {
        let entry = self.table.entries.get(entry);
        entry.map_or(0.0, |(_, centroid)| self.question.similarity(centroid))
    }

    /// How near an entry is, 0 to 1: the mean of the similarities to the centroid of its phrasings, to the nearest of
    /// them, and to its answer.
    #[must_use]
    pub fn similarity(&self, entry: usize) -> f32 {
        let Some((own, centroid)) = self.table.entries.get(entry) else {
            return 0.0;
        };
        let phrasings = own.phrasings.iter();
        let nearest = phrasings.map(|own| self.question.similarity(own));
        let nearest = nearest.fold(0.0, f32::max);
        let centroid = self.question.similarity(centroid);
        (centroid + nearest + self.question.similarity(&own.answer)) / 3.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(components: &[f32]) -> SentenceVector {
        SentenceVector::new(components)
    }

    #[test]
    fn a_direction_has_no_length() {
        let check = |a: &[f32], b: &[f32], expected: f32| {
            let found = vector(a).similarity(&vector(b));
            assert!((found - expected).abs() < 1e-3, "{a:?} {b:?}: {found}");
        };
        check(&[1.0, 0.0], &[9.0, 0.0], 1.0);
        check(&[1.0, 1.0], &[3.0, 0.0], 0.5_f32.sqrt());
        check(&[1.0, 0.0], &[0.0, 1.0], 0.0);
        check(&[1.0, 0.0], &[-1.0, 0.0], 0.0);
        check(&[0.0, 0.0], &[1.0, 0.0], 0.0);
        check(&[f32::NAN, f32::INFINITY], &[1.0, 0.0], 0.0);
        check(&[], &[1.0], 0.0);
    }

    #[test]
    fn whole_components_keep_the_direction() {
        let own = vector(&[0.3, -0.2, 0.7]);
        assert_eq!(SentenceVector::of(own.components().into()), own);
    }

    #[test]
    fn an_entry_is_as_near_as_its_texts() {
        let entry = EntryVectors {
            phrasings: vec![vector(&[1.0, 0.0]), vector(&[0.0, 1.0])],
            answer: vector(&[1.0, 0.0]),
        };
        let table = SentenceIndex::new(vec![entry]);
        let query = SentenceQuery {
            question: &vector(&[1.0, 0.0]),
            table: &table,
        };
        let half = 0.5_f32.sqrt();
        assert!((query.centroid(0) - half).abs() < 1e-3);
        assert!((query.similarity(0) - (2.0 + half) / 3.0).abs() < 1e-3);
        assert!(query.similarity(1).abs() < 1e-6, "no such entry");
    }
}
