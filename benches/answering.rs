//! How long it takes to answer, to load, and to start.
//!
//! The large table is made by a seeded generator: 10,000 entries of 10 phrasings each, in words
//! that are as unevenly common as those of a language (Zipf's law).

#![expect(
    clippy::expect_used,
    reason = "a benchmark stops at the first surprise"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use footnote::desk::Live;
use footnote::files;
use footnote::knowledge;

/// What readers type: clean, chatty, misspelt, off the topic.
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

fn load(table: &str) -> knowledge::Knowledge {
    let parsed = knowledge::parse(&[("large.toml".to_owned(), table.as_bytes().to_vec())]);
    knowledge::load(parsed, &[None])
        .0
        .expect("the generated table is valid")
}

/// A generator of numbers that are as good as random and always the same (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }

    /// A word of a vocabulary of some 20,000: the first are common, the last rare.
    fn word(&mut self) -> String {
        let rank = self.below(20_000) * self.below(20_000) / 20_000;
        // Three syllables out of twenty-eight make 21,952 words.
        let syllable = |digit: u64| {
            let consonant = ["b", "d", "f", "k", "l", "m", "n"][(digit / 4) as usize];
            consonant.to_owned() + ["a", "e", "o", "u"][(digit % 4) as usize]
        };
        syllable(rank % 28) + &syllable(rank / 28 % 28) + &syllable(rank / 784 % 28)
    }

    fn phrasing(&mut self, topic: &[String]) -> String {
        let mut words = vec![self.word(), self.word()];
        words.extend((0..4).map(|_| topic[self.below(topic.len() as u64) as usize].clone()));
        words.join(" ")
    }
}

fn large_table() -> String {
    let mut numbers = Numbers(42);
    let mut table = "format = 1\n[source]\nid = \"large\"\ntitle = \"Large\"\n".to_owned();
    for entry in 0..10_000 {
        let topic: Vec<String> = (0..6).map(|_| numbers.word()).collect();
        let _ = write!(
            table,
            "[[gap]]\nid = \"e{entry}\"\ntext = \"{}\"\nask = [",
            topic.join(" ")
        );
        for phrasing in 0..10 {
            let _ = write!(
                table,
                "\"{} {entry}x{phrasing}\",",
                numbers.phrasing(&topic)
            );
        }
        table += "]\n";
    }
    table
}

fn answering(c: &mut Criterion) {
    let mut group = c.benchmark_group("answer one question");
    let live = Live::new(shipped());
    for question in QUESTIONS {
        let id = BenchmarkId::new("shipped table", question);
        group.bench_function(id, |b| b.iter(|| black_box(live.ask(black_box(question)))));
    }
    let large = large_table();
    let live = Live::new(load(&large));
    let mut numbers = Numbers(7);
    let topic: Vec<String> = (0..6).map(|_| numbers.word()).collect();
    let question = numbers.phrasing(&topic);
    group.bench_function("100,000 phrasings", |b| {
        b.iter(|| black_box(live.ask(black_box(&question))));
    });
}

fn loading(c: &mut Criterion) {
    let mut group = c.benchmark_group("load and prepare");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    group.bench_function("shipped table", |b| b.iter(|| Live::new(shipped())));
    let large = large_table();
    group.bench_function("100,000 phrasings", |b| b.iter(|| Live::new(load(&large))));
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

criterion_group!(benches, starting, loading, answering);
criterion_main!(benches);
