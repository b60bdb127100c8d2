//! The shape of `ask --json`: fields may be added, none changed.

use serde::Serialize;

use crate::answer::confidence::Signals;
use crate::answer::{Answer, Cited, EntryName, Outcome, Sentence};

/// One line of `ask --json`.
#[derive(Debug, Serialize)]
pub struct AnswerLine<'a> {
    question: &'a str,
    outcome: Outcome,
    question_id: Option<&'a str>,
    asked_as: Option<&'a str>,
    confidence: f64,
    sentences: &'a [Sentence],
    citations: &'a [Cited],
    /// The gap's sentence.
    gap: Option<&'a str>,
    candidates: Vec<CandidateLine<'a>>,
    /// What to ask next.
    others: Vec<EntryLine<'a>>,
    knowledge: &'a str,
    /// What the message asked besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<MoreLine<'a>>,
    /// How many questions the message asked beyond those that were looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<usize>,
    /// The id of the entry in whose light a question was understood that leans on the one before.
    #[serde(skip_serializing_if = "Option::is_none")]
    following: Option<&'a str>,
    /// What comes nearest in the sources' texts where there is no answer.
    #[serde(skip_serializing_if = "<[Cited]>::is_empty")]
    passages: &'a [Cited],
    #[serde(skip_serializing_if = "Option::is_none")]
    signals: Option<Signals>,
}

/// The answer to a further question of the same message.
#[derive(Debug, Serialize)]
struct MoreLine<'a> {
    question: &'a str,
    outcome: Outcome,
    question_id: Option<&'a str>,
    asked_as: Option<&'a str>,
    sentences: &'a [Sentence],
    citations: &'a [Cited],
    gap: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct CandidateLine<'a> {
    #[serde(flatten)]
    entry: EntryLine<'a>,
    score: f64,
}

#[derive(Debug, Serialize)]
struct EntryLine<'a> {
    question_id: &'a str,
    kind: &'static str,
    source: &'a str,
    asked_as: &'a str,
}

impl<'a> AnswerLine<'a> {
    /// The line for an answer from this version of the knowledge, with the signals if asked for.
    #[must_use]
    pub fn new(answer: &'a Answer, version: &'a str, signals: Option<Signals>) -> Self {
        let candidates = answer.candidates.iter().map(|candidate| CandidateLine {
            entry: entry(&candidate.entry),
            score: rounded(candidate.score),
        });
        Self {
            question: &answer.question,
            outcome: answer.outcome,
            question_id: answer.entry.as_ref().map(|entry| entry.id.as_str()),
            asked_as: answer.entry.as_ref().map(|entry| entry.asked_as.as_str()),
            confidence: rounded(answer.confidence),
            sentences: &answer.sentences,
            citations: &answer.citations,
            gap: answer.gap.as_deref(),
            candidates: candidates.collect(),
            others: answer.others.iter().map(entry).collect(),
            knowledge: version,
            more: answer.more.iter().map(more).collect(),
            skipped: Some(answer.skipped).filter(|own| *own > 0),
            following: answer.following.as_ref().map(|entry| entry.id.as_str()),
            passages: &answer.passages,
            signals,
        }
    }
}

fn more(answer: &Answer) -> MoreLine<'_> {
    MoreLine {
        question: &answer.question,
        outcome: answer.outcome,
        question_id: answer.entry.as_ref().map(|entry| entry.id.as_str()),
        asked_as: answer.entry.as_ref().map(|entry| entry.asked_as.as_str()),
        sentences: &answer.sentences,
        citations: &answer.citations,
        gap: answer.gap.as_deref(),
    }
}

fn entry(name: &EntryName) -> EntryLine<'_> {
    EntryLine {
        question_id: &name.id,
        kind: name.kind.name(),
        source: &name.source,
        asked_as: &name.asked_as,
    }
}

/// Rounds to three decimals; a score has no more to say.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
