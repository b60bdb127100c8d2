//! The whole report on a valid table: what loading found, what checking finds, what the day brings, and what
//! is allowed and was not found.

use crate::diagnostic::{Allowance, Code, Diagnostic, Faults, Report};
use crate::effort::Effort;
use crate::knowledge::Knowledge;
use crate::matcher::Matcher;
use crate::quality::check::{Summary, check, check_within};
use crate::quality::dated::dated_faults;

/// The warnings that only the source's text gives rise to: without it, nobody can tell.
const OF_TEXT: &[Code] = &[
    Code::Recounted,
    Code::UnusedSkip,
    Code::UnreachedSentence,
    Code::CopiedWords,
];

/// Completes the report of loading a table, as of this day (`YYYY-MM-DD`), and returns the table's summary.
pub fn complete(
    report: &mut Report,
    knowledge: &Knowledge,
    matcher: &Matcher,
    today: &str,
) -> Summary {
    completed(report, knowledge, check(knowledge, matcher), today)
}

/// The same without advice that takes long, and with a self-test that goes as far as the effort allows.
pub fn complete_within(
    report: &mut Report,
    knowledge: &Knowledge,
    matcher: &Matcher,
    today: &str,
    effort: &Effort,
) -> Summary {
    let checked = check_within(knowledge, matcher, effort);
    completed(report, knowledge, checked, today)
}

fn completed(
    report: &mut Report,
    knowledge: &Knowledge,
    (mut summary, found): (Summary, Faults),
    today: &str,
) -> Summary {
    report.diagnostics.append(found);
    report.diagnostics.append(dated_faults(knowledge, today));
    report_unused(knowledge, &mut report.diagnostics);
    report.sort();
    summary.allowed = report.diagnostics.allowed();
    summary
}

/// Reports what is allowed and was not found, once everything has been looked for.
fn report_unused(knowledge: &Knowledge, found: &mut Faults) {
    let is_about_itself = |allowance: &&Allowance| allowance.code == Code::UnusedAllow;
    // What allows an unused one may be unused itself.
    let others: Vec<Allowance> = found
        .unused_allowances()
        .filter(|allowance| !is_about_itself(allowance) && is_known(knowledge, allowance))
        .cloned()
        .collect();
    found.extend(others.iter().map(unused));
    let own: Vec<Allowance> = found
        .unused_allowances()
        .filter(is_about_itself)
        .cloned()
        .collect();
    found.extend(own.iter().map(unused));
}

fn is_known(knowledge: &Knowledge, allowance: &Allowance) -> bool {
    if allowance.code == Code::ChangedPage {
        // Pages are fetched only if somebody asks for it.
        return false;
    }
    let source = knowledge.sources.get(allowance.place.file);
    !OF_TEXT.contains(&allowance.code) || source.is_some_and(|source| source.text.is_some())
}

fn unused(allowance: &Allowance) -> Diagnostic {
    let code = allowance.code.name();
    let message = match &allowance.id {
        Some(id) => format!("`{id}` has no warning `{code}`"),
        None => format!("this file has no warning `{code}`"),
    };
    Diagnostic::at(Code::UnusedAllow, allowance.place, message)
        .repair("remove this `[[allow]]`, or correct its `code` or `id`")
}
