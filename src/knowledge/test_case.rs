//! The outcome of a question, and the curator's tests: questions with their expected outcomes.

use serde::Serialize;

use crate::diagnostic::Place;
use crate::knowledge::{Knowledge, Phrasing};

/// The outcome of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The source answers it.
    Answered,
    /// A curated gap says that the source leaves it open.
    Gap,
    /// Several entries are too close to call: did you mean …?
    Unsure,
    /// No entry fits.
    Declined,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 4] = [Self::Answered, Self::Gap, Self::Unsure, Self::Declined];

    /// Its name, as in knowledge files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Gap => "gap",
            Self::Unsure => "unsure",
            Self::Declined => "declined",
        }
    }

    /// Whether an entry replies: a question or a gap.
    #[must_use]
    pub fn is_covered(self) -> bool {
        matches!(self, Self::Answered | Self::Gap)
    }
}

/// Questions with an expected outcome. They take no part in matching.
#[derive(Debug, Clone)]
pub struct Test {
    /// Index into [`Knowledge::sources`].
    pub source: usize,
    /// The questions, each asked on its own; at least one.
    pub ask: Vec<Phrasing>,
    /// What each of them must get.
    pub expected: Expected,
    /// Where the expectation is in its file.
    pub place: Place,
}

/// What the questions of a test must get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// This entry: an index into [`Knowledge::entries`].
    Entry(usize),
    /// This outcome, from any entry.
    Outcome(Outcome),
}

impl Expected {
    /// The entry's id or the outcome's name, as in the file.
    #[must_use]
    pub fn name(self, knowledge: &Knowledge) -> &str {
        match self {
            Self::Entry(entry) => &knowledge.entries[entry].id,
            Self::Outcome(outcome) => outcome.name(),
        }
    }
}
