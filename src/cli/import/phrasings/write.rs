//! The files with what is taken. They replace those on disk only if they load.

use std::io;
use std::path::Path;

use crate::cli::import::phrasings::TakeArgs;
use crate::cli::terminal::Terminal;
use crate::cli::{DRY_RUN, Ending, print_report, rewrite};
use crate::files::KnowledgePath;
use crate::knowledge::FileSet;

/// Checks that the files load with what has changed, and writes them if that is wanted.
pub(super) fn write(
    path: &Path,
    old: &FileSet,
    changed: &[(String, String)],
    options: &TakeArgs,
) -> io::Result<Ending> {
    let layout = KnowledgePath::of(path);
    let mut set = old.clone();
    for (name, new) in changed {
        set.tables.insert(name.clone(), new.clone().into_bytes());
    }
    let (knowledge, report) = set.load(|name| layout.table(name).display().to_string());
    if knowledge.is_none() {
        print_report(&report)?;
        return Ok(Ending::Failure);
    }
    let mut out = Terminal::stdout();
    if !options.write {
        out.line(DRY_RUN)?;
    }
    for (name, new) in changed.iter().filter(|_| options.write) {
        let file = layout.table(name);
        rewrite::expect_unchanged(&file, Some(&old.tables[name]))?;
        rewrite::write(&file, new.as_bytes())?;
        out.line(format_args!("wrote `{}`", file.display()))?;
    }
    out.flush()?;
    Ok(Ending::Success)
}
