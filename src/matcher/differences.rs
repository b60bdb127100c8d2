//! How a question differs from an entry that resembles it.
//!
//! A question and an entry may share every other word and still ask two things: what *Austria* wants and
//! what *Hungary* wants, the *first* offence and the *second*, what is *allowed* and what is not. Similarity
//! does not see that; these rules do. Each is a file:
//!
//! - [`names`]: who and what is asked about.
//! - [`numbers`]: versions, years, ranks, what is counted, and labels.
//! - [`polarity`]: denial and opposites.
//! - [`direction`]: from what to what, who to whom.
//! - [`wanted`]: the act that is asked for, the kind of answer, and the thing that is to be counted or chosen.
//! - [`unexplained`]: what nothing in the entry comes near in meaning.
//!
//! [`particulars`] asks less of a passage that is only quoted: the names and numbers that were asked.
//!
//! They are applied to the leaders of a ranking, once all entries are scored. None of them decides on an outcome: they
//! cap the confidence ([`crate::answer::confidence`]), by which [`crate::answer`] decides.

mod asked;
mod direction;
mod names;
mod numbers;
pub mod particulars;
mod polarity;
mod unexplained;
mod wanted;

use crate::matcher::index::corpus::CorpusText;
use crate::matcher::weights::Rules;

pub use crate::matcher::differences::asked::{Asked, AskedTerm, TableTerms};
pub use crate::matcher::differences::numbers::NumberKind;

/// How a question differs from an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent findings, and no state"
)]
pub struct Differences {
    /// A name was asked that the entry does not know, or in whose place the entry has another.
    pub name: bool,
    /// A version, year, rank or count was asked in whose place the entry has another.
    pub number: bool,
    /// The entry has the opposite of what was asked, or one of the two denies.
    pub polarity: bool,
    /// From what to what, or who to whom, are reversed.
    pub direction: bool,
    /// A reason is asked for, and the entry gives none.
    pub reason: bool,
    /// A thing is to be counted or chosen of which the entry has nothing: *how many rooms*.
    pub thing: bool,
    /// Much of what the entry has of the question is an English word that resembles one of the entry's: *flour*, of
    /// *wash the floor*.
    pub resemblance: bool,
    /// The entry lacks the act that was asked for: *pause*, of *can I pause it*.
    pub unmet_act: bool,
    /// No phrasing of the entry asks for the same type of answer, though the type does not rule it out.
    pub other_type: bool,
    /// The number of corrected words that the entry has.
    pub corrected: u8,
    /// The share of the question's weight that nothing in the entry explains; see [`unexplained`].
    pub unexplained: f32,
}

impl Differences {
    /// The differences that make it another question, in words.
    #[must_use]
    pub fn in_words(self) -> Vec<&'static str> {
        let found = self.decisive().into_iter();
        found
            .filter_map(|(is_found, _, words)| is_found.then_some(words))
            .collect()
    }

    /// The same, by their names.
    #[must_use]
    pub fn names(self) -> Vec<&'static str> {
        let found = self.decisive().into_iter();
        found
            .filter_map(|(is_found, name, _)| is_found.then_some(name))
            .collect()
    }

    /// The number of differences that make it another question, 0 to 7.
    #[must_use]
    #[inline]
    pub fn mismatches(self) -> u8 {
        let found = self.decisive().into_iter();
        found.map(|(is_found, ..)| u8::from(is_found)).sum()
    }

    /// Whether each difference that makes it another question was found, with its name and its words.
    fn decisive(self) -> [(bool, &'static str, &'static str); 7] {
        [
            (self.name, "name", "a name"),
            (self.number, "number", "a number"),
            (self.polarity, "polarity", "a denial or an opposite"),
            (self.direction, "direction", "a direction"),
            (self.reason, "reason", "a reason"),
            (self.thing, "thing", "the thing that is counted or chosen"),
            (
                self.resemblance,
                "resemblance",
                "a word that only looks alike",
            ),
        ]
    }

    /// Compares a question with the texts of an entry, by these rules.
    #[must_use]
    pub fn between(asked: &Asked, entry: &EntryTexts, rules: Rules) -> Self {
        let corrected = asked
            .terms
            .iter()
            .filter(|term| term.is_corrected && entry.phrases(term));
        let is_close = entry.similarity >= CLOSE;
        Self {
            name: rules.names && names::differ(asked, entry),
            number: rules.numbers && numbers::differ(asked, entry),
            polarity: rules.polarity && is_close && polarity::differ(asked, entry),
            direction: rules.direction && is_close && direction::is_reversed(asked, entry),
            reason: rules.reasons && wanted::lacks_reason(asked, entry),
            thing: rules.things && wanted::lacks_thing(asked, entry),
            resemblance: rules.resemblance && hangs_on_resemblance(asked, entry),
            unmet_act: wanted::lacks_act(asked, entry),
            other_type: wanted::asks_otherwise(asked, entry),
            unexplained: unexplained::share(asked, entry),
            corrected: corrected.count().try_into().unwrap_or(u8::MAX),
        }
    }
}

