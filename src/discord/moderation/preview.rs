//! Shows what a staged version would change, and makes it live or drops it, as the moderator decides.

use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;

use crate::diagnostic::Severity;
use crate::discord::bot::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply, now};
use crate::discord::moderation::patch::patches;
use crate::discord::moderation::refusal::{publish_error_text, stage_error_text};
use crate::discord::moderation::report::{faults, with_report};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::previews::OPEN_FOR;
use crate::discord::reply::controls::button;
use crate::discord::reply::markdown::{clip, escape};
use crate::knowledge::Difference;
use crate::quality::impact::{Impact, Shift};
use crate::record::{Action, AttemptOutcome, ReleaseMethod, UnixSeconds};
use crate::release::{Addition, Examination, PublishError, Published, Revision, Staged};
use crate::wording::learning;
use crate::wording::moderators as wording;

/// Characters shown of a quote that cannot be verified.
const QUOTE_CHARS: usize = 200;

/// Examines a staged version and previews it; `heading` says why it is shown again.
pub async fn show(
    action: &ModeratorAction<'_>,
    staged: Staged,
    heading: Option<&str>,
) -> Result<(), RequestError> {
    let examined = action.bot.releases.examine(staged).await;
    show_examined(action, examined, heading).await
}

async fn show_examined(
    action: &ModeratorAction<'_>,
    examined: Examination,
    heading: Option<&str>,
) -> Result<(), RequestError> {
    match examined {
        Examination::Unchanged => action.reply(ModeratorReply::text(wording::UNCHANGED)).await,
        Examination::Faulty(report) => {
            let reply = faults(&report);
            let first = reply.text.lines().next().unwrap_or_default();
            action.conclude(AttemptOutcome::Failed, "", first).await;
            action.reply(reply).await
        }
        Examination::Ready(revision) => {
            let id = action.interaction.id.get();
            let until = now() + OPEN_FOR;
            let mut reply = layout(&revision, until, heading);
            let confirm = button(&CustomId::Confirm { preview: id }, wording::CONFIRM);
            let cancel = button(&CustomId::Cancel { preview: id }, wording::CANCEL);
            reply.rows = vec![CreateActionRow::Buttons(vec![
                confirm.style(ButtonStyle::Success),
                cancel,
            ])];
            let moderator = action.interaction.user;
            let version = revision.snapshot.knowledge().version.clone();
            action.bot.previews.open(id, moderator, *revision);
            action.record(AttemptOutcome::Previewed, &version, "").await;
            action.reply(reply).await
        }
    }
}

/// Lays a preview out, which can be confirmed until then.
fn layout(revision: &Revision, until: UnixSeconds, heading: Option<&str>) -> ModeratorReply {
    let Revision {
        snapshot,
        difference,
        impact,
        notes,
        ..
    } = revision;
    let summary = difference.summary();
    let mut above: Vec<String> = heading.map(str::to_owned).into_iter().collect();
    above.push(wording::preview(&snapshot.knowledge().version, &summary));
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
    match &revision.unverified[..] {
        [] => {}
        [quote] => below.push(wording::unverified_quote(&escape(&clip(
            quote,
            QUOTE_CHARS,
        )))),
        several => below.push(wording::unverified_quotes(several.len())),
    }
    if !revision.renamed.is_empty() {
        let renamed = revision.renamed.iter();
        let ids = renamed.map(|own| (own.was.1.as_str(), own.is.1.as_str()));
        below.push(wording::still_suspended(&ids.collect::<Vec<_>>()));
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
            lines.push(format!("  {question}"));
            lines.push(format!("-   {old}"));
            lines.push(format!("+   {new}"));
        }
    }
    lines.join("\n")
}

/// “Make it live”: publishes what was previewed. If something else has changed meanwhile, it is
/// previewed again instead.
pub async fn confirm(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    preview: u64,
) -> Result<(), RequestError> {
    let Some((action, revision)) = decide(bot, interaction, preview).await? else {
        return Ok(());
    };
    match bot.releases.publish(&revision, action.actor(), now()).await {
        Ok(published) => {
            let release = &published.release;
            let done = action.conclude(AttemptOutcome::Done, &release.version, &release.summary);
            done.await;
            let text = published_text(&published);
            action.reply(ModeratorReply::text(text)).await
        }
        Err(PublishError::BaseChanged) => on_another_base(&action, revision).await,
        Err(PublishError::FilesChanged) => {
            let staged = bot.releases.stage_disk(ReleaseMethod::Reload).await;
            show(&action, staged, Some(wording::FILES_CHANGED)).await
        }
        Err(PublishError::Files(error)) if revision.how == ReleaseMethod::Amend => {
            let reason = wording::files_fault(&error.to_string());
            offer_patch(&action, &revision, &reason).await
        }
        Err(error) => {
            let version = &revision.snapshot.knowledge().version;
            action.fail(version, publish_error_text(&error)).await
        }
    }
}

