//! Shows what a table takes of a reply, entry by entry, and what it does not.

use std::io;

use crate::cli::import::phrasings::TakeArgs;
use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::expand::account::{Account, AccountBlock};
use crate::wording::counted;

/// Prints what is taken, what is refused with the reason, and the counts.
pub(super) fn show(account: &Account) -> io::Result<()> {
    let mut out = Terminal::stdout();
    for block in &account.blocks {
        print(&mut out, block)?;
    }
    out.line(account.counts.as_str())?;
    for remark in &account.remarks {
        out.line(remark.as_str())?;
    }
    if !account.missing.is_empty() {
        let more = if account.misses_more { " …" } else { "" };
        let names = account.missing.join(" ");
        out.line(format_args!(
            "it has nothing for these; ask again with `footnote expand --entries {names}{more}`"
        ))?;
    }
    out.flush()
}

/// Says what becomes of gaps that are taken: members read their sentences.
pub(super) fn gaps(taken: usize, options: &TakeArgs) -> io::Result<()> {
    if taken == 0 {
        return Ok(());
    }
    let gaps = counted(taken, "gap");
    Terminal::stdout().line(if options.trust {
        format!("{gaps} taken as they are: members read what they say at once")
    } else {
        format!(
            "{gaps} taken as drafts: the bot says nothing of them until you have read each and removed `draft = true`"
        )
    })
}

fn print(out: &mut Terminal, block: &AccountBlock) -> io::Result<()> {
    out.line(Line::new().strong(&block.title))?;
    out.lines(block.taken.iter().map(|(number, text)| {
        let number = Line::new().faint(format_args!("{number:>5}  "));
        number.text(text)
    }))?;
    out.lines(block.refused.iter().map(|(text, reason)| {
        let line = Line::from(format_args!("    -  {text} "));
        line.faint(format_args!("({reason})"))
    }))
}
