//! What each rule on differences is worth, alone and on every text. Prints a table of `docs/matching.md`.
//!
//! `cargo run --release -p measure --bin differences ARTICLE`. Each cell: the share of natural questions that are
//! answered rightly, and wrongly (unanswerable ones included); the share of questions with one changed detail that
//! are answered.

use footnote::matcher::weights::{Rules, Weights};
use footnote::quality::evaluation::dataset::LabelledQuestion;
use footnote::quality::evaluation::{Judged, Verdict};

use measure::{LabelledTable, judged, labelled_tables, newcomers, print_ablations, read};

/// A rule, and how to turn it off.
type Ablation = (&'static str, fn(&mut Rules));

const ABLATIONS: [Ablation; 9] = [
    ("all rules", |_| {}),
    ("− names", |rules| rules.names = false),
    ("− numbers", |rules| rules.numbers = false),
    ("− denial and opposites", |rules| rules.polarity = false),
    ("− direction", |rules| rules.direction = false),
    ("− reasons", |rules| rules.reasons = false),
    ("− things to count or choose", |rules| {
        rules.things = false;
    }),
    ("− words that only look alike", |rules| {
        rules.resemblance = false;
    }),
    ("no rules", |rules| {
        *rules = Rules {
            names: false,
            numbers: false,
            polarity: false,
            direction: false,
            reasons: false,
            things: false,
            resemblance: false,
        };
    }),
];

fn main() {
    let mut tables = labelled_tables();
    tables.retain(|labelled| !labelled.name.starts_with("everyday"));
    for (dev, test) in newcomers("dev").into_iter().zip(newcomers("test")) {
        let asked = [dev.asked.clone(), test.asked].concat();
        tables.push(LabelledTable { asked, ..dev });
    }
    let rows = ABLATIONS.map(|(name, ablate)| {
        let mut weights = Weights::default();
        ablate(&mut weights.rules);
        (name, weights)
    });
    print_ablations(&tables, rows, measured);
}

fn measured(weights: Weights, labelled: &LabelledTable) -> String {
    let family = labelled.name.split(',').next().unwrap_or_default();
    let changed = ["dev", "test"].map(|split| {
        let path = format!("tests/answers/mismatch/{family}/{split}.jsonl");
        read(&labelled.knowledge, &path)
    });
    let changed: Vec<LabelledQuestion> = changed.concat();
    let changed = changed.into_iter().filter(|asked| !asked.is_answerable());
    let natural = judged(labelled, weights, labelled.asked.clone());
    let changed = judged(labelled, weights, changed.collect());
    let share = |judged: &[Judged], verdict: Verdict| {
        let count = judged.iter().filter(|own| own.verdict == verdict).count();
        count as f64 / judged.len().max(1) as f64
    };
    format!(
        "{:.3} · {:.3} · {:.3}",
        share(&natural, Verdict::Right),
        share(&natural, Verdict::Wrong),
        share(&changed, Verdict::Wrong)
    )
}