/// The share of what an entry has of a question that words may only resemble.
const RESEMBLING: f32 = 0.4;

/// Whether much of what the entry has of the question are words that only resemble its own.
fn hangs_on_resemblance(asked: &Asked, entry: &EntryTexts) -> bool {
    let met = asked
        .terms
        .iter()
        .filter(|term| term.weighs && entry.phrases(term));
    let (mut all, mut resembling) = (0.0, 0.0);
    for term in met {
        all += term.weight;
        resembling += if is_only_alike(term, entry) {
            term.weight
        } else {
            0.0
        };
    }
    resembling > RESEMBLING * all
}

/// Whether an entry has nothing of a term but a word that it resembles: no word that means the same.
fn is_only_alike(term: &AskedTerm, entry: &EntryTexts) -> bool {
    term.resembles.is_some_and(|alike| {
        let mut ids = entry.phrasings.iter().flat_map(|text| text.term_ids);
        !ids.any(|id| *id != alike && term.is(*id))
    })
}

/// The similarity to the nearest phrasing from which polarity and direction are compared: a less similar
/// question always denies or reverses something.
const CLOSE: f32 = 0.5;

/// The texts of an entry, as the rules compare them.
pub struct EntryTexts<'a> {
    /// Its phrasings: their terms, and the type of answer each asks for.
    pub phrasings: &'a [CorpusText<'a>],
    /// The terms of its answer.
    pub answer: &'a [u32],
    /// Index of the nearest phrasing.
    pub nearest: usize,
    /// The similarity to it, 0 to 1.
    pub similarity: f32,
}

impl<'a> EntryTexts<'a> {
    /// An entry with these texts, its answer last; none without an answer.
    #[must_use]
    pub fn new(texts: &'a [CorpusText<'a>], nearest: usize, similarity: f32) -> Option<Self> {
        let (answer, phrasings) = texts.split_last()?;
        Some(Self {
            phrasings,
            answer: answer.term_ids,
            nearest,
            similarity,
        })
    }

    /// Whether a phrasing or the answer has a term, or one that means about the same.
    #[must_use]
    pub fn has(&self, term: &AskedTerm) -> bool {
        self.phrases(term) || self.tells(term)
    }

    /// Whether a phrasing has it.
    #[must_use]
    pub fn phrases(&self, term: &AskedTerm) -> bool {
        self.phrasings
            .iter()
            .any(|text| text.term_ids.iter().any(|id| term.is(*id)))
    }

    /// Whether the answer has it.
    #[must_use]
    pub fn tells(&self, term: &AskedTerm) -> bool {
        self.answer.iter().any(|id| term.is(*id))
    }

    /// The share of phrasings for which something holds, 0 to 1.
    #[must_use]
    pub fn share(&self, holds: impl Fn(&CorpusText) -> bool) -> f32 {
        let held = self.phrasings.iter().filter(|text| holds(text)).count();
        held as f32 / self.phrasings.len().max(1) as f32
    }
}
