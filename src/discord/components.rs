//! Buttons and menus: reads the custom id, and hands the press to the function for that control.

mod delete;
mod evidence;
mod pick;
mod topics;
mod vote;
mod votes_kept;

use serenity::client::Context;
use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind};

use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, MessageControls, ShortHash};
use crate::discord::forms;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation;
use crate::discord::outgoing::request_error::RequestError;
use crate::wording;

/// A press of a button, or a pick from a menu.
pub struct Press<'a> {
    bot: &'a Bot,
    interaction: InteractionContext<'a>,
    /// The controls of the message that the component belongs to.
    message: MessageControls,
    /// What was picked, in a menu.
    picked: Option<ShortHash>,
}

/// Handles a press.
pub async fn pressed(
    bot: &Bot,
    ctx: &Context,
    component: &ComponentInteraction,
) -> Result<(), RequestError> {
    let interaction = InteractionContext::of_component(&ctx.http, component);
    let Some(id) = CustomId::decode(&component.data.custom_id) else {
        return interaction
            .tell(&[wording::UNKNOWN_BUTTON.to_owned()])
            .await;
    };
    let press = Press {
        bot,
        interaction,
        message: MessageControls::of(&component.message),
        picked: picked(component),
    };
    Box::pin(dispatch(press, id)).await
}

/// Calls the function for a control.
async fn dispatch(press: Press<'_>, id: CustomId) -> Result<(), RequestError> {
    let bot = press.bot;
    match id {
        CustomId::Source { stamp, entry } => evidence::source(&press, &stamp, &entry).await,
        CustomId::Why { stamp, question } => evidence::why(&press, &stamp, &question).await,
        CustomId::WhyCut { stamp, beginning } => {
            evidence::why_cut(&press, &stamp, &beginning).await
        }
        CustomId::WhyPicked { stamp, entry } => evidence::why_picked(&press, &stamp, &entry).await,
        CustomId::Delete { asker, earlier } => delete::delete(&press, asker, &earlier).await,
        CustomId::Pick {
            stamp,
            asker,
            entry,
        } => pick::button(&press, &stamp, asker, &entry).await,
        CustomId::RelatedMenu {
            stamp,
            asker,
            earlier,
        } => pick::related(&press, &stamp, asker, &earlier).await,
        CustomId::TopicMenu { stamp } => pick::topic(&press, &stamp).await,
        CustomId::NoneOfThese { asker } => pick::none_of_these(&press, asker).await,
        CustomId::TopicsPage { page } => topics::turn(&press, page).await,
        CustomId::ShowTopics => topics::first(&press).await,
        CustomId::Vote {
            mark,
            entry,
            question,
        } => vote::vote(&press, mark, &entry, &question).await,
        CustomId::Rephrase => forms::rephrase::open(&press.interaction).await,
        CustomId::ForgetVotes => votes_kept::forget(&press).await,
        id => moderation::pressed(bot, press.interaction, id, press.picked).await,
    }
}

/// Returns what was picked from a menu.
fn picked(component: &ComponentInteraction) -> Option<ShortHash> {
    match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().and_then(|value| ShortHash::parse(value))
        }
        _ => None,
    }
}
