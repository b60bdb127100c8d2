//! The house's direction: who may import whom. Read from the imports themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::path;

/// For each top-level module, the modules it may use; what it is not to use is absent.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("document", &["diagnostic"]),
    ("kind", &[]),
    ("knowledge", &["diagnostic", "document", "kind"]),
    ("record", &["knowledge"]),
    ("matcher", &["kind"]),
    ("answer", &["knowledge", "matcher"]),
    (
        "quality",
        &["answer", "diagnostic", "document", "knowledge", "matcher"],
    ),
    ("insights", &["answer", "knowledge", "matcher", "record"]),
    ("chart", &["insights", "knowledge"]),
    ("wording", &["answer", "knowledge", "record"]),
    ("config", &["answer", "diagnostic", "document", "record"]),
    ("files", &["config", "diagnostic", "knowledge", "record"]),
    ("service", &["answer", "knowledge", "matcher"]),
    ("store", &["knowledge", "record"]),
    (
        "question_log",
        &["answer", "config", "matcher", "record", "service", "store"],
    ),
    (
        "release",
        &[
            "answer",
            "diagnostic",
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
            "diagnostic",
            "insights",
            "knowledge",
            "matcher",
            "quality",
            "question_log",
            "record",
            "release",
            "service",
            "store",
            "wording",
        ],
    ),
    (
        "cli",
        &[
            "answer",
            "chart",
            "config",
            "diagnostic",
            "discord",
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
            "wording",
        ],
    ),
];

/// What only one module may touch.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("csv", &["cli"]),
    ("anstream", &["cli"]),
    ("rustyline", &["cli"]),
    ("plotters", &["chart"]),
    ("indicatif", &["cli"]),
    ("rayon", &["insights", "matcher", "quality"]),
    ("std::fs", &["files", "cli", "store"]),
    ("std::env", &["cli"]),
    ("std::time", &["cli", "discord", "question_log", "store"]),
    ("std::process", &["cli", "main"]),
    ("tempfile", &["files"]),
    ("toml::de", &["config", "document"]),
    ("toml_edit", &["knowledge"]),
    ("sqlx", &["store"]),
    ("fail", &["cli", "files", "release"]),
    ("notify", &["cli"]),
    ("regex", &["question_log"]),
    ("hmac", &["question_log"]),
    ("getrandom", &["question_log"]),
    ("reqwest", &["cli", "discord"]),
    ("serenity", &["discord"]),
    ("png", &["chart"]),
    ("similar", &["discord"]),
    ("poise", &["discord"]),
    (
        "tokio",
        &["cli", "discord", "question_log", "release", "store"],
    ),
    ("tracing", &["cli", "discord", "question_log", "release"]),
    ("tracing_subscriber", &["cli"]),
    ("strsim", &["diagnostic", "matcher"]),
];

/// Every source file with the top-level module it belongs to.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inner = path.strip_prefix(crate::support::path("src")).unwrap();
                let module = inner.iter().next().unwrap().to_str().unwrap();
                let module = module.trim_end_matches(".rs").to_owned();
                files.push((module, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(&path("src"), &mut files);
    files
}

/// The code without comments and without the tests at its end.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut seen = BTreeSet::new();
    for (module, text) in sources() {
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let allowed = MAY_USE.iter().find(|(name, _)| *name == module);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("`{module}` has no place in MAY_USE"));
        for used in code(&text).split("crate::").skip(1) {
            let end = used.find(|c: char| !c.is_alphanumeric() && c != '_');
            let used = &used[..end.unwrap_or(used.len())];
            assert!(
                used == module || allowed.contains(&used),
                "`{module}` must not use `{used}`"
            );
        }
        seen.insert(module);
    }
    assert_eq!(
        seen.len(),
        MAY_USE.len(),
        "MAY_USE names a module that is gone"
    );
}

#[test]
fn what_touches_the_world_is_kept_in_its_place() {
    for (module, text) in sources() {
        for (name, places) in ONLY_IN {
            let at_bound = |(at, _): (usize, &str)| {
                let inner = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
                let after = &code(&text)[at + name.len()..];
                !code(&text)[..at].ends_with(inner) && after.starts_with([';', ':', ' ', '{', ','])
            };
            let used = code(&text).match_indices(name).any(at_bound);
            assert!(
                !used || places.contains(&module.as_str()),
                "`{module}` must not touch `{name}`"
            );
        }
    }
}

#[test]
fn nothing_is_imported_under_cover_of_a_list() {
    for (module, text) in sources() {
        assert!(
            !code(&text).contains("use std::{"),
            "`{module}` hides what it uses of std"
        );
    }
}

#[test]
fn the_program_itself_is_only_a_call() {
    let main = fs::read_to_string(path("src/main.rs")).unwrap();
    assert!(code(&main).lines().count() < 10);
}
