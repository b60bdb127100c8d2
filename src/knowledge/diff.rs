//! The differences between two tables, in words for the moderator who approves them.
//!
//! Everything is compared by its id or, if it has none, by its words. Terminal and Discord show the
//! same lines.

mod changed_words;
mod compare;
mod list;
mod page;
mod paragraphs;
mod side;

use std::collections::BTreeSet;

use crate::knowledge::Knowledge;

pub use crate::knowledge::diff::changed_words::changed_words;
pub use crate::knowledge::diff::page::{CitedParagraph, changed_on_page};

/// The differences between an old and a new table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    changes: Vec<Change>,
}

/// Something that was added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    sign: Sign,
    what: What,
    /// Identifies what changed: a fact that changed in two ways counts once.
    subject: String,
    line: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Added,
    Removed,
    Changed,
}

/// The kind of thing that changed, in the order of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Source,
    Topic,
    Question,
    Gap,
    Draft,
    Fact,
    Phrasing,
    Synonyms,
    Test,
    Allowance,
}

impl Difference {
    /// Compares two tables. Removals come before additions and changes, each in file order.
    #[must_use]
    pub fn between(old: &Knowledge, new: &Knowledge) -> Self {
        Self {
            changes: compare::changes(old, new),
        }
    }

    /// Whether the tables differ in nothing that matters to answers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Counts the changes, as in "2 questions added, 1 fact changed".
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

    /// One line per change, with `+` for added, `-` for removed and `~` for changed.
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
            Self::Draft => ("draft", "drafts"),
            Self::Fact => ("fact", "facts"),
            Self::Phrasing => ("phrasing", "phrasings"),
            Self::Synonyms => ("group of synonyms", "groups of synonyms"),
            Self::Test => ("test", "tests"),
            Self::Allowance => ("allowed warning", "allowed warnings"),
        };
        if count == 1 { one } else { many }
    }
}
