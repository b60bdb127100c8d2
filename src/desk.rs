//! The use case: a question in, an answer out, from the knowledge that is live at that moment.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::answer::{Answer, answer};
use crate::knowledge::Knowledge;
use crate::matcher::{Matcher, Ranking};

/// Knowledge with the matcher built from it; the two never part.
pub struct Live {
    knowledge: Knowledge,
    matcher: Matcher,
}

impl Live {
    /// Prepares knowledge to be asked.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Self {
            matcher: Matcher::new(&knowledge),
            knowledge,
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

    /// Answers a question.
    #[must_use]
    pub fn ask(&self, question: &str) -> Answer {
        self.ask_why(question).0
    }

    /// Answers a question, with the ranking that the answer rests on.
    #[must_use]
    pub fn ask_why(&self, question: &str) -> (Answer, Ranking) {
        let ranking = self.matcher.rank(question);
        (answer(&self.knowledge, question, &ranking), ranking)
    }
}

/// Where questions are answered while the knowledge may be exchanged.
pub struct Desk {
    live: ArcSwap<Live>,
}

impl Desk {
    /// Opens with this knowledge.
    #[must_use]
    pub fn of(live: Live) -> Self {
        Self {
            live: ArcSwap::from_pointee(live),
        }
    }

    /// The knowledge of this moment; whoever holds it goes on with it through a swap.
    #[must_use]
    pub fn live(&self) -> Arc<Live> {
        self.live.load_full()
    }

    /// Puts other knowledge in its place, whole. The matcher is built first, so questions are
    /// answered from the old until the new is ready.
    pub fn swap(&self, knowledge: Knowledge) {
        self.live.store(Arc::new(Live::new(knowledge)));
    }
}

#[cfg(test)]
mod tests {
    fn is_shared<T: Send + Sync>() {}

    #[test]
    fn a_desk_can_be_shared_between_threads() {
        is_shared::<super::Desk>();
    }
}
