//! Facts whose source has changed on disk: the old and the new words side by side, and a button for each that
//! is right still. What is accepted so far is in the buttons themselves.

use serenity::builder::{CreateActionRow, CreateButton};

use crate::diagnostic::{Code, Report, Severity};
use crate::discord::custom_id::{CustomId, ShortHash};
use crate::discord::moderation::action::ModeratorReply;
use crate::discord::moderation::report::{faults, report_file};
use crate::discord::reply::controls::button;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::work_queue::computed;
use crate::knowledge::diff::changed_words;
use crate::release::{ChangedPassage, ReleasePipeline, StaleEntry, StaleFiles};
use crate::wording::learning as wording;
use crate::wording::moderators;

/// The most that are accepted one by one: as many as a button has bits for. An article that has changed more
/// than that is a new one.
pub const MOST: usize = 64;
/// How many are shown at once: what fits into a message.
const SHOWN: usize = 3;
/// The paragraphs of each that are shown.
const PASSAGES: usize = 2;
/// Characters of a sentence.
const SAID_CHARS: usize = 100;
/// Characters of the part of a paragraph that has changed.
const PART_CHARS: usize = 130;

/// Shows the faults of the files on disk. If some facts cite words that have changed, a moderator can say of
/// each that it is right still.
pub async fn faults_on_disk(releases: &ReleasePipeline, report: Report) -> ModeratorReply {
    let is_stale = report
        .diagnostics
        .iter()
        .any(|fault| fault.code == Code::StaleCitation);
    let stale = if is_stale {
        releases.stale_files().await
    } else {
        None
    };
    computed(move || match &stale {
        Some(stale) if (1..=MOST).contains(&stale.entries.len()) => {
            let mut reply = layout(stale, 0, None);
            let errors = report.count(Severity::Error);
            reply.text = format!("{}\n{}", moderators::faulty(errors), reply.text);
            reply.files = vec![report_file(&report.render_plain())];
            reply
        }
        _ => faults(&report),
    })
    .await
}

/// Names the files on disk.
#[must_use]
pub fn hash(stale: &StaleFiles) -> ShortHash {
    ShortHash::of("disk", stale.fingerprint.as_str())
}

/// The bit of an entry.
#[must_use]
pub fn bit(index: usize) -> u64 {
    u32::try_from(index)
        .ok()
        .and_then(|index| 1_u64.checked_shl(index))
        .unwrap_or_default()
}

/// Shows the first that are not accepted yet.
#[must_use]
pub fn layout(stale: &StaleFiles, accepted: u64, heading: Option<&str>) -> ModeratorReply {
    let entries = stale.entries.iter().enumerate();
    let left: Vec<_> = entries
        .filter(|(index, _)| accepted & bit(*index) == 0)
        .collect();
    let shown = &left[..left.len().min(SHOWN)];
    let heading = heading.map(str::to_owned);
    let count = wording::stale(left.len(), stale.entries.len());
    let lines = shown.iter().flat_map(|(_, entry)| entry_lines(entry));
    let lines: Vec<String> = heading.into_iter().chain([count]).chain(lines).collect();
    let still_right = |(which, entry): &(usize, &StaleEntry)| -> CreateButton {
        let id = CustomId::Accept {
            files: hash(stale),
            accepted,
            which: *which,
        };
        button(&id, &wording::still_right(&entry.id))
    };
    ModeratorReply {
        rows: vec![CreateActionRow::Buttons(
            shown.iter().map(still_right).collect(),
        )],
        ..ModeratorReply::text(lines.join("\n"))
    }
}

fn entry_lines(entry: &StaleEntry) -> Vec<String> {
    let id = foreign::code(&entry.id, ENTRY_ID_CHARS);
    let says = foreign::text(&entry.says, SAID_CHARS);
    let mut lines = vec![wording::stale_entry(&id, &says)];
    for ChangedPassage { was, now } in entry.passages.iter().take(PASSAGES) {
        let (was, now) = match was {
            Some(was) => {
                let [was, now] = changed_words(was, now);
                (Some(foreign::text(&was, PART_CHARS)), now)
            }
            None => (None, now.clone()),
        };
        lines.extend(was.map(|was| wording::passage_was(&was)));
        lines.push(wording::passage_now(&foreign::text(&now, PART_CHARS)));
    }
    lines
}
