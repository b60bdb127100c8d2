//! Any text as a question set, in TOML and in JSON lines, and as a log of questions: it is read, or its
//! faults are reported; and no question has an entry that the table does not have.

#![no_main]

use std::sync::LazyLock;

use footnote::files;
use footnote::insights::question_lines::QuestionLines;
use footnote::knowledge::Knowledge;
use footnote::quality::evaluation::dataset;
use libfuzzer_sys::fuzz_target;

static SKERRY: LazyLock<Knowledge> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/skerry");
    let loaded = files::load(folder.as_ref(), None);
    loaded.knowledge.expect("the table is valid")
});

fuzz_target!(|text: &str| {
    for name in ["fuzzed.toml", "fuzzed.jsonl"] {
        let (questions, report) = dataset::read(&SKERRY, name, text.as_bytes());
        assert_eq!(report.diagnostics.is_empty(), report.render_plain().is_empty());
        for asked in questions {
            // A sentence that no entry cites has an entry that is not there.
            assert!(asked.gaps.iter().all(|gap| *gap < SKERRY.entries.len()));
        }
    }
    let mut lines = QuestionLines::default();
    let read = lines.add(text);
    let questions = lines.into_questions();
    assert!(read.is_err() || questions.len() <= text.lines().count());
    assert!(questions.iter().all(|(_, times)| *times > 0));
});
