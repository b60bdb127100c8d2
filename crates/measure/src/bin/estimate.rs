//! Fits the estimate of how likely a new wording is to be answered, and judges it on families that took no
//! part.
//!
//! `cargo run --release -p measure --bin estimate ARTICLE [FOLDER:DATASET …]` prints, for each table, the
//! share of strangers' questions that it answers rightly, the estimate by a line that was fitted to the
//! other families, and the share of wrong answers; and then the line that is fitted to all. A family is a text
//! with its tables.

#![expect(clippy::print_stdout, reason = "a measurement prints")]

use footnote::answer::documents;
use footnote::quality::check::leave_out;
use footnote::quality::estimate::WaysOfAsking;
use footnote::quality::evaluation::metrics::Metrics;

use footnote::matcher::weights::Weights;
use measure::{LabelledTable, guest, judged, labelled_tables, newcomers};

/// A table, measured.
struct Sample {
    name: String,
    family: String,
    ways: Vec<WaysOfAsking>,
    right: f64,
    wrong: f64,
}

impl Sample {
    fn of(labelled: &LabelledTable) -> Self {
        let knowledge = &labelled.knowledge;
        let matcher = documents::matcher(knowledge);
        let judged = judged(labelled, Weights::default(), labelled.asked.clone());
        let metrics = Metrics::of(&judged);
        let family = labelled.name.split(',').next().unwrap_or_default();
        Self {
            name: labelled.name.clone(),
            family: family.to_owned(),
            ways: WaysOfAsking::of(knowledge, &leave_out(knowledge, &matcher)),
            right: metrics.recall,
            wrong: metrics.wrong,
        }
    }

    fn estimate(&self, (shift, slope): (f32, f32)) -> f64 {
        let right: f32 = self.ways.iter().map(|own| own.right(shift, slope)).sum();
        f64::from(right) / self.ways.len().max(1) as f64
    }
}

fn main() {
    let mut tables = labelled_tables();
    tables.retain(|labelled| !labelled.name.ends_with("misspelt"));
    tables.extend(newcomers("dev"));
    for (number, path) in std::env::args().skip(2).enumerate() {
        if let Some((folder, dataset)) = path.split_once(':') {
            tables.push(guest(&format!("guest, {number}"), folder, dataset));
        }
    }
    let samples: Vec<Sample> = tables.iter().map(Sample::of).collect();
    println!("| table | answered rightly | estimated | off | wrongly |");
    println!("| --- | --- | --- | --- | --- |");
    let mut off = 0.0;
    for own in &samples {
        let others = samples.iter().filter(|other| other.family != own.family);
        let estimate = own.estimate(fit(&others.collect::<Vec<_>>()));
        off += (estimate - own.right).abs();
        println!(
            "| {} | {:.3} | {estimate:.3} | {:+.3} | {:.3} |",
            own.name,
            own.right,
            estimate - own.right,
            own.wrong
        );
    }
    println!("\nmean error {:.3}", off / samples.len() as f64);
    let wrong: f64 = samples.iter().map(|own| own.wrong).sum();
    println!(
        "mean share of wrong answers {:.3}",
        wrong / samples.len() as f64
    );
    let (shift, slope) = fit(&samples.iter().collect::<Vec<_>>());
    println!("SHIFT {shift:.2} SLOPE {slope:.2}");
}

/// The line with the least squared error in the log odds, on a grid of hundredths. Each family counts by the
/// square root of its tables.
fn fit(samples: &[&Sample]) -> (f32, f32) {
    let error = |line: (f32, f32)| -> f64 {
        let errors = samples.iter().map(|own| {
            let tables = samples.iter().filter(|other| other.family == own.family);
            let off = log_odds(own.estimate(line)) - log_odds(own.right);
            off * off / (tables.count() as f64).sqrt()
        });
        errors.sum()
    };
    let grid = (-300..=0).step_by(2).flat_map(|shift| {
        let slopes = (20..=200).step_by(2);
        slopes.map(move |slope| (shift as f32 / 100.0, slope as f32 / 100.0))
    });
    let best = grid.map(|line| (error(line), line));
    let best = best.min_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map_or((0.0, 1.0), |(_, line)| line)
}

fn log_odds(share: f64) -> f64 {
    let share = share.clamp(0.01, 0.99);
    (share / (1.0 - share)).ln()
}
