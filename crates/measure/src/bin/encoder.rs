//! How long a sentence encoder takes, and how much memory.
//!
//! `ENCODER=DIR cargo run --release -p measure --bin encoder`, from the root of the repository, on Linux. Each question
//! of the examples' development sets and of the everyday requests is encoded on one thread, one after the other.

#![expect(clippy::print_stdout, reason = "a measurement prints")]
#![expect(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::time::Instant;

use footnote::encoder::{SentenceEncoder, TextRole};
use measure::{encoder, labelled_tables};

fn main() {
    let started = Instant::now();
    let encoder = encoder().expect("ENCODER names a folder");
    let read = started.elapsed().as_secs_f64() * 1e3;
    println!("{}: read in {read:.0} ms", encoder.name());
    println!("peak of memory so far: {} MB", peak_megabytes());
    let tables = labelled_tables();
    let questions = tables.iter().flat_map(|table| &table.asked);
    let questions: Vec<&str> = questions.map(|asked| asked.question.as_str()).collect();
    let times = questions.iter().map(|question| time(&encoder, question));
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{} questions: median {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        times.len(),
        at(50),
        at(90),
        at(99),
        at(100)
    );
}

/// The milliseconds that a text takes.
fn time(encoder: &SentenceEncoder, text: &str) -> f64 {
    let started = Instant::now();
    std::hint::black_box(encoder.encode(text, TextRole::Question));
    started.elapsed().as_secs_f64() * 1e3
}

/// The most memory that was resident, in megabytes.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|line| line.split_whitespace().next());
    peak.and_then(|kilobytes| kilobytes.parse::<u64>().ok())
        .expect("a number")
        / 1000
}
