//! Knowledge and the matcher built from it: all it takes to answer a question.
//! [`crate::answer::message`] answers by it.

use std::collections::HashMap;

use crate::answer::Strictness;
use crate::knowledge::Knowledge;
use crate::matcher::sentence::{SentenceIndex, SentenceQuery, SentenceVector};
use crate::matcher::{Matcher, Ranking};

/// Knowledge, the matcher built from it, and how strictly to answer.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    /// The matcher built from it.
    pub matcher: &'a Matcher,
    /// How confident an answer must be.
    pub strictness: Strictness,
    /// What an encoder makes of it and of the questions, if there is one.
    pub sentences: Option<EncodedTexts<'a>>,
}

/// The vectors of questions, by their texts.
pub type QuestionVectors = HashMap<String, SentenceVector>;

/// The vectors of a table and of the questions that are asked.
#[derive(Clone, Copy)]
pub struct EncodedTexts<'a> {
    /// The table's.
    pub table: &'a SentenceIndex,
    /// Those of the questions, or of their parts; one that is missing is answered without.
    pub questions: &'a QuestionVectors,
}

impl Table<'_> {
    /// Ranks the entries for a text, by all the evidence that there is.
    #[must_use]
    pub fn rank(self, text: &str) -> Ranking {
        let query = self.sentences.and_then(|encoded| {
            let question = encoded.questions.get(text)?;
            let table = encoded.table;
            Some(SentenceQuery { question, table })
        });
        self.matcher.rank_encoded(text, query)
    }
}
