//! Reports on one message and, where that is too small for them, in a file. Pure.

use crate::diagnostic::{Report, Severity};
use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::moderation::action::ModeratorReply;
use crate::discord::outgoing::FileAttachment;
use crate::discord::reply::foreign;
use crate::release::Sampled;
use crate::wording::moderators as wording;

/// Characters of a report among other text.
const BRIEF_CHARS: usize = 1_500;
/// Bytes of a report in a file: more than anyone reads, and far from what Discord takes.
const REPORT_BYTES: usize = 1024 * 1024;

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

/// Says how much of a large table the self-test asked, unless it asked all of it.
#[must_use]
pub fn sampled_line(sampled: Sampled) -> Option<String> {
    let Sampled { asked, available } = sampled;
    sampled
        .is_partial()
        .then(|| wording::self_tested(asked, available))
}

/// Returns the faults of files, as many lines of them as fit among other text.
#[must_use]
pub fn brief(report: &Report) -> String {
    let heading = wording::faulty(report.count(Severity::Error));
    let (shown, is_cut) = foreign::block("", &report.render_plain(), BRIEF_CHARS);
    let more = if is_cut {
        wording::see_check()
    } else {
        String::new()
    };
    format!("{heading}\n{shown}{more}")
}

/// Puts a report between other lines; if it does not fit, the whole of it is attached. `language` is
/// that of the block of code, and may be empty.
#[must_use]
pub fn with_report(
    above: &[String],
    language: &'static str,
    report: &str,
    below: &[String],
) -> ModeratorReply {
    let lines = above.iter().chain(below);
    let used: usize = lines.map(|line| line.chars().count() + 1).sum();
    let used = used + wording::REST_ATTACHED.chars().count() + 1;
    let (block, is_cut) = foreign::block(language, report, MESSAGE_CHARS.saturating_sub(used));
    let block = Some(String::from(block)).filter(|block| !block.is_empty());
    let attached = is_cut.then(|| wording::REST_ATTACHED.to_owned());
    let blocks = above.iter().cloned().chain(block).chain(attached);
    let blocks: Vec<String> = blocks.chain(below.iter().cloned()).collect();
    ModeratorReply {
        files: is_cut.then(|| report_file(report)).into_iter().collect(),
        ..ModeratorReply::text(blocks.join("\n"))
    }
}

/// A report as a file.
#[must_use]
pub fn report_file(report: &str) -> FileAttachment {
    let report = report.trim_end();
    let end = report.floor_char_boundary(REPORT_BYTES);
    let mut bytes = report.as_bytes()[..end].to_vec();
    if end < report.len() {
        bytes.extend_from_slice("\n…".as_bytes());
    }
    bytes.push(b'\n');
    FileAttachment::new(wording::REPORT_FILE, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_told_of_and_a_whole_is_not() {
        let line = |asked, available| sampled_line(Sampled { asked, available });
        assert_eq!(line(7, 7), None);
        let told = line(4_000, 15_700).unwrap_or_default();
        assert!(told.contains("asked 4000 of its 15700 phrasings"), "{told}");
    }
}
