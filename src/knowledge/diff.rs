//! What has changed between two tables, in words for whoever has to agree to it.
//!
//! Everything is compared by its id, and by its words where it has none. The lines are the only
//! place where this is said: terminal and Discord show the same.

mod compare;
mod side;

use std::collections::BTreeSet;

use crate::knowledge::Knowledge;

/// Everything that has changed from one table to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    changes: Vec<Change>,
}

/// Something that is new, gone or other than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    sign: Sign,
    what: What,
    /// Tells it from others of its kind: one fact that changed in two ways counts once.
    subject: String,
    line: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Added,
    Removed,
    Changed,
}

/// What a change is one of, in the order of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Source,
    Topic,
    Question,
    Gap,
    Fact,
    Phrasing,
    Synonyms,
    Test,
}

impl Difference {
    /// Compares two tables. What is gone comes before what there is, each in file order.
    #[must_use]
    pub fn between(old: &Knowledge, new: &Knowledge) -> Self {
        Self {
            changes: compare::changes(old, new),
        }
    }

    /// Whether the two say the same and understand the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// All of it in figures, as in "2 questions added, 1 fact changed".
    #[must_use]
    pub fn summary(&self) -> String {
        if self.is_empty() {
            return "nothing has changed".to_owned();
        }
        let kinds: BTreeSet<(What, Sign)> = self.changes.iter().map(|c| (c.what, c.sign)).collect();
        let counts = kinds.into_iter().map(|(what, sign)| {
            let of_kind = |change: &&Change| (change.what, change.sign) == (what, sign);
            let changes = self.changes.iter().filter(of_kind);
            let count = changes.map(|c| &c.subject).collect::<BTreeSet<_>>().len();
            format!("{count} {} {}", what.name(count), sign.name())
        });
        counts.collect::<Vec<_>>().join(", ")
    }

    /// One line for each change: `+` is new, `-` is gone, `~` is other than it was.
    #[must_use]
    pub fn lines(&self) -> impl ExactSizeIterator<Item = String> {
        let line = |change: &Change| format!("{} {}", change.sign.mark(), change.line);
        self.changes.iter().map(line)
    }
}

impl Sign {
    fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }

    fn mark(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Changed => '~',
        }
    }
}

impl What {
    fn name(self, count: usize) -> &'static str {
        let (one, many) = match self {
            Self::Source => ("source", "sources"),
            Self::Topic => ("topic", "topics"),
            Self::Question => ("question", "questions"),
            Self::Gap => ("gap", "gaps"),
            Self::Fact => ("fact", "facts"),
            Self::Phrasing => ("phrasing", "phrasings"),
            Self::Synonyms => ("group of synonyms", "groups of synonyms"),
            Self::Test => ("test", "tests"),
        };
        if count == 1 { one } else { many }
    }
}
