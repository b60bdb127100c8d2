//! Which words of a question are slips: corrected, or only like a word of the table.
//! [`crate::matcher::analysis::spelling`] finds the nearest word of the table.

use std::sync::Arc;

use crate::matcher::analysis::analyzed_text::Term;
use crate::matcher::analysis::analyzer::{Analyzer, CorrectedWord};
use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::matcher::analysis::normalize::{Role, Word};

impl Analyzer {
    /// The term of the table that an English word may be a slip for: one edit away, where the table does not
    /// have the word, and it is no everyday word.
    pub(super) fn resembling(&self, term: &Term) -> Option<Arc<str>> {
        let word = &*term.surface;
        let is_rare_word = || lexicon::is_word(word) && !lexicon::is_everyday(word);
        let is_open = term.is_content() && !term.is_synonym && !term.is_capitalized;
        if !is_open || self.vocabulary.term_id(&term.key).is_some() || !is_rare_word() {
            return None;
        }
        let correction = self.speller.correct(word, |_| true)?;
        // Forms of one word resemble each other, too; function words are met everywhere.
        let is_form = correction.word.starts_with(word) || word.starts_with(&correction.word);
        let is_slip = correction.edits == 1 && !is_form;
        let is_content = Word::new(&correction.word).role == Role::Content;
        (is_slip && is_content).then(|| self.term_of(&correction.word))
    }

    /// The key of the term of a word of the table.
    fn term_of(&self, word: &str) -> Arc<str> {
        let stem = [self.vocabulary.stem(word)];
        let concept = self.concepts.at_start(&stem);
        concept.map_or(&stem[0], |(_, key)| key).clone()
    }

    /// Corrects a word that nobody knows. One whose capital says that it is a name can only be a name of
    /// the table misspelt.
    pub(super) fn correct(&self, word: Word) -> CorrectedWord {
        let stem = self.vocabulary.stem(&word.text);
        let is_known = || {
            let is_of_table = self.vocabulary.term_id(&stem).is_some();
            is_of_table || lexicon::is_word(&word.text) || is_certain_name(&word)
        };
        if word.role != Role::Content || is_known() {
            return (word, None);
        }
        let is_persons = lexicon::name_kind(&word.text).is_some();
        // Of two names, neither is a slip for the other.
        let may_be_meant = |known: &str| {
            if self.is_name(known) {
                !is_persons
            } else {
                !word.is_capitalized
            }
        };
        let Some(correction) = self.speller.correct(&word.text, may_be_meant) else {
            return (word, None);
        };
        let corrected = Word {
            is_capitalized: word.is_capitalized,
            begins_sentence: word.begins_sentence,
            ..Word::new(&correction.word)
        };
        (corrected, Some(word.text))
    }

    /// Whether a word of the table names something, there or elsewhere.
    fn is_name(&self, known: &str) -> bool {
        let term = self.vocabulary.term_id(&self.vocabulary.stem(known));
        lexicon::name_kind(known).is_some()
            || term.is_some_and(|term| self.vocabulary.is_name(term))
    }
}

/// Whether a word is a name that everybody knows. In lower case, those of persons and products are more often
/// slips.
fn is_certain_name(word: &Word) -> bool {
    use NameKind::{Calendar, Demonym, Place};
    lexicon::name_kind(&word.text)
        .is_some_and(|kind| word.is_capitalized || matches!(kind, Calendar | Demonym | Place))
}
