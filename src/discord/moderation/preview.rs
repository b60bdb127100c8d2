//! Shows what a staged version would change, and makes it live or drops it, as the moderator decides.

mod examined;
mod layout;
mod offer;

use std::sync::Arc;

use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;

use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, HelperCall};
use crate::discord::fair_slots::Owner;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply, now};
use crate::discord::moderation::asker_notice::tell_asker;
use crate::discord::moderation::preview::examined::{
    Examined, PreparedPreview, examined, prepared,
};
use crate::discord::moderation::preview::layout::{
    layout, nothing_taken, outdated, published_text,
};
use crate::discord::moderation::preview::offer::offer_patch;
use crate::discord::moderation::refusal::{error_text, publish_error_text, stage_error_text};
use crate::discord::moderation::stale::faults_on_disk;
use crate::discord::moderation::typed::addition_as_file;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::previews::OPEN_FOR;
use crate::discord::reply::controls::button;
use crate::discord::work_queue::{NotDone, QueuePlace, WorkName, computed};
use crate::record::{Action, AttemptOutcome, ReleaseMethod};
use crate::release::{Examination, PublishError, Revision, StageError, Staged};
use crate::wording::moderators as wording;

/// Stages a version in its turn, examines it and previews it. `target` names what was to be staged.
pub async fn show(
    action: &ModeratorAction<'_>,
    name: WorkName,
    staged: impl Future<Output = Result<Staged, StageError>> + Send + 'static,
    target: &str,
) -> Result<(), RequestError> {
    show_headed(action, name, staged, (target, None)).await
}

/// The same under a heading that says why it is not what was asked for.
pub async fn show_headed(
    action: &ModeratorAction<'_>,
    name: WorkName,
    staged: impl Future<Output = Result<Staged, StageError>> + Send + 'static,
    (target, heading): (&str, Option<&'static str>),
) -> Result<(), RequestError> {
    let work = examined(action, staged);
    // It shows what was asked in this server.
    let name = name.of_server(Some(action.server()));
    match action.work(name, work).await? {
        Some(examined) => show_examined(action, &examined, target, heading).await,
        None => Ok(()),
    }
}

/// The same with a place that was taken before.
pub async fn show_at(
    action: &ModeratorAction<'_>,
    place: QueuePlace,
    name: WorkName,
    staged: impl Future<Output = Result<Staged, StageError>> + Send + 'static,
    target: &str,
) -> Result<(), RequestError> {
    let work = examined(action, staged);
    let name = name.of_server(Some(action.server()));
    let examined = action.bot.work.run_at(place, name, work).await;
    match action.done(examined).await? {
        Some(examined) => show_examined(action, &examined, target, None).await,
        None => Ok(()),
    }
}

/// Previews the files on disk; `heading` says why they are shown again.
pub async fn show_disk(
    action: &ModeratorAction<'_>,
    heading: Option<&'static str>,
) -> Result<(), RequestError> {
    let releases = Arc::clone(&action.desk.releases);
    let name = WorkName::new("reload", releases.disk_stamp().await.to_string());
    let name = name.of_server(Some(action.server()));
    let disk = Arc::clone(&releases);
    let server = action.server();
    let work = move |demand| {
        Box::pin(async move {
            let staged = disk.stage_disk(ReleaseMethod::Reload).await;
            match disk.examine_for(Some(server), staged, demand).await {
                Examination::Faulty(report) => {
                    Ok(PreparedPreview::Faulty(faults_on_disk(&disk, report).await))
                }
                examined => prepared(examined).await,
            }
        })
    };
    match action.work(name, work).await? {
        Some(examined) => show_examined(action, &examined, "", heading).await,
        None => Ok(()),
    }
}

async fn show_examined(
    action: &ModeratorAction<'_>,
    examined: &Examined,
    target: &str,
    heading: Option<&'static str>,
) -> Result<(), RequestError> {
    match examined {
        Err(StageError::NothingTaken(account)) => {
            let reply = nothing_taken(account);
            action
                .conclude(AttemptOutcome::Failed, target, &account.counts)
                .await;
            action.reply(reply).await
        }
        Err(error) => action.fail(target, stage_error_text(error)).await,
        Ok(PreparedPreview::Unchanged) => {
            let reply = ModeratorReply::text(wording::UNCHANGED);
            action.reply_whole(reply).await
        }
        Ok(PreparedPreview::Interrupted) => {
            action
                .reply(ModeratorReply::not_done(NotDone::Stopping))
                .await
        }
        Ok(PreparedPreview::Faulty(reply)) => {
            let first = reply.text.lines().next().unwrap_or_default();
            action.conclude(AttemptOutcome::Failed, "", first).await;
            action.reply(reply.clone()).await
        }
        Ok(PreparedPreview::Ready(revision)) => {
            let id = action.interaction.id.get();
            let until = now() + OPEN_FOR;
            let shown = Arc::clone(revision);
            let mut reply = computed(move || layout(&shown, until, heading)).await;
            let confirm = match action.answers() {
                Some(call) => CustomId::ConfirmAnswer { preview: id, call },
                None => CustomId::Confirm { preview: id },
            };
            let confirm = button(&confirm, wording::CONFIRM);
            let cancel = button(&CustomId::Cancel { preview: id }, wording::CANCEL);
            reply.rows = vec![CreateActionRow::Buttons(vec![
                confirm.style(ButtonStyle::Success),
                cancel,
            ])];
            let moderator = action.interaction.user;
            let version = revision.snapshot.knowledge().version.clone();
            let interaction = &action.interaction;
            let place = Owner::of(interaction.guild, interaction.channel);
            let revision = Arc::clone(revision);
            action.desk.previews.open(id, place, moderator, revision);
            action.record(AttemptOutcome::Previewed, &version, "").await;
            action.reply_whole(reply).await
        }
    }
}

/// “Make it live”: publishes what was previewed. If something else has changed meanwhile, it is
/// previewed again instead. If it answers a call for a person, whoever asked is told.
pub async fn confirm(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    preview: u64,
    call: Option<HelperCall>,
) -> Result<(), RequestError> {
    let Some((action, revision)) = decide(bot, interaction, preview).await? else {
        return Ok(());
    };
    let action = keeping_typed(action, &revision);
    match action
        .desk
        .releases
        .publish(&revision, action.actor(), now())
        .await
    {
        Ok(published) => {
            let release = &published.release;
            let done = action.conclude(AttemptOutcome::Done, &release.version, &release.summary);
            done.await;
            let mut text = published_text(&published);
            if let Some(call) = call {
                let nonce = action.interaction.id.to_string();
                let told = tell_asker(bot, action.server(), call, &revision, &nonce).await;
                text = format!("{text}\n{told}");
            }
            let reply = ModeratorReply::text(text);
            action.reply_whole(reply).await
        }
        Err(PublishError::BaseChanged) => on_another_base(&action.answering(call), revision).await,
        Err(PublishError::FilesChanged) => show_disk(&action, Some(wording::FILES_CHANGED)).await,
        Err(PublishError::Files(error)) if revision.how == ReleaseMethod::Amend => {
            let reason = wording::files_fault(&error_text(&error));
            offer_patch(&action, revision, &reason).await
        }
        Err(error) => {
            let version = &revision.snapshot.knowledge().version;
            action.fail(version, publish_error_text(&error)).await
        }
    }
}

/// Keeps what a form says for the moderator who typed it.
fn keeping_typed<'a>(action: ModeratorAction<'a>, revision: &Revision) -> ModeratorAction<'a> {
    match revision.addition.as_ref().and_then(addition_as_file) {
        Some(typed) => action.keeping(typed),
        None => action,
    }
}

