//! Any text as a question to be redacted: no panic, and redacting what is kept changes nothing.

#![no_main]

use std::sync::LazyLock;

use footnote::files;
use footnote::question_log::redact::{Redactor, redact_for_good};
use footnote::service::Snapshot;
use libfuzzer_sys::fuzz_target;

static SKERRY: LazyLock<Snapshot> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/skerry");
    let loaded = files::load(folder.as_ref(), None);
    Snapshot::new(loaded.knowledge.expect("the table is valid"))
});

fuzz_target!(|question: &str| {
    let redactor = Redactor::default();
    let kept = redactor.redact(SKERRY.matcher(), question);
    assert!(kept == redactor.redact(SKERRY.matcher(), &kept));
    // An address has an @, which no kept word has.
    assert!(!kept.split(' ').any(|word| word.len() > 1 && word.contains('@')));
    let kept = redact_for_good(question);
    assert!(kept == redact_for_good(&kept));
});
