//! What each feature of the matcher is worth: the table of `docs/matching.md`.
//!
//! `cargo run --release --example ablation [ARTICLE]`; given the article's text, the shipped table
//! takes part.

#![expect(clippy::print_stdout, reason = "an example prints")]

use footnote::answer::{Strictness, Table};
use footnote::matcher::Matcher;
use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::calibration::Calibration;
use footnote::quality::evaluation::metrics::Metrics;
use footnote::quality::evaluation::{Judged, evaluate};

#[path = "shared/trials.rs"]
mod shared;

use shared::{Trial, trials};

/// A feature, and how to leave it out.
type Without = (&'static str, fn(&mut Weights));

const WITHOUT: [Without; 10] = [
    ("all features", |_| {}),
    ("− shared terms (BM25)", |weights| weights.terms = 0.0),
    ("− centroid, words", |weights| weights.words = 0.0),
    ("− centroid, letters", |weights| weights.grams = 0.0),
    ("− nearest phrasing", |weights| weights.phrasing = 0.0),
    ("− answer type", |weights| weights.answer_type = 0.0),
    ("− function words (*can, I*)", |weights| {
        weights.filler = 0.0
    }),
    ("− thesaurus", |weights| weights.related = 0.0),
    ("− typo repair", |weights| weights.repairs = false),
    ("− mismatch", |weights| weights.mismatch = 1.0),
];

fn main() {
    let trials = trials();
    print!("| |");
    for trial in &trials {
        print!(" {} |", trial.name);
    }
    println!("\n|{}", " --- |".repeat(trials.len() + 1));
    for (name, change) in WITHOUT {
        let mut weights = Weights::default();
        change(&mut weights);
        print!("| {name} |");
        for trial in &trials {
            print!(" {} |", measured(&weights, trial));
        }
        println!();
    }
}

/// hit@1, AUROC, and precision at the default strictness.
fn measured(weights: &Weights, trial: &Trial) -> String {
    let matcher = Matcher::with(*weights, &trial.knowledge);
    let table = Table {
        knowledge: &trial.knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
    };
    let judged: Vec<Judged> = evaluate(table, trial.asked.clone());
    let metrics = Metrics::of(&judged);
    let auroc = Calibration::of(&judged).auroc.unwrap_or(f64::NAN);
    format!(
        "{:.3} · {auroc:.3} · {:.3}",
        metrics.hit_at_1, metrics.precision
    )
}
