//! Knowledge and the matcher built from it: all it takes to answer a question.
//! [`crate::answer::message`] answers by it.

use crate::answer::Strictness;
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
