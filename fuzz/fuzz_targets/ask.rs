//! Any text as a question about a small table: it gets an answer, the same each time, and every score
//! is in its range.

#![no_main]

use std::sync::LazyLock;

use footnote::files;
use footnote::matcher::analysis::normalize::normalize;
use footnote::service::Snapshot;
use libfuzzer_sys::fuzz_target;

static SKERRY: LazyLock<Snapshot> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/skerry");
    let loaded = files::load(folder.as_ref(), None);
    Snapshot::new(loaded.knowledge.expect("the table is valid"))
});

fuzz_target!(|question: &str| {
    for word in normalize(question) {
        assert!(!word.text.is_empty());
        assert!(!word.text.contains(char::is_whitespace));
    }
    let answer = SKERRY.ask(question);
    assert!((0.0..=1.0).contains(&answer.confidence));
    let mut last = 1.0;
    for candidate in &answer.candidates {
        assert!((0.0..=last).contains(&candidate.score));
        last = candidate.score;
    }
    assert!(answer == SKERRY.ask(question));
});
