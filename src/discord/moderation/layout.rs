//! What moderators are shown, laid out on one message and, where that is too small for it, a file.
//! Pure.

use serenity::builder::CreateActionRow;

use crate::diagnostic::{Report, Severity};
use crate::discord::custom_id::CustomId;
use crate::discord::moderation::attempt::Said;
use crate::discord::outgoing::Attached;
use crate::discord::reply::layout::button;
use crate::discord::reply::markdown::{MAX_CHARS, clip};
use crate::knowledge::{Fingerprint, Kind, Knowledge};
use crate::quality::impact::{Impact, Shift};
use crate::record::{Released, Suspension, UnixSeconds};
use crate::release::{DiskState, Revision};
use crate::store::StoreError;
use crate::wording;
use crate::wording::moderators as words;

/// How many versions a page of the history lists.
pub const A_PAGE: u32 = 10;
/// The most choices that Discord shows under an option.
const CHOICES: usize = 25;
/// The most characters of a choice.
const CHOICE: usize = 100;
/// The most characters of a report that stands among other words.
const BRIEF: usize = 1_500;
/// What a block of code needs besides its lines.
const FENCE: usize = "```diff\n```\n".len();

/// Says all that is wrong with files.
pub fn faults(report: &Report) -> Said {
    let errors = report.count(Severity::Error);
    let warnings = report.count(Severity::Warning);
    let heading = match (errors, warnings) {
        (0, 0) => return Said::text(words::NO_FAULTS),
        (0, warnings) => words::warnings(warnings),
        (errors, _) => words::faulty(errors),
    };
    with_report(&[heading], "", &report.render_plain(), &[])
}

/// The faults of files, as far as there is room for them beside other words.
pub fn brief(report: &Report) -> String {
    let errors = report.count(Severity::Error);
    let (shown, is_cut) = fitting(&report.render_plain(), BRIEF);
    let heading = words::faulty(errors);
    let more = if is_cut {
        words::see_check()
    } else {
        String::new()
    };
    format!("{heading}\n```\n{shown}```{more}")
}

