//! Fits the confidence, and judges the fit on families that took no part in it.
//!
//! `cargo run --release -p measure --bin fit ARTICLE [DATASET [FOLDER:DATASET …]]` prints the weights of
//! `answer/confidence.rs`, fitted to all dev sets; and for each family how its questions are answered by
//! weights that were fitted to the other families. The first DATASET has further questions about the article,
//! the others are about tables in folders of their own. A family is a text with its tables.
//! If `ENCODER` names the folder of a sentence encoder, the tier with it is fitted, too, and each table has the
//! share of questions whose first candidate is right, and whose first three have it, by what its vectors weigh.
//! Which part of a long message is judged depends on the weights themselves, so that another run moves them by some
//! hundredths.

#![expect(clippy::print_stdout, reason = "a measurement prints")]

use footnote::answer::Strictness;
use footnote::answer::confidence::{Signals, Tier, WEIGHTS};
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::Judged;
use footnote::quality::evaluation::dataset::LabelledQuestion;

use measure::{
    Encoding, LabelledTable, everyday_requests_tables, judged_with, labelled_tables, newcomers,
    read,
};

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

/// What an encoder's vectors may weigh in the score.
const ENCODER_WEIGHTS: [f32; 6] = [0.0, 0.3, 0.6, 1.0, 1.5, 2.0];

/// A table with its questions, by what they count.
struct AskedTable {
    family: String,
    labelled: LabelledTable,
    sets: Vec<(Vec<LabelledQuestion>, f64)>,
}

fn main() {
    let tables = tables();
    print_fit(&samples(&tables, None), Tier::Words);
    let Some(encoder) = measure::encoder() else {
        return;
    };
    let asked = tables.iter().flat_map(|own| &own.sets);
    let encoding = Encoding::new(encoder, asked.flat_map(|(asked, _)| asked));
    println!("\n{}:\n", encoding.name());
    print_fit(&samples(&tables, Some(&encoding)), Tier::Encoder);
    print_ranks(&tables, &encoding);
}

/// Prints what the encoder's vectors are worth by their weight in the score: on each table, the shares of answerable
/// questions whose first candidate is right, and whose first three have it.
fn print_ranks(tables: &[AskedTable], encoding: &Encoding) {
    let heads = ENCODER_WEIGHTS.map(|weight| format!(" {weight} |"));
    println!("\n| table |{}", heads.concat());
    println!("| --- |{}", " --- |".repeat(ENCODER_WEIGHTS.len()));
    for AskedTable { labelled, sets, .. } in tables {
        let cells = ENCODER_WEIGHTS.map(|encoded| {
            let weights = Weights {
                encoded,
                ..Weights::default()
            };
            let (asked, _) = &sets[0];
            let judged = judged_with(labelled, weights, asked.clone(), Some(encoding));
            let judged = judged.iter().filter(|own| own.asked.is_answerable());
            let ranks: Vec<Option<usize>> = judged.map(|own| own.rank).collect();
            let within = |most: usize| {
                let held = ranks.iter().flatten().filter(|rank| **rank < most).count();
                held as f64 / ranks.len().max(1) as f64
            };
            format!(" {:.3} · {:.3} |", within(1), within(3))
        });
        println!("| {} |{}", labelled.name, cells.concat());
    }
}

/// Prints how each family is answered by weights that were fitted to the others, and the weights fitted to all.
fn print_fit(samples: &[Sample], tier: Tier) {
    println!("| family | answered rightly | wrongly | unanswerable or out of scope, answered |");
    println!("| --- | --- | --- | --- |");
    let mut families: Vec<&str> = samples.iter().map(|sample| &*sample.family).collect();
    families.dedup();
    for family in families {
        let others = samples.iter().filter(|sample| sample.family != family);
        let weights = fit(&others.collect::<Vec<_>>(), tier);
        let own = samples
            .iter()
            .filter(|sample| sample.family == family && sample.is_natural);
        println!(
            "| {family} | {} |",
            summary(&own.collect::<Vec<_>>(), tier, &weights)
        );
    }
    println!();
    let weights = fit(&samples.iter().collect::<Vec<_>>(), tier);
    for ((name, _), weight) in WEIGHTS.iter().zip(weights) {
        println!("    ({name:?}, {weight:.3}),");
    }
}

/// The shares of answerable questions that are answered rightly and wrongly, and of others that are answered.
fn summary(samples: &[&Sample], tier: Tier, weights: &[f64; N]) -> String {
    let weights = weights.map(|weight| weight as f32);
    let threshold = Strictness::Balanced.threshold();
    let is_said = |sample: &&&Sample| {
        let signals = &sample.signals;
        // What words settle is answered by their weights.
        let confidence = if signals.tier == tier {
            signals.confidence_by(&weights)
        } else {
            signals.confidence()
        };
        confidence >= threshold
    };
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

/// The questions of all tables, asked with this encoder, if one is given.
fn samples(tables: &[AskedTable], encoding: Option<&Encoding>) -> Vec<Sample> {
    let mut samples = Vec::new();
    for own in tables {
        for (asked, share) in &own.sets {
            let weights = Weights::default();
            let judged = judged_with(&own.labelled, weights, asked.clone(), encoding);
            let judged = judged.iter();
            samples.extend(judged.map(|judged| sample(judged, &own.family, *share)));
        }
    }
    samples
}

fn sample(judged: &Judged, family: &str, share: f64) -> Sample {
    Sample {
        family: family.to_owned(),
        signals: judged.answer.signals,
        is_answerable: judged.asked.is_answerable(),
        is_natural: share >= EVERYDAY_SHARE,
        is_right: judged.is_best_right && judged.asked.is_answerable(),
        share,
    }
}

/// Every table with its family and the questions of its dev sets.
fn tables() -> Vec<AskedTable> {
    let mut tables = Vec::new();
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
        tables.push(with_hard_questions(name, labelled));
    }
    for labelled in newcomers("dev") {
        let family = labelled.name.split(',').next().unwrap_or_default();
        tables.push(with_hard_questions(family.to_owned(), labelled));
    }
    for guest in std::env::args().skip(3) {
        if let Some((folder, dataset)) = guest.split_once(':') {
            let labelled = measure::guest("guests", folder, dataset);
            tables.push(with_own_questions("guests", labelled, 1.0));
        }
    }
    for labelled in everyday_requests_tables() {
        let share = EVERYDAY_SHARE;
        tables.push(with_own_questions("everyday requests", labelled, share));
    }
    tables
}

fn with_own_questions(family: &str, labelled: LabelledTable, share: f64) -> AskedTable {
    AskedTable {
        family: family.to_owned(),
        sets: vec![(labelled.asked.clone(), share)],
        labelled,
    }
}

/// Adds the questions that differ from the table's text in one detail, and chatter.
fn with_hard_questions(family: String, labelled: LabelledTable) -> AskedTable {
    let read = |path: &str| read(&labelled.knowledge, path);
    let mismatch = read(&format!("tests/answers/mismatch/{family}/dev.jsonl"));
    let chatter = read("tests/answers/chatter/general/dev.jsonl");
    AskedTable {
        sets: vec![
            (labelled.asked.clone(), 1.0),
            (mismatch, MISMATCH_SHARE),
            (chatter, CHATTER_SHARE),
        ],
        family,
        labelled,
    }
}

/// The weights of maximum likelihood, less the penalty, by Newton's method.
fn fit(samples: &[&Sample], tier: Tier) -> [f64; N] {
    let samples = samples.iter();
    let samples =
        samples.filter(|sample| sample.signals.is_weighed() && sample.signals.tier == tier);
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
