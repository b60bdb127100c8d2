//! Any text as a question about a small table: it gets an answer, the same each time, and every score
//! is in its range. Where it declines, the passages are the text's own words.

#![no_main]

use std::sync::LazyLock;

use footnote::files;
use footnote::matcher::analysis::normalize::normalize;
use footnote::service::Snapshot;
use libfuzzer_sys::fuzz_target;

static SKERRY: LazyLock<Snapshot> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/skerry");
    let loaded = files::load(folder.as_ref(), None);
    Snapshot::new(loaded.knowledge.expect("the table is valid")).with_passages()
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
    let answer = SKERRY.with_nearest_passages(answer);
    let text = SKERRY.knowledge().sources[0].text.as_ref();
    for passage in &answer.passages {
        let mut paragraphs = text.into_iter().flat_map(|text| text.paragraphs());
        assert!(paragraphs.any(|(_, words)| words.contains(&*passage.quote)));
    }
});
