//! The JSON report of `footnote eval`, and what `--baseline` reads of one.
//!
//! Reports carry every key twice: by the field's term (`metrics`, `calibration`) and by the name it
//! had in version 0.1 (`figures`, `confidence`), which other programs may read. The old names live
//! here and nowhere else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quality::evaluation::EvaluationReport;
use crate::quality::evaluation::baseline::{Baseline, QuestionResult};
use crate::quality::evaluation::calibration::{Calibration, CalibrationBin, Threshold};
use crate::quality::evaluation::confusion::Confusion;
use crate::quality::evaluation::metrics::Metrics;

/// The shares whose names have changed: (old name, name).
const RENAMED: [(&str, &str); 6] = [
    ("right", "recall"),
    ("top1", "hit_at_1"),
    ("top3", "hit_at_3"),
    ("nearmiss", "unanswerable_rejected"),
    ("named", "unanswerable_gap"),
    ("other", "out_of_scope_rejected"),
];

/// Returns the name of a share, given this name or the one of version 0.1.
pub(super) fn current_name(name: &str) -> &str {
    let renamed = RENAMED.iter().find(|(old, _)| *old == name);
    renamed.map_or(name, |(_, current)| current)
}

/// The report as JSON.
#[derive(Debug, Serialize)]
pub(super) struct ReportJson<'a> {
    knowledge: &'a str,
    datasets: &'a [(String, Metrics)],
    sets: Vec<(&'a str, Figures)>,
    metrics: &'a Metrics,
    figures: Figures,
    calibration: &'a Calibration,
    confidence: Confidence,
    confusions: &'a [Confusion],
    questions: &'a [QuestionResult],
}

impl<'a> ReportJson<'a> {
    pub(super) fn new(report: &'a EvaluationReport) -> Self {
        let datasets = report.datasets.iter();
        Self {
            knowledge: &report.knowledge,
            datasets: &report.datasets,
            sets: datasets
                .map(|(name, metrics)| (name.as_str(), Figures::of(metrics)))
                .collect(),
            metrics: &report.metrics,
            figures: Figures::of(&report.metrics),
            calibration: &report.calibration,
            confidence: Confidence::of(&report.calibration),
            confusions: &report.confusions,
            questions: &report.questions,
        }
    }
}

/// Reads what is compared of a report, of this version or 0.1.
pub(super) fn read_baseline(bytes: &[u8]) -> serde_json::Result<Baseline> {
    let BaselineJson { shares, questions } = serde_json::from_slice(bytes)?;
    let shares = match shares {
        Shares::Current { metrics } => metrics,
        Shares::Old { figures } => figures,
    };
    let current = |(name, share): (String, f64)| (current_name(&name).to_owned(), share);
    Ok(Baseline {
        metrics: shares.into_iter().map(current).collect(),
        questions,
    })
}

#[derive(Deserialize)]
#[serde(expecting = "an object with `metrics` and `questions`")]
struct BaselineJson {
    #[serde(flatten)]
    shares: Shares,
    questions: Vec<QuestionResult>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "the shares under `metrics` are missing, or are no numbers"
)]
enum Shares {
    Current { metrics: BTreeMap<String, f64> },
    Old { figures: BTreeMap<String, f64> },
}

/// [`Metrics`] by the names of version 0.1.
#[derive(Debug, Serialize)]
struct Figures {
    asked: usize,
    answerable: usize,
    right: f64,
    wrong: f64,
    helped: f64,
    top1: f64,
    top3: f64,
    nearmiss: f64,
    named: f64,
    other: f64,
    precision: f64,
}

impl Figures {
    fn of(metrics: &Metrics) -> Self {
        Self {
            asked: metrics.asked,
            answerable: metrics.answerable,
            right: metrics.recall,
            wrong: metrics.wrong,
            helped: metrics.helped,
            top1: metrics.hit_at_1,
            top3: metrics.hit_at_3,
            nearmiss: metrics.unanswerable_rejected,
            named: metrics.unanswerable_gap,
            other: metrics.out_of_scope_rejected,
            precision: metrics.precision,
        }
    }
}

/// [`Calibration`] by the names of version 0.1.
#[derive(Debug, Serialize)]
struct Confidence {
    auroc: Option<f64>,
    calibration_error: f64,
    thresholds: Vec<OldThreshold>,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct OldThreshold {
    confidence: f64,
    covered: f64,
    precision: f64,
    right: f64,
}

#[derive(Debug, Serialize)]
struct Step {
    count: usize,
    confidence: f64,
    right: f64,
}

impl Confidence {
    fn of(calibration: &Calibration) -> Self {
        let threshold = |threshold: &Threshold| OldThreshold {
            confidence: threshold.confidence,
            covered: threshold.coverage,
            precision: threshold.precision,
            right: threshold.recall,
        };
        let step = |bin: &CalibrationBin| Step {
            count: bin.count,
            confidence: bin.confidence,
            right: bin.accuracy,
        };
        Self {
            auroc: calibration.auroc,
            calibration_error: calibration.expected_calibration_error,
            thresholds: calibration.thresholds.iter().map(threshold).collect(),
            steps: calibration.bins.iter().map(step).collect(),
        }
    }
}
