//! The use case: a question in, an answer out, from the knowledge that is live at that moment.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;

use crate::answer::documents::{documents, synonyms};
use crate::answer::{Answer, EntryName, Strictness, Table, answer, pick};
use crate::knowledge::{Entry, Knowledge};
use crate::matcher::weights::Weights;
use crate::matcher::{Matcher, Progress, Ranking};

/// How many of the last questions are remembered, to see what a change would do to them.
pub const REMEMBERED: usize = 300;
/// How much of a question is remembered, in characters.
const LENGTH: usize = 300;

/// The entries that are not to be said for now, by their sources' ids and their own.
pub type Suspended = BTreeSet<(String, String)>;

/// Knowledge with the matcher built from it, and what is not to be said of it; they never part.
/// A clone shares them.
#[derive(Clone)]
pub struct Snapshot {
    knowledge: Arc<Knowledge>,
    matcher: Arc<Matcher>,
    suspended: Arc<Suspended>,
    strictness: Strictness,
}

impl Snapshot {
    /// Prepares knowledge to be asked.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Self::watched(knowledge, &mut |_, _| {})
    }

    /// Prepares knowledge to be asked, and says how far it has come.
    #[must_use]
    pub fn watched(knowledge: Knowledge, progress: Progress) -> Self {
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

    /// The same knowledge, answering as strictly as this.
    #[must_use]
    pub fn answering(&self, strictness: Strictness) -> Self {
        Self {
            strictness,
            ..self.clone()
        }
    }

    /// The same knowledge, with these entries suspended and no others.
    #[must_use]
    pub fn suspending(&self, suspended: Arc<Suspended>) -> Self {
        Self {
            suspended,
            ..self.clone()
        }
    }

    /// What it knows.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What finds it.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Both, without what is suspended.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        Table {
            knowledge: &self.knowledge,
            matcher: &self.matcher,
            strictness: self.strictness,
        }
    }

    /// Whether an entry is not to be said for now.
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

    /// Answers a question, with the ranking that the answer rests on.
    #[must_use]
    pub fn ask_why(&self, question: &str) -> (Answer, Ranking) {
        let ranking = self.matcher.rank(question);
        let answer = answer(&self.knowledge, question, &ranking, self.strictness);
        (self.withhold(answer), ranking)
    }

    /// What an entry says, for picking it from a list.
    #[must_use]
    pub fn pick(&self, entry: &Entry) -> Answer {
        self.withhold(pick(&self.knowledge, entry))
    }

    fn withhold(&self, answer: Answer) -> Answer {
        if self.suspended.is_empty() {
            return answer;
        }
        let name = |entry: &EntryName| (entry.source.clone(), entry.id.clone());
        answer.withhold(|entry| self.suspended.contains(&name(entry)))
    }
}

/// Where questions are answered while the knowledge may be exchanged.
pub struct Service {
    snapshot: ArcSwap<Snapshot>,
    recent: Mutex<VecDeque<String>>,
}

impl Service {
    /// Opens with this knowledge.
    #[must_use]
    pub fn of(snapshot: Snapshot) -> Self {
        Self {
            snapshot: ArcSwap::from_pointee(snapshot),
            recent: Mutex::default(),
        }
    }

    /// The knowledge of this moment; whoever holds it goes on with it through a swap.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Puts other knowledge in its place, whole. It was prepared before, so questions are
    /// answered from the old until this moment. What is suspended stays so, and so does how strictly
    /// it is answered.
    pub fn swap(&self, snapshot: &Snapshot) {
        self.snapshot.rcu(|current| {
            let snapshot = snapshot.answering(current.strictness);
            snapshot.suspending(Arc::clone(&current.suspended))
        });
    }

    /// Answers as strictly as this from now on.
    pub fn answer_by(&self, strictness: Strictness) {
        self.snapshot.rcu(|current| current.answering(strictness));
    }

    /// Suspends these entries and no others.
    pub fn suspend(&self, suspended: Suspended) {
        let suspended = Arc::new(suspended);
        self.snapshot
            .rcu(|current| current.suspending(Arc::clone(&suspended)));
    }

    /// Remembers that a question was asked; who asked is not known here. The oldest is forgotten.
    pub fn remember(&self, question: &str) {
        let question: String = question.chars().take(LENGTH).collect();
        let mut recent = self.lock();
        if recent.len() == REMEMBERED {
            recent.pop_front();
        }
        recent.push_back(question);
    }

    /// The questions of late, each once, in the order of their words.
    #[must_use]
    pub fn recent(&self) -> Vec<String> {
        let mut recent: Vec<String> = self.lock().iter().cloned().collect();
        recent.sort_unstable();
        recent.dedup();
        recent
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    fn is_shared<T: Send + Sync>() {}

    #[test]
    fn a_desk_can_be_shared_between_threads() {
        is_shared::<super::Service>();
    }
}
