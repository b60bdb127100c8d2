//! `footnote check`: validates a table and prints a summary.

mod pages;

use std::fmt::Display;
use std::io;
use std::iter;
use std::path::PathBuf;

use clap::Args;

use crate::answer::EntryName;
use crate::cli::arguments::TableArgs;
use crate::cli::line::Line;
use crate::cli::report::print_first_of_each_kind;
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, TextArgs, diff, load, print_report, progress, wrong_usage};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::files;
use crate::insights::usage::date;
use crate::knowledge::Knowledge;
use crate::quality::check::Summary;
use crate::quality::estimate::{Estimate, WeakQuestion};
use crate::quality::whole_report::complete;
use crate::question_log::today;
use crate::service::Snapshot;

/// Validate a table and print a summary
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    text: TextArgs,
    /// Exit with code 1 on warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Show advice: phrasings that would not find their own entry if they were left out of the table
    #[arg(long)]
    advice: bool,
    /// Show every warning, not only the first five of each kind
    #[arg(long)]
    all: bool,
    /// Also fetch the page of every source that has a `url`, and warn of what is cited and not on it any more
    #[arg(long)]
    fetch: bool,
    /// Also compare with this older table, as `footnote diff` does
    #[arg(long, value_name = "FILE-OR-FOLDER")]
    against: Option<PathBuf>,
}

pub(super) fn run(options: &CheckArgs) -> io::Result<Ending> {
    expect_one_file_for_text(options)?;
    let text = options.text.path.as_deref();
    let loaded = files::load(options.table.path(), text);
    let mut report = loaded.report;
    let snapshot = loaded.knowledge.map(progress::prepare);
    if let Some(snapshot) = &snapshot {
        check_table(options, snapshot, &mut report)?;
    }
    if options.all {
        print_report(&report)?;
    } else {
        print_first_of_each_kind(&report)?;
    }
    if let (Some(path), Some(snapshot)) = (&options.against, &snapshot) {
        let Some(old) = load(path, text)? else {
            return Ok(Ending::Failure);
        };
        diff::print(&Snapshot::new(old), snapshot)?;
    }
    let is_denied = options.deny_warnings && report.count(Severity::Warning) > 0;
    Ok(if report.has_errors() || is_denied {
        Ending::Failure
    } else {
        Ending::Success
    })
}

/// One text cannot belong to the several files of a folder.
fn expect_one_file_for_text(options: &CheckArgs) -> io::Result<()> {
    let table = options.table.path();
    let mut tables = iter::once(table).chain(options.against.as_deref());
    let are_several = |path| files::knowledge_files(path).is_ok_and(|files| files.len() > 1);
    if options.text.path.is_some() && tables.any(are_several) {
        let message = "`--text` works with a single knowledge file; name the file, not its folder";
        return Err(wrong_usage(message));
    }
    Ok(())
}

/// Checks a valid table: prints its summary, and adds what was found to the report.
fn check_table(options: &CheckArgs, snapshot: &Snapshot, report: &mut Report) -> io::Result<()> {
    let knowledge = snapshot.knowledge();
    if options.fetch {
        pages::compare(knowledge, report)?;
    }
    let summary = complete(report, knowledge, snapshot.matcher(), &date(today()));
    let is_wanted = |fault: &Diagnostic| fault.code.severity() > Severity::Advice || options.advice;
    report.diagnostics.retain(is_wanted);
    print_summary(&options.table.path().display(), &summary)?;
    print_estimate(snapshot.knowledge(), &summary)
}

/// Prints what becomes of new wordings, and where an hour of writing pays most.
fn print_estimate(knowledge: &Knowledge, summary: &Summary) -> io::Result<()> {
    let Some(Estimate { right, wrong }) = summary.estimate else {
        return Ok(());
    };
    let mut out = Terminal::stdout();
    let of_hundred = |share: f32| (share * 100.0).round();
    let silent = 100.0 - of_hundred(right) - of_hundred(wrong);
    let pays = if summary.weakest.is_empty() {
        ""
    } else {
        " Work on these first:"
    };
    out.line(
        Line::from("Of a hundred questions in new words, about ")
            .strong(format_args!("{} are answered rightly", of_hundred(right)))
            .text(format_args!(
                ", {} wrongly, {silent} not at once.{pays}",
                of_hundred(wrong)
            )),
    )?;
    for weak in &summary.weakest {
        let id = EntryName::id_within(knowledge, &knowledge.entries[weak.entry]);
        let line = Line::from(format_args!("  {id} "));
        out.line(line.faint(advice(knowledge, weak)))?;
    }
    out.flush()
}

/// Why a question is weak, and what to write.
pub(super) fn advice(knowledge: &Knowledge, weak: &WeakQuestion) -> String {
    let facts = if weak.facts > 1 {
        format!(
            " for {} facts: ask for each in other words, or split the question",
            weak.facts
        )
    } else {
        ": add ways of asking in other words".to_owned()
    };
    let uniform = if weak.is_uniform {
        "; they share most of their words"
    } else {
        ""
    };
    let taken = weak.taken_by.map(|(taker, count)| {
        let taker = EntryName::id_within(knowledge, &knowledge.entries[taker]);
        format!("; left out, {count} would lead to `{taker}`: use words that only it has")
    });
    let s = if weak.phrasings == 1 { "" } else { "s" };
    let taken = taken.unwrap_or_default();
    format!("{} phrasing{s}{facts}{uniform}{taken}", weak.phrasings)
}

fn print_summary(name: &impl Display, summary: &Summary) -> io::Result<()> {
    let mut out = Terminal::stdout();
    let of = |(some, all): (usize, usize)| format!("{some} of {all}");
    let against_text = |counts: (usize, usize)| {
        if summary.has_text {
            of(counts)
        } else {
            "unknown without the source's text".to_owned()
        }
    };
    let verified = summary.verified;
    let some = |what: &'static str, number: usize| (number > 0).then(|| (what, number.to_string()));
    let rows = [
        ("facts", summary.facts.to_string()),
        ("questions", with_phrasings(summary.questions)),
        ("gaps", with_phrasings(summary.gaps)),
    ];
    let if_any = [
        some("phrasings of an assistant", summary.expanded),
        some("drafts that answer nothing yet", summary.drafts),
        some("warnings allowed", summary.allowed),
    ];
    let further = [
        ("synonym groups", summary.synonyms.to_string()),
        (
            "quotes verified",
            of((verified, verified + summary.unverified)),
        ),
        (
            "paragraphs unreached",
            against_text(summary.unreached_paragraphs),
        ),
        (
            "sentences unreached",
            against_text(summary.unreached_sentences),
        ),
        (
            "facts that copy",
            against_text((summary.copied, summary.facts)),
        ),
        ("phrasings that find their own entry", of(summary.own_entry)),
        (
            "phrasings lost when left out",
            of(summary.lost_phrasings) + " (--advice shows them)",
        ),
        ("pairs too alike", summary.alike.to_string()),
        ("tests passed", of(summary.passed)),
    ];
    out.line(format_args!("{name}"))?;
    let rows = rows.into_iter().chain(if_any.into_iter().flatten());
    for (what, value) in rows.chain(further) {
        let what = format_args!("{what:<37}");
        out.line(Line::from("  ").faint(what).text(value))?;
    }
    out.flush()
}

fn with_phrasings((entries, phrasings): (usize, usize)) -> String {
    format!("{entries} with {phrasings} phrasings")
}
