//! Is the confidence right as often as it says, and would it pay to fit it to each table?
//!
//! `cargo run --release -p measure --bin calibration [ARTICLE]`. For each table: the confidence as it is, and the
//! same fitted to the table itself by Platt scaling (J. Platt, 1999). A phrasing that is left out should
//! find its entry, and should find none when its entry is left out too. Both are judged on questions that
//! took no part in the fit.

#![expect(clippy::print_stdout, reason = "a measurement prints")]

use footnote::answer::documents;
use footnote::answer::{Signals, Strictness, Table};
use footnote::knowledge::{Kind, Knowledge};
use footnote::quality::check::{LeftOut, leave_out};
use footnote::quality::evaluation::calibration::Calibration;
use footnote::quality::evaluation::evaluate;

use measure::{LabelledTable, labelled_tables};

/// The confidence from which nine answers in ten should be right.
const SURE: f64 = 0.9;

fn main() {
    println!("| | as it is | fitted to the table |\n| --- | --- | --- |");
    for labelled in labelled_tables() {
        let [as_it_is, fitted] = measured(&labelled);
        println!("| {} | {as_it_is} | {fitted} |", labelled.name);
    }
}

/// The expected calibration error, and the precision and coverage of sure answers; as it is, and
/// fitted.
fn measured(labelled: &LabelledTable) -> [String; 2] {
    let knowledge = &labelled.knowledge;
    let matcher = &documents::matcher(knowledge);
    let table = Table {
        knowledge,
        matcher,
        strictness: Strictness::default(),
        sentences: None,
        selected: None,
    };
    let left_out = leave_out(knowledge, matcher);
    let fit = Fit::to(&samples(knowledge, &left_out));
    let mut judged = evaluate(table, labelled.asked.clone());
    let as_it_is = summary(&Calibration::of(&judged));
    for judged in &mut judged {
        judged.answer.confidence = fit.apply(judged.answer.confidence);
    }
    [as_it_is, summary(&Calibration::of(&judged))]
}

fn summary(calibration: &Calibration) -> String {
    let sure = calibration
        .thresholds
        .iter()
        .find(|at| at.confidence <= SURE);
    let sure = sure.map_or("nothing".to_owned(), |at| {
        format!("{:.3} of {:.3}", at.precision, at.coverage)
    });
    format!("{:.3} · {sure}", calibration.expected_calibration_error)
}

/// The confidences in phrasings that were left out, and whether the right question led.
fn samples(knowledge: &Knowledge, left_out: &[LeftOut]) -> Vec<(f32, bool)> {
    let kind = |left_out: &&LeftOut| knowledge.entries[left_out.entry].kind() == Kind::Question;
    let samples = left_out.iter().filter(kind).flat_map(|left_out| {
        let is_right = left_out.question == Some(left_out.entry);
        let confidence = |signals: &Signals| signals.confidence();
        [
            (confidence(&left_out.signals), is_right),
            (confidence(&left_out.without_entry), false),
        ]
    });
    samples.collect()
}

/// Platt scaling: a line through the log odds of the confidence.
#[derive(Debug, Clone, Copy)]
struct Fit {
    slope: f64,
    shift: f64,
}

impl Fit {
    /// The line of maximum likelihood, by Newton's method.
    fn to(samples: &[(f32, bool)]) -> Self {
        let mut fit = Self {
            slope: 0.0,
            shift: 0.0,
        };
        for _ in 0..20 {
            let (mut gradient, mut hessian) = ([0.0; 2], [0.0; 3]);
            for (confidence, is_right) in samples {
                let x = log_odds(*confidence);
                let p = fit.at(x);
                let off = f64::from(u8::from(*is_right)) - p;
                gradient = [gradient[0] + off * x, gradient[1] + off];
                let weight = p * (1.0 - p);
                hessian[0] += weight * x * x;
                hessian[1] += weight * x;
                hessian[2] += weight;
            }
            let [a, b, c] = hessian;
            let determinant = (a * c - b * b).max(f64::MIN_POSITIVE);
            fit.slope += (c * gradient[0] - b * gradient[1]) / determinant;
            fit.shift += (a * gradient[1] - b * gradient[0]) / determinant;
        }
        fit
    }

    fn at(self, log_odds: f64) -> f64 {
        1.0 / (1.0 + (-self.slope * log_odds - self.shift).exp())
    }

    fn apply(self, confidence: f32) -> f32 {
        self.at(log_odds(confidence)) as f32
    }
}

fn log_odds(confidence: f32) -> f64 {
    let confidence = f64::from(confidence).clamp(1e-4, 1.0 - 1e-4);
    (confidence / (1.0 - confidence)).ln()
}
