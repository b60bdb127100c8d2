//! What a table and English know of each word of a text. It decides nothing: whoever writes words down
//! chooses which.

use std::sync::Arc;

use crate::matcher::analysis::analyzer::Analyzer;
use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::matcher::analysis::normalize::{Role, Word, normalize};
use crate::matcher::analysis::thesaurus;

/// The longest number, in digits, that counts as a known word: a year has four.
const MAX_KNOWN_DIGITS: usize = 4;

/// What is known of a word; the first that applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Familiarity {
    /// A function word, or a number of up to four digits.
    Plain,
    /// The table has this very word.
    Table,
    /// A word that everybody uses.
    Everyday,
    /// Another English word, or the name of a day, a people, a program.
    English,
    /// Another form of a word of the table or of the thesaurus.
    Form,
    /// No word; it is near enough to this one of the table to be a slip for it.
    Slip(Arc<str>),
    /// Nothing.
    Unknown,
}

impl Analyzer {
    /// Returns the words of a text, normalised, each with what is known of it.
    #[must_use]
    pub fn words_of(&self, text: &str) -> Vec<(Arc<str>, Familiarity)> {
        let words = normalize(text).into_iter();
        words
            .map(|word| (Arc::clone(&word.text), self.familiarity(word)))
            .collect()
    }

    fn familiarity(&self, word: Word) -> Familiarity {
        let text = Arc::clone(&word.text);
        let is_digits = || text.bytes().all(|byte| byte.is_ascii_digit());
        if word.role != Role::Content || (text.len() <= MAX_KNOWN_DIGITS && is_digits()) {
            return Familiarity::Plain;
        }
        if self.vocabulary.word_id(&text).is_some() {
            return Familiarity::Table;
        }
        if lexicon::is_everyday(&text) {
            return Familiarity::Everyday;
        }
        // The stem of a name may be that of a word: *Chang* is no *change*.
        if lexicon::is_only_a_persons_name(&text) {
            return Familiarity::Unknown;
        }
        let kind = lexicon::name_kind(&text);
        let is_public = matches!(
            kind,
            Some(NameKind::Calendar | NameKind::Demonym | NameKind::Product)
        );
        if lexicon::is_word(&text) || is_public {
            return Familiarity::English;
        }
        let stem = self.vocabulary.stem(&text);
        let is_form =
            || self.vocabulary.term_id(&stem).is_some() || !thesaurus::related(&stem).is_empty();
        if kind.is_none() && is_form() {
            return Familiarity::Form;
        }
        match self.correct(word) {
            (corrected, Some(_)) => Familiarity::Slip(corrected.text),
            (_, None) => Familiarity::Unknown,
        }
    }
}
