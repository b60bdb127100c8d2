//! Compares a run with an earlier one whose report was kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quality::evaluation::{Judged, Verdict};

/// What is compared of an earlier report.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// The metrics by their names; a report of an older version may lack some.
    pub metrics: BTreeMap<String, f64>,
    /// Every question with its result.
    pub questions: Vec<QuestionResult>,
}

/// The result of a question, as reports keep it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(expecting = "an object with `question` and `verdict`")]
pub struct QuestionResult {
    /// The question.
    pub question: String,
    /// The verdict on its answer.
    pub verdict: Verdict,
    /// The id of the entry that answered, if any.
    pub entry: Option<String>,
    /// The confidence, 0 to 1.
    pub confidence: f64,
}

/// A question whose verdict has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct VerdictChange {
    /// The question.
    pub question: String,
    /// The verdict of the baseline.
    pub old: Verdict,
    /// The verdict of this run.
    pub new: Verdict,
}

impl QuestionResult {
    /// The result of a judged question.
    #[must_use]
    pub fn of(judged: &Judged) -> Self {
        Self {
            question: judged.asked.question.clone(),
            verdict: judged.verdict,
            entry: judged.answer.entry.as_ref().map(|entry| entry.id.clone()),
            confidence: f64::from(judged.answer.confidence),
        }
    }
}

impl Baseline {
    /// Returns the questions of both runs whose verdict has changed, in the order of this run.
    #[must_use]
    pub fn changes(&self, judged: &[Judged]) -> Vec<VerdictChange> {
        let before: BTreeMap<&str, Verdict> = self
            .questions
            .iter()
            .map(|result| (result.question.as_str(), result.verdict))
            .collect();
        let change = |judged: &Judged| {
            let question = &judged.asked.question;
            let old = *before.get(question.as_str())?;
            (old != judged.verdict).then(|| VerdictChange {
                question: question.clone(),
                old,
                new: judged.verdict,
            })
        };
        judged.iter().filter_map(change).collect()
    }
}
