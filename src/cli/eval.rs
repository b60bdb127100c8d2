//! `footnote eval`: how well a table answers questions of which it is known what is right.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::answer::Table;
use crate::cli::answer::{FAINT, STRONG};
use crate::cli::{Ending, load, print_report, progress};
use crate::files;
use crate::quality::evaluation::baseline::{Baseline, QuestionResult};
use crate::quality::evaluation::calibration::Calibration;
use crate::quality::evaluation::confusion::{Confusion, confusions};
use crate::quality::evaluation::metrics::Metrics;
use crate::quality::evaluation::{EvaluationReport, Judged, Verdict, dataset, evaluate};

/// How many confusions are shown, and how many questions of each.
const SHOWN: (usize, usize) = (12, 3);

/// Say how well a table answers questions of which it is known what is right
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Question sets: TOML, or JSON lines where the name ends in `.jsonl`
    #[arg(required = true, value_name = "SET")]
    sets: Vec<PathBuf>,
    /// A knowledge file, or a folder of them
    #[arg(long, value_name = "FILE-OR-FOLDER", default_value = "knowledge")]
    knowledge: PathBuf,
    /// The source's text (Markdown), if not the one that the file names
    #[arg(long, value_name = "PATH")]
    text: Option<PathBuf>,
    #[command(flatten)]
    strictness: crate::cli::Strict,
    /// Show every question that did not get what was expected
    #[arg(long)]
    show: bool,
    /// Say what has changed since this report, which `--json` wrote
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
    /// Write the report as a page with plots
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// End with exit code 1 where a figure falls short of this, or `wrong` goes beyond
    #[arg(long, value_name = "FIGURE=SHARE", num_args = 1.., value_parser = bound)]
    min: Vec<(String, f64)>,
}

pub(super) fn run(options: &EvalArgs) -> io::Result<Ending> {
    let Some(knowledge) = load(&options.knowledge, options.text.as_deref())? else {
        return Ok(Ending::Short);
    };
    let baseline = options.baseline.as_deref().map(read_baseline).transpose()?;
    let snapshot = progress::prepare(knowledge).answering(options.strictness.strictness);
    let Some((judged, report)) = report(options, snapshot.table())? else {
        return Ok(Ending::Short);
    };
    let mut out = anstream::stdout().lock();
    if options.json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        print(&mut out, &report)?;
        if options.show {
            print_missed(&mut out, &judged)?;
        }
        if let Some(baseline) = &baseline {
            print_changes(&mut out, baseline, &report.figures, &judged)?;
        }
    }
    out.flush()?;
    if let Some(path) = &options.html {
        fs::write(path, crate::cli::eval_page::html(&report))?;
    }
    falls_short(&options.min, &report.figures)
}

/// Judges all sets; none where one of them has a fault.
fn report(options: &EvalArgs, table: Table) -> io::Result<Option<(Vec<Judged>, EvaluationReport)>> {
    let mut sets = Vec::new();
    let mut all = Vec::new();
    let mut is_whole = true;
    for path in &options.sets {
        let name = path.display().to_string();
        let bytes = files::read(path).map_err(|error| named(path, &error))?;
        let (asked, faults) = dataset::read(table.knowledge, &name, &bytes);
        if faults.has_errors() {
            print_report(&faults)?;
            is_whole = false;
        }
        let judged = evaluate(table, asked);
        sets.push((name, Metrics::of(&judged)));
        all.extend(judged);
    }
    let report = EvaluationReport {
        knowledge: table.knowledge.version.clone(),
        sets,
        figures: Metrics::of(&all),
        confidence: Calibration::of(&all),
        confusions: confusions(table, &all),
        questions: all.iter().map(QuestionResult::of).collect(),
    };
    Ok(is_whole.then_some((all, report)))
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot read `{}`: {error}", path.display()),
    )
}

fn read_baseline(path: &Path) -> io::Result<Baseline> {
    let bytes = fs::read(path).map_err(|error| named(path, &error))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let message = format!(
            "`{}` is no report of `footnote eval --json`: {error}",
            path.display()
        );
        io::Error::new(io::ErrorKind::InvalidInput, message)
    })
}

fn bound(text: &str) -> Result<(String, f64), String> {
    let (name, share) = text.split_once('=').ok_or("write it as `right=0.8`")?;
    let names = Metrics::of(&[]).shares().map(|(name, _)| name);
    if !names.contains(&name) {
        return Err(format!("the figures are {}", names.join(", ")));
    }
    let share = share
        .parse()
        .map_err(|_| format!("`{share}` is no share between 0 and 1"))?;
    Ok((name.to_owned(), share))
}

