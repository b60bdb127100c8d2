//! The report of `footnote eval` in a terminal.

use std::io::{self, Write};

use crate::cli::answer::{FAINT, STRONG};
use crate::quality::evaluation::baseline::Baseline;
use crate::quality::evaluation::calibration::Calibration;
use crate::quality::evaluation::confusion::{ConfusedQuestion, Confusion};
use crate::quality::evaluation::metrics::Metrics;
use crate::quality::evaluation::{EvaluationReport, Judged, Verdict};

/// Confusions shown.
const CONFUSIONS: usize = 12;
/// Questions shown of a confusion.
const QUESTIONS: usize = 3;
/// Width of the first column: a dataset's name, or the end of it.
const NAME: usize = 28;

/// Prints the metrics, the calibration and the confusions.
pub(super) fn report(out: &mut impl Write, report: &EvaluationReport) -> io::Result<()> {
    metrics(out, report)?;
    calibration(out, &report.calibration)?;
    confusions(out, &report.confusions)
}

/// Prints the questions that were not answered, offered or rejected as expected.
pub(super) fn misses(out: &mut impl Write, judged: &[Judged]) -> io::Result<()> {
    writeln!(out, "\n{STRONG}Not as expected{STRONG:#}")?;
    let as_expected = [
        Verdict::Right,
        Verdict::CorrectlyRejected,
        Verdict::RejectedByGap,
    ];
    for judged in judged
        .iter()
        .filter(|judged| !as_expected.contains(&judged.verdict))
    {
        let entry = judged.answer.entry.as_ref().map_or("", |entry| &entry.id);
        writeln!(
            out,
            "{:<8} {} {FAINT}{} {entry} {:.2}{FAINT:#} {}",
            judged.verdict.name(),
            judged.asked.id,
            judged.answer.outcome.name(),
            judged.answer.confidence,
            judged.asked.question
        )?;
    }
    Ok(())
}

/// Prints what has changed since the baseline.
pub(super) fn changes(
    out: &mut impl Write,
    baseline: &Baseline,
    metrics: &Metrics,
    judged: &[Judged],
) -> io::Result<()> {
    writeln!(out, "\n{STRONG}Since the baseline{STRONG:#}")?;
    for share in metrics.shares() {
        if let Some(old) = baseline.metrics.get(share.name) {
            writeln!(
                out,
                "{:<12} {old:.3} → {:.3} {FAINT}{:+.3}{FAINT:#}",
                share.head,
                share.value,
                share.value - old
            )?;
        }
    }
    for change in baseline.changes(judged) {
        let (old, new) = (change.old.name(), change.new.name());
        writeln!(out, "{old} → {new}: {}", change.question)?;
    }
    Ok(())
}

fn metrics(out: &mut impl Write, report: &EvaluationReport) -> io::Result<()> {
    let width = |head: &str| head.len().max("0.000".len());
    write!(out, "{FAINT}{:<NAME$}{:>6}", "", "asked")?;
    for share in report.metrics.shares() {
        write!(out, "  {:>1$}", share.head, width(share.head))?;
    }
    writeln!(out, "{FAINT:#}")?;
    let all = ("all".to_owned(), report.metrics);
    let is_several = report.datasets.len() > 1;
    for (name, metrics) in report.datasets.iter().chain(is_several.then_some(&all)) {
        let start = name.ceil_char_boundary(name.len().saturating_sub(NAME - 1));
        write!(out, "{:<NAME$}{:>6}", &name[start..], metrics.asked)?;
        for share in metrics.shares() {
            write!(out, "  {:>1$.3}", share.value, width(share.head))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn calibration(out: &mut impl Write, calibration: &Calibration) -> io::Result<()> {
    writeln!(
        out,
        "\n{FAINT}{:<NAME$}{:>8}  {:>9}  {:>6}{FAINT:#}",
        "confidence at least", "coverage", "precision", "recall"
    )?;
    for at in &calibration.thresholds {
        writeln!(
            out,
            "{:<NAME$}{:>8.3}  {:>9.3}  {:>6.3}",
            at.confidence, at.coverage, at.precision, at.recall
        )?;
    }
    let auroc = calibration
        .auroc
        .map_or("unknown".to_owned(), |area| format!("{area:.3}"));
    writeln!(
        out,
        "AUROC {auroc}, expected calibration error {:.3}",
        calibration.expected_calibration_error
    )
}

fn confusions(out: &mut impl Write, confusions: &[Confusion]) -> io::Result<()> {
    if !confusions.is_empty() {
        writeln!(out, "\n{STRONG}Confusions{STRONG:#}")?;
    }
    for confusion in confusions.iter().take(CONFUSIONS) {
        let count = confusion.questions.len();
        writeln!(
            out,
            "{} → {} {FAINT}{count}{FAINT:#}",
            confusion.expected, confusion.led
        )?;
        for question in confusion.questions.iter().take(QUESTIONS) {
            confused(out, question)?;
        }
    }
    if confusions.len() > CONFUSIONS {
        let rest = confusions.len() - CONFUSIONS;
        writeln!(out, "{FAINT}and {rest} more pairs{FAINT:#}")?;
    }
    Ok(())
}

fn confused(out: &mut impl Write, question: &ConfusedQuestion) -> io::Result<()> {
    let (expected, led) = question.scores;
    let words = |words: &[String]| match words {
        [] => "no word of its own".to_owned(),
        words => words.join(", "),
    };
    writeln!(
        out,
        "  {} {FAINT}{}{FAINT:#}",
        question.question,
        question.outcome.name()
    )?;
    writeln!(
        out,
        "    {FAINT}{expected:.2}{FAINT:#} {} {FAINT}against {led:.2}{FAINT:#} {}",
        words(&question.for_expected),
        words(&question.for_led)
    )
}
