//! What has changed since an earlier run, of which the report was kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quality::evaluation::{Judged, Verdict};

/// What is looked at of a kept report.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Baseline {
    /// The shares by their names.
    pub figures: BTreeMap<String, f64>,
    /// Each question with what became of it.
    pub questions: Vec<QuestionResult>,
}

/// A question with what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuestionResult {
    /// What was asked.
    pub question: String,
    /// How right it was.
    pub verdict: Verdict,
    /// The entry that was said, if one was.
    pub entry: Option<String>,
    /// The confidence.
    pub confidence: f64,
}

/// A question that is judged otherwise than before.
#[derive(Debug, Clone, PartialEq)]
pub struct VerdictChange {
    /// What was asked.
    pub question: String,
    /// How right it was.
    pub old: Verdict,
    /// How right it is.
    pub new: Verdict,
}

impl QuestionResult {
    /// What is kept of a judged question.
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
    /// The questions that it has too and that are judged otherwise now, in the order of this run.
    #[must_use]
    pub fn changes(&self, judged: &[Judged]) -> Vec<VerdictChange> {
        let before = self.questions.iter();
        let before: BTreeMap<&str, Verdict> = before
            .map(|kept| (kept.question.as_str(), kept.verdict))
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
