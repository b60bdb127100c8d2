//! `footnote stats`: how a table is used.

use std::io;
use std::num::NonZeroU64;

use clap::Args;

use crate::answer::EntryName;
use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, KnowledgeArgs, ServerArgs, StoreArgs};
use crate::effort::Effort;
use crate::insights::of_server::{asked_in, ignored_by_any, ignored_in, votes_in};
use crate::insights::unanswered::{asked_questions, unanswered};
use crate::insights::usage::{DailyCounts, Usage};
use crate::knowledge::{Kind, Outcome};
use crate::question_log::today;
use crate::record::Days;

/// Entries and questions shown by default.
const SHOWN: usize = 10;
/// Length of the longest bar, in characters.
const BAR: u32 = 40;

/// Show how a table is used: questions per day, outcomes, entries used and unused, unanswered questions
///
/// Unanswered are the questions that this version did not answer; those that only an earlier one was asked are asked
/// again, by words alone.
#[derive(Debug, Args)]
pub(super) struct StatsArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    server: ServerArgs,
    /// How many days to look back
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
    /// How many entries and questions to show
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    show: usize,
}

pub(super) fn run(options: &StatsArgs) -> io::Result<Ending> {
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Failure);
    };
    let since = today() + Days(1) - Days(options.days);
    let (asked, votes, ignored) = options.store.read(async |store| {
        let asked = store.logged(since).await?;
        let votes = store.votes(since).await?;
        Ok((asked, votes, store.ignored().await?))
    })?;
    let (asked, votes, ignored) = match options.server.id.map(NonZeroU64::get) {
        Some(id) => (
            asked_in(id, asked),
            votes_in(id, votes),
            ignored_in(id, ignored),
        ),
        None => (asked, votes, ignored_by_any(ignored)),
    };
    let usage = Usage::of(snapshot.knowledge(), &asked, &votes, since..=today());
    let live = &snapshot.knowledge().version;
    let asked = asked_questions(live, asked, &votes, ignored);
    let open = unanswered(snapshot.table(), &asked, &Effort::full());
    let mut out = Terminal::stdout();
    write_days(&mut out, &usage)?;
    write_outcomes(&mut out, &usage)?;
    title(&mut out, "most used entries")?;
    for (entry, times) in usage.entries.iter().take(options.show) {
        out.line(labelled(Line::from(format_args!("{times:>7}  ")), entry))?;
    }
    title(&mut out, "unanswered")?;
    for group in open.iter().take(options.show) {
        if let Some(first) = group.questions.first() {
            out.line(format_args!("{:>7}  {}", group.times, first.text))?;
        }
    }
    title(&mut out, &format!("never used: {}", usage.unused.len()))?;
    for entry in usage.unused.iter().take(options.show) {
        out.line(labelled(Line::from("         "), entry))?;
    }
    out.flush()?;
    Ok(Ending::Success)
}

/// Prints each outcome with its share, and how many votes found an answer helpful.
fn write_outcomes(out: &mut Terminal, usage: &Usage) -> io::Result<()> {
    let all = usage.questions();
    for outcome in Outcome::ALL {
        let times = usage.outcome(outcome);
        let share = f64::from(times) / f64::from(all.max(1)) * 100.0;
        let name = outcome.name();
        out.line(format_args!("{name:<10}{times:>7}  {share:>3.0}%"))?;
    }
    if let Some(share) = usage.helpful_share() {
        let votes = usage.helpful + usage.rejected;
        out.line(format_args!(
            "helpful   {:>7}  {:>3.0}% of {votes} votes",
            usage.helpful,
            share * 100.0
        ))?;
    }
    Ok(())
}

fn title(out: &mut Terminal, words: &str) -> io::Result<()> {
    out.line("")?;
    out.line(Line::new().strong(words))
}

/// Adds an entry's id, and what it is unless it is a question.
fn labelled(line: Line, entry: &EntryName) -> Line {
    let line = line.text(&entry.id);
    match entry.kind {
        Kind::Question => line,
        Kind::Gap => line.text(" ").faint("(gap)"),
    }
}

/// Draws a bar for each day with questions: solid for answers and gaps, light for the rest.
fn write_days(out: &mut Terminal, usage: &Usage) -> io::Result<()> {
    let most = usage
        .days
        .iter()
        .map(DailyCounts::questions)
        .max()
        .unwrap_or(0)
        .max(1);
    let length =
        |times: u32| (u64::from(times) * u64::from(BAR)).div_ceil(u64::from(most)) as usize;
    for day in usage.days.iter().filter(|day| day.questions() > 0) {
        let [answered, gap, ..] = day.outcomes;
        let full = length(answered + gap);
        let rest = length(day.questions()).saturating_sub(full);
        let (date, questions) = (day.date(), day.questions());
        let solid = format!("{date} {questions:>6}  {}", "█".repeat(full));
        out.line(Line::from(solid).faint("░".repeat(rest)))?;
    }
    out.line(format_args!("{:<10}{:>7}", "questions", usage.questions()))
}
