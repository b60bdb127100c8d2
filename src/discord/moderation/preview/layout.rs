//! A preview as a message. Pure.

use crate::diagnostic::Severity;
use crate::discord::moderation::action::ModeratorReply;
use crate::discord::moderation::report::with_report;
use crate::discord::reply::foreign;
use crate::quality::impact::{Impact, Shift};
use crate::record::UnixSeconds;
use crate::release::Revision;
use crate::wording::moderators as wording;

/// Characters of a line of a preview: a question and its entry.
const CHANGE_CHARS: usize = 600;

/// Lays a preview out, which can be confirmed until then.
pub fn layout(revision: &Revision, until: UnixSeconds, heading: Option<&str>) -> ModeratorReply {
    let Revision {
        snapshot,
        difference,
        impact,
        notes,
        ..
    } = revision;
    let summary = difference.summary();
    let mut above: Vec<String> = heading.map(str::to_owned).into_iter().collect();
    let version = foreign::version(&snapshot.knowledge().version);
    above.push(wording::preview(&version, &summary));
    above.push(wording::impact(
        impact.shifts.len(),
        impact.asked,
        impact.available,
    ));
    let mut below = Vec::new();
    let warnings = notes.count(Severity::Warning);
    if warnings > 0 {
        below.push(wording::warnings(warnings));
    }
    if revision.replaces_edits {
        below.push(wording::REPLACES_EDITS.to_owned());
    }
    below.push(wording::expires(until));
    let parts = [
        difference.lines().collect::<Vec<_>>().join("\n"),
        shifted(impact),
        notes.render_plain(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let report = parts.collect::<Vec<_>>().join("\n\n");
    with_report(&above, "diff", &report, &below)
}

/// Lists the questions whose answers change, the old in red and the new in green where Discord
/// colours diffs.
fn shifted(impact: &Impact) -> String {
    let mut lines = Vec::new();
    for shifts in impact.shifts.chunk_by(|one, next| one.cause == next.cause) {
        lines.push(shifts[0].cause.title().to_owned());
        for Shift {
            question, old, new, ..
        } in shifts
        {
            lines.push(format!("  {}", one_line(question)));
            lines.push(format!("-   {}", one_line(&old.to_string())));
            lines.push(format!("+   {}", one_line(&new.to_string())));
        }
    }
    lines.join("\n")
}

/// A text without line breaks, after which it could pass for another line of the report.
fn one_line(text: &str) -> String {
    foreign::field(text, CHANGE_CHARS)
}
