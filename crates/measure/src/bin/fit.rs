//! Fits the confidence, and judges the fit on families that took no part in it.
//!
//! `cargo run --release -p measure --bin fit ARTICLE [DATASET [FOLDER:DATASET …]]` prints the weights of
//! `answer/confidence.rs`, fitted to all dev sets; and for each family how its questions are answered by
//! weights that were fitted to the other families. The first DATASET has further questions about the article,
//! the others are about tables in folders of their own. A family is a text with its tables.
//! Which part of a long message is judged depends on the weights themselves, so that another run moves them by some
//! hundredths.

#![expect(clippy::print_stdout, reason = "a measurement prints")]

use footnote::answer::Strictness;
use footnote::answer::confidence::{Signals, WEIGHTS};
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::Judged;
use footnote::quality::evaluation::dataset::LabelledQuestion;

use measure::{LabelledTable, everyday_requests_tables, labelled_tables, newcomers, read};

/// The strength of the penalty on large weights: C of an L2-regularised logistic regression. The regressors have
/// about the same range, and the bias has no penalty.
const C: f64 = 1.0;
/// What a question counts in the fit. Questions that differ in one detail and chatter are made to be hard, and
/// everyday requests are many: in full, they would outweigh what members ask.
const MISMATCH_SHARE: f64 = 0.15;
const CHATTER_SHARE: f64 = 0.03;
const EVERYDAY_SHARE: f64 = 0.25;
/// What a question counts whose best entry is a wrong one: a wrong answer is worse than none.
const WRONG_SHARE: f64 = 1.25;
/// The number of regressors.
const N: usize = WEIGHTS.len();

/// A question with its signals.
struct Sample {
    family: String,
    signals: Signals,
    is_answerable: bool,
    is_natural: bool,
    /// Whether the best question is the right one.
    is_right: bool,
    share: f64,
}

fn main() {
    let samples = samples();
    println!("| family | answered rightly | wrongly | unanswerable or out of scope, answered |");
    println!("| --- | --- | --- | --- |");
    let mut families: Vec<&str> = samples.iter().map(|sample| &*sample.family).collect();
    families.dedup();
    for family in families {
        let others = samples.iter().filter(|sample| sample.family != family);
        let weights = fit(&others.collect::<Vec<_>>());
        let own = samples
            .iter()
            .filter(|sample| sample.family == family && sample.is_natural);
        println!(
            "| {family} | {} |",
            summary(&own.collect::<Vec<_>>(), &weights)
        );
    }
    println!();
    let weights = fit(&samples.iter().collect::<Vec<_>>());
    for ((name, _), weight) in WEIGHTS.iter().zip(weights) {
        println!("    ({name:?}, {weight:.3}),");
    }
}

/// The shares of answerable questions that are answered rightly and wrongly, and of others that are answered.
fn summary(samples: &[&Sample], weights: &[f64; N]) -> String {
    let weights = weights.map(|weight| weight as f32);
    let threshold = Strictness::Balanced.threshold();
    let is_said = |sample: &&&Sample| sample.signals.confidence_by(&weights) >= threshold;
    let share = |of: fn(&Sample) -> bool, is: fn(&Sample) -> bool| {
        let all: Vec<&&Sample> = samples.iter().filter(|sample| of(sample)).collect();
        let held = all
            .iter()
            .filter(|sample| is(sample) && is_said(sample))
            .count();
        held as f64 / all.len().max(1) as f64
    };
    let right = share(|sample| sample.is_answerable, |sample| sample.is_right);
    let wrong = share(|sample| sample.is_answerable, |sample| !sample.is_right);
    let others = share(|sample| !sample.is_answerable, |_| true);
    format!("{right:.3} | {wrong:.3} | {others:.3}")
}

