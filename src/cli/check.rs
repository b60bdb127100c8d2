//! `footnote check`: all that is wrong with a table, and how it stands.

use std::fmt::Display;
use std::io::{self, Write};
use std::iter;
use std::path::PathBuf;

use clap::Args;

use crate::cli::answer::FAINT;
use crate::cli::{Ending, diff, load, print_report, progress};
use crate::diagnostic::Severity;
use crate::files;
use crate::quality::check::{Summary, check};
use crate::service::Snapshot;

/// Say all that is wrong with a knowledge file, and how the table stands
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// A knowledge file, or a folder of them
    #[arg(value_name = "FILE-OR-FOLDER", default_value = "knowledge")]
    knowledge: PathBuf,
    /// The source's text (Markdown), if not the one that the file names
    #[arg(long, value_name = "PATH")]
    text: Option<PathBuf>,
    /// End with exit code 1 on warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Show advice one by one: the phrasings that would lead elsewhere were they not in the table
    #[arg(long)]
    advice: bool,
    /// Say too what has changed since this table, and which questions get another answer
    #[arg(long, value_name = "FILE-OR-FOLDER")]
    against: Option<PathBuf>,
}

pub(super) fn run(options: &CheckArgs) -> io::Result<Ending> {
    let mut tables = iter::once(&options.knowledge).chain(&options.against);
    let are_several = |path| files::knowledge_files(path).is_ok_and(|files| files.len() > 1);
    if options.text.is_some() && tables.any(|path| are_several(path)) {
        let message = "`--text` goes with one knowledge file; name it instead of its folder";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let loaded = files::load(&options.knowledge, options.text.as_deref());
    let mut report = loaded.report;
    let mut checked = None;
    if let Some(knowledge) = loaded.knowledge {
        let snapshot = progress::prepare(knowledge);
        let (counted, found) = check(snapshot.knowledge(), snapshot.matcher());
        let shown = |severity| severity > Severity::Advice || options.advice;
        report
            .diagnostics
            .extend(found.into_iter().filter(|d| shown(d.code.severity())));
        report.sort();
        print_summary(&options.knowledge.display(), &counted)?;
        checked = Some(snapshot);
    }
    print_report(&report)?;
    if let (Some(path), Some(snapshot)) = (&options.against, &checked) {
        let Some(old) = load(path, options.text.as_deref())? else {
            return Ok(Ending::Short);
        };
        diff::print(&Snapshot::new(old), snapshot)?;
    }
    let denied = options.deny_warnings && report.count(Severity::Warning) > 0;
    Ok(if report.has_errors() || denied {
        Ending::Short
    } else {
        Ending::Quantized
    })
}

fn print_summary(name: &impl Display, summary: &Summary) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let of = |(some, all): (usize, usize)| format!("{some} of {all}");
    // What is held against the source's text is not known where that is not at hand.
    let against_text = |figures: (usize, usize)| match summary.verified {
        0 => "unknown without the source's text".to_owned(),
        _ => of(figures),
    };
    let verified = summary.verified;
    let rows = [
        ("facts", summary.facts.to_string()),
        ("questions", with_phrasings(summary.questions)),
        ("gaps", with_phrasings(summary.gaps)),
        ("groups of synonyms", summary.synonyms.to_string()),
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
        ("phrasings that come back", of(summary.own_entry)),
        (
            "phrasings lost when left out",
            of(summary.lost_phrasings) + " (--advice shows them)",
        ),
        ("pairs too alike", summary.alike.to_string()),
        ("tests passed", of(summary.passed)),
    ];
    writeln!(out, "{name}")?;
    for (what, figure) in rows {
        writeln!(out, "  {FAINT}{what:<30}{FAINT:#}{figure}")?;
    }
    out.flush()
}

fn with_phrasings((entries, phrasings): (usize, usize)) -> String {
    format!("{entries} with {phrasings} phrasings")
}
