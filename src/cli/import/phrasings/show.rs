//! Shows what a table takes of a reply, entry by entry, and what it does not.

use std::collections::{BTreeMap, HashSet};
use std::io;

use crate::answer::EntryName;
use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::expand::examine::{RefusedWording, Sifted};
use crate::expand::reply::AssistantReply;
use crate::knowledge::Knowledge;
use crate::wording::counted;

/// The most lines about what cannot be read, and the most entries that are named as missing.
const SHOWN: usize = 20;

/// Prints what is taken, what is refused with the reason, and the counts.
pub(super) fn show(
    knowledge: &Knowledge,
    reply: &AssistantReply,
    examined: &Sifted,
) -> io::Result<()> {
    let mut out = Terminal::stdout();
    let mut refused: BTreeMap<&str, Vec<&RefusedWording>> = BTreeMap::new();
    for own in &examined.refused {
        refused.entry(&own.entry).or_default().push(own);
    }
    let mut taken: BTreeMap<usize, Vec<Line>> = BTreeMap::new();
    for own in &examined.phrasings {
        let lines = taken.entry(own.entry()).or_default();
        lines.push(taken_line(own.number(), &own.text));
    }
    for (index, entry) in knowledge.entries.iter().enumerate() {
        let name = EntryName::of(knowledge, entry).within(knowledge);
        let taken = taken.remove(&index).unwrap_or_default();
        let others = refused.remove(name.as_str()).unwrap_or_default();
        block(&mut out, &name, taken, &others)?;
    }
    for gap in &examined.gaps {
        let title = format!("gap: {}", gap.text);
        let asked = gap.ask.iter().map(|text| taken_line(gap.number(), text));
        let others = gap
            .ask
            .first()
            .and_then(|first| refused.remove(first.as_str()));
        block(
            &mut out,
            &title,
            asked.collect(),
            &others.unwrap_or_default(),
        )?;
    }
    for (name, others) in &refused {
        block(&mut out, name, Vec::new(), others)?;
    }
    counts(&mut out, reply, examined)?;
    faults(&mut out, knowledge, reply)?;
    out.flush()
}

fn taken_line(number: usize, text: &str) -> Line {
    Line::new().faint(format_args!("{number:>5}  ")).text(text)
}

/// An entry with its wordings; nothing if it has none.
fn block(
    out: &mut Terminal,
    title: &str,
    taken: Vec<Line>,
    refused: &[&RefusedWording],
) -> io::Result<()> {
    if taken.is_empty() && refused.is_empty() {
        return Ok(());
    }
    out.line(Line::new().strong(title))?;
    out.lines(taken)?;
    out.lines(refused.iter().map(|own| {
        let line = Line::from(format_args!("    -  {} ", own.text));
        line.faint(format_args!("({})", own.reason))
    }))
}

fn counts(out: &mut Terminal, reply: &AssistantReply, examined: &Sifted) -> io::Result<()> {
    let offered = reply.phrasings.iter().map(|own| own.ask.len());
    let offered: usize = offered.sum();
    let of_gaps = reply.gaps.iter().map(|gap| gap.ask.len());
    let of_gaps: usize = of_gaps.sum();
    let taken = examined.phrasings.len();
    let taken_of_gaps = examined.gaps.iter().map(|gap| gap.ask.len());
    let taken_of_gaps: usize = taken_of_gaps.sum();
    let gaps = counted(reply.gaps.len(), "gap");
    out.line(format_args!(
        "taken: {taken} of {}; {} of {gaps}, with {taken_of_gaps} of {}",
        counted(offered, "phrasing"),
        examined.gaps.len(),
        counted(of_gaps, "phrasing"),
    ))
}

/// What of the reply could not be read.
fn faults(out: &mut Terminal, knowledge: &Knowledge, reply: &AssistantReply) -> io::Result<()> {
    for piece in reply.unreadable.iter().take(SHOWN) {
        out.line(format_args!("not in the form that was asked for: {piece}"))?;
    }
    if reply.unreadable.len() > SHOWN {
        let more = reply.unreadable.len() - SHOWN;
        out.line(format_args!("and {more} more"))?;
    }
    if reply.left_out > 0 {
        let left_out = counted(reply.left_out, "phrasing");
        out.line(format_args!("{left_out} over the limit: import in parts"))?;
    }
    if !reply.is_cut_short {
        return Ok(());
    }
    out.line("the reply is cut short: what is whole up to there was read")?;
    let entries = knowledge.entries.iter();
    let names = entries.map(|entry| (entry, EntryName::of(knowledge, entry).within(knowledge)));
    let asked = reply.phrasings.iter().map(|own| own.entry.as_str());
    let asked: HashSet<&str> = asked.collect();
    let mut missing = names
        .filter(|(entry, name)| !asked.contains(entry.id.as_str()) && !asked.contains(&**name));
    let names: Vec<String> = missing.by_ref().take(SHOWN).map(|(_, name)| name).collect();
    if !names.is_empty() {
        let more = if missing.next().is_some() { " …" } else { "" };
        let names = names.join(" ");
        out.line(format_args!(
            "it has nothing for these; ask again with `footnote expand --entries {names}{more}`"
        ))?;
    }
    Ok(())
}
