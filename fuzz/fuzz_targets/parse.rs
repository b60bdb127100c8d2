//! Any bytes as a knowledge file, a configuration and a dataset: faults are reported, with places that
//! can be drawn, and nothing panics.

#![no_main]

use std::sync::LazyLock;

use footnote::files;
use footnote::knowledge::{self, Knowledge};
use footnote::quality::evaluation::dataset;
use libfuzzer_sys::fuzz_target;

static SKERRY: LazyLock<Knowledge> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/skerry");
    let loaded = files::load(folder.as_ref(), None);
    loaded.knowledge.expect("the table is valid")
});

fuzz_target!(|bytes: &[u8]| {
    let name = "fuzzed.toml";
    let parsed = knowledge::parse(&[(name.to_owned(), bytes.to_vec())]);
    let text = String::from_utf8_lossy(bytes);
    let (knowledge, report) = knowledge::load(parsed, &[Some(text.into_owned())]);
    assert_eq!(knowledge.is_none(), report.has_errors());
    let _ = report.render_plain();

    let (config, report) = footnote::config::parse(name, bytes);
    assert_eq!(config.is_none(), report.has_errors());
    let _ = report.render_plain();

    for name in [name, "fuzzed.jsonl"] {
        let (_, report) = dataset::read(&SKERRY, name, bytes);
        let _ = report.render_plain();
    }
});
