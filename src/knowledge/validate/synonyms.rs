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
                self.unique(&mut seen, &lower, Code::SameSynonym);
                words.push(self.line(word));
            }
            self.knowledge.synonyms.push(Synonyms { words });
        }
    }
}
