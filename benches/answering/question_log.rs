//! Whether answers wait for the question log: a thousand questions a second, in turns with and without a
//! log, in one run.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::Criterion;
use footnote::config::JournalMode;
use footnote::question_log::{Origin, QuestionLog, Visibility};
use footnote::record::{Channel, Day, Days};
use footnote::service::{Service, Snapshot};
use footnote::store::Store;

use crate::{QUESTIONS, shipped};

/// Turns of each kind; they alternate, so that both run on the same machine load.
const TURNS: usize = 5;
/// Questions in a turn.
const ASKED: usize = 2_000;
/// A thousand questions a second.
const PACE: Duration = Duration::from_millis(1);

pub fn logging(_: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let service = Arc::new(Service::of(Snapshot::new(shipped())));
    let mut waits = [Vec::new(), Vec::new()];
    for turn in 0..TURNS {
        for (mode, waits) in [JournalMode::Off, JournalMode::Questions]
            .into_iter()
            .zip(&mut waits)
        {
            let store = Store::at(&folder.path().join(format!("{turn}-{mode:?}.db")));
            let _inside = runtime.enter();
            let log = QuestionLog::start(mode, Days(30), store.clone());
            ask(&service, &log, waits);
            let logged = runtime.block_on(async {
                log.close().await;
                store.logged(Day(0)).await.expect("a whole store")
            });
            let logged: u32 = logged.iter().map(|asked| asked.times).sum();
            let expected = if mode == JournalMode::Off {
                0
            } else {
                ASKED as u64
            };
            assert_eq!(u64::from(logged) + log.dropped(), expected);
            assert_eq!(log.dropped(), 0, "a thousand a second are logged");
        }
    }
    for (name, mut waits) in ["without a question log", "with it"].into_iter().zip(waits) {
        waits.sort_unstable();
        let percentile = |percent: usize| waits[waits.len() * percent / 100].as_secs_f64() * 1e6;
        println!(
            "an answer of the shipped table at 1,000 a second, {name}: median {:.0} µs, p99 {:.0} µs",
            percentile(50),
            percentile(99)
        );
    }
}

fn ask(service: &Arc<Service>, log: &QuestionLog, waits: &mut Vec<Duration>) {
    let origin = Origin {
        server: Some(1),
        channel: Channel::Server,
        visibility: Visibility::Public,
        member: 1,
    };
    let snapshot = &service.snapshot();
    let began = Instant::now();
    for (question, number) in QUESTIONS.iter().cycle().take(ASKED).zip(0..) {
        // Each at its time; waiting by turning keeps the core awake in both kinds of turn.
        while began.elapsed() < PACE * number {
            std::hint::spin_loop();
        }
        let asked = Instant::now();
        let answer = snapshot.ask(question);
        log.log(service, snapshot, origin, &answer);
        waits.push(asked.elapsed());
        black_box(answer);
    }
}
