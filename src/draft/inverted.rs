//! A clause in the order of a question: *the boat leaves at noon* as *does the boat leave at noon*.

use std::slice;

use crate::draft::clause::{Clause, ClauseVerb};
use crate::draft::english::{denials, has};
use crate::draft::holds::TimePhrase;
use crate::draft::readable::has_condition;
use crate::draft::verbs::lower_first;

/// What a clause stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// A condition, with the word that opens it; empty if there is none.
    pub condition: &'a [String],
    /// When or where it holds.
    pub setting: &'a [String],
    /// What of its sentence is no part of it.
    pub left_out: &'a [String],
}

/// A clause in the order of a question.
pub(super) struct Inverted {
    pub helper: String,
    pub subject: Vec<String>,
    /// From the verb on.
    pub main: Vec<String>,
    pub condition: Vec<String>,
    pub setting: Vec<String>,
}

impl Inverted {
    /// A clause, turned round.
    pub fn of(clause: &Clause, frame: Frame) -> Self {
        let rest = &clause.rest;
        let (helper, main) = match &clause.verb {
            ClauseVerb::Auxiliary(verb) if verb == "cannot" => {
                ("can".to_owned(), [&["not".to_owned()], &rest[..]].concat())
            }
            ClauseVerb::Auxiliary(verb) => (verb.clone(), rest.clone()),
            ClauseVerb::Finite { plain, support, .. } => (
                (*support).to_owned(),
                [slice::from_ref(plain), &rest[..]].concat(),
            ),
        };
        Self {
            helper,
            subject: lower_first(&clause.subject),
            main,
            condition: lower_first(frame.condition),
            setting: frame.setting.to_vec(),
        }
    }

    /// What it is about, the verb and what follows up to here, and the condition.
    pub fn until(&self, end: usize) -> Vec<String> {
        [
            &self.subject[..],
            &self.main[..end.min(self.main.len())],
            &self.condition,
        ]
        .concat()
    }

    /// Whether what follows denies nothing, and is no condition.
    pub fn is_harmless_without(&self, from: usize) -> bool {
        let cut = &self.main[from.min(self.main.len())..];
        denials(cut) == 0 && !has_condition(cut)
    }

    /// Whether it is about something that only a pronoun names.
    pub fn is_pronoun(&self) -> bool {
        let [only] = &self.subject[..] else {
            return false;
        };
        has(
            "i you he she it we they this that these those there",
            &only.to_lowercase(),
        )
    }

    /// Where a sentence that only says where something is begins to say so: *The books are in the hall*.
    pub fn place(&self, clause: &Clause) -> Option<usize> {
        let first = self.main.first()?;
        let second = self.main.get(1)?.to_lowercase();
        let is_place = has("in at on near beside behind under", first) && has("the a an", &second);
        (clause.is_be() && is_place && !self.is_pronoun()).then_some(0)
    }
}

/// What asks for a time.
pub(super) fn asks_for(time: TimePhrase, main: &[String]) -> &'static str {
    match &*main[time.start].to_lowercase() {
        _ if time.is_stretch => "how long",
        "until" | "till" => "until when",
        "since" => "since when",
        "every" | "daily" | "weekly" | "monthly" | "yearly" | "annually" => "how often",
        _ => "when",
    }
}