fn falls_short(bounds: &[(String, f64)], figures: &Metrics) -> io::Result<Ending> {
    let shares = BTreeMap::from(figures.shares());
    let mut ending = Ending::Quantized;
    for (name, bound) in bounds {
        let share = shares[name.as_str()];
        let is_short = match name.as_str() {
            "wrong" => share > *bound,
            _ => share < *bound,
        };
        if is_short {
            writeln!(anstream::stderr(), "{name} is {share:.3}, not {bound}")?;
            ending = Ending::Short;
        }
    }
    Ok(ending)
}

fn print(out: &mut impl Write, report: &EvaluationReport) -> io::Result<()> {
    let names = report.figures.shares().map(|(name, _)| name);
    write!(out, "{FAINT}{:<28}{:>6}", "", "asked")?;
    for name in names {
        write!(out, " {name:>9}")?;
    }
    writeln!(out, "{FAINT:#}")?;
    let together = ("all".to_owned(), report.figures);
    let several = report.sets.len() > 1;
    for (name, figures) in report.sets.iter().chain(several.then_some(&together)) {
        let start = name.ceil_char_boundary(name.len().saturating_sub(27));
        write!(out, "{:<28}{:>6}", &name[start..], figures.asked)?;
        for (_, share) in figures.shares() {
            write!(out, " {share:>9.3}")?;
        }
        writeln!(out)?;
    }
    let worth = &report.confidence;
    writeln!(
        out,
        "\n{FAINT}{:<28}{:>6} {:>9} {:>9}{FAINT:#}",
        "from a confidence of", "covers", "precision", "right"
    )?;
    for row in &worth.thresholds {
        writeln!(
            out,
            "{:<28}{:>6.3} {:>9.3} {:>9.3}",
            row.confidence, row.covered, row.precision, row.right
        )?;
    }
    let auroc = worth
        .auroc
        .map_or("unknown".to_owned(), |area| format!("{area:.3}"));
    writeln!(
        out,
        "AUROC {auroc}, calibration error {:.3}",
        worth.calibration_error
    )?;
    print_confusions(out, &report.confusions)
}

fn print_confusions(out: &mut impl Write, confusions: &[Confusion]) -> io::Result<()> {
    let (pairs, questions) = SHOWN;
    if !confusions.is_empty() {
        writeln!(out, "\n{STRONG}Taken for another{STRONG:#}")?;
    }
    for confusion in confusions.iter().take(pairs) {
        let count = confusion.questions.len();
        writeln!(
            out,
            "{} → {} {FAINT}{count}{FAINT:#}",
            confusion.expected, confusion.led
        )?;
        for decided in confusion.questions.iter().take(questions) {
            let (expected, led) = decided.scores;
            let words = |words: &[String]| match words {
                [] => "no word of its own".to_owned(),
                words => words.join(", "),
            };
            writeln!(
                out,
                "  {} {FAINT}{}{FAINT:#}",
                decided.question,
                decided.outcome.name()
            )?;
            writeln!(
                out,
                "    {FAINT}{expected:.2}{FAINT:#} {} {FAINT}against {led:.2}{FAINT:#} {}",
                words(&decided.for_expected),
                words(&decided.for_led)
            )?;
        }
    }
    if confusions.len() > pairs {
        writeln!(
            out,
            "{FAINT}and {} more pairs{FAINT:#}",
            confusions.len() - pairs
        )?;
    }
    Ok(())
}

fn print_missed(out: &mut impl Write, judged: &[Judged]) -> io::Result<()> {
    writeln!(out, "\n{STRONG}Not as expected{STRONG:#}")?;
    let as_expected = [Verdict::Right, Verdict::QuestionResult, Verdict::Named];
    for judged in judged
        .iter()
        .filter(|judged| !as_expected.contains(&judged.verdict))
    {
        let said = judged.answer.entry.as_ref().map_or("", |entry| &entry.id);
        writeln!(
            out,
            "{:<8} {} {FAINT}{} {said} {:.2}{FAINT:#} {}",
            judged.verdict.name(),
            judged.asked.id,
            judged.answer.outcome.name(),
            judged.answer.confidence,
            judged.asked.question
        )?;
    }
    Ok(())
}

fn print_changes(
    out: &mut impl Write,
    baseline: &Baseline,
    figures: &Metrics,
    judged: &[Judged],
) -> io::Result<()> {
    writeln!(out, "\n{STRONG}Since then{STRONG:#}")?;
    for (name, share) in figures.shares() {
        if let Some(old) = baseline.figures.get(name) {
            writeln!(
                out,
                "{name:<10} {old:.3} → {share:.3} {FAINT}{:+.3}{FAINT:#}",
                share - old
            )?;
        }
    }
    for change in baseline.changes(judged) {
        let (old, new) = (change.old.name(), change.new.name());
        writeln!(out, "{old} → {new}: {}", change.question)?;
    }
    Ok(())
}
