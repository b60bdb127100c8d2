//! The answer to a call for a person, from “Make this the answer” on a reply to it or the button under it: the
//! form of a new question, with the reply's words and the nearest passage of the sources' texts beside them. It is
//! previewed like any other addition; once it is live, the member who asked is told.

use std::time::Duration;

use serenity::model::channel::Message;
use tokio::time::timeout;

use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, Fix, HelperCall, MessageControls};
use crate::discord::interaction::{FormFields, InteractionContext};
use crate::discord::moderation::action::{ModeratorAction, ModeratorReply};
use crate::discord::moderation::amend::amend;
use crate::discord::moderation::typed::form_as_file;
use crate::discord::moderation::unanswered::form::{amendment, question_form};
use crate::discord::outgoing;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::helper_call::question;
use crate::discord::slash::{SlashCommand, SlashContext, interaction};
use crate::discord::work_queue::{Freshness, WorkName, computed};
use crate::insights::usage::date;
use crate::knowledge::amend::{Amendment, new_id};
use crate::knowledge::quote::Found;
use crate::knowledge::{Knowledge, Quote};
use crate::question_log::today;
use crate::record::Action;
use crate::wording::{Saying, helping, learning};

/// How long to look for the call, and then for the passage: the form has to be the first response.
const PREFILL_TIMEOUT: Duration = Duration::from_secs(1);

/// Returns the command under its name.
#[must_use]
pub fn command() -> SlashCommand {
    let mut command = make_this_the_answer();
    command.context_menu_name = Some(helping::MAKE_ANSWER.into());
    command
}

/// Opens the form for the answer that a message gives, which replies to a call.
#[poise::command(
    context_menu_command = "Make this the answer",
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
async fn make_this_the_answer(ctx: SlashContext<'_>, message: Message) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let action = ModeratorAction::begin_undeferred(bot, interaction(&ctx), Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    match answered_call(&action, &message).await {
        Ok((call, question)) => open(&action, call, &question, &message.content).await,
        Err(reason) => action.interaction.tell(&[reason]).await,
    }
}

/// The call that a message replies to, and what it asks; or why the message answers none.
async fn answered_call(
    action: &ModeratorAction<'_>,
    message: &Message,
) -> Result<(HelperCall, String), String> {
    let bot = action.bot;
    if message.content.trim().is_empty() {
        return Err(action.interaction.words.say(Saying::NoWords));
    }
    let replied = message.message_reference.as_ref();
    let replied = replied.and_then(|replied| replied.message_id);
    let replied = replied.ok_or(helping::NO_REPLY_TO_CALL)?;
    let fetched = outgoing::get(&bot.http, message.channel_id, replied);
    let Ok(Ok(replied)) = timeout(PREFILL_TIMEOUT, fetched).await else {
        return Err(helping::CALL_GONE.to_owned());
    };
    let call = MessageControls::of(&replied).helper_call();
    let call = call.filter(|_| replied.author.id == bot.me);
    let call = call.ok_or(helping::NO_REPLY_TO_CALL)?;
    Ok((call, question(&replied.content)))
}

/// Opens the form for the answer to a call, from the button under it.
pub async fn answer_call(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    call: HelperCall,
    text: &str,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin_undeferred(bot, interaction, Action::Amend).await?;
    match action {
        Some(action) => open(&action, call, &question(text), "").await,
        None => Ok(()),
    }
}

/// Opens the form, with the words of an answer if there are any.
async fn open(
    action: &ModeratorAction<'_>,
    call: HelperCall,
    question: &str,
    answer: &str,
) -> Result<(), RequestError> {
    let passage = nearest_passage(action, [answer, question]);
    let passage = timeout(PREFILL_TIMEOUT, passage).await.ok().flatten();
    let form = question_form(
        &CustomId::AnswerCall { call },
        helping::ADD_ANSWER,
        question,
        (answer, passage.as_deref()),
    );
    action.interaction.open_form(&form).await
}

/// The passage that comes nearest to the first of these messages that has one; none without a text.
async fn nearest_passage(action: &ModeratorAction<'_>, messages: [&str; 2]) -> Option<String> {
    let snapshot = action.desk.service.snapshot_on(&date(today()));
    let mut sources = snapshot.knowledge().sources.iter();
    sources.find(|source| source.text.is_some())?;
    let name = WorkName::new("passages", snapshot.knowledge().fingerprint.as_str());
    let work = |_| async move { computed(move || snapshot.with_passages()).await };
    let name = name.of_knowledge(action.desk.owner);
    let kept = action
        .bot
        .work
        .run_and_keep(action.server(), name, Freshness::LastMinute, work);
    let snapshot = kept.await.ok()?;
    let mut found = messages.iter().filter(|message| !message.is_empty());
    let cited = found.find_map(|message| snapshot.nearest_passages(message).into_iter().next())?;
    Some(cited.quote)
}

/// Handles a form that was sent: previews the table with what it says.
pub async fn call_answered(
    bot: &Bot,
    interaction: InteractionContext<'_>,
    call: HelperCall,
    fields: &FormFields<'_>,
) -> Result<(), RequestError> {
    let action = ModeratorAction::begin(bot, interaction, Action::Amend).await?;
    let Some(action) = action else {
        return Ok(());
    };
    let action = action.keeping(form_as_file(fields)).answering(Some(call));
    let snapshot = action.desk.service.snapshot();
    let knowledge = snapshot.knowledge();
    let new_id = |asked: &str| new_id(knowledge, asked);
    let Some(amendment) = amendment(Fix::Question, fields, new_id) else {
        let reply = ModeratorReply::text(learning::FORM_EMPTY);
        return action.reply(reply).await;
    };
    let source = match &amendment {
        Amendment::Question { ask, quote, .. } => {
            let (nearest, _) = snapshot.ask_why(&ask[0]);
            let nearest = nearest.candidates.into_iter().next();
            let nearest = nearest.map(|candidate| candidate.entry.source);
            source_of_quote(knowledge, quote).or(nearest)
        }
        _ => None,
    };
    let first = knowledge.sources.first().map(|source| source.id.clone());
    let source = source.or(first).unwrap_or_default();
    amend(&action, &source, amendment).await
}

/// The source whose text has the quote.
fn source_of_quote(knowledge: &Knowledge, quote: &str) -> Option<String> {
    let quote = Quote::parse(quote).ok()?;
    let mut sources = knowledge.sources.iter();
    let source = sources.find(|source| {
        let found = source.text.as_ref().map(|text| quote.find(text));
        found.is_some_and(|found| found != Found::Nowhere)
    });
    source.map(|source| source.id.clone())
}
