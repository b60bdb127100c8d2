//! A question, as the rules on differences compare it.

use crate::matcher::analysis::analyzed_text::{AnalyzedText, Term};
use crate::matcher::analysis::answer_type::AnswerType;
use crate::matcher::analysis::cues::{Cue, cue};
use crate::matcher::analysis::indexed_text::NO_TERM;
use crate::matcher::analysis::lexicon::{self, NameKind};
use crate::matcher::analysis::normalize::Role;
use crate::matcher::analysis::vocabulary::Vocabulary;
use crate::matcher::differences::numbers::NumberKind;
use crate::matcher::index::term_weights::TermWeights;
use crate::matcher::query::Query;

/// What the rules know of a table.
#[derive(Clone, Copy)]
pub struct TableTerms<'a> {
    /// Its words and terms.
    pub vocabulary: &'a Vocabulary,
    /// How many entries have each term.
    pub weights: &'a TermWeights,
    /// The number of its entries.
    pub entries: usize,
}

/// A question, as the rules compare it.
pub struct Asked<'a> {
    /// Its terms, in order.
    pub terms: Vec<AskedTerm<'a>>,
    /// The type of answer it asks for.
    pub answer_type: Option<AnswerType>,
    /// The table that it is asked of.
    pub table: TableTerms<'a>,
}

/// A term of a question, as the rules compare it.
pub struct AskedTerm<'a> {
    /// Its id; [`NO_TERM`] where it is out of vocabulary.
    pub id: u32,
    /// Its words, as corrected.
    pub text: &'a str,
    /// The ids of the terms that mean about the same.
    pub related: Vec<u32>,
    /// Whether it says what the question is about, and was not said before.
    pub weighs: bool,
    /// Its weight; see [`crate::matcher::query::QueryTerm`].
    pub weight: f32,
    /// The id of the table's term that it resembles, where it is an English word that does.
    pub resembles: Option<u32>,
    /// Whether typo correction changed it.
    pub is_corrected: bool,
    /// What it is a name of; none where it is no name.
    pub name: Option<NameKind>,
    /// Its number, where it is one.
    pub number: Option<NumberKind>,
    /// Its part in what is denied or opposed.
    pub cue: Option<Cue>,
}

impl AskedTerm<'_> {
    /// Whether it is a term of the table, itself or by one that means about the same.
    #[must_use]
    pub fn is(&self, id: u32) -> bool {
        (self.id != NO_TERM && self.id == id) || self.related.contains(&id)
    }
}

impl<'a> Asked<'a> {
    /// A question, analysed and weighed.
    #[must_use]
    pub fn new(question: &'a AnalyzedText, query: &Query, table: TableTerms<'a>) -> Self {
        let terms = question.terms.iter().zip(&query.terms);
        let terms = terms.map(|(term, weighed)| {
            let text = term.corrected.as_deref().unwrap_or(&term.surface);
            AskedTerm {
                id: weighed.id,
                text,
                related: weighed.related.iter().map(|(id, _)| *id).collect(),
                weighs: term.role == Role::Content && weighed.weight > 0.0,
                weight: weighed.weight,
                resembles: term
                    .resembles
                    .as_deref()
                    .and_then(|key| table.vocabulary.term_id(key)),
                is_corrected: term.corrected.is_some(),
                name: name(term, text, weighed.id, table),
                number: NumberKind::of(text),
                cue: cue(text),
            }
        });
        Self {
            terms: terms.collect(),
            answer_type: question.answer_type,
            table,
        }
    }

    /// Whether a term of the table was asked for.
    #[must_use]
    pub fn asks_for(&self, id: u32) -> bool {
        self.terms.iter().any(|term| term.is(id))
    }
}

/// The letters from which a capitalised word is a name that nobody knows, and no abbreviation: *HQ*, *FAQ*.
const CAPITALIZED_LETTERS: usize = 4;
/// The letters from which a word in lower case is somebody's name: shorter ones are more often slips.
const LOWER_CASE_LETTERS: usize = 5;

/// What a term of a question is a name of: by its capital, by the table, or as everybody knows.
fn name(term: &Term, text: &str, id: u32, table: TableTerms) -> Option<NameKind> {
    if term.role != Role::Content {
        return None;
    }
    let of_table = || {
        let is_used = table.weights.doc_freq(id) > 0;
        is_used.then(|| table.vocabulary.name_kind(id)).flatten()
    };
    let known = lexicon::name_kind(text);
    let letters = text.chars().count();
    if term.is_capitalized {
        let typed = || (letters >= CAPITALIZED_LETTERS).then_some(NameKind::Other);
        return known.or_else(of_table).or_else(typed);
    }
    if lexicon::is_word(text) && !term.is_synonym {
        return None;
    }
    let is_short = |kind: &NameKind| {
        matches!(kind, NameKind::Person | NameKind::Other) && letters < LOWER_CASE_LETTERS
    };
    of_table().or(known).filter(|kind| !is_short(kind))
}
