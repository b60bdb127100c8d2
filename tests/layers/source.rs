//! The source as these tests read it: modules, their code, what they import and define.
//!
//! It reads text, not Rust: it relies on rustfmt's layout and on absolute imports (`crate::a::b`),
//! which `imports_are_absolute` holds.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::path;

/// A source file, which is one module.
pub struct Source {
    /// Its file below `src`, such as `matcher/index.rs`.
    pub file: String,
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

/// Whether a path is that of a module, or of something in it.
pub fn is_in(path: &str, module: &str) -> bool {
    path.strip_prefix(module)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Every module but `lib`, `main` and tests in a file of their own.
pub fn modules() -> Vec<Source> {
    let mut files = Vec::new();
    walk(&path("src"), &mut files);
    let is_ours = |module: &str| !["lib", "main"].contains(&module) && !module.ends_with("::tests");
    files.retain(|file| is_ours(&file.module));
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
                file,
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

/// The types that a module defines; associated types are no types of their own.
pub fn types(source: &Source) -> Vec<String> {
    let defined = source.code.iter().filter_map(|line| {
        let inner = line.trim_start();
        let is_inner = inner.len() < line.len();
        if inner.contains('$') {
            // A macro gives the name.
            return None;
        }
        let mut words = inner.split(|c: char| !c.is_alphanumeric() && c != '_');
        let mut words = words.by_ref().filter(|word| !word.is_empty()).peekable();
        if words.next_if_eq(&"pub").is_some() {
            // `pub(crate)` and `pub(super)`.
            words.next_if(|word| ["crate", "super"].contains(word));
        }
        let kind = words.next()?;
        let is_type = ["struct", "enum", "trait"].contains(&kind) || (kind == "type" && !is_inner);
        words.next().filter(|_| is_type).map(str::to_owned)
    });
    defined.collect()
}

/// The functions of a module: each with its name and its lines, from `fn` to the closing brace.
pub fn functions(source: &Source) -> Vec<(String, usize)> {
    let mut functions = Vec::new();
    for (at, line) in source.code.iter().enumerate() {
        let inner = line.trim_start();
        let before = ["pub ", "pub(crate) ", "const ", "async ", "unsafe "];
        let mut rest = inner;
        while let Some(left) = before.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = left;
        }
        let Some(name) = rest.strip_prefix("fn ") else {
            continue;
        };
        let name = name
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next();
        let indent = &line[..line.len() - inner.len()];
        let end = format!("{indent}}}");
        let lines = source.code[at..].iter();
        let mut length = 0;
        for (n, line) in lines.enumerate() {
            let is_short = n == 0 && (line.ends_with('}') || line.ends_with(';'));
            // A trait's function without a body, with its arguments below each other.
            let is_declared = line.ends_with(';') && line.starts_with(&format!("{indent})"));
            if is_short || is_declared || *line == end {
                length = n + 1;
                break;
            }
        }
        functions.push((name.unwrap_or_default().to_owned(), length));
    }
    functions
}
