//! Knowledge prepared to answer: an immutable value that is cheap to clone.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::answer::documents::{documents, synonyms};
use crate::answer::{Answer, EntryName, Strictness, Table, answer_of};
use crate::knowledge::{Entry, Knowledge};
use crate::matcher::weights::Weights;
use crate::matcher::{Matcher, Progress, Ranking};

/// Entries that are not to be shown for now, as (source id, entry id).
pub type SuspendedEntries = BTreeSet<(String, String)>;

/// Knowledge, the matcher built from it, and which of its entries are suspended. Clones share
/// them.
#[derive(Clone)]
pub struct Snapshot {
    knowledge: Arc<Knowledge>,
    matcher: Arc<Matcher>,
    suspended: Arc<SuspendedEntries>,
    strictness: Strictness,
}

impl Snapshot {
    /// Builds the matcher; the strictness is the default, and nothing is suspended.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Self::with_progress(knowledge, &mut |_, _| {})
    }

    /// Like [`Self::new`], and reports progress while the matcher is built.
    #[must_use]
    pub fn with_progress(knowledge: Knowledge, progress: Progress) -> Self {
        let matcher = Matcher::build(
            Weights::default(),
            documents(&knowledge),
            &synonyms(&knowledge),
            progress,
        );
        Self {
            matcher: Arc::new(matcher),
            knowledge: Arc::new(knowledge),
            suspended: Arc::default(),
            strictness: Strictness::default(),
        }
    }

    /// The same knowledge at another strictness.
    #[must_use]
    pub fn with_strictness(&self, strictness: Strictness) -> Self {
        Self {
            strictness,
            ..self.clone()
        }
    }

    /// The same knowledge with these entries suspended, and no others.
    #[must_use]
    pub fn with_suspended(&self, suspended: Arc<SuspendedEntries>) -> Self {
        Self {
            suspended,
            ..self.clone()
        }
    }

    /// The knowledge, suspended entries included.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The matcher built from the knowledge.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// How confident an answer must be.
    #[must_use]
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// The suspended entries.
    #[must_use]
    pub fn suspended(&self) -> Arc<SuspendedEntries> {
        Arc::clone(&self.suspended)
    }

    /// The knowledge and its matcher, as if nothing were suspended.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        Table {
            knowledge: &self.knowledge,
            matcher: &self.matcher,
            strictness: self.strictness,
        }
    }

    /// Whether an entry is suspended.
    #[must_use]
    pub fn is_suspended(&self, entry: &Entry) -> bool {
        let source = &self.knowledge.source_of(entry).id;
        !self.suspended.is_empty() && self.suspended.contains(&(source.clone(), entry.id.clone()))
    }

    /// Answers a question.
    #[must_use]
    pub fn ask(&self, question: &str) -> Answer {
        self.ask_why(question).0
    }

    /// Answers a question; returns the ranking behind the answer, too.
    #[must_use]
    pub fn ask_why(&self, question: &str) -> (Answer, Ranking) {
        let (answer, ranking) = self.table().ask_why(question);
        (self.without_suspended(answer), ranking)
    }

    /// Returns an entry's answer, for an entry that a reader chose from a list.
    #[must_use]
    pub fn answer_of(&self, entry: &Entry) -> Answer {
        self.without_suspended(answer_of(&self.knowledge, entry))
    }

    fn without_suspended(&self, answer: Answer) -> Answer {
        if self.suspended.is_empty() {
            return answer;
        }
        let key = |entry: &EntryName| (entry.source.clone(), entry.id.clone());
        answer.without_suspended(&|entry| self.suspended.contains(&key(entry)))
    }
}
