//! Confusions: which entries are mistaken for which, and the words that decided it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answer::documents::document;
use crate::answer::{EncoderPart, EntryName, Table};
use crate::knowledge::Outcome;
use crate::matcher::{Hit, Ranking};
use crate::quality::evaluation::Judged;

/// An entry that was mistaken for another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confusion {
    /// The id of the expected entry.
    pub expected: String,
    /// The id of the entry that led the ranking instead.
    pub led: String,
    /// The questions that it led, each with the words that decided it.
    pub questions: Vec<ConfusedQuestion>,
}

/// A question that a wrong entry led.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfusedQuestion {
    /// The question.
    pub question: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The scores, 0 to 1, of the expected entry (0 if it was not re-ranked) and of the leader.
    pub scores: (f32, f32),
    /// Words of the question that only the expected entry has.
    pub for_expected: Vec<String>,
    /// Words of the question that only the leader has.
    pub for_led: Vec<String>,
}

/// Returns the confusions of a run, most frequent first. If several entries would have been right,
/// the best-ranked one is the expected entry.
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
    let Table { knowledge, .. } = table;
    let asked = &judged.asked;
    // The ranking that the answer was decided by.
    let is_heard = judged.answer.encoder == EncoderPart::Heard;
    let table = Table {
        sentences: table.sentences.filter(|_| is_heard),
        ..table
    };
    let ranking = table.rank(&asked.question);
    let led = ranking.hits.first()?;
    let is_right = |entry| asked.questions.contains(entry) || asked.gaps.contains(entry);
    let nearest = ranking.hits.iter().find(|hit| is_right(&hit.entry));
    let right = asked.questions.iter().chain(asked.gaps.iter());
    let expected = nearest
        .map(|hit| hit.entry)
        .or_else(|| right.copied().next())?;
    let name = |entry: usize| {
        let entry = knowledge.entries.get(entry)?;
        Some(EntryName::id_within(knowledge, entry))
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

/// The words of the question that an entry has.
fn known_words(table: Table, ranking: &Ranking, hit: Option<&Hit>) -> Vec<String> {
    let Some(hit) = hit else {
        return Vec::new();
    };
    let document = document(table.knowledge, &table.knowledge.entries[hit.entry]);
    let term_matches = table.matcher.term_matches(&document, ranking, hit);
    let matched = term_matches
        .into_iter()
        .filter(|term_match| term_match.matched.is_some());
    matched.map(|term_match| term_match.asked).collect()
}
