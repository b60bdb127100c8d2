//! The shape of the source, read from its text: which module may import which, and what each may
//! touch of the world.

mod rooms;
mod shape;
mod source;

use std::collections::BTreeSet;
use std::fs;

use crate::support::path;
use source::{Source, modules};

/// For each top-level module, the modules it may use; what it is not to use is absent.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diagnostic", &["text"]),
    ("document", &["diagnostic"]),
    ("effort", &[]),
    ("kind", &[]),
    ("text", &[]),
    ("knowledge", &["diagnostic", "document", "kind", "text"]),
    ("record", &["knowledge"]),
    ("matcher", &["kind", "text"]),
    ("answer", &["knowledge", "matcher", "text"]),
    (
        "quality",
        &[
            "answer",
            "diagnostic",
            "document",
            "effort",
            "knowledge",
            "matcher",
        ],
    ),
    (
        "draft",
        &[
            "answer",
            "diagnostic",
            "knowledge",
            "matcher",
            "quality",
            "text",
        ],
    ),
    (
        "expand",
        &["answer", "knowledge", "matcher", "text", "wording"],
    ),
    (
        "exchange",
        &["answer", "diagnostic", "knowledge", "text", "wording"],
    ),
    (
        "insights",
        &[
            "answer",
            "diagnostic",
            "effort",
            "knowledge",
            "matcher",
            "record",
        ],
    ),
    ("chart", &["insights", "knowledge"]),
    ("config", &["answer", "diagnostic", "document", "record"]),
    ("wording", &["answer", "config", "knowledge", "record"]),
    (
        "conversation",
        &["answer", "knowledge", "matcher", "text", "wording"],
    ),
    ("fetch", &["knowledge"]),
    ("files", &["config", "diagnostic", "knowledge", "record"]),
    ("service", &["answer", "knowledge", "matcher"]),
    ("encoder", &["answer", "files", "knowledge", "matcher"]),
    ("store", &["knowledge", "record"]),
    (
        "question_log",
        &[
            "answer", "config", "matcher", "record", "service", "store", "text",
        ],
    ),
    (
        "release",
        &[
            "answer",
            "diagnostic",
            "effort",
            "expand",
            "files",
            "knowledge",
            "quality",
            "record",
            "service",
            "store",
        ],
    ),
    (
        "discord",
        &[
            "answer",
            "chart",
            "config",
            "conversation",
            "diagnostic",
            "effort",
            "encoder",
            "expand",
            "insights",
            "knowledge",
            "matcher",
            "quality",
            "question_log",
            "record",
            "release",
            "service",
            "store",
            "text",
            "wording",
        ],
    ),
    (
        "cli",
        &[
            "answer",
            "chart",
            "config",
            "conversation",
            "diagnostic",
            "discord",
            "encoder",
            "expand",
            "exchange",
            "draft",
            "effort",
            "fetch",
            "files",
            "insights",
            "knowledge",
            "matcher",
            "quality",
            "question_log",
            "record",
            "release",
            "service",
            "store",
            "text",
            "wording",
        ],
    ),
];

/// What only one module may touch.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("csv", &["exchange"]),
    ("anstream", &["cli"]),
    ("rustyline", &["cli"]),
    ("plotters", &["chart"]),
    ("indicatif", &["cli"]),
    (
        "rayon",
        &["encoder", "expand", "insights", "matcher", "quality"],
    ),
    ("std::fs", &["files", "cli", "store"]),
    ("std::env", &["cli"]),
    (
        "std::time",
        &[
            "cli",
            "discord",
            "encoder",
            "fetch",
            "files",
            "question_log",
            "store",
        ],
    ),
    ("bert", &["encoder"]),
    ("std::process", &["cli", "main"]),
    ("tempfile", &["files"]),
    ("same_file", &["files"]),
    ("libc", &["files"]),
    ("toml::de", &["config", "document"]),
    ("toml_edit", &["draft", "knowledge"]),
    ("htmd", &["draft"]),
    ("sqlx", &["store"]),
    ("fail", &["cli", "files", "release"]),
    ("regex", &["question_log"]),
    ("hmac", &["question_log"]),
    ("getrandom", &["question_log"]),
    ("reqwest", &["cli", "discord", "fetch"]),
    ("serenity", &["discord"]),
    ("png", &["chart"]),
    ("similar", &["discord"]),
    ("poise", &["discord"]),
    (
        "tokio",
        &[
            "cli",
            "discord",
            "encoder",
            "fetch",
            "question_log",
            "release",
            "store",
        ],
    ),
    ("tracing", &["cli", "discord", "question_log", "release"]),
    ("tracing_subscriber", &["cli"]),
    ("strsim", &["diagnostic", "matcher"]),
];

