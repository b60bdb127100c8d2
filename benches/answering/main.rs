//! The time to answer, to load and to start; and whether answers wait for a log or a reload.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at the first surprise"
)]

#[path = "../large.rs"]
mod large;
mod question_log;
mod reloading;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use footnote::files;
use footnote::knowledge;
use footnote::service::Snapshot;
use large::{large_table, questions};

/// What members type: clean, chatty, misspelt, off topic.
const QUESTIONS: &[&str] = &[
    "When do the talks begin?",
    "hey does anyone know why they are meeting in paris of all places lol",
    "wen did isreal captrue the goaln hieghts",
    "Which hotel are the delegations staying in, and who pays for it?",
    "red lines",
    "I only skimmed it, but what would a deal have to leave untouched for the Israelis?",
    "how do I bake banana bread",
];

fn shipped() -> knowledge::Knowledge {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    files::load(&path, None)
        .knowledge
        .expect("the shipped table is valid")
}

/// Phrasings of the large table.
const LARGE: u64 = 100_000;

fn load(files: &[(String, String)]) -> knowledge::Knowledge {
    let files = files.iter();
    let bytes = |(name, table): &(String, String)| (name.clone(), table.clone().into_bytes());
    let parsed = knowledge::parse(&files.map(bytes).collect::<Vec<_>>());
    let texts = vec![None; parsed.text_names().len()];
    knowledge::load(parsed, &texts)
        .0
        .expect("the generated table is valid")
}

fn answering(c: &mut Criterion) {
    let mut group = c.benchmark_group("answer one question");
    let snapshot = Snapshot::new(shipped());
    for question in QUESTIONS {
        let id = BenchmarkId::new("shipped table", question);
        group.bench_function(id, |b| {
            b.iter(|| black_box(snapshot.ask(black_box(question))));
        });
    }
    let snapshot = Snapshot::new(load(&large_table(LARGE)));
    let questions = questions(LARGE, 100);
    group.bench_function("100,000 phrasings", |b| {
        let mut questions = questions.iter().cycle();
        b.iter(|| {
            let question = questions.next().expect("a question");
            black_box(snapshot.ask(black_box(&question.words)))
        });
    });
}

fn loading(c: &mut Criterion) {
    let mut group = c.benchmark_group("load and prepare");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    group.bench_function("shipped table", |b| b.iter(|| Snapshot::new(shipped())));
    let large = large_table(LARGE);
    group.bench_function("100,000 phrasings", |b| {
        b.iter(|| Snapshot::new(load(&large)));
    });
}

fn starting(c: &mut Criterion) {
    let mut group = c.benchmark_group("start, load, print one answer");
    group.sample_size(30);
    group.bench_function("shipped table", |b| {
        b.iter(|| {
            let output = Command::new(env!("CARGO_BIN_EXE_footnote"))
                .args(["ask", QUESTIONS[0]])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .expect("the program runs");
            assert!(output.status.success());
        });
    });
}

criterion_group!(
    benches,
    question_log::logging,
    reloading::reloading,
    starting,
    loading,
    answering
);
criterion_main!(benches);
