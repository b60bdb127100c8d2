//! Metrics: shares of judged questions.

use serde::Serialize;

use crate::knowledge::Outcome;
use crate::quality::evaluation::{Judged, Verdict};

/// The k of [`Metrics::hit_at_3`].
const TOP: usize = 3;

/// How a table does on a dataset. Shares are 0 to 1; of no questions, `wrong` is 0 and the others
/// are 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Metrics {
    /// Number of questions.
    pub asked: usize,
    /// Number of questions that the source answers.
    pub answerable: usize,
    /// Share of answerable questions that a right entry answers.
    pub recall: f64,
    /// Share of answerable questions that a wrong entry answers.
    pub wrong: f64,
    /// Share of answerable questions that a right entry answers, or that “did you mean” offers a
    /// right entry for.
    pub helped: f64,
    /// Share of answerable questions whose ranking a right entry leads.
    pub hit_at_1: f64,
    /// Share of answerable questions with a right entry among the first three.
    pub hit_at_3: f64,
    /// Share of unanswerable questions (near misses, false premises) that are not answered.
    pub unanswerable_rejected: f64,
    /// Share of unanswerable questions that a gap answers: the table says that the source does
    /// not.
    pub unanswerable_gap: f64,
    /// Share of out-of-scope questions that are not answered.
    pub out_of_scope_rejected: f64,
    /// Share of answers that are right.
    pub precision: f64,
}

/// A share by name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The field of [`Metrics`], as in reports.
    pub name: &'static str,
    /// The head of its column in a terminal.
    pub head: &'static str,
    /// Its value, 0 to 1.
    pub value: f64,
}

impl Metrics {
    /// Counts judged questions.
    #[must_use]
    pub fn of(judged: &[Judged]) -> Self {
        let among = |of: fn(&Judged) -> bool, is: fn(&Judged) -> bool| {
            share(judged.iter().filter(|judged| of(judged)), is)
        };
        let answerable = |judged: &Judged| judged.asked.is_answerable();
        let unanswerable = |judged: &Judged| judged.asked.is_unanswerable();
        let right = |judged: &Judged| judged.verdict == Verdict::Right;
        let wrong = |judged: &Judged| judged.verdict == Verdict::Wrong;
        let rejected = |judged: &Judged| judged.verdict != Verdict::Wrong;
        let count = judged.iter().filter(|judged| answerable(judged)).count();
        Self {
            asked: judged.len(),
            answerable: count,
            recall: among(answerable, right),
            wrong: match count {
                0 => 0.0,
                _ => among(answerable, wrong),
            },
            helped: among(answerable, |judged| {
                matches!(judged.verdict, Verdict::Right | Verdict::Offered)
            }),
            hit_at_1: among(answerable, |judged| judged.rank == Some(0)),
            hit_at_3: among(answerable, |judged| {
                judged.rank.is_some_and(|rank| rank < TOP)
            }),
            unanswerable_rejected: among(unanswerable, rejected),
            unanswerable_gap: among(unanswerable, |judged| judged.answer.outcome == Outcome::Gap),
            out_of_scope_rejected: among(|judged| judged.asked.is_out_of_scope(), rejected),
            precision: among(|judged| judged.answer.outcome == Outcome::Answered, right),
        }
    }

    /// Every share, in the order of the report.
    #[must_use]
    pub fn shares(&self) -> [Share; 9] {
        [
            ("recall", "recall", self.recall),
            ("wrong", "wrong", self.wrong),
            ("helped", "helped", self.helped),
            ("hit_at_1", "hit@1", self.hit_at_1),
            ("hit_at_3", "hit@3", self.hit_at_3),
            (
                "unanswerable_rejected",
                "unanswerable",
                self.unanswerable_rejected,
            ),
            ("unanswerable_gap", "by-gap", self.unanswerable_gap),
            (
                "out_of_scope_rejected",
                "out-of-scope",
                self.out_of_scope_rejected,
            ),
            ("precision", "precision", self.precision),
        ]
        .map(|(name, head, value)| Share { name, head, value })
    }
}

/// The share of items for which something holds; 1 of none.
pub(super) fn share<T>(items: impl Iterator<Item = T>, holds: impl Fn(T) -> bool) -> f64 {
    let (mut all, mut held) = (0.0, 0.0);
    for item in items {
        all += 1.0;
        held += f64::from(u8::from(holds(item)));
    }
    if all > 0.0 { held / all } else { 1.0 }
}
