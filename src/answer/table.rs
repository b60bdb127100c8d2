//! Knowledge with what finds it: all that it takes to be asked.

use super::{Answer, answer};
use crate::knowledge::Knowledge;
use crate::matcher::Matcher;

/// Knowledge, and the matcher built from it.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// What finds it.
    pub matcher: &'a Matcher,
}

impl Table<'_> {
    /// Answers a question, as a member would be answered.
    #[must_use]
    pub fn ask(self, question: &str) -> Answer {
        answer(self.knowledge, question, &self.matcher.rank(question))
    }
}
