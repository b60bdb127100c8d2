//! Some of the entries of a table: a ranking may be asked to look at these alone.

/// A set of entries, by their indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntrySet {
    is_member: Vec<bool>,
}

impl EntrySet {
    /// Whether an entry is in it.
    #[must_use]
    #[inline]
    pub fn contains(&self, entry: usize) -> bool {
        self.is_member
            .get(entry)
            .is_some_and(|is_member| *is_member)
    }

    /// Whether no entry is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_member.contains(&true)
    }
}

/// For each entry in turn, whether it is in the set.
impl FromIterator<bool> for EntrySet {
    fn from_iter<T: IntoIterator<Item = bool>>(entries: T) -> Self {
        Self {
            is_member: entries.into_iter().collect(),
        }
    }
}
