//! Ablation: what each weight of the matcher gives. Prints the tables of `docs/matching.md`.
//!
//! `cargo run --release -p measure --bin ablation [ARTICLE]`; the shipped table takes part if the article's text
//! is the argument.

#![expect(clippy::print_stdout, reason = "a measurement prints")]

use footnote::matcher::weights::Weights;
use footnote::quality::evaluation::calibration::Calibration;
use footnote::quality::evaluation::metrics::Metrics;

use measure::{LabelledTable, judged, labelled_tables, newcomers, print_ablations};

/// A piece of evidence, and how to take it out of the weights.
type Ablation = (&'static str, fn(&mut Weights));

const ABLATIONS: [Ablation; 11] = [
    ("all evidence", |_| {}),
    ("− shared terms (BM25)", |weights| weights.bm25 = 0.0),
    ("− centroid in terms", |weights| {
        weights.centroid_terms = 0.0;
    }),
    ("− centroid in n-grams", |weights| {
        weights.centroid_ngrams = 0.0;
    }),
    ("− nearest phrasing", |weights| {
        weights.phrasing_similarity = 0.0;
    }),
    ("− answer type", |weights| weights.answer_type = 0.0),
    ("− meaning, in the score", |weights| weights.meaning = 0.0),
    ("− function words (*can, I*)", |weights| {
        weights.filler_cap = 0.0;
    }),
    ("− thesaurus", |weights| weights.related = 0.0),
    ("− typo correction", |weights| {
        weights.typo_correction = false;
    }),
    ("− differences, in the score", |weights| {
        weights.mismatch = 1.0;
    }),
];

fn main() {
    let rows = ABLATIONS.map(|(name, ablate)| {
        let mut weights = Weights::default();
        ablate(&mut weights);
        (name, weights)
    });
    print_ablations(&labelled_tables(), rows, measured);
    println!();
    print_ablations(&newcomers("dev"), rows, measured);
}

/// Hit@1, AUROC, and precision at a confidence of one half.
fn measured(weights: Weights, labelled: &LabelledTable) -> String {
    let judged = judged(labelled, weights, labelled.asked.clone());
    let metrics = Metrics::of(&judged);
    let auroc = Calibration::of(&judged).auroc.unwrap_or(f64::NAN);
    format!(
        "{:.3} · {auroc:.3} · {:.3}",
        metrics.hit_at_1, metrics.precision
    )
}
