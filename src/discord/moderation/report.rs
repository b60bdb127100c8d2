//! Reports on one message and, where that is too small for them, in a file. Pure.

use crate::diagnostic::{Report, Severity};
use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::moderation::action::ModeratorReply;
use crate::discord::outgoing::FileAttachment;
use crate::wording::moderators as wording;

/// Characters of a report among other text.
const BRIEF_CHARS: usize = 1_500;
/// Characters that a block of code needs besides its lines.
const FENCE: usize = "```diff\n```\n".len();

/// Shows all faults and warnings of files.
#[must_use]
pub fn faults(report: &Report) -> ModeratorReply {
    let errors = report.count(Severity::Error);
    let warnings = report.count(Severity::Warning);
    let heading = match (errors, warnings) {
        (0, 0) => return ModeratorReply::text(wording::NO_FAULTS),
        (0, warnings) => wording::warnings(warnings),
        (errors, _) => wording::faulty(errors),
    };
    with_report(&[heading], "", &report.render_plain(), &[])
}

/// Returns the faults of files, as many lines of them as fit among other text.
#[must_use]
pub fn brief(report: &Report) -> String {
    let errors = report.count(Severity::Error);
    let (shown, is_cut) = fitting(&report.render_plain(), BRIEF_CHARS);
    let heading = wording::faulty(errors);
    let more = if is_cut {
        wording::see_check()
    } else {
        String::new()
    };
    format!("{heading}\n```\n{shown}```{more}")
}

/// Puts a report between other lines; if it does not fit, the whole of it is attached. `language` is
/// that of the block of code, and may be empty.
#[must_use]
pub fn with_report(
    above: &[String],
    language: &str,
    report: &str,
    below: &[String],
) -> ModeratorReply {
    let report = report.trim_end();
    let used: usize = above
        .iter()
        .chain(below)
        .map(|line| line.chars().count() + 1)
        .sum();
    let room =
        MESSAGE_CHARS.saturating_sub(used + FENCE + wording::REST_ATTACHED.chars().count() + 1);
    let (fitting, is_cut) = fitting(report, room);
    let mut blocks = above.to_vec();
    if !fitting.is_empty() {
        blocks.push(format!("```{language}\n{fitting}```"));
    }
    if is_cut {
        blocks.push(wording::REST_ATTACHED.to_owned());
    }
    blocks.extend_from_slice(below);
    let file = FileAttachment {
        name: wording::REPORT_FILE.to_owned(),
        bytes: format!("{report}\n").into_bytes(),
    };
    ModeratorReply {
        files: is_cut.then_some(file).into_iter().collect(),
        ..ModeratorReply::text(blocks.join("\n"))
    }
}

/// Returns the lines of a report that fit into a code block of `room` characters, and whether any
/// were left out.
fn fitting(report: &str, room: usize) -> (String, bool) {
    // Three backticks would end the block.
    let shown = report.replace("```", "ˋˋˋ");
    let mut fitting = String::new();
    let mut left = room;
    for line in shown.lines() {
        let Some(rest) = left.checked_sub(line.chars().count() + 1) else {
            return (fitting, true);
        };
        left = rest;
        fitting.push_str(line);
        fitting.push('\n');
    }
    (fitting, false)
}
