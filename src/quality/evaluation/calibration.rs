//! Calibration: does the confidence separate right answers from wrong ones, and is it right as often
//! as it says?

use serde::Serialize;

use crate::quality::evaluation::Judged;
use crate::quality::evaluation::metrics::share;

/// Number of equally wide bins of the confidence.
const BINS: usize = 10;

/// How well the confidence of a dataset's answers is calibrated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// Probability that a question whose best entry is right has a higher confidence than one whose
    /// best entry is wrong (area under the ROC curve); none if all are right or all are wrong.
    pub auroc: Option<f64>,
    /// Mean distance between confidence and accuracy over ten bins, weighted by their counts
    /// (Naeini, Cooper and Hauskrecht, 2015); 0 to 1.
    pub expected_calibration_error: f64,
    /// Coverage and precision at each threshold, highest threshold first.
    pub thresholds: Vec<Threshold>,
    /// The bins that are not empty, lowest confidence first.
    pub bins: Vec<CalibrationBin>,
}

/// What answering only at this confidence or more would give.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Threshold {
    /// The lowest confidence that is answered.
    pub confidence: f64,
    /// Share of all questions that would be answered.
    pub coverage: f64,
    /// Share of those answers that would be right.
    pub precision: f64,
    /// Share of answerable questions that would be answered rightly.
    pub recall: f64,
}

/// The questions of a range of confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationBin {
    /// Number of questions.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of them whose best entry is right.
    pub accuracy: f64,
}

/// The thresholds that are reported.
const THRESHOLDS: [f64; 10] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

impl Calibration {
    /// Compares each question's confidence with whether its best entry is right.
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
                coverage: share(seen.iter(), |(own, _)| *own >= confidence),
                precision: share(given(), |(_, is_right)| *is_right),
                recall: right as f64 / answerable.max(1) as f64,
            }
        };
        let bins = bins(&seen);
        let error = |bin: &CalibrationBin| bin.count as f64 * (bin.confidence - bin.accuracy).abs();
        Self {
            auroc: auroc(&seen),
            expected_calibration_error: bins.iter().map(error).sum::<f64>()
                / seen.len().max(1) as f64,
            thresholds: THRESHOLDS.map(threshold).to_vec(),
            bins,
        }
    }
}

/// Sorts (confidence, is right) pairs into bins; without the empty ones.
fn bins(seen: &[(f64, bool)]) -> Vec<CalibrationBin> {
    let bin = |bin: usize| {
        let bounds = [bin, bin + 1].map(|bound| bound as f64 / BINS as f64);
        let is_last = bin + 1 == BINS;
        let is_in = |own: f64| own >= bounds[0] && (own < bounds[1] || is_last);
        let of_bin = || seen.iter().filter(|(own, _)| is_in(*own));
        let count = of_bin().count();
        (count > 0).then(|| CalibrationBin {
            count,
            confidence: of_bin().map(|(own, _)| own).sum::<f64>() / count as f64,
            accuracy: share(of_bin(), |(_, is_right)| *is_right),
        })
    };
    (0..BINS).filter_map(bin).collect()
}

/// Computes the AUROC from ranks (Mann–Whitney U), ties counting half.
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
    fn the_auroc_is_the_share_of_pairs_in_order() {
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
    fn a_bin_has_its_count_and_accuracy() {
        let seen = [(0.91, true), (0.99, false), (1.0, true), (0.05, false)];
        let found: Vec<(usize, f64)> = bins(&seen).iter().map(|b| (b.count, b.accuracy)).collect();
        assert_eq!(found, [(1, 0.0), (3, 2.0 / 3.0)]);
    }
}
