//! A preview, and what came of it, as messages. Pure.

use crate::diagnostic::Severity;
use crate::discord::moderation::action::ModeratorReply;
use crate::discord::moderation::report::{sampled_line, with_report};
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::expand::account::Account;
use crate::knowledge::{Difference, Knowledge};
use crate::quality::impact::{Impact, Shift};
use crate::record::UnixSeconds;
use crate::release::{Published, RenamedEntry, Revision};
use crate::service::EntryIds;
use crate::wording::Escaped;
use crate::wording::expanding;
use crate::wording::moderators as wording;

/// Characters of a line of a preview: a question and its entry.
const CHANGE_CHARS: usize = 600;

/// Characters shown of a quote that cannot be verified.
const QUOTE_CHARS: usize = 200;
/// Renamed entries that are named.
const RENAMED_NAMED: usize = 5;
/// Copies of files that are named.
const BACKUPS_NAMED: usize = 5;
/// Characters of the path of such a copy.
const PATH_CHARS: usize = 200;

/// Lays a preview out, which can be confirmed until then.
pub fn layout(revision: &Revision, until: UnixSeconds, heading: Option<&str>) -> ModeratorReply {
    let Revision {
        snapshot,
        difference,
        impact,
        notes,
        account,
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
    above.extend(
        account
            .as_ref()
            .map(|account| expanding::taken(&account.counts)),
    );
    above.extend(sampled_line(revision.self_tested));
    let mut below = Vec::new();
    let warnings = notes.count(Severity::Warning);
    if warnings > 0 {
        below.push(wording::warnings(warnings));
    }
    match &revision.unverified[..] {
        [] => {}
        [quote] => below.push(wording::unverified_quote(&foreign::text(
            quote,
            QUOTE_CHARS,
        ))),
        several => below.push(wording::unverified_quotes(several.len())),
    }
    below.extend(still_suspended(&revision.renamed));
    if revision.replaces_edits {
        below.push(wording::REPLACES_EDITS.to_owned());
    }
    below.push(wording::expires(until));
    let parts = [
        account.as_ref().map_or_else(
            || difference.lines().collect::<Vec<_>>().join("\n"),
            account_lines,
        ),
        shifted(impact),
        notes.render_plain(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let report = parts.collect::<Vec<_>>().join("\n\n");
    with_report(&above, "diff", &report, &below)
}

/// Lays out that a table takes nothing of an assistant's reply, and why.
pub fn nothing_taken(account: &Account) -> ModeratorReply {
    let above = [expanding::NOTHING_TAKEN.to_owned()];
    with_report(&above, "diff", &account_lines(account), &[])
}

/// What becomes of a reply, entry by entry: what is taken, with the number that strikes it, and what is not.
fn account_lines(account: &Account) -> String {
    let mut lines = Vec::new();
    for block in &account.blocks {
        lines.push(one_line(&block.title));
        let taken = block.taken.iter();
        lines.extend(taken.map(|(number, text)| one_line(&format!("+ {number}: {text}"))));
        let refused = block.refused.iter();
        lines.extend(refused.map(|(text, reason)| one_line(&format!("- {text} ({reason})"))));
    }
    lines.extend(account.remarks.iter().map(|remark| one_line(remark)));
    if !account.missing.is_empty() {
        let more = if account.misses_more { " …" } else { "" };
        let names = account.missing.join(" ");
        lines.push(one_line(&expanding::ask_again(&format!("{names}{more}"))));
    }
    lines.join("\n")
}

/// Names the suspended entries that stay suspended under other ids.
fn still_suspended(renamed: &[RenamedEntry]) -> Option<String> {
    let id = |ids: &EntryIds| foreign::code(&ids.1, ENTRY_ID_CHARS);
    let first = renamed.iter().take(RENAMED_NAMED);
    let first: Vec<_> = first.map(|own| (id(&own.was), id(&own.is))).collect();
    (!first.is_empty()).then(|| wording::still_suspended(renamed.len(), &first))
}

/// Lays out that a whole version was made from one that is no longer live, and in what it differs from what
/// is. Returns the summary of that, too.
pub fn outdated(live: &Knowledge, revision: &Revision) -> (String, ModeratorReply) {
    let difference = Difference::between(live, revision.snapshot.knowledge());
    let summary = difference.summary();
    let above = [
        wording::OUTDATED.to_owned(),
        wording::would_do(&foreign::version(&live.version), &summary),
    ];
    let lines: Vec<String> = difference.lines().collect();
    let below = [wording::start_again(revision.how)];
    let reply = with_report(&above, "diff", &lines.join("\n"), &below);
    (summary, reply)
}

/// Says that a version is live.
pub fn published_text(published: &Published) -> String {
    let release = &published.release;
    let version = foreign::version(&release.version);
    let text = wording::published(&version, published.number, &release.summary);
    if published.backups.is_empty() {
        return text;
    }
    let named = published.backups.iter().take(BACKUPS_NAMED);
    let named: Vec<Escaped> = named.map(|path| foreign::code(path, PATH_CHARS)).collect();
    let more = published.backups.len() - named.len();
    format!("{text}\n{}", wording::set_aside(&named, more))
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
