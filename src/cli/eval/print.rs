//! The report of `footnote eval` in a terminal.

use std::fmt::Write as _;
use std::io;

use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
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
pub(super) fn report(out: &mut Terminal, report: &EvaluationReport) -> io::Result<()> {
    metrics(out, report)?;
    calibration(out, &report.calibration)?;
    confusions(out, &report.confusions)
}

/// Prints the questions that were not answered, offered or rejected as expected.
pub(super) fn misses(out: &mut Terminal, judged: &[Judged]) -> io::Result<()> {
    title(out, "Not as expected")?;
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
        let (verdict, id) = (judged.verdict.name(), &judged.asked.id);
        let (outcome, confidence) = (judged.answer.outcome.name(), judged.answer.confidence);
        let line = Line::from(format_args!("{verdict:<8} {id} "))
            .faint(format_args!("{outcome} {entry} {confidence:.2}"))
            .text(format_args!(" {}", judged.asked.question));
        out.line(line)?;
    }
    Ok(())
}

/// Prints what has changed since the baseline.
pub(super) fn changes(
    out: &mut Terminal,
    baseline: &Baseline,
    metrics: &Metrics,
    judged: &[Judged],
) -> io::Result<()> {
    title(out, "Since the baseline")?;
    for share in metrics.shares() {
        if let Some(old) = baseline.metrics.get(share.name) {
            let (head, new) = (share.head, share.value);
            let line = Line::from(format_args!("{head:<12} {old:.3} → {new:.3} "));
            out.line(line.faint(format_args!("{:+.3}", new - old)))?;
        }
    }
    for change in baseline.changes(judged) {
        let (old, new) = (change.old.name(), change.new.name());
        out.line(format_args!("{old} → {new}: {}", change.question))?;
    }
    Ok(())
}

fn title(out: &mut Terminal, words: &str) -> io::Result<()> {
    out.line("")?;
    out.line(Line::new().strong(words))
}

fn metrics(out: &mut Terminal, report: &EvaluationReport) -> io::Result<()> {
    let width = |head: &str| head.len().max("0.000".len());
    let mut heads = format!("{:<NAME$}{:>6}", "", "asked");
    for share in report.metrics.shares() {
        let _ = write!(heads, "  {:>1$}", share.head, width(share.head));
    }
    out.line(Line::new().faint(heads))?;
    let all = ("all".to_owned(), report.metrics);
    let is_several = report.datasets.len() > 1;
    for (name, metrics) in report.datasets.iter().chain(is_several.then_some(&all)) {
        let start = name.ceil_char_boundary(name.len().saturating_sub(NAME - 1));
        let mut row = format!("{:<NAME$}{:>6}", &name[start..], metrics.asked);
        for share in metrics.shares() {
            let _ = write!(row, "  {:>1$.3}", share.value, width(share.head));
        }
        out.line(row)?;
    }
    Ok(())
}

fn calibration(out: &mut Terminal, calibration: &Calibration) -> io::Result<()> {
    out.line("")?;
    out.line(Line::new().faint(format_args!(
        "{:<NAME$}{:>8}  {:>9}  {:>6}",
        "confidence at least", "coverage", "precision", "recall"
    )))?;
    for at in &calibration.thresholds {
        out.line(format_args!(
            "{:<NAME$}{:>8.3}  {:>9.3}  {:>6.3}",
            at.confidence, at.coverage, at.precision, at.recall
        ))?;
    }
    let auroc = calibration
        .auroc
        .map_or("unknown".to_owned(), |area| format!("{area:.3}"));
    out.line(format_args!(
        "AUROC {auroc}, expected calibration error {:.3}",
        calibration.expected_calibration_error
    ))
}

fn confusions(out: &mut Terminal, confusions: &[Confusion]) -> io::Result<()> {
    if !confusions.is_empty() {
        title(out, "Confusions")?;
    }
    for confusion in confusions.iter().take(CONFUSIONS) {
        let pair = format_args!("{} → {} ", confusion.expected, confusion.led);
        out.line(Line::from(pair).faint(confusion.questions.len()))?;
        for question in confusion.questions.iter().take(QUESTIONS) {
            confused(out, question)?;
        }
    }
    if confusions.len() > CONFUSIONS {
        let rest = confusions.len() - CONFUSIONS;
        out.line(Line::new().faint(format_args!("and {rest} more pairs")))?;
    }
    Ok(())
}

fn confused(out: &mut Terminal, question: &ConfusedQuestion) -> io::Result<()> {
    let (expected, led) = question.scores;
    let words = |words: &[String]| match words {
        [] => "no word of its own".to_owned(),
        words => words.join(", "),
    };
    let asked = Line::from(format_args!("  {} ", question.question));
    out.line(asked.faint(question.outcome.name()))?;
    let line = Line::from("    ")
        .faint(format_args!("{expected:.2}"))
        .text(format_args!(" {} ", words(&question.for_expected)))
        .faint(format_args!("against {led:.2}"))
        .text(format_args!(" {}", words(&question.for_led)));
    out.line(line)
}
