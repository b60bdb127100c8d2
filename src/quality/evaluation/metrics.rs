//! Judged questions, counted.

use serde::Serialize;

use crate::knowledge::Outcome;
use crate::quality::evaluation::{Judged, Verdict};

/// How many candidates may stand before a right one that still counts as seen.
const SEEN: usize = 3;

/// A table on a set in figures. Shares lie between 0 and 1; of nothing,
/// `wrong` is 0 and the others are 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Metrics {
    /// Questions asked.
    pub asked: usize,
    /// Those that the source answers.
    pub answerable: usize,
    /// Of those, answered by a right entry.
    pub right: f64,
    /// Of those, answered by another.
    pub wrong: f64,
    /// Of those, right, or the right entry was offered.
    pub helped: f64,
    /// Of those, a right entry leads the ranking.
    pub top1: f64,
    /// Of those, a right entry is among the first three.
    pub top3: f64,
    /// Near misses and false premises not answered.
    pub nearmiss: f64,
    /// Of those, told by a gap.
    pub named: f64,
    /// All else that is not to be answered, and was not.
    pub other: f64,
    /// Right answers, of all answers.
    pub precision: f64,
}

impl Metrics {
    /// Counts.
    #[must_use]
    pub fn of(judged: &[Judged]) -> Self {
        let counted = |of: fn(&Judged) -> bool, is: fn(&Judged) -> bool| {
            share(judged.iter().filter(|judged| of(judged)), is)
        };
        let answerable = |judged: &Judged| judged.asked.is_answerable();
        let near_miss = |judged: &Judged| judged.asked.is_near_miss();
        let other = |judged: &Judged| !judged.asked.is_answerable() && !judged.asked.is_near_miss();
        let right = |judged: &Judged| judged.verdict == Verdict::Right;
        let wrong = |judged: &Judged| judged.verdict == Verdict::Wrong;
        let kept = |judged: &Judged| judged.verdict != Verdict::Wrong;
        Self {
            asked: judged.len(),
            answerable: judged.iter().filter(|judged| answerable(judged)).count(),
            right: counted(answerable, right),
            // Of nothing, nothing is wrong.
            wrong: if judged.iter().any(answerable) {
                counted(answerable, wrong)
            } else {
                0.0
            },
            helped: counted(answerable, |judged| {
                matches!(judged.verdict, Verdict::Right | Verdict::Offered)
            }),
            top1: counted(answerable, |judged| judged.rank == Some(0)),
            top3: counted(answerable, |judged| {
                judged.rank.is_some_and(|rank| rank < SEEN)
            }),
            nearmiss: counted(near_miss, kept),
            named: counted(near_miss, |judged| judged.answer.outcome == Outcome::Gap),
            other: counted(other, kept),
            precision: counted(|judged| judged.answer.outcome == Outcome::Answered, right),
        }
    }

    /// The shares by their names.
    #[must_use]
    pub fn shares(&self) -> [(&'static str, f64); 9] {
        [
            ("right", self.right),
            ("wrong", self.wrong),
            ("helped", self.helped),
            ("top1", self.top1),
            ("top3", self.top3),
            ("nearmiss", self.nearmiss),
            ("named", self.named),
            ("other", self.other),
            ("precision", self.precision),
        ]
    }
}

/// The share of some that are so; 1 of none.
pub(super) fn share<T>(some: impl Iterator<Item = T>, is_so: impl Fn(T) -> bool) -> f64 {
    let (mut all, mut so) = (0.0, 0.0);
    for one in some {
        all += 1.0;
        so += f64::from(u8::from(is_so(one)));
    }
    if all > 0.0 { so / all } else { 1.0 }
}
