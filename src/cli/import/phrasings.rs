//! Takes an assistant's reply into a table: examines it, shows what is taken and what is not, and writes it.

mod show;
mod write;

use std::io;
use std::path::Path;

use clap::Args;

use crate::cli::terminal::Terminal;
use crate::cli::{Ending, print_report, progress, rewrite, wrong_usage};
use crate::expand::account::Account;
use crate::expand::examine::examine;
use crate::expand::reply::AssistantReply;
use crate::files;
use crate::knowledge::amend::{Expansion, expand_tables, take_back_tables};
use crate::wording::counted;

/// What becomes of a reply.
#[derive(Debug, Args)]
pub(in crate::cli) struct TakeArgs {
    /// Write what is taken; without it, nothing is changed
    #[arg(long)]
    write: bool,
    /// Take gaps as they are, not as drafts: their sentences are shown to members at once
    #[arg(long)]
    trust: bool,
    /// Leave these out: numbers of the list, or the ids of entries
    #[arg(long, value_name = "N-OR-ID", num_args = 1.., value_delimiter = ',')]
    strike: Vec<String>,
}

impl TakeArgs {
    /// Whether what is taken is to be written.
    pub fn write(&self) -> bool {
        self.write
    }

    /// Fails if something is to be written to what is not named as a table.
    pub fn expect_table(&self, path: &Path) -> io::Result<()> {
        if self.write {
            rewrite::expect_table(path)?;
        }
        Ok(())
    }

    /// Whether gaps are no drafts.
    pub fn trusts(&self) -> bool {
        self.trust
    }

    /// Whether something is struck.
    pub fn strikes(&self) -> bool {
        !self.strike.is_empty()
    }

    /// Whether nothing is said about what becomes of a reply.
    pub fn is_default(&self) -> bool {
        !self.write && !self.trust && self.strike.is_empty()
    }
}

/// Takes a reply into the knowledge at a path.
pub(in crate::cli) fn take(path: &Path, reply: &str, options: &TakeArgs) -> io::Result<Ending> {
    options.expect_table(path)?;
    let loaded = files::load(path, None);
    let Some(knowledge) = loaded.knowledge else {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    };
    let reply = AssistantReply::read(reply);
    let snapshot = progress::prepare(knowledge);
    let mut examined = examine(snapshot.table(), &reply);
    let knowledge = snapshot.knowledge();
    examined
        .strike(knowledge, &options.strike)
        .map_err(wrong_usage)?;
    show::show(&Account::of(knowledge, &reply, &examined))?;
    show::gaps(examined.gaps.len(), options)?;
    if examined.is_empty() {
        return Ok(Ending::Failure);
    }
    let new = expand_tables(&loaded.files, |source| Expansion {
        drafts: !options.trust,
        ..examined.expansion(knowledge, source)
    });
    let new = new.map_err(io::Error::other)?;
    write::write(path, &loaded.files, &new, options)
}

/// Removes every phrasing that came from an assistant from the knowledge at a path.
pub(in crate::cli) fn take_back(path: &Path, options: &TakeArgs) -> io::Result<Ending> {
    options.expect_table(path)?;
    let loaded = files::load(path, None);
    if loaded.knowledge.is_none() {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    }
    let (new, count) = take_back_tables(&loaded.files).map_err(io::Error::other)?;
    let phrasings = counted(count, "phrasing");
    let mut out = Terminal::stdout();
    out.line(format_args!("{phrasings} of an assistant to remove"))?;
    write::write(path, &loaded.files, &new, options)
}
