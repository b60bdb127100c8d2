//! Takes an assistant's reply into a table: examines it, shows what is taken and what is not, and writes it.

mod show;
mod write;

use std::io;
use std::path::Path;

use clap::Args;

use crate::cli::terminal::Terminal;
use crate::cli::{Ending, print_report, progress, wrong_usage};
use crate::expand::entry_names::EntryNames;
use crate::expand::examine::{Sifted, examine};
use crate::expand::reply::AssistantReply;
use crate::files;
use crate::knowledge::Knowledge;
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

    /// Whether nothing is said about what becomes of a reply.
    pub fn is_default(&self) -> bool {
        !self.write && !self.trust && self.strike.is_empty()
    }
}

/// Takes a reply into the knowledge at a path.
pub(in crate::cli) fn take(path: &Path, reply: &str, options: &TakeArgs) -> io::Result<Ending> {
    let loaded = files::load(path, None);
    let Some(knowledge) = loaded.knowledge else {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    };
    let reply = AssistantReply::read(reply);
    let snapshot = progress::prepare(knowledge);
    let examined = examine(snapshot.table(), &reply);
    let knowledge = snapshot.knowledge();
    let examined = struck(knowledge, examined, &options.strike)?;
    show::show(knowledge, &reply, &examined)?;
    if examined.phrasings.is_empty() && examined.gaps.is_empty() {
        return Ok(Ending::Failure);
    }
    let new = write::with(&loaded.files, knowledge, &examined, options)?;
    write::write(path, &loaded.files, &new, options)
}

/// Removes every phrasing that came from an assistant from the knowledge at a path.
pub(in crate::cli) fn take_back(path: &Path, options: &TakeArgs) -> io::Result<Ending> {
    let loaded = files::load(path, None);
    if loaded.knowledge.is_none() {
        print_report(&loaded.report)?;
        return Ok(Ending::Failure);
    }
    let (new, count) = write::without(&loaded.files)?;
    let phrasings = counted(count, "phrasing");
    let mut out = Terminal::stdout();
    out.line(format_args!("{phrasings} of an assistant to remove"))?;
    write::write(path, &loaded.files, &new, options)
}

/// Leaves out what the curator strikes. The others keep their numbers.
fn struck(knowledge: &Knowledge, mut examined: Sifted, strike: &[String]) -> io::Result<Sifted> {
    let names = EntryNames::of(knowledge);
    let (mut numbers, mut entries) = (Vec::new(), Vec::new());
    let listed = examined.phrasings.len() + examined.gaps.len();
    for name in strike {
        match name.parse::<usize>() {
            Ok(number) if (1..=listed).contains(&number) => numbers.push(number),
            _ => entries.push(names.find(name).map_err(|why| {
                wrong_usage(format!(
                    "{why}; `--strike` takes ids, and numbers from 1 to {listed}"
                ))
            })?),
        }
    }
    let is_kept = |number: usize| !numbers.contains(&number);
    examined
        .phrasings
        .retain(|own| is_kept(own.number()) && !entries.contains(&own.entry()));
    examined.gaps.retain(|gap| is_kept(gap.number()));
    Ok(examined)
}
