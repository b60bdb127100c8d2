//! What members got for a question from a version: answers, which an encoder may have helped to find, or none.

use std::collections::BTreeMap;

use crate::knowledge::Outcome;
use crate::record::LoggedQuestion;

/// What members got for a question from one version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswersGot {
    /// The entries that answered, as (source id, entry id), and how often.
    pub answers: BTreeMap<(String, String), u32>,
    /// How often none did.
    pub none: u32,
}

impl AnswersGot {
    /// What a logged question got.
    #[must_use]
    pub fn of(asked: &LoggedQuestion) -> Self {
        match (asked.outcome, &asked.entry) {
            (Outcome::Answered | Outcome::Gap, Some(entry)) => Self {
                answers: BTreeMap::from([(entry.clone(), asked.times)]),
                none: 0,
            },
            _ => Self {
                answers: BTreeMap::new(),
                none: asked.times,
            },
        }
    }

    /// Counts what it got besides.
    pub fn add(&mut self, other: &Self) {
        for (entry, times) in &other.answers {
            let own = self.answers.entry(entry.clone()).or_default();
            *own = own.saturating_add(*times);
        }
        self.none = self.none.saturating_add(other.none);
    }

    /// Whether it was mostly answered, and by no entry that was rejected.
    #[must_use]
    pub fn is_answered(&self, rejected: &[(String, String)]) -> bool {
        let times: u64 = self.answers.values().copied().map(u64::from).sum();
        times > 0 && times >= u64::from(self.none) && !self.is_rejected(rejected)
    }

    /// Whether one of the entries that answered was rejected.
    #[must_use]
    pub fn is_rejected(&self, rejected: &[(String, String)]) -> bool {
        self.answers.keys().any(|entry| rejected.contains(entry))
    }
}
