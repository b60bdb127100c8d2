//! Knowledge and the matcher built from it: all it takes to answer a question.

use crate::answer::{Answer, Strictness, answer};
use crate::knowledge::Knowledge;
use crate::matcher::Matcher;

/// Knowledge, the matcher built from it, and how strictly to answer.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    /// The matcher built from it.
    pub matcher: &'a Matcher,
    /// How confident an answer must be.
    pub strictness: Strictness,
}

impl Table<'_> {
    /// Answers a question as a member would be answered.
    #[must_use]
    pub fn ask(self, question: &str) -> Answer {
        let ranking = self.matcher.rank(question);
        answer(self.knowledge, question, &ranking, self.strictness)
    }
}