/// Shows what would change.
pub fn preview(revision: &Revision, until: UnixSeconds, heading: Option<&str>) -> Said {
    let Revision {
        snapshot,
        difference,
        impact,
        notes,
        ..
    } = revision;
    let summary = difference.summary();
    let mut above: Vec<String> = heading.map(str::to_owned).into_iter().collect();
    above.push(words::preview(&snapshot.knowledge().version, &summary));
    above.push(words::impact(
        impact.shifts.len(),
        impact.asked,
        impact.available,
    ));
    let mut below = Vec::new();
    let warnings = notes.count(Severity::Warning);
    if warnings > 0 {
        below.push(words::warnings(warnings));
    }
    if revision.replaces_edits {
        below.push(words::REPLACES_EDITS.to_owned());
    }
    below.push(words::expires(until));
    let parts = [
        difference.lines().collect::<Vec<_>>().join("\n"),
        shifted(impact),
        notes.render_plain(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let report = parts.collect::<Vec<_>>().join("\n\n");
    with_report(&above, "diff", &report, &below)
}

/// The questions that get another answer, with the old and the new; red and green where Discord
/// colours them.
fn shifted(impact: &Impact) -> String {
    let mut lines = Vec::new();
    for shifts in impact.shifts.chunk_by(|one, next| one.cause == next.cause) {
        lines.push(shifts[0].cause.title().to_owned());
        for Shift {
            question, old, new, ..
        } in shifts
        {
            lines.push(format!("  {question}"));
            lines.push(format!("-   {old}"));
            lines.push(format!("+   {new}"));
        }
    }
    lines.join("\n")
}

/// A report between other lines; where there is no room for all of it, it is attached too.
fn with_report(above: &[String], language: &str, report: &str, below: &[String]) -> Said {
    let report = report.trim_end();
    let taken: usize = above
        .iter()
        .chain(below)
        .map(|line| line.chars().count() + 1)
        .sum();
    let room = MAX_CHARS.saturating_sub(taken + FENCE + words::REST_ATTACHED.chars().count() + 1);
    let (fitting, is_cut) = fitting(report, room);
    let mut blocks = above.to_vec();
    if !fitting.is_empty() {
        blocks.push(format!("```{language}\n{fitting}```"));
    }
    if is_cut {
        blocks.push(words::REST_ATTACHED.to_owned());
    }
    blocks.extend_from_slice(below);
    let file = Attached {
        name: words::REPORT_FILE.to_owned(),
        bytes: format!("{report}\n").into_bytes(),
    };
    Said {
        files: is_cut.then_some(file).into_iter().collect(),
        ..Said::text(blocks.join("\n"))
    }
}

/// The lines of a report that fit in a block of code of so many characters, and whether there are
/// more.
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

/// How the knowledge stands.
pub fn status(
    knowledge: &Knowledge,
    standing: DiskState,
    last: Result<Option<Released>, StoreError>,
    suspended: Result<Vec<Suspension>, StoreError>,
) -> String {
    let mut lines = vec![words::snapshot(&knowledge.version)];
    let (store, last) = match last {
        Ok(last) => (words::STORE_OK.to_owned(), last),
        Err(fault) => (words::store_unavailable(&fault), None),
    };
    let last = last.map(|last| last.release);
    lines.extend(
        last.map(|last| words::live_since(last.at, words::how(last.method), &words::by(last.by))),
    );
    let count = |kind| knowledge.entries_of(kind).count();
    let facts = knowledge
        .sources
        .iter()
        .map(|source| source.facts.len())
        .sum();
    let phrasings = knowledge
        .entries
        .iter()
        .map(|entry| entry.phrasings.len())
        .sum();
    lines.push(words::counts(
        facts,
        count(Kind::Question),
        count(Kind::Gap),
        phrasings,
    ));
    let verified = knowledge.citations().filter(|cited| cited.span.is_some());
    lines.push(words::quotes(
        verified.count(),
        knowledge.citations().count(),
    ));
    if let Ok(suspended) = suspended
        && !suspended.is_empty()
    {
        lines.push(words::suspended_count(suspended.len()));
    }
    lines.push(match standing {
        DiskState::Live => words::FILES_LIVE.to_owned(),
        DiskState::Changed => words::files_changed(),
        DiskState::Invalid => words::files_faulty(),
    });
    lines.push(store);
    lines.join("\n")
}

/// A page of what went live, counted from 0, of so many versions in all.
pub fn history(releases: &[Released], page: u32, all: u32) -> Said {
    if all == 0 {
        return Said::text(words::NO_HISTORY);
    }
    let mut lines = Vec::new();
    for Released { number, release } in releases {
        let how = words::how(release.method);
        let line = words::history_line(
            *number,
            &release.version,
            release.at,
            &words::by(release.by),
            how,
        );
        lines.push(line);
        if !release.summary.is_empty() {
            lines.push(format!("-# {}", clip(&release.summary, CHOICE)));
        }
    }
    let pages = all.div_ceil(A_PAGE);
    lines.push(wording::page_number(page as usize + 1, pages as usize));
    let to = |page, label| button(&CustomId::History { page }, label);
    let back = page.checked_sub(1).map(|page| to(page, wording::PREVIOUS));
    let more = (page + 1 < pages).then(|| to(page + 1, wording::NEXT));
    let turns: Vec<_> = back.into_iter().chain(more).collect();
    let rows = if turns.is_empty() {
        Vec::new()
    } else {
        vec![CreateActionRow::Buttons(turns)]
    };
    Said {
        rows,
        ..Said::text(lines.join("\n"))
    }
}

/// The versions to go back to, as (what is shown, its fingerprint): each once, without the one
/// that is live, and those alone that hold what was typed.
pub fn choices(
    releases: &[Released],
    snapshot: &Fingerprint,
    typed: &str,
) -> Vec<(String, String)> {
    let mut seen = vec![snapshot.clone()];
    let mut choices = Vec::new();
    for Released { number, release } in releases {
        if seen.contains(&release.fingerprint) {
            continue;
        }
        seen.push(release.fingerprint.clone());
        let shown = format!("#{number} {} {}", release.version, release.summary);
        if shown.to_lowercase().contains(&typed.trim().to_lowercase()) {
            choices.push((clip(shown.trim(), CHOICE), release.fingerprint.to_string()));
        }
    }
    choices.truncate(CHOICES);
    choices
}
