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
    figures(&mut page, report);
    let worth = &report.confidence;
    let covered = worth.thresholds.iter().map(|t| (t.covered, t.precision));
    figure(
        &mut page,
        "Right, of the questions answered, where only the most confident are",
        ("share of all questions answered", "share right"),
        &covered.collect::<Vec<_>>(),
    );
    let steps = worth.steps.iter().map(|step| (step.confidence, step.right));
    figure(
        &mut page,
        "Right, by confidence: on the diagonal it is what it says",
        ("confidence", "share right"),
        &steps.collect::<Vec<_>>(),
    );
    let auroc = worth
        .auroc
        .map_or("unknown".to_owned(), |area| format!("{area:.3}"));
    let _ = write!(
        page,
        "<p>AUROC {auroc}, calibration error {:.3}</p>",
        worth.calibration_error
    );
    page += "<table><tr><th>from a confidence of<th>covers<th>precision<th>right";
    for row in &worth.thresholds {
        let _ = write!(
            page,
            "<tr><td>{}<td>{:.3}<td>{:.3}<td>{:.3}",
            row.confidence, row.covered, row.precision, row.right
        );
    }
    page += "</table>";
    confusions(&mut page, &report.confusions);
    page + "</body></html>\n"
}

fn figures(page: &mut String, report: &EvaluationReport) {
    *page += "<table><tr><th><th>asked";
    for (name, _) in report.figures.shares() {
        let _ = write!(page, "<th>{name}");
    }
    let row = |page: &mut String, name: &str, figures: &Metrics| {
        let _ = write!(page, "<tr><td>{}<td>{}", escaped(name), figures.asked);
        for (_, share) in figures.shares() {
            let _ = write!(page, "<td>{share:.3}");
        }
    };
    for (name, figures) in &report.sets {
        row(page, name, figures);
    }
    if report.sets.len() > 1 {
        row(page, "all", &report.figures);
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
    *page += "<h2>Taken for another</h2>";
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
