//! Evaluation: how well a table answers labelled questions.
//!
//! - [`dataset`]: files of questions with the entries that answer them.
//! - [`metrics`]: recall, precision, hit@k, rejection.
//! - [`calibration`]: whether the confidence is right as often as it says.
//! - [`confusion`]: which entries are mistaken for which.
//! - [`baseline`]: what changed since an earlier run.
//!
//! It only computes: the command line reads the files, and lays out and prints the reports.

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

/// The verdict on an answer. Its words in reports never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Answered by a right entry.
    Right,
    /// Unsure, and “did you mean” offers a right entry.
    Offered,
    /// Answerable, and neither answered nor offered: a false rejection.
    Missed,
    /// Answered by a wrong entry, or answered though the source does not answer it.
    Wrong,
    /// Unanswerable, correctly rejected by the right gap.
    #[serde(rename = "named")]
    RejectedByGap,
    /// Not to be answered, correctly rejected.
    #[serde(rename = "kept")]
    CorrectlyRejected,
}

impl Verdict {
    /// Its name, as printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Offered => "offered",
            Self::Missed => "missed",
            Self::Wrong => "wrong",
            Self::RejectedByGap => "rejected by gap",
            Self::CorrectlyRejected => "rejected",
        }
    }
}

/// A labelled question with its answer and the verdict on it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The question and its labels.
    pub asked: LabelledQuestion,
    /// The answer.
    pub answer: Answer,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the best question of the ranking is right, whatever the outcome.
    pub is_best_right: bool,
    /// The rank of the first right candidate, from 0; none if no candidate is right.
    pub rank: Option<usize>,
}

/// How a table does on some datasets.
#[derive(Debug)]
pub struct EvaluationReport {
    /// The version of the knowledge.
    pub knowledge: String,
    /// The metrics of each dataset, by its name.
    pub datasets: Vec<(String, Metrics)>,
    /// The metrics of all datasets together.
    pub metrics: Metrics,
    /// How well the confidence is calibrated.
    pub calibration: Calibration,
    /// Which entries are mistaken for which.
    pub confusions: Vec<Confusion>,
    /// Every question with its result.
    pub questions: Vec<QuestionResult>,
}

/// Asks a table every question, and judges the answers.
#[must_use]
pub fn evaluate(table: Table, asked: Vec<LabelledQuestion>) -> Vec<Judged> {
    let judge = |asked: LabelledQuestion| {
        let before = asked.after.as_deref().map(|after| table.ask(after));
        let last = before.as_ref().and_then(Answer::context);
        let (answer, _) = table.ask_after(&asked.question, last);
        judge(table.knowledge, asked, answer)
    };
    asked.into_par_iter().map(judge).collect()
}

fn judge(knowledge: &Knowledge, asked: LabelledQuestion, answer: Answer) -> Judged {
    let is_right = |name: &EntryName| {
        let expected = asked.questions.iter().chain(asked.gaps.iter());
        let mut expected = expected.filter_map(|&entry| knowledge.entries.get(entry));
        expected.any(|entry| entry.id == name.id && knowledge.source_of(entry).id == name.source)
    };
    let answered_by = answer.entry.as_ref();
    let verdict = match answer.outcome {
        Outcome::Answered if answered_by.is_some_and(is_right) => Verdict::Right,
        Outcome::Answered => Verdict::Wrong,
        Outcome::Gap if answered_by.is_some_and(is_right) => Verdict::RejectedByGap,
        _ if !asked.is_answerable() => Verdict::CorrectlyRejected,
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
