//! What becomes of a question, and the curator's tests: questions with what is expected of them.

use serde::Serialize;

use crate::diagnostic::Place;
use crate::knowledge::{Knowledge, Phrasing};

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The source answers it.
    Answered,
    /// A curated gap says that the source leaves it open.
    Gap,
    /// Some entries are too close to call: did you mean …?
    Unsure,
    /// Nothing fits.
    Declined,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Answered, Self::Gap, Self::Unsure, Self::Declined];

    /// What it is called, in knowledge files too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Gap => "gap",
            Self::Unsure => "unsure",
            Self::Declined => "declined",
        }
    }
}

/// Questions that the curator expects something of. They take no part in matching.
#[derive(Debug, Clone)]
pub struct Test {
    /// Index into [`Knowledge::sources`].
    pub source: usize,
    /// What is asked, each for itself; at least one.
    pub ask: Vec<Phrasing>,
    /// What is to come of it.
    pub expected: Expected,
    /// Where that stands in its file.
    pub place: Place,
}

/// What is to come of a test's questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// This entry: an index into [`Knowledge::entries`].
    Entry(usize),
    /// This outcome, whichever entry it comes from.
    Outcome(Outcome),
}

impl Expected {
    /// The entry's id or the outcome's name, as the file has it.
    #[must_use]
    pub fn name(self, knowledge: &Knowledge) -> &str {
        match self {
            Self::Entry(entry) => &knowledge.entries[entry].id,
            Self::Outcome(outcome) => outcome.name(),
        }
    }
}