/// Another version has gone live since the preview. What only adds something is added to that version and
/// previewed again, and so are the files on disk; a whole file made from the older version would undo what
/// went live, and is refused.
async fn on_another_base(
    action: &ModeratorAction<'_>,
    revision: Revision,
) -> Result<(), RequestError> {
    let releases = &action.bot.releases;
    let staged = match (&revision.addition, revision.how) {
        (Some(Addition { source, amendment }), _) => {
            releases.stage_amendment(source, amendment).await
        }
        (None, ReleaseMethod::Upload | ReleaseMethod::Rollback) => {
            return refuse(action, &revision).await;
        }
        (None, how) => Ok(releases.stage_disk(how).await),
    };
    match staged {
        Ok(staged) => show(action, staged, Some(wording::BASE_CHANGED)).await,
        Err(error) => action.fail("", stage_error_text(&error)).await,
    }
}

/// Refuses a whole version that was made from one that is no longer live, and shows in what it differs from
/// what is.
async fn refuse(action: &ModeratorAction<'_>, revision: &Revision) -> Result<(), RequestError> {
    let refused = revision.snapshot.knowledge();
    let live = action.bot.service.snapshot();
    let difference = Difference::between(live.knowledge(), refused);
    let reason = difference.summary();
    action
        .conclude(AttemptOutcome::Failed, &refused.version, &reason)
        .await;
    let above = [
        wording::OUTDATED.to_owned(),
        wording::would_do(&live.knowledge().version, &reason),
    ];
    let lines: Vec<String> = difference.lines().collect();
    let below = [wording::start_again(revision.how)];
    let reply = with_report(&above, "diff", &lines.join("\n"), &below);
    action.reply(reply).await
}

/// “Cancel”: drops what was previewed.
pub async fn cancel(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    preview: u64,
) -> Result<(), RequestError> {
    let Some((action, revision)) = decide(bot, interaction, preview).await? else {
        return Ok(());
    };
    let version = &revision.snapshot.knowledge().version;
    action
        .conclude(AttemptOutcome::Cancelled, version, "")
        .await;
    action.reply(ModeratorReply::text(wording::CANCELLED)).await
}

/// Takes the preview that a moderator decides on. If it is no longer open, the moderator is told, and
/// this returns `None`.
async fn decide<'a>(
    bot: &'a Bot,
    interaction: InteractionContext<'a>,
    preview: u64,
) -> Result<Option<(ModeratorAction<'a>, Revision)>, RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Decide).await?;
    let Some(action) = action else {
        return Ok(None);
    };
    let Some(revision) = bot.previews.take(preview, action.interaction.user) else {
        let reply = ModeratorReply::text(wording::PREVIEW_OVER);
        action.reply(reply).await?;
        return Ok(None);
    };
    let action = action.continued_as(revision.how.into());
    Ok(Some((action, revision)))
}

/// Concludes an amendment whose files cannot be written, with the change as a patch.
async fn offer_patch(
    action: &ModeratorAction<'_>,
    revision: &Revision,
    reason: &str,
) -> Result<(), RequestError> {
    let version = &revision.snapshot.knowledge().version;
    action
        .conclude(AttemptOutcome::Failed, version, reason)
        .await;
    let before = action.bot.releases.live_files().await.ok().flatten();
    let text = format!("{reason}\n{}", learning::TAKE_PATCH);
    let reply = ModeratorReply {
        files: patches(&before.unwrap_or_default(), &revision.files),
        ..ModeratorReply::text(text)
    };
    action.reply(reply).await
}

fn published_text(published: &Published) -> String {
    let release = &published.release;
    let text = wording::published(&release.version, published.number, &release.summary);
    if published.backups.is_empty() {
        text
    } else {
        format!("{text}\n{}", wording::set_aside(&published.backups))
    }
}
