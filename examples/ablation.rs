//! What each ingredient of the matcher is worth: the table of `docs/matching.md`.
//!
//! `cargo run --release --example ablation [ARTICLE]`; with the article's text beside it, the shipped
//! table takes part.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "an example prints, and stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use footnote::answer::{Strictness, Table};
use footnote::evaluation::confidence::Worth;
use footnote::evaluation::figures::Figures;
use footnote::evaluation::set::{self, Asked};
use footnote::evaluation::{Judged, evaluate};
use footnote::files;
use footnote::knowledge::{self, Knowledge};
use footnote::matcher::Matcher;
use footnote::matcher::score::Recipe;

/// A table with the questions that are asked of it.
struct Trial {
    name: String,
    knowledge: Knowledge,
    asked: Vec<Asked>,
}

/// An ingredient, and the recipe without it.
type Without = (&'static str, fn(&mut Recipe));

const WITHOUT: [Without; 9] = [
    ("all ingredients", |_| {}),
    ("− shared terms (BM25)", |recipe| recipe.terms = 0.0),
    ("− gist in words", |recipe| recipe.words = 0.0),
    ("− gist in letters", |recipe| recipe.grams = 0.0),
    ("− nearest phrasing", |recipe| recipe.phrasing = 0.0),
    ("− answer type", |recipe| recipe.answer_type = 0.0),
    ("− thesaurus", |recipe| recipe.related = 0.0),
    ("− typo repair", |recipe| recipe.repairs = false),
    ("− contrast guard", |recipe| recipe.contrast = 1.0),
];

fn main() {
    let article = std::env::args().nth(1);
    let mut trials = vec![];
    if let Some(article) = &article {
        trials.push(table("paris-talks", "knowledge", Some(Path::new(article))));
    }
    for name in ["brackenhold", "alder-street"] {
        let folder = format!("knowledge/examples/{name}");
        trials.push(table(name, &folder, None));
    }
    for (phrasings, slips) in [(5, false), (10, false), (10, true)] {
        trials.push(errands(phrasings, slips));
    }
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

fn table(name: &str, folder: &str, text: Option<&Path>) -> Trial {
    let loaded = files::load(folder.as_ref(), text);
    let knowledge = loaded.knowledge.expect("the table is valid");
    let sets = ["tuned", "untouched"].map(|set| format!("tests/answers/{name}/{set}.jsonl"));
    let asked = sets
        .iter()
        .flat_map(|path| read(&knowledge, path))
        .collect();
    Trial {
        name: name.to_owned(),
        knowledge,
        asked,
    }
}

/// Everyday errands, asked in so many ways each: what a table of few phrasings is up against.
fn errands(phrasings: usize, slips: bool) -> Trial {
    let text = std::fs::read_to_string("tests/answers/errands/phrasings.tsv").expect("a file");
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in text.lines() {
        let (id, phrasing) = line.split_once('\t').expect("an id and a phrasing");
        entries.entry(id).or_default().push(phrasing);
    }
    let mut table = "format = 1\n[source]\nid = \"errands\"\ntitle = \"Errands\"\n".to_owned();
    for (id, ask) in entries {
        let ask = &ask[..phrasings];
        let _ = write!(
            table,
            "[[fact]]\nid = \"said-{id}\"\ntext = \"{id}\"\ncite = {{ quote = \"x\", at = \"0.1\" }}\n\
             [[question]]\nid = \"{id}\"\nfacts = [\"said-{id}\"]\nask = {ask:?}\n"
        );
    }
    let parsed = knowledge::parse(&[("errands.toml".to_owned(), table.into_bytes())]);
    let (knowledge, report) = knowledge::load(parsed, &[None]);
    assert!(!report.has_errors(), "{}", report.render_plain());
    let knowledge = knowledge.expect("there is no error");
    let mut asked = read(&knowledge, "tests/answers/errands/questions.jsonl");
    if slips {
        for (number, asked) in asked.iter_mut().enumerate() {
            asked.question = slipped(&asked.question, number);
        }
    }
    let noise = if slips { ", misspelt" } else { "" };
    Trial {
        name: format!("errands, {phrasings} phrasings{noise}"),
        knowledge,
        asked,
    }
}

/// Two neighbouring letters change places, or one is lost, in every third long word.
fn slipped(question: &str, number: usize) -> String {
    let words = question.split(' ').enumerate().map(|(at, word)| {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() >= 4 && (at + number).is_multiple_of(3) {
            let place = 1 + (at + number) % (letters.len() - 2);
            if number.is_multiple_of(2) {
                letters.swap(place, place + 1);
            } else {
                letters.remove(place);
            }
        }
        letters.into_iter().collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

fn read(knowledge: &Knowledge, path: &str) -> Vec<Asked> {
    let bytes = std::fs::read(path).expect("a file");
    let (asked, report) = set::read(knowledge, path, &bytes);
    assert!(!report.has_errors(), "{}", report.render_plain());
    asked
}
