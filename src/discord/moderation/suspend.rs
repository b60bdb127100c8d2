//! “Suspend this answer”: suspends the entry that one of the bot's answers comes from, and says so in
//! the answer's place.

use serenity::model::channel::Message;

use crate::discord::bot::Bot;
use crate::discord::custom_id::MessageControls;
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply, now};
use crate::discord::moderation::refusal::error_text;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{self, MessageBody};
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::slash::{SlashCommand, SlashContext, interaction};
use crate::record::{Action, AttemptOutcome, Suspension};
use crate::wording::moderators as wording;

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
    let controls = MessageControls::of(&message);
    let is_own = message.author.id == bot.me;
    let entry = is_own.then(|| entry_of(bot, &controls)).flatten();
    match entry {
        Some((source, entry)) => {
            let suspension = Suspension {
                source,
                entry,
                by: action.actor(),
                at: now(),
            };
            suspend(&action, &suspension, &message, &controls).await
        }
        None => action.reply(ModeratorReply::text(wording::NO_ANSWER)).await,
    }
}

/// Returns the ids of the source and the entry that an answer comes from, as its controls tell. A
/// gap's controls carry only the question, which is asked again.
fn entry_of(bot: &Bot, controls: &MessageControls) -> Option<(String, String)> {
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let carried = controls.entry().and_then(|hash| hash.find(knowledge));
    if let Some(entry) = carried {
        return Some((knowledge.source_of(entry).id.clone(), entry.id.clone()));
    }
    let question = controls.question().filter(|question| !question.is_empty());
    let entry = snapshot.ask(question?).entry?;
    Some((entry.source, entry.id))
}

/// Suspends an entry, and replaces the answer.
async fn suspend(
    action: &ModeratorAction<'_>,
    suspension: &Suspension,
    message: &Message,
    controls: &MessageControls,
) -> Result<(), RequestError> {
    let entry = &suspension.entry;
    if let Err(fault) = action.bot.releases.suspend(suspension).await {
        let reason = wording::store_fault(&error_text(&fault));
        return action.fail(entry, reason).await;
    }
    action.conclude(AttemptOutcome::Done, entry, "").await;
    let notice = MessageBody::text(wording::ANSWER_SUSPENDED);
    let http = action.interaction.http;
    let edited = outgoing::edit(http, message.channel_id, message.id, &notice).await;
    action.interaction.delete(controls.earlier()).await;
    let shown = foreign::code(entry, ENTRY_ID_CHARS);
    let text = match edited {
        Ok(_) => wording::suspended(&shown),
        Err(error) => {
            tracing::warn!(%error, "cannot edit the answer of a suspended entry");
            wording::not_edited(&shown)
        }
    };
    action.reply(ModeratorReply::text(text)).await
}
