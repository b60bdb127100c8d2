//! What the confidence is worth: does it tell right answers from all else, and is it as often right
//! as it says?

use serde::Serialize;

use crate::quality::evaluation::Judged;
use crate::quality::evaluation::metrics::share;

/// How many steps the confidence is looked at in.
const STEPS: usize = 10;

/// What the confidence of a set's answers was worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// The chance that a question whose best entry is right has a higher confidence than one whose
    /// best entry is not (area under the receiver's curve); none where all are of one kind.
    pub auroc: Option<f64>,
    /// How far the confidence is from the share of right ones, on average (expected calibration
    /// error over ten steps; Naeini and others, 2015).
    pub calibration_error: f64,
    /// What would be answered from each confidence on, the highest first.
    pub thresholds: Vec<Threshold>,
    /// The confidences in ten steps, the lowest first; those that occur.
    pub steps: Vec<CalibrationBin>,
}

/// If only answers of this confidence or more were given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Threshold {
    /// From here on.
    pub confidence: f64,
    /// The share of all questions that would be answered.
    pub covered: f64,
    /// The share of those that would be answered rightly.
    pub precision: f64,
    /// The share of answerable questions that would be answered rightly.
    pub right: f64,
}

/// Questions of about one confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationBin {
    /// How many.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share whose best entry is right.
    pub right: f64,
}

/// The confidences that thresholds are looked at for.
const THRESHOLDS: [f64; 10] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

impl Calibration {
    /// Looks at the confidence of each question, and whether its best entry is right.
    #[must_use]
    pub fn of(judged: &[Judged]) -> Self {
        let seen: Vec<(f64, bool)> = judged
            .iter()
            .map(|judged| (f64::from(judged.answer.confidence), judged.is_best_right))
            .collect();
        let answerable = judged.iter().filter(|judged| judged.asked.is_answerable());
        let answerable = answerable.count();
        let threshold = |confidence: f64| {
            let given = || seen.iter().filter(|(own, _)| *own >= confidence);
            let right = given().filter(|(_, is_right)| *is_right).count();
            Threshold {
                confidence,
                covered: share(seen.iter(), |(own, _)| *own >= confidence),
                precision: share(given(), |(_, is_right)| *is_right),
                right: right as f64 / answerable.max(1) as f64,
            }
        };
        let steps = steps(&seen);
        let off = |step: &CalibrationBin| step.count as f64 * (step.confidence - step.right).abs();
        Self {
            auroc: auroc(&seen),
            calibration_error: steps.iter().map(off).sum::<f64>() / seen.len().max(1) as f64,
            thresholds: THRESHOLDS.map(threshold).to_vec(),
            steps,
        }
    }
}

fn steps(seen: &[(f64, bool)]) -> Vec<CalibrationBin> {
    let step = |step: usize| {
        let bounds = [step, step + 1].map(|bound| bound as f64 / STEPS as f64);
        let is_last = step + 1 == STEPS;
        let is_in = |own: f64| own >= bounds[0] && (own < bounds[1] || is_last);
        let of_step = || seen.iter().filter(|(own, _)| is_in(*own));
        let count = of_step().count();
        (count > 0).then(|| CalibrationBin {
            count,
            confidence: of_step().map(|(own, _)| own).sum::<f64>() / count as f64,
            right: share(of_step(), |(_, is_right)| *is_right),
        })
    };
    (0..STEPS).filter_map(step).collect()
}

/// By ranks (Mann and Whitney's U), ties counting half.
fn auroc(seen: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = seen.to_vec();
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let right = seen.iter().filter(|(_, is_right)| *is_right).count() as f64;
    let others = seen.len() as f64 - right;
    let (mut below, mut won) = (0.0, 0.0);
    for ties in sorted.chunk_by(|(a, _), (b, _)| a.total_cmp(b).is_eq()) {
        let right = ties.iter().filter(|(_, is_right)| *is_right).count() as f64;
        let others = ties.len() as f64 - right;
        won += right * (below + others / 2.0);
        below += others;
    }
    (right > 0.0 && others > 0.0).then(|| won / (right * others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_the_share_of_pairs_in_order() {
        let check = |seen: &[(f64, bool)], expected| assert_eq!(auroc(seen), expected);
        check(&[(0.9, true), (0.1, false)], Some(1.0));
        check(&[(0.1, true), (0.9, false)], Some(0.0));
        check(&[(0.5, true), (0.5, false)], Some(0.5));
        check(
            &[(0.9, true), (0.5, false), (0.4, true), (0.1, false)],
            Some(0.75),
        );
        check(&[(0.9, true)], None);
        check(&[], None);
    }

    #[test]
    fn steps_say_how_often_a_confidence_is_right() {
        let seen = [(0.91, true), (0.99, false), (1.0, true), (0.05, false)];
        let found: Vec<(usize, f64)> = steps(&seen).iter().map(|s| (s.count, s.right)).collect();
        assert_eq!(found, [(1, 0.0), (3, 2.0 / 3.0)]);
    }
}
