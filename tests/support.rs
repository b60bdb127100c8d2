//! What the tests share: where things are, and how to load and to run them.

pub mod bot;
pub mod moderated;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use footnote::diagnostic::Report;
use footnote::files;
use footnote::knowledge::{self, Knowledge};
use footnote::service::Snapshot;

/// A path within the repository.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The invented table that most tests ask.
pub fn skerry() -> Snapshot {
    snapshot("tests/skerry/skerry.toml")
}

/// Puts the invented table and its source's text into a folder.
pub fn copy_skerry(folder: &Path) {
    for name in ["skerry.toml", "skerry.md"] {
        std::fs::copy(path("tests/skerry").join(name), folder.join(name)).unwrap();
    }
}

/// A table of the repository, ready to be asked.
#[track_caller]
pub fn snapshot(name: &str) -> Snapshot {
    let loaded = files::load(&path(name), None);
    let faults = loaded.report.render_plain();
    Snapshot::new(loaded.knowledge.expect(&faults))
}

/// Loads a table given as text.
pub fn load(table: &str) -> (Option<Knowledge>, Report) {
    load_with(table, None)
}

/// Loads a table given as text, with its source's text.
pub fn load_with(table: &str, text: Option<&str>) -> (Option<Knowledge>, Report) {
    let parsed = knowledge::parse(&[("table.toml".to_owned(), table.as_bytes().to_vec())]);
    knowledge::load(parsed, &[text.map(str::to_owned)])
}

/// What a run of the program left behind.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the real program in a folder of the repository, as a user would.
pub fn run(folder: &str, args: &[&str], input: &str) -> Run {
    run_in(&path(folder), args, input)
}

/// Runs the real program in any folder.
pub fn run_in(folder: &Path, args: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_footnote"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends early, as on a usage error, does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