/// Another version has gone live since the preview. What only adds something is added to that version and
/// previewed again, and so are the files on disk; a whole file made from the older version would undo what
/// went live, and is refused.
async fn on_another_base(
    action: &ModeratorAction<'_>,
    revision: Arc<Revision>,
) -> Result<(), RequestError> {
    if revision.disk.is_some() {
        return show_disk(action, Some(wording::BASE_CHANGED)).await;
    }
    let how = revision.how;
    let is_whole = matches!(how, ReleaseMethod::Upload | ReleaseMethod::Rollback);
    if is_whole && revision.addition.is_none() {
        return refuse(action, revision).await;
    }
    let releases = Arc::clone(&action.desk.releases);
    let name = WorkName::new("again", action.interaction.id.to_string());
    let staged = Box::pin(async move {
        match &revision.addition {
            Some(addition) => releases.stage_addition(addition).await,
            None => Ok(releases.stage_disk(how).await),
        }
    });
    match action.work(name, examined(action, staged)).await? {
        Some(examined) => show_examined(action, &examined, "", Some(wording::BASE_CHANGED)).await,
        None => Ok(()),
    }
}

/// Refuses a whole version that was made from one that is no longer live, and shows in what it differs from
/// what is.
async fn refuse(action: &ModeratorAction<'_>, revision: Arc<Revision>) -> Result<(), RequestError> {
    let version = revision.snapshot.knowledge().version.clone();
    let live = action.desk.service.snapshot();
    let name = WorkName::new("outdated", action.interaction.id.to_string());
    let work = |_| async move { computed(move || outdated(live.knowledge(), &revision)).await };
    let Some(refused) = action.work(name, work).await? else {
        return Ok(());
    };
    let (reason, reply) = Arc::unwrap_or_clone(refused);
    action
        .conclude(AttemptOutcome::Failed, &version, &reason)
        .await;
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
) -> Result<Option<(ModeratorAction<'a>, Arc<Revision>)>, RequestError> {
    let action = ModeratorAction::begin_undeferred(bot, interaction, Action::Decide).await?;
    let Some(action) = action else {
        return Ok(None);
    };
    let interaction = &action.interaction;
    let Some(revision) = action.desk.previews.take(preview, interaction.user) else {
        // Beside the preview: it may be the only place that has what was typed.
        interaction
            .tell(&[wording::PREVIEW_OVER.to_owned()])
            .await?;
        return Ok(None);
    };
    interaction.defer().await?;
    let action = action.continued_as(revision.action());
    Ok(Some((action, revision)))
}
