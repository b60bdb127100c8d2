//! Buttons and menus: reads the custom id, and calls the function for that control.

mod delete;
mod evidence;
mod pick;
mod solved;
mod topics;
mod vote;
mod votes_kept;

use std::sync::Arc;

use serenity::model::application::{ComponentInteraction, ComponentInteractionDataKind};

use crate::discord::ask::Asker;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, MessageControls, ShortHash};
use crate::discord::forms;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation;
use crate::discord::outgoing::request_error::RequestError;
use crate::service::Snapshot;
use crate::wording::Saying;

/// A button that a user clicked, or a menu that they picked from.
pub struct UsedComponent<'a> {
    bot: &'a Bot,
    interaction: InteractionContext<'a>,
    /// The controls of the message that the component belongs to.
    message: MessageControls,
    /// The text of that message.
    text: &'a str,
    /// What was picked, in a menu.
    picked: Option<ShortHash>,
}

impl UsedComponent<'_> {
    /// What answers where it was used.
    fn snapshot(&self) -> Arc<Snapshot> {
        self.bot.snapshot_for(Asker::from(&self.interaction))
    }
}

/// Handles the use of a button or a menu.
pub async fn used(bot: &Bot, event: &ComponentInteraction) -> Result<(), RequestError> {
    let interaction = InteractionContext::of_component(bot, event);
    let Some(id) = CustomId::decode(&event.data.custom_id) else {
        return interaction
            .tell(&[interaction.words.say(Saying::UnknownButton)])
            .await;
    };
    let component = UsedComponent {
        bot,
        interaction,
        message: MessageControls::of(&event.message),
        text: &event.message.content,
        picked: picked(event),
    };
    Box::pin(dispatch(component, id)).await
}

/// Calls the function for a control.
async fn dispatch(component: UsedComponent<'_>, id: CustomId) -> Result<(), RequestError> {
    let bot = component.bot;
    match id {
        CustomId::Source { stamp, entry } => evidence::source(&component, &stamp, &entry).await,
        CustomId::Why { stamp, question }
        | CustomId::WhyGap {
            stamp, question, ..
        } => evidence::why(&component, &stamp, &question).await,
        CustomId::WhyCut { stamp, beginning }
        | CustomId::WhyGapCut {
            stamp, beginning, ..
        } => evidence::why_cut(&component, &stamp, &beginning).await,
        CustomId::WhyAfter {
            stamp,
            last,
            question,
        } => evidence::why_after(&component, &stamp, &last, &question).await,
        CustomId::WhyPicked { stamp, entry } => {
            evidence::why_picked(&component, &stamp, &entry).await
        }
        CustomId::Delete { asker, earlier } => delete::delete(&component, asker, &earlier).await,
        CustomId::Pick {
            stamp,
            asker,
            entry,
        } => pick::button(&component, &stamp, asker, &entry).await,
        CustomId::RelatedMenu {
            stamp,
            asker,
            earlier,
        } => pick::related(&component, &stamp, asker, &earlier).await,
        CustomId::TopicMenu { stamp } => pick::topic(&component, &stamp).await,
        CustomId::NoneOfThese { asker } => pick::none_of_these(&component, asker).await,
        CustomId::TopicsPage { page } => topics::turn(&component, page).await,
        CustomId::ShowTopics => topics::first(&component).await,
        CustomId::Vote {
            mark,
            entry,
            question,
        } => vote::vote(&component, mark, &entry, &question).await,
        CustomId::Rephrase => forms::rephrase::open(&component.interaction).await,
        CustomId::AskPerson { question } => {
            forms::ask_person::open(&component.interaction, &question).await
        }
        CustomId::AnswerCall { call } => {
            moderation::answer_call(bot, component.interaction, call, component.text).await
        }
        CustomId::Solved { author } => solved::solved(&component, author).await,
        CustomId::ForgetVotes => votes_kept::forget(&component).await,
        id => moderation::component_used(bot, component.interaction, id, component.picked).await,
    }
}

/// Returns what was picked from a menu.
fn picked(event: &ComponentInteraction) -> Option<ShortHash> {
    match &event.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => {
            values.first().and_then(|value| ShortHash::parse(value))
        }
        _ => None,
    }
}
