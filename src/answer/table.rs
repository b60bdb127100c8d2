//! Knowledge with what finds it: all that it takes to be asked.

use crate::answer::{Answer, Strictness, answer};
use crate::knowledge::Knowledge;
use crate::matcher::Matcher;

/// Knowledge, and the matcher built from it.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// What finds it.
    pub matcher: &'a Matcher,
    /// How sure one must be to answer.
    pub strictness: Strictness,
}

impl Table<'_> {
    /// Answers a question, as a member would be answered.
    #[must_use]
    pub fn ask(self, question: &str) -> Answer {
        let ranking = self.matcher.rank(question);
        answer(self.knowledge, question, &ranking, self.strictness)
    }
}
