//! Time and memory of tables of up to a million phrasings: to load, to hold and to ask. Each is measured
//! in a process of its own.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops at the first surprise"
)]

#[path = "../large.rs"]
mod large;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use footnote::files;
use footnote::service::Snapshot;
use large::{large_table, questions};

/// Phrasings of the tables.
const SIZES: [u64; 3] = [10_000, 100_000, 1_000_000];
/// Questions asked of each.
const ASKED: usize = 2_000;
/// The variable that tells a process which table to measure.
const FOLDER: &str = "SCALE_FOLDER";

fn main() {
    if let Ok(folder) = std::env::var(FOLDER) {
        let phrasings = std::env::var("SCALE_PHRASINGS").expect("a size");
        return measure(Path::new(&folder), phrasings.parse().expect("a number"));
    }
    let wanted: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    println!("phrasings      load s   peak MB   resident MB   median ms     p99 ms   best ms");
    for phrasings in SIZES {
        if !wanted.is_empty() && !wanted.contains(&phrasings) {
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        for (name, table) in large_table(phrasings) {
            std::fs::write(folder.path().join(name), table).expect("a file");
        }
        let ended = Command::new(std::env::current_exe().expect("a program"))
            .env(FOLDER, folder.path())
            .env("SCALE_PHRASINGS", phrasings.to_string())
            .status();
        assert!(ended.expect("it runs").success());
    }
}

fn measure(folder: &Path, phrasings: u64) {
    let start = Instant::now();
    let loaded = files::load(folder, None);
    let invalid = || panic!("{}", loaded.report.render_plain());
    let snapshot = Snapshot::new(loaded.knowledge.unwrap_or_else(invalid));
    let load = start.elapsed().as_secs_f64();
    drop((loaded.files, loaded.report));
    let mut times: Vec<Duration> = questions(phrasings, ASKED)
        .iter()
        .map(|question| {
            let start = Instant::now();
            black_box(snapshot.ask(black_box(&question.words)));
            start.elapsed()
        })
        .collect();
    times.sort();
    let milliseconds =
        |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "{phrasings:>9} {load:>11.2} {:>9.0} {:>13.0} {:>11.3} {:>10.3} {:>9.3}",
        megabytes("VmHWM:"),
        megabytes("VmRSS:"),
        milliseconds(50),
        milliseconds(99),
        milliseconds(0)
    );
}

/// This process's memory by a line of `/proc/self/status`, in MiB; NaN where there is no such file.
fn megabytes(figure: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(figure));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
