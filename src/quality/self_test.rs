//! The self-test: asked all its own phrasings and tests, does a table answer as its curator meant?

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::answer::{Answer, EntryName, Outcome, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::effort::{Effort, sample};
use crate::knowledge::{Entry, EntryBody, Expected, Knowledge, Phrasing, Test};
use crate::quality::phrasings::{known_phrasings, phrasings};

/// The result of a self-test. A pair is a number and the total that was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SelfTest {
    /// Phrasings that find their own entry, of those that were asked.
    pub own_entry: (usize, usize),
    /// Questions of tests that get the expected answer, of those that were asked.
    pub passed: (usize, usize),
    /// How many phrasings and questions of tests the table has.
    pub available: usize,
    /// The words of the phrasings and tests that have a fault.
    pub failed: BTreeSet<String>,
    /// A fault for each of the others: phrasings first, then tests, both in the order in which they were
    /// asked.
    pub faults: Vec<Diagnostic>,
}

impl SelfTest {
    /// How many phrasings and questions of tests were asked.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.own_entry.1 + self.passed.1
    }
}

/// A phrasing with its entry, or a question of a test.
#[derive(Clone, Copy)]
enum SelfTestItem<'a> {
    Phrasing(&'a Entry, &'a Phrasing),
    Test(&'a Test, &'a Phrasing),
}

impl SelfTestItem<'_> {
    fn text(&self) -> &str {
        let (Self::Phrasing(_, phrasing) | Self::Test(_, phrasing)) = self;
        &phrasing.text
    }
}

/// Asks every phrasing and every test of a table, in file order.
#[must_use]
pub fn self_test(table: Table) -> SelfTest {
    ask(table, &all_items(table.knowledge), &Effort::full())
}

/// Asks only the phrasings and tests with these words.
#[must_use]
pub fn self_test_of(table: Table, texts: &BTreeSet<String>, effort: &Effort) -> SelfTest {
    let mut items = all_items(table.knowledge);
    items.retain(|item| texts.contains(item.text()));
    ask(table, &items, effort)
}

/// Asks as many as the effort allows: first the phrasings that the version which the table is a change of
/// does not have, then the tests, then an even sample of the other phrasings.
#[must_use]
pub fn self_test_of_change(base: Option<&Knowledge>, table: Table, effort: &Effort) -> SelfTest {
    let known = base.map(known_phrasings);
    let mut named = phrasings(table.knowledge);
    let (mut edited, mut tests, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for item in all_items(table.knowledge) {
        let is_known = |named| known.as_ref().is_none_or(|known| known.contains(&named));
        match item {
            SelfTestItem::Test(..) => tests.push(item),
            SelfTestItem::Phrasing(..) if named.next().is_none_or(is_known) => others.push(item),
            SelfTestItem::Phrasing(..) => edited.push(item),
        }
    }
    let groups = [edited, tests, others];
    let available = groups.iter().map(Vec::len).sum();
    let asked = sample(&groups, effort.questions(table.matcher.cost()));
    SelfTest {
        available,
        ..ask(table, &asked, effort)
    }
}

/// The phrasings of a table, then the questions of its tests.
fn all_items(knowledge: &Knowledge) -> Vec<SelfTestItem<'_>> {
    let entries = knowledge.entries.iter();
    let phrasings = entries.flat_map(|entry| {
        let own = entry.phrasings.iter();
        own.map(move |phrasing| SelfTestItem::Phrasing(entry, phrasing))
    });
    let tests = knowledge.tests.iter();
    let tests = tests.flat_map(|test| {
        test.ask
            .iter()
            .map(move |own| SelfTestItem::Test(test, own))
    });
    phrasings.chain(tests).collect()
}

fn ask(table: Table, items: &[SelfTestItem], effort: &Effort) -> SelfTest {
    let is_test = |item: &&SelfTestItem| matches!(item, SelfTestItem::Test(..));
    let tests = items.iter().filter(is_test).count();
    let wanted = items.par_iter().filter(|_| effort.is_wanted());
    let faults: Vec<(SelfTestItem, Diagnostic)> = wanted
        .filter_map(|item| Some((*item, fault(table, *item)?)))
        .collect();
    let (failed, stray): (Vec<_>, Vec<_>) =
        faults.into_iter().partition(|(item, _)| is_test(&item));
    let phrasings = items.len() - tests;
    let faults = stray.iter().chain(&failed);
    SelfTest {
        own_entry: (phrasings - stray.len(), phrasings),
        passed: (tests - failed.len(), tests),
        available: items.len(),
        failed: faults.map(|(item, _)| item.text().to_owned()).collect(),
        faults: stray
            .into_iter()
            .chain(failed)
            .map(|(_, fault)| fault)
            .collect(),
    }
}

fn fault(table: Table, item: SelfTestItem) -> Option<Diagnostic> {
    match item {
        SelfTestItem::Phrasing(entry, phrasing) => stray(table, entry, phrasing),
        SelfTestItem::Test(test, question) => failed(table, test, question),
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
    let id = EntryName::id_within(knowledge, own);
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
    if std::ptr::eq(found, own) || say_the_same(found, own) {
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

/// Whether two gaps have the same sentence, as those of two sources that leave the same open: members read the same.
fn say_the_same(one: &Entry, other: &Entry) -> bool {
    match (&one.body, &other.body) {
        (EntryBody::Gap { text: one, .. }, EntryBody::Gap { text: other, .. }) => one == other,
        _ => false,
    }
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
