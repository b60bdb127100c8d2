//! The time of a reload, in which files are read, validated, indexed and swapped in; and the latency of
//! answers meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use criterion::Criterion;
use footnote::files;
use footnote::service::{Service, Snapshot};

use crate::large::large_table;
use crate::{LARGE, QUESTIONS};

/// How long answers are timed.
const WATCHED: Duration = Duration::from_secs(6);
/// The pause between questions: five hundred a second.
const PAUSE: Duration = Duration::from_millis(2);

pub fn reloading(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, table) in large_table(LARGE) {
        fs::write(folder.path().join(name), table).expect("a file");
    }
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let tables: [(&str, PathBuf); 2] = [
        ("shipped table", shipped),
        ("100,000 phrasings", folder.path().to_owned()),
    ];

    let mut group = c.benchmark_group("reload");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(8));
    for (name, path) in &tables {
        let service = Service::of(load(path));
        group.bench_function(*name, |b| b.iter(|| service.swap(&load(path))));
    }
    group.finish();
    for (name, path) in &tables {
        let service = Service::of(load(path));
        let quiet = answers(&service, None);
        let busy = answers(&service, Some(path));
        report(name, "alone", &quiet);
        report(name, "during reloads", &busy);
    }
}

fn load(path: &Path) -> Snapshot {
    let loaded = files::load(path, None);
    Snapshot::new(loaded.knowledge.expect("a valid table"))
}

/// The latency of each answer, sorted, while a table is reloaded over and over, or none is.
fn answers(service: &Service, reloaded: Option<&PathBuf>) -> Vec<Duration> {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while let (Some(path), false) = (reloaded, is_over.load(Ordering::Relaxed)) {
                service.swap(&load(path));
            }
        });
        let began = Instant::now();
        let mut waits = Vec::new();
        for question in QUESTIONS.iter().cycle() {
            if began.elapsed() > WATCHED {
                break;
            }
            let asked = Instant::now();
            std::hint::black_box(service.snapshot().ask(question));
            waits.push(asked.elapsed());
            thread::sleep(PAUSE);
        }
        is_over.store(true, Ordering::Relaxed);
        waits.sort_unstable();
        waits
    })
}

fn report(table: &str, when: &str, waits: &[Duration]) {
    let percentile = |percent: usize| waits[waits.len() * percent / 100].as_secs_f64() * 1_000.0;
    println!(
        "answers from the {table}, {when}: median {:.2} ms, p99 {:.2} ms, of {}",
        percentile(50),
        percentile(99),
        waits.len()
    );
}