#[test]
fn modules_use_only_what_lies_below_them() {
    let modules = modules();
    let names = source::names(&modules);
    let mut seen = BTreeSet::new();
    for module in &modules {
        let top = module.top();
        let allowed = MAY_USE.iter().find(|(name, _)| *name == top);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("`{top}` has no place in MAY_USE"));
        for used in source::used(module, &names) {
            let used = source::top(&used);
            assert!(
                used == top || allowed.contains(&used),
                "`{}` must not use `{used}`",
                module.module
            );
        }
        seen.insert(top);
    }
    assert_eq!(
        seen.len(),
        MAY_USE.len(),
        "MAY_USE names a module that is gone"
    );
}

#[test]
fn what_touches_the_world_is_kept_in_its_place() {
    for module in modules() {
        let code = module.text();
        for (name, places) in ONLY_IN {
            let at_bound = |(at, _): (usize, &str)| {
                let inner = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
                let after = &code[at + name.len()..];
                !code[..at].ends_with(inner) && after.starts_with([';', ':', ' ', '{', ','])
            };
            let used = code.match_indices(name).any(at_bound);
            assert!(
                !used || places.contains(&module.top()),
                "`{}` must not touch `{name}`",
                module.module
            );
        }
    }
}

/// What reads a file: a reader of its own might wait for a pipe, or read on without end.
const READING: &[&str] = &[
    "fs::read(",
    "fs::read_to_string(",
    "File::open(",
    "OpenOptions::new(",
    ".read_to_end(",
    ".read_to_string(",
];

/// The modules that may do so, with the reason.
const READERS: &[(&str, &str)] = &[
    (
        "cli::expand::program",
        "reads what a program answers, and no file",
    ),
    (
        "discord::connection::relay::payload",
        "inflates what the gateway sends, and reads no file",
    ),
    ("files::regular", "everything else reads through it"),
    (
        "store::sqlite::file",
        "makes a missing file, and reads nothing",
    ),
];

#[test]
fn files_are_read_in_one_place() {
    for module in modules() {
        let code = module.text();
        let used = READING.iter().find(|reading| code.contains(**reading));
        let may_read = READERS.iter().any(|(reader, _)| *reader == module.module);
        assert!(
            used.is_none() || may_read,
            "`{}` must read through `files::read`, not by `{used:?}`",
            module.module
        );
    }
}

#[test]
fn everything_is_printed_in_one_place() {
    let streams = [
        "anstream::std",
        "io::stdout",
        "io::stderr",
        "print!",
        "println!",
    ];
    for module in modules() {
        let printed = streams.iter().find(|name| module.text().contains(*name));
        let is_place = module.module == "cli::terminal";
        assert_eq!(
            printed.is_some(),
            is_place,
            "`{}`: {printed:?}",
            module.module
        );
    }
}

#[test]
fn imports_of_std_are_written_one_by_one() {
    for module in modules() {
        assert!(
            !module.text().contains("use std::{"),
            "`{}` hides what it uses of std",
            module.module
        );
    }
}

#[test]
fn imports_are_absolute() {
    let is_relative = |module: &&Source| module.text().contains("super::");
    let modules = modules();
    let relative: Vec<&str> = modules
        .iter()
        .filter(is_relative)
        .map(|module| module.module.as_str())
        .collect();
    assert_eq!(
        relative, [""; 0],
        "write `crate::…`, which these tests read"
    );
}

#[test]
fn the_program_itself_is_only_a_call() {
    let main = fs::read_to_string(path("src/main.rs")).unwrap();
    // With its allocator.
    assert!(source::code(&main).len() < 16);
}
