//! `footnote stats`: how a table was used.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use crate::answer::EntryName;
use crate::cli::answer::{FAINT, STRONG};
use crate::cli::{Ending, KnowledgeArgs, block_on};
use crate::insights::unanswered::unanswered;
use crate::insights::usage::{DailyCounts, Usage, questions};
use crate::knowledge::{Kind, Outcome};
use crate::question_log::today;
use crate::record::Days;
use crate::store::{Store, StoreError};

/// How many entries and groups are shown, unless told.
const SHOWN: usize = 10;
/// The longest bar, in characters.
const BAR: u32 = 40;

/// Say how a table was used: questions a day, outcomes, entries used and never used, what is not
/// answered
#[derive(Debug, Args)]
pub(super) struct StatsArgs {
    #[command(flatten)]
    source: KnowledgeArgs,
    /// The bot's store
    #[arg(long, value_name = "FILE", default_value = "footnote.db")]
    store: PathBuf,
    /// How many days to look back
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=366))]
    days: u32,
    /// How many entries and questions to show
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    show: usize,
}

pub(super) fn run(options: &StatsArgs) -> io::Result<Ending> {
    let Some(snapshot) = options.source.load()? else {
        return Ok(Ending::Short);
    };
    let store = crate::cli::store(&options.store)?;
    let since = today() + Days(1) - Days(options.days);
    let read = async |store: &Store| {
        let asked = store.logged(since).await?;
        let votes = store.votes(since).await?;
        let ignored = store.ignored().await?;
        store.close().await;
        Ok::<_, StoreError>((asked, votes, ignored))
    };
    let (asked, votes, ignored) = block_on(read(&store))?.map_err(io::Error::other)?;
    let usage = Usage::of(snapshot.knowledge(), &asked, &votes, since..=today());
    let open = unanswered(snapshot.table(), &questions(asked, &votes, ignored));
    let mut out = anstream::stdout().lock();
    write_days(&mut out, &usage)?;
    let all = usage.questions();
    for outcome in Outcome::ALL {
        let times = usage.outcome(outcome);
        let share = f64::from(times) / f64::from(all.max(1)) * 100.0;
        writeln!(out, "{:<10}{times:>7}  {share:>3.0} %", outcome.name())?;
    }
    if let Some(share) = usage.helpful_share() {
        let votes = usage.helpful + usage.rejected;
        writeln!(
            out,
            "helpful   {:>7}  {:>3.0} % of {votes} votes",
            usage.helpful,
            share * 100.0
        )?;
    }
    title(&mut out, "the entries most used")?;
    for (entry, times) in usage.entries.iter().take(options.show) {
        writeln!(out, "{times:>7}  {}", named(entry))?;
    }
    title(&mut out, "asked in vain")?;
    for group in open.iter().take(options.show) {
        if let Some(first) = group.questions.first() {
            writeln!(out, "{:>7}  {}", group.times, first.text)?;
        }
    }
    title(&mut out, &format!("never used: {}", usage.never.len()))?;
    for entry in usage.never.iter().take(options.show) {
        writeln!(out, "         {}", named(entry))?;
    }
    out.flush()?;
    Ok(Ending::Quantized)
}

fn title(out: &mut impl Write, words: &str) -> io::Result<()> {
    writeln!(out, "\n{STRONG}{words}{STRONG:#}")
}

fn named(entry: &EntryName) -> String {
    match entry.kind {
        Kind::Question => entry.id.clone(),
        Kind::Gap => format!("{} {FAINT}(gap){FAINT:#}", entry.id),
    }
}

/// A bar for each day that something was asked on: full where it was answered, or said to be open.
fn write_days(out: &mut impl Write, usage: &Usage) -> io::Result<()> {
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
        let bar = format!("{}{FAINT}{}{FAINT:#}", "█".repeat(full), "░".repeat(rest));
        writeln!(out, "{date} {questions:>6}  {bar}")?;
    }
    writeln!(out, "{:<10}{:>7}", "questions", usage.questions())
}
