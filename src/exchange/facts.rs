//! The facts of a question, whether they have ids of their own or stand inside it.

use std::collections::HashMap;

use crate::knowledge::plain::{
    PlainAnswer, PlainCitation, PlainFact, PlainImage, PlainQuestion, PlainTable,
};

/// A fact of a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowFact {
    /// Its id, or `source/id`; none for one that stands inside its question.
    pub id: Option<String>,
    /// The sentence; empty for a fact that is only named.
    pub text: String,
    pub cite: Vec<PlainCitation>,
    pub valid_until: Option<String>,
    pub review_by: Option<String>,
    pub image: Option<PlainImage>,
}

impl RowFact {
    /// A fact that has an id.
    pub fn of(fact: &PlainFact) -> Self {
        Self {
            id: Some(fact.id.clone()),
            text: fact.text.clone(),
            cite: fact.cite.clone(),
            valid_until: fact.valid_until.clone(),
            review_by: fact.review_by.clone(),
            image: fact.image.clone(),
        }
    }

    fn of_answer(answer: &PlainAnswer) -> Self {
        Self {
            id: None,
            text: answer.text.clone(),
            cite: vec![PlainCitation {
                quote: answer.quote.clone(),
                at: answer.at.clone(),
                hash: answer.hash.clone(),
            }],
            valid_until: answer.valid_until.clone(),
            review_by: answer.review_by.clone(),
            image: answer.image.clone(),
        }
    }

    /// The fact by its id; none if it has none, or is only named.
    pub fn into_fact(self) -> Option<PlainFact> {
        let id = self.id.filter(|_| !self.text.is_empty())?;
        Some(PlainFact {
            id,
            text: self.text,
            cite: self.cite,
            valid_until: self.valid_until,
            review_by: self.review_by,
            image: self.image,
        })
    }

    /// The fact as it stands inside a question; none if it has an id, or not exactly one citation.
    pub fn into_answer(mut self) -> Option<PlainAnswer> {
        let only = self.cite.len() == 1 && self.id.is_none();
        let PlainCitation { quote, at, hash } = self.cite.pop().filter(|_| only)?;
        Some(PlainAnswer {
            text: self.text,
            quote,
            at,
            hash,
            valid_until: self.valid_until,
            review_by: self.review_by,
            image: self.image,
        })
    }
}

/// The facts of a table by their ids.
pub(super) type KnownFacts<'a> = HashMap<&'a str, &'a PlainFact>;

pub(super) fn known_facts(table: &PlainTable) -> KnownFacts<'_> {
    let facts = table.facts.iter();
    facts.map(|fact| (fact.id.as_str(), fact)).collect()
}

/// The facts of a question in the order in which they are said; those of other files are only named.
pub(super) fn facts_of(question: &PlainQuestion, known: &KnownFacts) -> Vec<RowFact> {
    let named = question
        .facts
        .iter()
        .map(|id| match known.get(id.as_str()) {
            Some(fact) => RowFact::of(fact),
            None => RowFact {
                id: Some(id.clone()),
                ..RowFact::default()
            },
        });
    let answers = question.answer.iter().map(RowFact::of_answer);
    named.chain(answers).collect()
}
