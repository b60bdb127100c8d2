//! Whether words name somebody.

use crate::draft::english::{PEOPLE, PREPOSITIONS, has};
use crate::matcher::analysis::lexicon::{self, NameKind};

/// Whether a word is written as a person's name.
pub(super) fn is_name(word: &str) -> bool {
    let kind = lexicon::name_kind(&word.to_lowercase());
    word.starts_with(char::is_uppercase) && matches!(kind, Some(NameKind::Person | NameKind::Other))
}

/// Whether what a sentence is about is asked for with *who*.
pub(super) fn is_person(subject: &[String]) -> bool {
    let has_name = described(subject).any(|word| {
        let kind = lexicon::name_kind(&word.to_lowercase());
        word.starts_with(char::is_uppercase)
            && matches!(kind, Some(NameKind::Person | NameKind::Organisation))
    });
    let opens = subject
        .first()
        .is_some_and(|word| has("mr mrs ms dr", &word.to_lowercase()));
    has_name
        || opens
        || described(subject)
            .last()
            .is_some_and(|word| has(PEOPLE, &word.to_lowercase()))
}

/// Whether what a sentence is about is a town or a country: neither *who* nor *what* asks for it.
pub(super) fn is_place(subject: &[String]) -> bool {
    let head = described(subject).last();
    head.is_some_and(|word| {
        word.starts_with(char::is_uppercase)
            && lexicon::name_kind(&word.to_lowercase()) == Some(NameKind::Place)
    })
}

/// The words before what only says more of them.
fn described(subject: &[String]) -> impl Iterator<Item = &String> {
    subject.iter().take_while(|word| !has(PREPOSITIONS, word))
}
