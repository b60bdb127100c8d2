//! Which entries are taken for which, and the words that decided it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answer::documents::document;
use crate::answer::{EntryName, Table};
use crate::knowledge::Outcome;
use crate::matcher::{Hit, Ranking};
use crate::quality::evaluation::Judged;

/// One entry taken for another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confusion {
    /// The entry that was expected.
    pub expected: String,
    /// The entry that led instead.
    pub led: String,
    /// The questions in which it did, each with the words that decided it.
    pub questions: Vec<ConfusedQuestion>,
}

/// A question that the wrong entry led in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfusedQuestion {
    /// What was asked.
    pub question: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The scores of the expected entry (0 where it was not among those looked at closely) and of
    /// the one that led.
    pub scores: (f32, f32),
    /// The question's words that only the expected entry knows.
    pub for_expected: Vec<String>,
    /// The question's words that only the one that led knows.
    pub for_led: Vec<String>,
}

/// The confusions of a run, the most frequent first. Where several entries would have been right,
/// the one that came nearest stands for them.
#[must_use]
pub fn confusions(table: Table, judged: &[Judged]) -> Vec<Confusion> {
    let mut pairs: BTreeMap<(String, String), Vec<ConfusedQuestion>> = BTreeMap::new();
    for judged in judged.iter().filter(|judged| judged.rank != Some(0)) {
        if let Some((pair, decided)) = confused(table, judged) {
            pairs.entry(pair).or_default().push(decided);
        }
    }
    let mut confusions: Vec<Confusion> = pairs
        .into_iter()
        .map(|((expected, led), questions)| Confusion {
            expected,
            led,
            questions,
        })
        .collect();
    confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.questions.len()));
    confusions
}

fn confused(table: Table, judged: &Judged) -> Option<((String, String), ConfusedQuestion)> {
    let Table {
        knowledge, matcher, ..
    } = table;
    let asked = &judged.asked;
    let ranking = matcher.rank(&asked.question);
    let led = ranking.hits.first()?;
    let is_right = |entry| asked.questions.contains(entry) || asked.gaps.contains(entry);
    let nearest = ranking.hits.iter().find(|hit| is_right(&hit.entry));
    let right = asked.questions.iter().chain(&asked.gaps);
    let expected = nearest
        .map(|hit| hit.entry)
        .or_else(|| right.copied().next())?;
    let name = |entry: usize| {
        let entry = knowledge.entries.get(entry)?;
        Some(EntryName::of(knowledge, entry).within(knowledge))
    };
    let known = |hit: Option<&Hit>| known_words(table, &ranking, hit);
    let (ours, theirs) = (known(nearest), known(Some(led)));
    let only = |some: &[String], others: &[String]| {
        let only = some.iter().filter(|word| !others.contains(word));
        only.cloned().collect()
    };
    let decided = ConfusedQuestion {
        question: asked.question.clone(),
        outcome: judged.answer.outcome,
        scores: (nearest.map_or(0.0, |hit| hit.score), led.score),
        for_expected: only(&ours, &theirs),
        for_led: only(&theirs, &ours),
    };
    Some(((name(expected)?, name(led.entry)?), decided))
}

/// The question's words that an entry knows.
fn known_words(table: Table, ranking: &Ranking, hit: Option<&Hit>) -> Vec<String> {
    let Some(hit) = hit else {
        return Vec::new();
    };
    let document = document(table.knowledge, &table.knowledge.entries[hit.entry]);
    let term_matches = table.matcher.term_matches(&document, ranking, hit);
    let met = term_matches
        .into_iter()
        .filter(|meeting| meeting.matched.is_some());
    met.map(|meeting| meeting.asked).collect()
}
