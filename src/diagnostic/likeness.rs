//! “Did you mean”: the known name that an unknown one was probably meant to be.

/// The longest name that is compared, in characters: the longest id, and some more for a slip.
const LONGEST: usize = 64;
/// The most names that one is compared with in full. Most are told apart by their lengths and letters
/// alone; only a file that was made to be slow has more.
const COMPARED: usize = 200;
/// The places of letters in a count of them: those of ASCII apart, others as they fall.
const LETTERS: usize = 128;

/// The known name that an unknown one was probably meant to be, if any: the nearest by optimal string
/// alignment distance, at most one or a third of the name's letters away.
#[must_use]
pub fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A character has at most four bytes.
    let length = (name.len() <= 4 * LONGEST).then(|| name.chars().count())?;
    let limit = (length / 3).max(1);
    let letters = Letters::of(name);
    let is_near = |candidate: &&str| {
        candidate.len() <= 4 * (length + limit)
            && candidate.chars().count().abs_diff(length) <= limit
            && letters.least_distance(&Letters::of(candidate)) <= limit
    };
    known
        .filter(is_near)
        .take(COMPARED)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How often each letter occurs in a name.
struct Letters([u16; LETTERS]);

impl Letters {
    fn of(name: &str) -> Self {
        let mut counts = [0; LETTERS];
        for c in name.chars() {
            counts[c as usize % LETTERS] += 1;
        }
        Self(counts)
    }

    /// A distance that two names have at the least: an edit adds one letter, removes one, or both.
    fn least_distance(&self, other: &Self) -> usize {
        let pairs = self.0.iter().zip(&other.0);
        let (more, less) = pairs.fold((0, 0), |(more, less), (own, other)| {
            let added = usize::from(own.saturating_sub(*other));
            let removed = usize::from(other.saturating_sub(*own));
            (more + added, less + removed)
        });
        more.max(less)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_name_is_suggested() {
        let known = ["envoy", "venue", "keeper"];
        assert_eq!(did_you_mean("envoi", known.into_iter()), Some("envoy"));
        assert_eq!(did_you_mean("evnoy", known.into_iter()), Some("envoy"));
        assert_eq!(did_you_mean("lighthouse", known.into_iter()), None);
        assert_eq!(did_you_mean("", known.into_iter()), None);
    }

    #[test]
    fn long_names_and_many_names_take_no_time() {
        let long = "a".repeat(1_000_000);
        assert_eq!(did_you_mean(&long, [long.as_str(); 2].into_iter()), None);
        assert_eq!(did_you_mean("a", [long.as_str(); 2].into_iter()), None);
        let alike = "ab".repeat(24);
        let other = "ba".repeat(24);
        let many = std::iter::repeat_n(other.as_str(), 1_000_000);
        assert_eq!(
            did_you_mean(&alike, many.take(100_000)),
            Some(other.as_str())
        );
    }
}
