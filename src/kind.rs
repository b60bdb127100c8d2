//! The kind of an entry, the one type that knowledge and the matcher share. Nothing else belongs here.

/// Whether the source answers an entry or leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The source answers it.
    Question,
    /// The source leaves it open.
    Gap,
}

impl Kind {
    /// Both kinds, questions first.
    pub const ALL: [Self; 2] = [Self::Question, Self::Gap];

    /// Its name, as commands print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Gap => "gap",
        }
    }
}
