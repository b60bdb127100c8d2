//! The source as these tests read it: modules, their code, and what they import.
//!
//! It reads text, not Rust: it relies on rustfmt's layout and on absolute imports (`crate::a::b`),
//! which `imports_are_absolute` holds.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::path;

/// A source file, which is one module.
pub struct Source {
    /// Its path in the crate, such as `matcher::index`.
    pub module: String,
    /// The lines before its tests, comments taken out but not their lines.
    pub code: Vec<String>,
}

impl Source {
    /// The module at the top that it belongs to.
    pub fn top(&self) -> &str {
        top(&self.module)
    }

    /// The code as one text.
    pub fn text(&self) -> String {
        self.code.join("\n")
    }
}

/// The module at the top of the crate that a path leads through.
pub fn top(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

/// Every module but `lib` and `main`.
pub fn modules() -> Vec<Source> {
    let mut files = Vec::new();
    walk(&path("src"), &mut files);
    files.retain(|file| !["lib", "main"].contains(&file.module.as_str()));
    files.sort_by(|a, b| a.module.cmp(&b.module));
    files
}

/// The paths of modules.
pub fn names(modules: &[Source]) -> BTreeSet<&str> {
    modules
        .iter()
        .map(|module| module.module.as_str())
        .collect()
}

fn walk(folder: &Path, files: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            walk(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            let file = entry.strip_prefix(path("src")).unwrap();
            let file = file.to_str().unwrap().to_owned();
            files.push(Source {
                module: file.trim_end_matches(".rs").replace('/', "::"),
                code: code(&fs::read_to_string(&entry).unwrap()),
            });
        }
    }
}

/// The lines before the tests at the end, with comments emptied.
pub fn code(text: &str) -> Vec<String> {
    let code = text.lines().take_while(|line| *line != "#[cfg(test)]");
    code.map(|line| {
        if line.trim_start().starts_with("//") {
            String::new()
        } else {
            line.to_owned()
        }
    })
    .collect()
}

/// The modules that a module imports or names, its own left out.
pub fn used(source: &Source, modules: &BTreeSet<&str>) -> BTreeSet<String> {
    let text = source.text();
    let mut used = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let before = &text[..at];
        let is_whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        // `pub(in crate::a)` says who may use it, and uses nothing.
        if is_whole && !before.ends_with("pub(in ") {
            expand(&text[at + "crate::".len()..], "", &mut used);
        }
    }
    let used = used.iter().filter_map(|path| module_of(path, modules));
    used.filter(|module| *module != source.module).collect()
}

/// Adds the paths that a text begins with, a list in braces expanded; returns what is left of it.
fn expand<'a>(text: &'a str, before: &str, paths: &mut BTreeSet<String>) -> &'a str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let path = match (before, name) {
        (_, "" | "self") => before.to_owned(),
        ("", _) => name.to_owned(),
        _ => format!("{before}::{name}"),
    };
    if let Some(inner) = rest.strip_prefix("::{") {
        let mut left = inner;
        while !left.trim_start().starts_with('}') && !left.is_empty() {
            left = expand(left, &path, paths).trim_start();
            left = left.strip_prefix(',').unwrap_or(left);
        }
        return left.trim_start().strip_prefix('}').unwrap_or(left);
    }
    if let Some(inner) = rest.strip_prefix("::") {
        return expand(inner, &path, paths);
    }
    paths.insert(path);
    // Another name for it.
    let renamed = rest.strip_prefix(" as ");
    renamed.map_or(rest, |rest| {
        rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
    })
}

/// The innermost module that a path leads through.
fn module_of(path: &str, modules: &BTreeSet<&str>) -> Option<String> {
    let mut path = path;
    loop {
        if modules.contains(path) {
            return Some(path.to_owned());
        }
        path = path.rsplit_once("::")?.0;
    }
}
