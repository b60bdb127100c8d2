//! `footnote eval`: how well a table answers labelled questions.

mod bound;
mod print;
mod report;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::answer::QuestionVectors;
use crate::answer::message::matched_texts;
use crate::cli::encoder::{EncoderArgs, OpenEncoder, encoded};
use crate::cli::eval::bound::Bound;
use crate::cli::eval::report::ReportJson;
use crate::cli::file_error::{cannot_read, cannot_write};
use crate::cli::terminal::Terminal;
use crate::cli::{Ending, KnowledgeArgs, TextArgs, eval_page, print_report, wrong_usage};
use crate::files;
use crate::quality::evaluation::baseline::{Baseline, QuestionResult};
use crate::quality::evaluation::calibration::Calibration;
use crate::quality::evaluation::confusion::confusions;
use crate::quality::evaluation::metrics::Metrics;
use crate::quality::evaluation::{EvaluationReport, Judged, dataset, evaluate};
use crate::service::Snapshot;

/// Evaluate a table on labelled questions: recall, precision, hit@k, calibration, confusions
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Datasets: TOML, or JSON lines if the name ends in `.jsonl`
    #[arg(required = true, value_name = "DATASET")]
    datasets: Vec<PathBuf>,
    #[command(flatten)]
    source: KnowledgeArgs,
    #[command(flatten)]
    encoder: EncoderArgs,
    #[command(flatten)]
    text: TextArgs,
    /// Show every question that was not answered, offered or rejected as expected
    #[arg(long)]
    show: bool,
    /// Compare with an earlier report, written by `--json`
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
    /// Write the report as a page with plots
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Exit with code 1 if a metric is lower than this, or `wrong` is higher
    #[arg(long, value_name = "METRIC=SHARE", num_args = 1.., value_parser = bound::read)]
    min: Vec<Bound>,
}

pub(super) fn run(options: &EvalArgs) -> io::Result<Ending> {
    bound::expect_each_once(&options.min)?;
    let Some(snapshot) = options.source.load_with(options.text.path.as_deref())? else {
        return Ok(Ending::Failure);
    };
    let baseline = options.baseline.as_deref().map(read_baseline).transpose()?;
    let encoder = options.encoder.open(&options.source.knowledge)?;
    let snapshot = encoded(snapshot, encoder.as_ref());
    let Some((judged, report)) = evaluated(options, &snapshot, encoder.as_ref())? else {
        return Ok(Ending::Failure);
    };
    let mut out = Terminal::stdout();
    if options.json {
        out.indented_json(&ReportJson::new(&report))?;
    } else {
        print::report(&mut out, &report)?;
        if options.show {
            print::misses(&mut out, &judged)?;
        }
        if let Some(baseline) = &baseline {
            print::changes(&mut out, baseline, &report.metrics, &judged)?;
        }
    }
    out.flush()?;
    if let Some(path) = &options.html {
        fs::write(path, eval_page::html(&report)).map_err(|error| cannot_write(path, &error))?;
    }
    bound::check(&options.min, &report.metrics)
}

/// Evaluates all datasets; none if one of them has a fault.
fn evaluated(
    options: &EvalArgs,
    snapshot: &Snapshot,
    encoder: Option<&OpenEncoder>,
) -> io::Result<Option<(Vec<Judged>, EvaluationReport)>> {
    let mut read = Vec::new();
    let mut is_valid = true;
    for path in &options.datasets {
        let name = path.display().to_string();
        let bytes = files::read(path).map_err(|error| cannot_read(path, &error))?;
        expect_dataset(path, &bytes)?;
        let (asked, faults) = dataset::read(snapshot.knowledge(), &name, &bytes);
        if faults.has_errors() {
            print_report(&faults)?;
            is_valid = false;
        } else if asked.is_empty() {
            let message =
                format!("`{name}` has no questions, so that there is nothing to evaluate");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        read.push((name, asked));
    }
    if !is_valid {
        return Ok(None);
    }
    let asked = read.iter().flat_map(|(_, asked)| asked);
    let asked = asked.flat_map(|asked| asked.after.iter().chain([&asked.question]));
    let texts = asked.flat_map(|text| matched_texts(text));
    let vectors = encoder.map_or_else(QuestionVectors::new, |own| own.vectors(texts));
    let table = snapshot.encoded_table(&vectors);
    let (mut datasets, mut all) = (Vec::new(), Vec::new());
    for (name, asked) in read {
        let judged = evaluate(table, asked);
        datasets.push((name, Metrics::of(&judged)));
        all.extend(judged);
    }
    let report = EvaluationReport {
        knowledge: table.knowledge.version.clone(),
        datasets,
        metrics: Metrics::of(&all),
        calibration: Calibration::of(&all),
        confusions: confusions(table, &all),
        questions: all.iter().map(QuestionResult::of).collect(),
    };
    Ok(Some((all, report)))
}

/// Fails if a dataset is a table, which has no questions to evaluate by.
fn expect_dataset(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let text = String::from_utf8_lossy(bytes);
    let has_source = || text.lines().any(|line| line.trim() == "[source]");
    if path.extension().is_some_and(|ending| ending == "jsonl") || !has_source() {
        return Ok(());
    }
    let path = path.display();
    Err(wrong_usage(format!(
        "`{path}` is a table, not a dataset; name it with `--knowledge`"
    )))
}

fn read_baseline(path: &Path) -> io::Result<Baseline> {
    let bytes = files::read_whole(path).map_err(|error| cannot_read(path, &error))?;
    report::read_baseline(&bytes).map_err(|error| {
        let message = format!(
            "`{}` is not a report of `footnote eval --json`: {error}; write one with `footnote eval … --json > FILE`",
            path.display()
        );
        io::Error::new(io::ErrorKind::InvalidInput, message)
    })
}
