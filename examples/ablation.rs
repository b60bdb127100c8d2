//! What each ingredient of the matcher is worth: the table of `docs/matching.md`.
//!
//! `cargo run --release --example ablation [ARTICLE]`; with the article's text beside it, the shipped
//! table takes part.

#![expect(clippy::print_stdout, reason = "an example prints")]

use footnote::answer::{Strictness, Table};
use footnote::evaluation::confidence::Worth;
use footnote::evaluation::figures::Figures;
use footnote::evaluation::{Judged, evaluate};
use footnote::matcher::Matcher;
use footnote::matcher::recipe::Recipe;

#[path = "shared/trials.rs"]
mod shared;

use shared::{Trial, trials};

/// An ingredient, and the recipe without it.
type Without = (&'static str, fn(&mut Recipe));

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
    ("− contrast guard", |recipe| recipe.contrast = 1.0),
];

fn main() {
    let trials = trials();
    print!("| |");
    for trial in &trials {
        print!(" {} |", trial.name);
    }
    println!("\n|{}", " --- |".repeat(trials.len() + 1));
    for (name, change) in WITHOUT {
        let mut recipe = Recipe::default();
        change(&mut recipe);
        print!("| {name} |");
        for trial in &trials {
            print!(" {} |", measured(&recipe, trial));
        }
        println!();
    }
}

/// The right entry first, AUROC, and precision at the confidence of one half.
fn measured(recipe: &Recipe, trial: &Trial) -> String {
    let matcher = Matcher::with(*recipe, &trial.knowledge);
    let table = Table {
        knowledge: &trial.knowledge,
        matcher: &matcher,
        strictness: Strictness::default(),
    };
    let judged: Vec<Judged> = evaluate(table, trial.asked.clone());
    let figures = Figures::of(&judged);
    let auroc = Worth::of(&judged).auroc.unwrap_or(f64::NAN);
    format!(
        "{:.3} · {auroc:.3} · {:.3}",
        figures.top1, figures.precision
    )
}
