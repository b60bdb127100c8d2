//! What the tests share: paths, tables, the bot in this process, and the program in its own.

pub mod bot;
pub mod markdown;
pub mod moderated;
pub mod opened_form;
pub mod program;
pub mod tiny_model;
pub mod words;

use std::path::{Path, PathBuf};

use footnote::diagnostic::Report;
use footnote::files;
use footnote::knowledge::{self, Knowledge};
use footnote::service::Snapshot;

pub use program::Run;

use program::Program;

/// A path in the repository.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The example table that most tests ask, `tests/skerry`.
pub fn skerry() -> Snapshot {
    snapshot("tests/skerry/skerry.toml")
}

/// Copies the example table and its source's text into a folder.
pub fn copy_skerry(folder: &Path) {
    for name in ["skerry.toml", "skerry.md"] {
        std::fs::copy(path("tests/skerry").join(name), folder.join(name)).unwrap();
    }
}

/// A table of the repository, ready to answer.
#[track_caller]
pub fn snapshot(name: &str) -> Snapshot {
    let loaded = files::load(&path(name), None);
    let faults = loaded.report.render_plain();
    Snapshot::new(loaded.knowledge.expect(&faults))
}

/// Loads a table from a string.
pub fn load(table: &str) -> (Option<Knowledge>, Report) {
    load_with(table, None)
}

/// Loads a table from a string, with its source's text.
pub fn load_with(table: &str, text: Option<&str>) -> (Option<Knowledge>, Report) {
    let parsed = knowledge::parse(&[("table.toml".to_owned(), table.as_bytes().to_vec())]);
    knowledge::load(parsed, &[text.map(str::to_owned)])
}

/// Runs the program in a folder of the repository.
pub fn run(folder: &str, args: &[&str], input: &str) -> Run {
    run_in(&path(folder), args, input)
}

/// Runs the program in any folder.
pub fn run_in(folder: &Path, args: &[&str], input: &str) -> Run {
    Program::new().args(args).folder(folder).input(input).run()
}