/// The questions of all dev sets.
fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    for mut labelled in labelled_tables() {
        let name = labelled.name.clone();
        if name.starts_with("everyday") {
            continue;
        }
        let path = format!("tests/answers/{name}/dev.jsonl");
        labelled.asked = read(&labelled.knowledge, &path);
        if name == "paris-talks" {
            for path in std::env::args().skip(2).take(1) {
                labelled.asked.extend(read(&labelled.knowledge, &path));
            }
        }
        for part in ["story", "double"] {
            let path = format!("tests/answers/chatter/{name}/{part}.dev.jsonl");
            labelled.asked.extend(read(&labelled.knowledge, &path));
        }
        add(&mut samples, &name, &labelled);
    }
    for labelled in newcomers("dev") {
        let family = labelled
            .name
            .split(',')
            .next()
            .unwrap_or_default()
            .to_owned();
        add(&mut samples, &family, &labelled);
    }
    for guest in std::env::args().skip(3) {
        if let Some((folder, dataset)) = guest.split_once(':') {
            let labelled = measure::guest("guests", folder, dataset);
            let asked = labelled.asked.clone();
            samples.extend(judged(&labelled, "guests", asked, 1.0));
        }
    }
    for labelled in everyday_requests_tables() {
        let asked = labelled.asked.clone();
        samples.extend(judged(
            &labelled,
            "everyday requests",
            asked,
            EVERYDAY_SHARE,
        ));
    }
    samples
}

/// Adds the questions of a table: its own, those that differ from its text in one detail, and chatter.
fn add(samples: &mut Vec<Sample>, family: &str, labelled: &LabelledTable) {
    let read = |path: &str| read(&labelled.knowledge, path);
    let mismatch = read(&format!("tests/answers/mismatch/{family}/dev.jsonl"));
    let chatter = read("tests/answers/chatter/general/dev.jsonl");
    samples.extend(judged(labelled, family, labelled.asked.clone(), 1.0));
    samples.extend(judged(labelled, family, mismatch, MISMATCH_SHARE));
    samples.extend(judged(labelled, family, chatter, CHATTER_SHARE));
}

fn judged(
    labelled: &LabelledTable,
    family: &str,
    asked: Vec<LabelledQuestion>,
    share: f64,
) -> Vec<Sample> {
    let sample = |judged: Judged| Sample {
        family: family.to_owned(),
        signals: judged.answer.signals,
        is_answerable: judged.asked.is_answerable(),
        is_natural: share >= EVERYDAY_SHARE,
        is_right: judged.is_best_right && judged.asked.is_answerable(),
        share,
    };
    let judged = measure::judged(labelled, Weights::default(), asked);
    judged.into_iter().map(sample).collect()
}

/// The weights of maximum likelihood, less the penalty, by Newton's method.
fn fit(samples: &[&Sample]) -> [f64; N] {
    let samples = samples.iter().filter(|sample| sample.signals.is_weighed());
    let rows: Vec<([f64; N], f64, f64)> = samples
        .map(|sample| {
            let x = sample.signals.regressors().map(f64::from);
            let cost = if sample.is_right { 1.0 } else { WRONG_SHARE };
            (x, f64::from(u8::from(sample.is_right)), cost * sample.share)
        })
        .collect();
    let mut weights = [0.0; N];
    for _ in 0..30 {
        let mut gradient = [0.0; N];
        let mut hessian = [[0.0; N]; N];
        for at in 1..N {
            gradient[at] = -weights[at] / C;
            hessian[at][at] = 1.0 / C;
        }
        for (x, right, share) in &rows {
            let sum: f64 = x.iter().zip(&weights).map(|(x, weight)| x * weight).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            for i in 0..N {
                gradient[i] += share * (right - p) * x[i];
                for j in 0..N {
                    hessian[i][j] += share * p * (1.0 - p) * x[i] * x[j];
                }
            }
        }
        let step = solved(hessian, gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
    }
    weights
}

/// Solves a system of linear equations by Gaussian elimination; the matrix is positive definite.
fn solved(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for row in pivot + 1..N {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let (above, below) = matrix.split_at_mut(row);
            for (own, other) in below[0].iter_mut().zip(&above[pivot]).skip(pivot) {
                *own -= factor * other;
            }
            right[row] -= factor * right[pivot];
        }
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|at| matrix[row][at] * right[at]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}
