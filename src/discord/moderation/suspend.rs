//! “Suspend this answer”: suspends the entry that one of the bot's answers comes from, and says so in
//! the answer's place, and in that of others that it has lately given.

use std::sync::Arc;

use serenity::model::channel::Message;

use crate::discord::custom_id::{MessageControls, ShortHash, Stamp, TableChange};
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply, now};
use crate::discord::moderation::refusal::error_text;
use crate::discord::moderation::retract::retract;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{self, MessageBody};
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::slash::{SlashCommand, SlashContext, interaction};
use crate::discord::work_queue::{WorkName, computed};
use crate::knowledge::{Counterparts, Knowledge};
use crate::record::{Action, AttemptOutcome, Suspension};
use crate::service::EntryIds;
use crate::store::StoreError;
use crate::wording::moderators as wording;
use crate::wording::{Saying, retracting};

/// Returns the command under its name.
#[must_use]
pub fn command() -> SlashCommand {
    let mut command = suspend_answer();
    command.context_menu_name = Some(wording::SUSPEND.into());
    command
}

/// Suspends the entry of an answer.
#[poise::command(
    context_menu_command = "Suspend this answer",
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
async fn suspend_answer(ctx: SlashContext<'_>, message: Message) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin(bot, interaction(&ctx), Action::Suspend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let is_own = message.author.id == bot.me;
    let controls = MessageControls::of(&message);
    let entry = if is_own { controls.entry() } else { None };
    let Some(entry) = entry else {
        let answers = is_own && controls.question().is_some();
        let text = if answers {
            wording::NAMES_NO_ENTRY
        } else {
            wording::NO_ANSWER
        };
        return action.reply(ModeratorReply::text(text)).await;
    };
    let Some(found) = find(&action, entry, controls.stamp()).await? else {
        return Ok(());
    };
    let (source, entry) = match found {
        Ok(Some(found)) => found,
        Ok(None) => return replace_only(&action, &message, &controls).await,
        Err(fault) => {
            let reason = wording::store_fault(&error_text(&fault));
            return action.fail("", reason).await;
        }
    };
    let suspension = Suspension {
        source,
        entry,
        by: action.actor(),
        at: now(),
    };
    suspend(&action, &suspension, &message, &controls).await
}

/// What an answer names: the ids of an entry; `None` if they belong to another one by now.
type FoundIds = Result<Option<EntryIds>, StoreError>;

/// Finds the entry that an answer names, in the version that gave the answer: its id may belong to another
/// entry by now, or it may have another id. If there is no turn to look, the moderator is told, and this
/// returns `None`.
async fn find(
    action: &ModeratorAction<'_>,
    hash: &ShortHash,
    stamp: Option<&Stamp>,
) -> Result<Option<FoundIds>, RequestError> {
    let snapshot = action.desk.service.snapshot();
    let live = snapshot.knowledge();
    let Some(stamp) = stamp.filter(|stamp| stamp.compare(live) == TableChange::ChangedSince) else {
        return Ok(Some(Ok(hash.find(live).map(|entry| live.key_of(entry)))));
    };
    let digits = stamp.as_str().to_owned();
    let name = WorkName::new("named", format!("{digits} {}", hash.as_str()));
    let (releases, hash) = (Arc::clone(&action.desk.releases), hash.clone());
    let work = |_| async move {
        let earlier = releases.earlier(&digits).await?;
        Ok(computed(move || present_ids(earlier.as_ref(), snapshot.knowledge(), &hash)).await)
    };
    let found = action.work(name, work).await?;
    Ok(found.map(Arc::unwrap_or_clone))
}

/// Returns the present ids of an entry that an earlier version has, if that is known; those that it had, if
/// it is gone and no other entry has them; `None` if one has.
fn present_ids(
    earlier: Option<&Knowledge>,
    live: &Knowledge,
    hash: &ShortHash,
) -> Option<EntryIds> {
    let same_id = hash.find(live).map(|entry| live.key_of(entry));
    let named = earlier.and_then(|earlier| Some((earlier, hash.find(earlier)?)));
    let Some((earlier, named)) = named else {
        return same_id;
    };
    let present = Counterparts::between(earlier, live).of(named);
    match (present, same_id) {
        (Some(present), _) => Some(live.key_of(present)),
        (None, None) => Some(earlier.key_of(named)),
        (None, Some(_)) => None,
    }
}

/// Replaces the answer of an entry that is gone, so that there is nothing to suspend.
async fn replace_only(
    action: &ModeratorAction<'_>,
    message: &Message,
    controls: &MessageControls,
) -> Result<(), RequestError> {
    action
        .conclude(AttemptOutcome::Done, "", wording::ENTRY_GONE)
        .await;
    let text = match replace(action, message, controls).await {
        Ok(()) => wording::ENTRY_GONE.to_owned(),
        Err(_) => wording::GONE_NOT_EDITED.to_owned(),
    };
    action.reply(ModeratorReply::text(text)).await
}

/// Suspends an entry, and replaces the answer.
async fn suspend(
    action: &ModeratorAction<'_>,
    suspension: &Suspension,
    message: &Message,
    controls: &MessageControls,
) -> Result<(), RequestError> {
    let entry = &suspension.entry;
    if let Err(fault) = action.desk.releases.suspend(suspension).await {
        let reason = wording::store_fault(&error_text(&fault));
        return action.fail(entry, reason).await;
    }
    action.conclude(AttemptOutcome::Done, entry, "").await;
    let shown = foreign::code(entry, ENTRY_ID_CHARS);
    let text = match replace(action, message, controls).await {
        Ok(()) => wording::suspended(&shown),
        Err(_) => wording::not_edited(&shown),
    };
    let text = match (controls.stamp(), controls.entry()) {
        (Some(stamp), Some(own)) => {
            let others = retract(action, stamp, own).await;
            text + &retracting::others(others.replaced, others.failed, others.left)
        }
        _ => text,
    };
    action.reply(ModeratorReply::text(text)).await
}

/// Replaces an answer with a note, and deletes its earlier messages. A failure is logged.
async fn replace(
    action: &ModeratorAction<'_>,
    message: &Message,
    controls: &MessageControls,
) -> Result<(), RequestError> {
    let notice = MessageBody::text(action.interaction.server_words.say(Saying::AnswerSuspended));
    let http = action.interaction.http;
    let edited = outgoing::edit(http, message.channel_id, message.id, &notice).await;
    action.interaction.delete(controls.earlier()).await;
    edited.map(|_| ()).inspect_err(|error| {
        tracing::warn!(%error, "cannot edit the answer of a suspended entry");
    })
}
