//! The self-test: asked all its own phrasings and tests, does a table answer as its curator meant?

use rayon::prelude::*;

use crate::answer::{Answer, EntryName, Outcome, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::{Entry, Expected, Knowledge, Phrasing, Test};

/// The result of a self-test. A pair is a number and the total it is part of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SelfTest {
    /// Phrasings that find their own entry, of all.
    pub own_entry: (usize, usize),
    /// Questions of tests that get the expected answer, of all.
    pub passed: (usize, usize),
    /// A fault for each of the others: phrasings first, then tests, both in file order.
    pub faults: Vec<Diagnostic>,
}

/// Asks every phrasing and every test of a table.
#[must_use]
pub fn self_test(table: Table) -> SelfTest {
    let entries = table.knowledge.entries.iter();
    let phrasings: Vec<(&Entry, &Phrasing)> = entries
        .flat_map(|entry| {
            entry
                .phrasings
                .iter()
                .map(move |phrasing| (entry, phrasing))
        })
        .collect();
    let tests = table.knowledge.tests.iter();
    let tests: Vec<(&Test, &Phrasing)> = tests
        .flat_map(|test| test.ask.iter().map(move |question| (test, question)))
        .collect();
    let mut faults: Vec<Diagnostic> = phrasings
        .par_iter()
        .filter_map(|(entry, phrasing)| stray(table, entry, phrasing))
        .collect();
    let astray = faults.len();
    faults.par_extend(
        tests
            .par_iter()
            .filter_map(|(test, question)| failed(table, test, question)),
    );
    SelfTest {
        own_entry: (phrasings.len() - astray, phrasings.len()),
        passed: (tests.len() - (faults.len() - astray), tests.len()),
        faults,
    }
}

/// The fault of a phrasing that does not find its own entry.
///
/// If another entry answers, members read what the curator did not mean: an error. If the bot is
/// unsure or declines, nothing wrong is shown, and the curator may have meant to keep two entries
/// that close: a warning.
fn stray(table: Table, own: &Entry, phrasing: &Phrasing) -> Option<Diagnostic> {
    let knowledge = table.knowledge;
    let answer = table.ask(&phrasing.text);
    let id = EntryName::of(knowledge, own).within(knowledge);
    let outcome = outcome(knowledge, &answer);
    let Some(found) = &answer.entry else {
        let message = format!(
            "`{}` does not find its own `{id}`: it {outcome}",
            phrasing.text
        );
        let repair = format!("rephrase it in words that set `{id}` apart, or remove it");
        let fault = Diagnostic::at(Code::UnsurePhrasing, phrasing.place, message);
        return Some(fault.repair(repair));
    };
    let found = entry_of(knowledge, found)?;
    if std::ptr::eq(found, own) {
        return None;
    }
    let message = format!("`{}` {outcome}, not by its own `{id}`", phrasing.text);
    Some(
        Diagnostic::at(Code::StrayPhrasing, phrasing.place, message)
            .label(found.place, "answered instead")
            .repair(format!(
                "rephrase it in words that set `{id}` apart, or move it to the other entry"
            )),
    )
}

/// The fault of a test that does not get the expected answer.
fn failed(table: Table, test: &Test, question: &Phrasing) -> Option<Diagnostic> {
    let knowledge = table.knowledge;
    let answer = table.ask(&question.text);
    let is_as_expected = match test.expected {
        Expected::Outcome(outcome) => answer.outcome == outcome,
        Expected::Entry(entry) => {
            let found = answer.entry.as_ref();
            found == Some(&EntryName::of(knowledge, &knowledge.entries[entry]))
        }
    };
    if is_as_expected {
        return None;
    }
    let message = format!("`{}` {}", question.text, outcome(knowledge, &answer));
    let repair = match test.expected {
        Expected::Entry(entry) => format!(
            "give `{}` phrasings in such words, or change what the test expects",
            knowledge.entries[entry].id
        ),
        Expected::Outcome(_) => {
            "change the phrasings that lead there, or change what the test expects".to_owned()
        }
    };
    Some(
        Diagnostic::at(Code::FailedTest, question.place, message)
            .label(test.place, "expected")
            .repair(repair),
    )
}

/// What became of a question, as the end of a sentence about it.
fn outcome(knowledge: &Knowledge, answer: &Answer) -> String {
    let names = |entries: &[EntryName]| {
        let names = entries.iter().map(|entry| entry.within(knowledge));
        format!("`{}`", names.collect::<Vec<_>>().join("` or `"))
    };
    let entry = names(answer.entry.as_slice());
    match answer.outcome {
        Outcome::Answered => format!("is answered by {entry}"),
        Outcome::Gap => format!("is answered by the gap {entry}"),
        Outcome::Unsure => format!(
            "leaves the bot unsure whether {} was meant",
            names(&answer.others)
        ),
        Outcome::Declined => "is declined".to_owned(),
    }
}

fn entry_of<'a>(knowledge: &'a Knowledge, name: &EntryName) -> Option<&'a Entry> {
    let is_it =
        |entry: &&Entry| entry.id == name.id && knowledge.source_of(entry).id == name.source;
    knowledge.entries.iter().find(is_it)
}
