//! The measures of the house: names that are used once, functions and files of a readable length.

use std::collections::BTreeMap;

use super::source::{functions, modules, types};

/// The most lines of a function, from `fn` to its closing brace.
const FUNCTION: usize = 60;
/// The most lines of a file, its tests not counted.
const FILE: usize = 300;

/// Longer functions, as `module::function`, with the reason.
const LONG_FUNCTIONS: &[(&str, &str)] = &[];

/// Longer files, with the reason.
const LONG_FILES: &[(&str, &str)] = &[
    ("matcher/analysis/english.rs", "word lists: data, not code"),
    (
        "wording/moderators.rs",
        "sentences: what moderators read, in one place",
    ),
];

#[test]
fn a_type_name_is_defined_once() {
    let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for module in modules() {
        for name in types(&module) {
            defined.entry(name).or_default().push(module.module.clone());
        }
    }
    defined.retain(|_, modules| modules.len() > 1);
    assert!(defined.is_empty(), "{defined:#?}");
}

#[test]
fn functions_are_no_longer_than_a_screen() {
    let mut long = Vec::new();
    for module in modules() {
        for (name, lines) in functions(&module) {
            assert!(lines > 0, "no end to `{name}` in {}", module.file);
            let name = format!("{}::{name}", module.module);
            let is_excepted = LONG_FUNCTIONS.iter().any(|(excepted, _)| *excepted == name);
            if lines > FUNCTION && !is_excepted {
                long.push(format!("`{name}` has {lines} lines"));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn files_are_short_or_have_a_reason() {
    let modules = modules();
    let lines = |file: &str| {
        let found = modules.iter().find(|module| module.file == file);
        found.map_or(0, |module| module.code.len())
    };
    let is_excepted = |file: &str| LONG_FILES.iter().any(|(excepted, _)| *excepted == file);
    let mut faults: Vec<String> = modules
        .iter()
        .filter(|module| module.code.len() > FILE && !is_excepted(&module.file))
        .map(|module| format!("{} has {} lines", module.file, module.code.len()))
        .collect();
    let needless = LONG_FILES.iter().filter(|(file, _)| lines(file) <= FILE);
    faults.extend(needless.map(|(file, _)| format!("{file} needs no reason any more")));
    assert!(faults.is_empty(), "{faults:#?}");
}
