//! An analysed text: its terms, its words, and what it asks for.

use std::sync::Arc;

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::cues::Cue;
use crate::matcher::analysis::normalize::Role;

/// A text as the matcher compares it.
#[derive(Debug, Clone, Default)]
pub struct AnalyzedText {
    /// The terms, in order; pleasantries are left out unless there is nothing else.
    pub terms: Vec<Term>,
    /// The words as written, fillers and pleasantries left out; for the n-grams of letters.
    pub words: Vec<Arc<str>>,
    /// Its numbers, negation and words that have an opposite; sorted, each once.
    pub cues: Vec<Cue>,
    /// The type of answer it asks for.
    pub answer_type: Option<AnswerType>,
    /// Index of the term that says of what: *how many* rounds, *which* hotel.
    pub focus: Option<usize>,
    /// Whether a question mark was typed; known of a member's question only.
    pub has_question_mark: bool,
}

impl AnalyzedText {
    /// Whether it is a question at all: it has a question mark, or its words ask for a type of answer.
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.has_question_mark || self.answer_type.is_some()
    }
}

/// A word or a name, in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The stem; or, of a concept, `=` and its first name.
    pub key: Arc<str>,
    /// The words as written.
    pub surface: Arc<str>,
    /// The words as corrected, where typo correction changed one of them.
    pub corrected: Option<String>,
    /// Whether it matched a name in a group of synonyms.
    pub is_synonym: bool,
    /// The role of its first word; content for a synonym.
    pub role: Role,
}

impl Term {
    /// Whether it says what the question is about.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.role == Role::Content
    }
}
