//! What each ingredient of the matcher is worth: the table of `docs/matching.md`.
//!
//! `cargo run --release --example ablation [ARTICLE]`; with the article's text beside it, the shipped
//! table takes part.

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

/// An ingredient, and the recipe without it.
type Without = (&'static str, fn(&mut Weights));

const WITHOUT: [Without; 10] = [
    ("all ingredients", |_| {}),
    ("− shared terms (BM25)", |recipe| recipe.terms = 0.0),
    ("− gist in words", |recipe| recipe.words = 0.0),
    ("− gist in letters", |recipe| recipe.grams = 0.0),
    ("− nearest phrasing", |recipe| recipe.phrasing = 0.0),
    ("− answer type", |recipe| recipe.answer_type = 0.0),
    ("− small words (*can, I*)", |recipe| recipe.filler = 0.0),
    ("− thesaurus", |recipe| recipe.related = 0.0),
    ("− typo repair", |recipe| recipe.repairs = false),
    ("− contrast guard", |recipe| recipe.mismatch = 1.0),
];

fn main() {
    let trials = trials();
    print!("| |");
    for self_test in &trials {
        print!(" {} |", self_test.name);
    }
    println!("\n|{}", " --- |".repeat(trials.len() + 1));
    for (name, change) in WITHOUT {
        let mut recipe = Weights::default();
        change(&mut recipe);
        print!("| {name} |");
        for self_test in &trials {
            print!(" {} |", measured(&recipe, self_test));
        }
        println!();
    }
}

/// The right entry first, AUROC, and precision at the confidence of one half.
fn measured(recipe: &Weights, self_test: &Trial) -> String {
    let matcher = Matcher::with(*recipe, &self_test.knowledge);
    let table = Table {
        knowledge: &self_test.knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
    };
    let judged: Vec<Judged> = evaluate(table, self_test.asked.clone());
    let metrics = Metrics::of(&judged);
    let auroc = Calibration::of(&judged).auroc.unwrap_or(f64::NAN);
    format!(
        "{:.3} · {auroc:.3} · {:.3}",
        metrics.hit_at_1, metrics.precision
    )
}
