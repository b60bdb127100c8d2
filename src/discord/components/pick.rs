//! Picking an entry, from a button or a menu. The member who asked sees the message change; anyone
//! else gets an answer of their own.

use serenity::model::id::{MessageId, UserId};

use crate::discord::ask::{Asker, NoAnswer, Request};
use crate::discord::audience::Audience;
use crate::discord::components::UsedComponent;
use crate::discord::custom_id::{ShortHash, Stamp};
use crate::discord::feedback::record_pick;
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::layout;

/// A button under “did you mean”, or near a gap.
pub async fn button(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    asker: UserId,
    entry: &ShortHash,
) -> Result<(), RequestError> {
    let picker = Asker::from(&component.interaction);
    if asker == picker.user {
        record_pick(component.bot, picker, &component.message, Some(entry));
    }
    let response = in_place(&component.interaction, Some(asker));
    answer(component, stamp, Some(entry), response, &[]).await
}

/// The menu of related questions.
pub async fn related(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    asker: UserId,
    earlier: &[MessageId],
) -> Result<(), RequestError> {
    let response = in_place(&component.interaction, Some(asker));
    answer(
        component,
        stamp,
        component.picked.as_ref(),
        response,
        earlier,
    )
    .await
}

/// The menu of a page of topics, which stays as it is.
pub async fn topic(component: &UsedComponent<'_>, stamp: &Stamp) -> Result<(), RequestError> {
    let response = in_place(&component.interaction, None);
    answer(component, stamp, component.picked.as_ref(), response, &[]).await
}

/// “None of these”.
pub async fn none_of_these(
    component: &UsedComponent<'_>,
    asker: UserId,
) -> Result<(), RequestError> {
    let UsedComponent {
        bot, interaction, ..
    } = component;
    if asker == interaction.user {
        record_pick(bot, Asker::from(interaction), &component.message, None);
    }
    let (response, audience) = in_place(interaction, Some(asker));
    let asker = Asker::from(interaction);
    let snapshot = bot.snapshot_for(asker);
    let context = bot.reply_context(&snapshot, asker, audience);
    let question = component.message.question_for_person();
    let layout = layout::none_of_these(question, &context);
    interaction.answer(bot, response, &layout).await
}

/// Answers with the entry that was picked.
async fn answer(
    component: &UsedComponent<'_>,
    stamp: &Stamp,
    entry: Option<&ShortHash>,
    (mut response, audience): (Response, Audience),
    earlier: &[MessageId],
) -> Result<(), RequestError> {
    let interaction = &component.interaction;
    if audience == Audience::Asker && !earlier.is_empty() {
        // The bot cannot delete what only the asker sees: it stays, above the new answer.
        response = Response::Message(Audience::Asker);
    }
    let offered_by = Some(stamp);
    let request = entry.map(|hash| Request::Entry { hash, offered_by });
    let asked = match request {
        Some(request) => {
            let asker = Asker::from(interaction);
            component.bot.ask(asker, request, audience).await
        }
        None => Err(NoAnswer::EntryGone),
    };
    let layout = match asked {
        Ok(layout) => layout,
        Err(no_answer) => return interaction.tell(&[no_answer.text(interaction.words)]).await,
    };
    interaction.answer(component.bot, response, &layout).await?;
    if response == Response::Update {
        interaction.delete(earlier).await;
    }
    Ok(())
}

/// How to respond, and who will see it: in place for the member who asked, else in a message for this
/// member alone.
fn in_place(interaction: &InteractionContext, asker: Option<UserId>) -> (Response, Audience) {
    match interaction.message_audience {
        Some(audience) if asker == Some(interaction.user) => (Response::Update, audience),
        _ => (Response::Message(Audience::Asker), Audience::Asker),
    }
}
