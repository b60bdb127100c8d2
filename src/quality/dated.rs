//! Facts that a curator has given a date: those that no longer hold, and those to look at again.

use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::knowledge::{Fact, Knowledge};

/// What the date of a fact asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated<'a> {
    /// Its last day, which is over.
    Expired(&'a str),
    /// The day on which it was to be looked at again, which has come.
    Due(&'a str),
}

impl<'a> Dated<'a> {
    fn of(fact: &'a Fact, today: &str) -> Option<Self> {
        let until = fact.valid_until.as_deref();
        let until = until.filter(|_| fact.has_expired(today));
        // Dates of this form sort as text.
        let due = fact.review_by.as_deref().filter(|due| *due <= today);
        until.map(Self::Expired).or(due.map(Self::Due))
    }
}

/// The facts with a date that asks for something on this day (`YYYY-MM-DD`).
pub fn dated<'a>(
    knowledge: &'a Knowledge,
    today: &str,
) -> impl Iterator<Item = (&'a Fact, Dated<'a>)> {
    let facts = knowledge.sources.iter().flat_map(|source| &source.facts);
    facts.filter_map(move |fact| Some((fact, Dated::of(fact, today)?)))
}

/// The same as warnings.
#[must_use]
pub fn dated_faults(knowledge: &Knowledge, today: &str) -> Faults {
    let mut found = Faults::allowing(&knowledge.allowances);
    found.extend(dated(knowledge, today).map(|(fact, dated)| match dated {
        Dated::Expired(until) => {
            let message = format!("`{}` held until {until} and is no longer said", fact.id);
            Diagnostic::at(Code::ExpiredFact, fact.place, message)
                .repair("write what holds now, and correct or remove `valid_until`")
        }
        Dated::Due(by) => {
            let message = format!("`{}` was to be reviewed by {by}", fact.id);
            Diagnostic::at(Code::ReviewDue, fact.place, message)
                .repair("check that it still holds, and set `review_by` to a later day")
        }
    }));
    found
}
