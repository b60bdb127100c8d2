//! How well a table answers: questions with what is expected of each, judged and counted.
//!
//! It asks, and computes; reading files and printing are others' business.

pub mod baseline;
pub mod calibration;
pub mod confusion;
pub mod dataset;
pub mod metrics;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, EntryName, Table};
use crate::knowledge::{Kind, Knowledge, Outcome};
use crate::quality::evaluation::baseline::QuestionResult;
use crate::quality::evaluation::calibration::Calibration;
use crate::quality::evaluation::confusion::Confusion;
use crate::quality::evaluation::dataset::LabelledQuestion;
use crate::quality::evaluation::metrics::Metrics;

/// How right an outcome was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Answered by a right entry.
    Right,
    /// The right entry was among those that it asked back with.
    Offered,
    /// The source answers it, and it was not answered.
    Missed,
    /// Answered by another entry, or though there was nothing to answer.
    Wrong,
    /// Not answered, as expected, and the right gap said so.
    Named,
    /// Not answered, as expected.
    QuestionResult,
}

impl Verdict {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Offered => "offered",
            Self::Missed => "missed",
            Self::Wrong => "wrong",
            Self::Named => "named",
            Self::QuestionResult => "kept",
        }
    }
}

/// A question with what became of it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The question, and what was expected.
    pub asked: LabelledQuestion,
    /// What it got.
    pub answer: Answer,
    /// How right that was.
    pub verdict: Verdict,
    /// Whether the best question of the ranking is a right one, whatever came of it.
    pub is_best_right: bool,
    /// How many candidates stand before the first right one; none where no candidate is right.
    pub rank: Option<usize>,
}

/// How a table did on some sets.
#[derive(Debug, Serialize)]
pub struct EvaluationReport {
    /// The version of the knowledge.
    pub knowledge: String,
    /// The figures of each set, by its name.
    pub sets: Vec<(String, Metrics)>,
    /// The figures of all sets together.
    pub figures: Metrics,
    /// What the confidence was worth.
    pub confidence: Calibration,
    /// Which entries were taken for which.
    pub confusions: Vec<Confusion>,
    /// Each question with what became of it.
    pub questions: Vec<QuestionResult>,
}

/// Asks a table every question, and judges.
#[must_use]
pub fn evaluate(table: Table, asked: Vec<LabelledQuestion>) -> Vec<Judged> {
    let judge = |asked: LabelledQuestion| {
        let answer = table.ask(&asked.question);
        judge(table.knowledge, asked, answer)
    };
    asked.into_par_iter().map(judge).collect()
}

fn judge(knowledge: &Knowledge, asked: LabelledQuestion, answer: Answer) -> Judged {
    let is_right = |name: &EntryName| {
        let expected = asked.questions.iter().chain(&asked.gaps);
        let mut expected = expected.filter_map(|&entry| knowledge.entries.get(entry));
        expected.any(|entry| entry.id == name.id && knowledge.source_of(entry).id == name.source)
    };
    let said = answer.entry.as_ref();
    let verdict = match answer.outcome {
        Outcome::Answered if said.is_some_and(is_right) => Verdict::Right,
        Outcome::Answered => Verdict::Wrong,
        Outcome::Gap if said.is_some_and(is_right) => Verdict::Named,
        _ if !asked.is_answerable() => Verdict::QuestionResult,
        Outcome::Unsure if answer.others.iter().any(is_right) => Verdict::Offered,
        _ => Verdict::Missed,
    };
    let mut candidates = answer.candidates.iter().map(|candidate| &candidate.entry);
    let rank = candidates.clone().position(is_right);
    let best = candidates.find(|entry| entry.kind == Kind::Question);
    Judged {
        verdict,
        is_best_right: best.is_some_and(is_right),
        rank,
        asked,
        answer,
    }
}
