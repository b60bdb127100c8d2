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
    #[serde(skip_serializing_if = "Option::is_none")]
    signals: Option<SignalsLine>,
}

/// The signals of the confidence, by the names of the contract.
#[derive(Debug, Serialize)]
struct SignalsLine {
    score: f32,
    lead_over_gap: f32,
    lead: f32,
    terms: f32,
    substance: f32,
    length: f32,
    answer_type: f32,
    other_type: f32,
    off_focus: f32,
    no_number: f32,
    contrasts: f32,
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
            signals: signals.map(SignalsLine::from),
        }
    }
}

impl From<Signals> for SignalsLine {
    fn from(signals: Signals) -> Self {
        Self {
            score: signals.score,
            lead_over_gap: signals.margin_over_gap,
            lead: signals.margin,
            terms: signals.terms,
            substance: signals.substance,
            length: signals.length,
            answer_type: signals.answer_type,
            other_type: signals.answer_type_conflict,
            off_focus: signals.focus_missing,
            no_number: signals.number_missing,
            contrasts: signals.mismatches,
        }
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
