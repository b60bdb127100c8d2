//! The report of `eval` as one self-contained HTML page.

use std::fmt::Write as _;

use crate::chart;
use crate::quality::evaluation::EvaluationReport;
use crate::quality::evaluation::confusion::Confusion;
use crate::quality::evaluation::metrics::Metrics;

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Footnote: evaluation</title>
<meta name=\"viewport\" content=\"width=device-width\">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto }
th, td { text-align: right; padding: .2rem .7rem; border-bottom: 1px solid #ddd }
th:first-child, td:first-child { text-align: left }
figure { display: inline-block; margin: 0 1rem 1rem 0 } figcaption { color: #555 }
svg { max-width: 100%; height: auto } small, .faint { color: #777 }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #ddd } th, td { border-color: #444 }
  figure svg { background: #fff }
}
</style></head><body>
";

/// The page.
pub fn html(report: &EvaluationReport) -> String {
    let mut page = HEAD.to_owned();
    let version = escaped(&report.knowledge);
    let _ = write!(page, "<h1>How {version} answers</h1>");
    metrics(&mut page, report);
    let calibration = &report.calibration;
    let thresholds = calibration.thresholds.iter();
    let precision = thresholds.map(|at| (at.coverage, at.precision));
    figure(
        &mut page,
        "Precision by coverage: answering only the most confident questions",
        ("coverage", "precision"),
        &precision.collect::<Vec<_>>(),
    );
    let bins = calibration.bins.iter();
    let accuracy = bins.map(|bin| (bin.confidence, bin.accuracy));
    figure(
        &mut page,
        "Accuracy by confidence: a calibrated confidence is on the diagonal",
        ("confidence", "accuracy"),
        &accuracy.collect::<Vec<_>>(),
    );
    let auroc = calibration
        .auroc
        .map_or("unknown".to_owned(), |area| format!("{area:.3}"));
    let _ = write!(
        page,
        "<p>AUROC {auroc}, expected calibration error {:.3}</p>",
        calibration.expected_calibration_error
    );
    page += "<table><tr><th>confidence at least<th>coverage<th>precision<th>recall";
    for row in &calibration.thresholds {
        let _ = write!(
            page,
            "<tr><td>{}<td>{:.3}<td>{:.3}<td>{:.3}",
            row.confidence, row.coverage, row.precision, row.recall
        );
    }
    page += "</table>";
    confusions(&mut page, &report.confusions);
    page + "</body></html>\n"
}

fn metrics(page: &mut String, report: &EvaluationReport) {
    *page += "<table><tr><th><th>asked";
    for share in report.metrics.shares() {
        let _ = write!(page, "<th>{}", share.head);
    }
    let row = |page: &mut String, name: &str, metrics: &Metrics| {
        let _ = write!(page, "<tr><td>{}<td>{}", escaped(name), metrics.asked);
        for share in metrics.shares() {
            let _ = write!(page, "<td>{:.3}", share.value);
        }
    };
    for (name, metrics) in &report.datasets {
        row(page, name, metrics);
    }
    if report.datasets.len() > 1 {
        row(page, "all", &report.metrics);
    }
    *page += "</table>";
}

/// A chart with its caption; `labels` name the axes.
fn figure(page: &mut String, caption: &str, labels: (&str, &str), points: &[(f64, f64)]) {
    let svg = chart::line_chart(labels, points);
    let _ = write!(
        page,
        "<figure>{svg}<figcaption>{caption}</figcaption></figure>"
    );
}

fn confusions(page: &mut String, confusions: &[Confusion]) {
    if confusions.is_empty() {
        return;
    }
    *page += "<h2>Confusions</h2>";
    for confusion in confusions {
        let _ = write!(
            page,
            "<h3>{} → {} <small>{}</small></h3><ul>",
            escaped(&confusion.expected),
            escaped(&confusion.led),
            confusion.questions.len()
        );
        for decided in &confusion.questions {
            let (expected, led) = decided.scores;
            let _ = write!(
                page,
                "<li>{} <small>{}</small><br><span class=\"faint\">{expected:.2}</span> {} <span class=\"faint\">against {led:.2}</span> {}",
                escaped(&decided.question),
                decided.outcome.name(),
                escaped(&decided.for_expected.join(", ")),
                escaped(&decided.for_led.join(", "))
            );
        }
        *page += "</ul>";
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
