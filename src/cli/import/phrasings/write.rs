//! The files with what is taken. They replace those on disk only if they load.

use std::io;
use std::path::Path;

use crate::cli::import::phrasings::TakeArgs;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, print_report, rewrite};
use crate::expand::examine::Sifted;
use crate::files::KnowledgePath;
use crate::knowledge::amend::{Expansion, without_expanded};
use crate::knowledge::{FileSet, Knowledge};
use crate::wording::counted;

/// Files by their names.
type Changed = Vec<(String, String)>;

/// The files that change, with what is taken.
pub(super) fn with(
    files: &FileSet,
    knowledge: &Knowledge,
    examined: &Sifted,
    options: &TakeArgs,
) -> io::Result<Changed> {
    let mut changed = Vec::new();
    // Sources are in the order of their files.
    for (source, (name, bytes)) in files.tables.iter().enumerate() {
        let expansion = Expansion {
            drafts: !options.trust,
            ..examined.expansion(knowledge, source)
        };
        if !expansion.is_empty() {
            let new = expansion.add_to(&String::from_utf8_lossy(bytes));
            changed.push((name.clone(), new.map_err(io::Error::other)?));
        }
    }
    Ok(changed)
}

/// The files that change, without any phrasing of an assistant, and how many those are.
pub(super) fn without(files: &FileSet) -> io::Result<(Changed, usize)> {
    let (mut changed, mut all) = (Vec::new(), 0);
    for (name, bytes) in &files.tables {
        let old = String::from_utf8_lossy(bytes);
        let (new, count) = without_expanded(&old).map_err(io::Error::other)?;
        if count > 0 {
            changed.push((name.clone(), new));
            all += count;
        }
    }
    Ok((changed, all))
}

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
        let files = counted(changed.len(), "file");
        out.line(format_args!(
            "nothing is written; `--write` changes {files}"
        ))?;
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
