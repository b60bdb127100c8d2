//! What would change, shown before it does; and the answer to that.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;
use serenity::model::id::UserId;
use similar::TextDiff;

use crate::discord::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::interaction::Caller;
use crate::discord::moderation::attempt::{Attempting, Said, now};
use crate::discord::moderation::layout;
use crate::discord::outgoing::{Attached, Refused};
use crate::discord::reply::layout::button;
use crate::knowledge::FileSet;
use crate::record::{Action, AttemptOutcome, ReleaseMethod};
use crate::release::{Examination, PublishError, Published, Revision, Staged};
use crate::wording::learning;
use crate::wording::moderators as wording;

/// How long a preview can be confirmed: Discord lets its message be changed for fifteen minutes.
const OPEN: Duration = Duration::from_mins(14);
/// The most previews that are open at once: each holds a whole table.
const MOST: u64 = 4;

/// The versions that moderators have been shown and not yet decided on.
pub struct Previews {
    open: Cache<u64, std::sync::Arc<Preview>>,
}

struct Preview {
    moderator: UserId,
    /// Taken by whoever decides first.
    revision: Mutex<Option<Revision>>,
}

impl Previews {
    /// None yet.
    pub fn new() -> Self {
        let open = Cache::builder()
            .max_capacity(MOST)
            .eviction_policy(EvictionPolicy::lru())
            .time_to_live(OPEN);
        Self { open: open.build() }
    }

    fn put(&self, id: u64, moderator: UserId, revision: Revision) {
        let revision = Mutex::new(Some(revision));
        let preview = Preview {
            moderator,
            revision,
        };
        self.open.insert(id, std::sync::Arc::new(preview));
    }

    fn take(&self, id: u64, moderator: UserId) -> Option<Revision> {
        let preview = self.open.get(&id)?;
        if preview.moderator != moderator {
            return None;
        }
        self.open.invalidate(&id);
        let mut revision = preview
            .revision
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        revision.take()
    }
}

/// Examines files and shows what would change; `heading` says why it is shown again.
pub async fn show(
    attempt: &Attempting<'_>,
    staged: Staged,
    heading: Option<&str>,
) -> Result<(), Refused> {
    let examined = attempt.bot.releases.examine(staged).await;
    show_examined(attempt, examined, heading).await
}

async fn show_examined(
    attempt: &Attempting<'_>,
    examined: Examination,
    heading: Option<&str>,
) -> Result<(), Refused> {
    match examined {
        Examination::Unchanged => attempt.say(Said::text(wording::UNCHANGED)).await,
        Examination::Faulty(report) => {
            let said = layout::faults(&report);
            let first = said.text.lines().next().unwrap_or_default();
            attempt.over(AttemptOutcome::Failed, "", first).await;
            attempt.say(said).await
        }
        Examination::Ready(revision) => {
            let id = attempt.caller.id.get();
            let until = now() + OPEN;
            let mut said = layout::preview(&revision, until, heading);
            let confirm = button(&CustomId::Confirm { preview: id }, wording::CONFIRM);
            let cancel = button(&CustomId::Cancel { preview: id }, wording::CANCEL);
            said.rows = vec![CreateActionRow::Buttons(vec![
                confirm.style(ButtonStyle::Success),
                cancel,
            ])];
            let moderator = attempt.caller.user;
            let version = revision.snapshot.knowledge().version.clone();
            attempt.bot.previews.put(id, moderator, *revision);
            attempt.note(AttemptOutcome::Previewed, &version, "").await;
            attempt.say(said).await
        }
    }
}

/// Makes live what was shown.
pub async fn confirm(bot: &Bot, caller: Caller<'_>, preview: u64) -> Result<(), Refused> {
    let Some(attempt) = Attempting::begin(bot, caller, Action::Decide).await? else {
        return Ok(());
    };
    let Some(revision) = bot.previews.take(preview, attempt.caller.user) else {
        return attempt.say(Said::text(wording::PREVIEW_OVER)).await;
    };
    let attempt = attempt.named(revision.how.into());
    match bot.releases.publish(&revision, attempt.by(), now()).await {
        Ok(published) => {
            let release = &published.release;
            let done = attempt.over(AttemptOutcome::Done, &release.version, &release.summary);
            done.await;
            attempt.say(Said::text(published_text(&published))).await
        }
        Err(PublishError::BaseChanged) => {
            let examined = bot.releases.examine_again(revision).await;
            show_examined(&attempt, examined, Some(wording::BASE_CHANGED)).await
        }
        Err(PublishError::FilesChanged) => {
            let staged = bot.releases.stage_disk(ReleaseMethod::Reload).await;
            show(&attempt, staged, Some(wording::FILES_CHANGED)).await
        }
        Err(PublishError::Files(error)) if revision.how == ReleaseMethod::Amend => {
            let reason = wording::files_fault(&error.to_string());
            let version = &revision.snapshot.knowledge().version;
            attempt.over(AttemptOutcome::Failed, version, &reason).await;
            let before = bot.releases.live_files().await.ok().flatten();
            let files = patches(&before.unwrap_or_default(), &revision.files);
            let text = format!("{reason}\n{}", learning::TAKE_PATCH);
            let said = Said::text(text);
            attempt.say(Said { files, ..said }).await
        }
        Err(hindered) => {
            let version = &revision.snapshot.knowledge().version;
            attempt.fail(version, hindrance(&hindered)).await
        }
    }
}

/// The change of each table as a patch.
fn patches(before: &FileSet, after: &FileSet) -> Vec<Attached> {
    let text = |bytes: Option<&Vec<u8>>| {
        let bytes = bytes.map(Vec::as_slice).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let patch = |name: &String, after: &Vec<u8>| {
        let (old, new) = (text(before.tables.get(name)), text(Some(after)));
        let diff = TextDiff::from_lines(&old, &new);
        let patch = diff.unified_diff().header(name, name).to_string();
        Attached {
            name: format!("{name}.patch"),
            bytes: patch.into_bytes(),
        }
    };
    let changed = after.tables.iter();
    let changed = changed.filter(|(name, bytes)| before.tables.get(*name) != Some(*bytes));
    changed.map(|(name, bytes)| patch(name, bytes)).collect()
}

/// What is said of a version that went live.
fn published_text(published: &Published) -> String {
    let release = &published.release;
    let mut text = wording::published(&release.version, published.number, &release.summary);
    if !published.backups.is_empty() {
        text = format!("{text}\n{}", wording::set_aside(&published.backups));
    }
    text
}

/// Why a version did not go live.
pub fn hindrance(hindered: &PublishError) -> String {
    match hindered {
        PublishError::BaseChanged => wording::BASE_CHANGED.to_owned(),
        PublishError::FilesChanged => wording::FILES_CHANGED.to_owned(),
        PublishError::Store(fault) => wording::store_fault(fault),
        PublishError::Files(error) => wording::files_fault(&error.to_string()),
    }
}

/// Leaves everything as it is.
pub async fn cancel(bot: &Bot, caller: Caller<'_>, preview: u64) -> Result<(), Refused> {
    let Some(attempt) = Attempting::begin(bot, caller, Action::Decide).await? else {
        return Ok(());
    };
    let Some(revision) = bot.previews.take(preview, attempt.caller.user) else {
        return attempt.say(Said::text(wording::PREVIEW_OVER)).await;
    };
    let attempt = attempt.named(revision.how.into());
    let version = &revision.snapshot.knowledge().version;
    attempt.over(AttemptOutcome::Cancelled, version, "").await;
    attempt.say(Said::text(wording::CANCELLED)).await
}
