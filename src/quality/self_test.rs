//! The table on trial: asked with all its own phrasings and tests, does it answer as its curator
//! meant it to?

use rayon::prelude::*;

use crate::answer::{Answer, EntryName, Outcome, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::{Entry, Expected, Knowledge, Phrasing, Test};

/// How a table did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SelfTest {
    /// Phrasings that bring their own entry back, of all.
    pub returned: (usize, usize),
    /// Questions of tests that get what is expected, of all.
    pub passed: (usize, usize),
    /// The others, phrasings first, each in file order.
    pub faults: Vec<Diagnostic>,
}

/// Asks with every phrasing and every test, and says of each that fails what came instead.
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
        .filter_map(|(entry, phrasing)| astray(table, entry, phrasing))
        .collect();
    let strays = faults.len();
    faults.par_extend(
        tests
            .par_iter()
            .filter_map(|(test, question)| failed(table, test, question)),
    );
    SelfTest {
        returned: (phrasings.len() - strays, phrasings.len()),
        passed: (tests.len() - (faults.len() - strays), tests.len()),
        faults,
    }
}

/// Where another entry is said, a member is told what the curator did not mean: that is an error.
/// Where the bot asks back or declines, nothing wrong is said, and the curator may have chosen to
/// leave two entries that close: that is a warning.
fn astray(table: Table, own: &Entry, phrasing: &Phrasing) -> Option<Diagnostic> {
    let knowledge = table.knowledge;
    let answer = table.ask(&phrasing.text);
    let id = EntryName::of(knowledge, own).within(knowledge);
    let came = came(knowledge, &answer);
    let Some(found) = &answer.entry else {
        let message = format!("`{}` does not bring `{id}` back, but {came}", phrasing.text);
        let repair = format!("say it in words that set `{id}` apart, or remove it");
        let fault = Diagnostic::at(Code::UnsurePhrasing, phrasing.place, message);
        return Some(fault.repair(repair));
    };
    let found = entry_of(knowledge, found)?;
    if std::ptr::eq(found, own) {
        return None;
    }
    let message = format!("`{}` {came}, not by its own `{id}`", phrasing.text);
    Some(
        Diagnostic::at(Code::StrayPhrasing, phrasing.place, message)
            .label(found.place, "said instead")
            .repair(format!(
                "say it in words that set `{id}` apart, or move it to the other"
            )),
    )
}

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
    let message = format!("`{}` {}", question.text, came(knowledge, &answer));
    let repair = match test.expected {
        Expected::Entry(entry) => format!(
            "give `{}` phrasings in such words, or expect something else",
            knowledge.entries[entry].id
        ),
        Expected::Outcome(_) => {
            "change the phrasings that make it so, or expect something else".to_owned()
        }
    };
    Some(
        Diagnostic::at(Code::FailedTest, question.place, message)
            .label(test.place, "expected")
            .repair(repair),
    )
}

/// What came of a question, after its words.
fn came(knowledge: &Knowledge, answer: &Answer) -> String {
    let names = |entries: &[EntryName]| {
        let names = entries.iter().map(|entry| entry.within(knowledge));
        format!("`{}`", names.collect::<Vec<_>>().join("` or `"))
    };
    let entry = names(answer.entry.as_slice());
    match answer.outcome {
        Outcome::Answered => format!("is answered by {entry}"),
        Outcome::Gap => format!("is answered by the gap {entry}"),
        Outcome::Unsure => format!("leaves the bot unsure: {}?", names(&answer.others)),
        Outcome::Declined => "is declined".to_owned(),
    }
}

fn entry_of<'a>(knowledge: &'a Knowledge, name: &EntryName) -> Option<&'a Entry> {
    let is_it =
        |entry: &&Entry| entry.id == name.id && knowledge.source_of(entry).id == name.source;
    knowledge.entries.iter().find(is_it)
}
