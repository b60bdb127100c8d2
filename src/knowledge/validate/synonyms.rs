//! Groups of synonyms.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Spanned;
use crate::knowledge::Synonyms;
use crate::knowledge::parse::RawSynonyms;
use crate::knowledge::validate::Validator;

impl Validator {
    pub(super) fn synonyms(&mut self, raw: Vec<RawSynonyms>) {
        let mut seen = HashMap::new();
        let mut first_of_file = Vec::new();
        for group in raw {
            if group.words.as_ref().is_some_and(|words| words.len() < 2) {
                let message = "a group of synonyms needs at least two words";
                self.fault(
                    Diagnostic::at(Code::LoneSynonym, group.place, message)
                        .repair("add a word that means the same, or remove the group"),
                );
            }
            let mut words = Vec::new();
            for word in group.words.iter().flatten() {
                let lower = Spanned {
                    value: word.value.to_lowercase(),
                    place: word.place,
                };
                if !seen.contains_key(&lower.value) {
                    first_of_file.push(lower.clone());
                }
                self.unique(&mut seen, &lower, Code::SameSynonym);
                words.push(self.line(word));
            }
            self.knowledge.synonyms.push(Synonyms { words });
        }
        for word in first_of_file {
            self.shared_synonym(&word);
        }
    }

    /// Notes a word of a file, and reports it if another file has it, too.
    fn shared_synonym(&mut self, word: &Spanned<String>) {
        let first = *self
            .synonym_words
            .entry(word.value.clone())
            .or_insert(word.place);
        if first == word.place {
            return;
        }
        let message = format!("`{}` has synonyms in another file, too", word.value);
        self.fault(
            Diagnostic::at(Code::SharedSynonym, word.place, message)
                .label(first, "first used here")
                .repair(
                    "keep one group for both files: the words of a group mean the same in all files of \
                     a folder",
                ),
        );
    }
}
