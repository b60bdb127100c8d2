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
    /// Another English word, or a name that is no person's: of a day, a place, a people, a company.
    English,
    /// Another form of a word of the table or of the thesaurus.
    Form,
    /// No word; it is near enough to this one, of the table or of everyday English, to be a slip for it.
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
            Some(
                NameKind::Calendar
                    | NameKind::Demonym
                    | NameKind::Organisation
                    | NameKind::Place
                    | NameKind::Product
            )
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
            (_, None) => everyday_slip(&text).map_or(Familiarity::Unknown, Familiarity::Slip),
        }
    }
}

/// The letters of words in which slips are looked for: shorter ones have too many neighbours, longer ones
/// take too long.
const SLIPS: std::ops::RangeInclusive<usize> = 3..=10;

/// The everyday word that a word is one swap, one letter too many, one too few, or one wrong away from;
/// the first found in this order.
fn everyday_slip(word: &str) -> Option<Arc<str>> {
    if !SLIPS.contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let letters = || b'a'..=b'z';
    let bytes = word.as_bytes();
    let swapped = (1..bytes.len()).map(|at| {
        let mut swapped = bytes.to_vec();
        swapped.swap(at - 1, at);
        swapped
    });
    let without = (0..bytes.len()).map(|at| [&bytes[..at], &bytes[at + 1..]].concat());
    let with = (0..=bytes.len()).flat_map(|at| {
        letters().map(move |letter| [&bytes[..at], &[letter], &bytes[at..]].concat())
    });
    let other = (1..bytes.len()).flat_map(|at| {
        letters().map(move |letter| [&bytes[..at], &[letter], &bytes[at + 1..]].concat())
    });
    let slips = swapped.chain(without).chain(with).chain(other);
    let mut words = slips.filter_map(|slip| String::from_utf8(slip).ok());
    let found =
        words.find(|slip| lexicon::is_everyday(slip) || Word::new(slip).role != Role::Content)?;
    Some(found.into())
}
