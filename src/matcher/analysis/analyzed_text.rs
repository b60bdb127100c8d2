//! An analysed text: its terms, its words, and what it asks for.

use std::sync::Arc;

use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::cues::{Cue, cue};
use crate::matcher::analysis::english::PRICES;
use crate::matcher::analysis::normalize::Role;

/// A text as the matcher compares it.
#[derive(Debug, Clone, Default)]
pub struct AnalyzedText {
    /// The terms, in order; pleasantries are left out unless there is nothing else.
    pub terms: Vec<Term>,
    /// The words as written, fillers and pleasantries left out; for the n-grams of letters.
    pub words: Vec<Arc<str>>,
    /// The type of answer it asks for.
    pub answer_type: Option<AnswerType>,
    /// Whether a question mark was typed; known of a member's question only.
    pub has_question_mark: bool,
}

impl AnalyzedText {
    /// Its words as corrected, pleasantries left out.
    pub fn corrected_words(&self) -> impl Iterator<Item = &str> {
        let words = self.terms.iter();
        let words = words.map(|term| term.corrected.as_deref().unwrap_or(&term.surface));
        words.flat_map(str::split_whitespace)
    }

    /// Whether it is a question at all: it has a word, and a question mark or words that ask for a type of answer.
    #[must_use]
    pub fn is_question(&self) -> bool {
        let has_word = self.terms.iter().any(is_word);
        has_word && (self.has_question_mark || self.answer_type.is_some())
    }

    /// Whether it has a word that could be asked about: numbers, single letters and a bare *no* are none.
    #[must_use]
    pub fn has_subject(&self) -> bool {
        (0..self.terms.len()).any(|at| self.is_asked_about(at))
    }

    /// Whether a term says more than which type of answer is asked for: *ticket* does, of *how much does a
    /// ticket cost*.
    #[must_use]
    pub fn is_subject(&self, at: usize) -> bool {
        let asks_price = self.answer_type == Some(AnswerType::Price);
        self.is_asked_about(at) && !(asks_price && PRICES.contains(&&*self.terms[at].surface))
    }

    fn is_asked_about(&self, at: usize) -> bool {
        let term = &self.terms[at];
        let denies = cue(&term.surface) == Some(Cue::Negation);
        // *How many*, *how long* are asked of something.
        let is_degree = at > 0 && &*self.terms[at - 1].surface == "how";
        term.is_content() && is_word(term) && !denies && !is_degree
    }
}

/// Whether a term is more than a number or a single letter.
fn is_word(term: &Term) -> bool {
    let is_letter = term.surface.is_ascii() && term.surface.len() == 1;
    term.surface.contains(char::is_alphabetic) && !is_letter
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
    /// The key of the table's term that its word may be a slip for, although it is a word itself: *boarder*, of
    /// *the border*.
    pub resembles: Option<Arc<str>>,
    /// Whether its first word is written as a name.
    pub is_capitalized: bool,
}

impl Term {
    /// Whether it says what the question is about.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.role == Role::Content
    }
}
