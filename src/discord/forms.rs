//! Forms (Discord's modals): reads the custom id, and hands the fields to the function for that form.

pub mod ask_person;
pub mod rephrase;

use serenity::model::application::{ActionRowComponent, ModalInteraction};

use crate::discord::bot::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::interaction::{FormFields, InteractionContext};
use crate::discord::moderation;
use crate::discord::outgoing::request_error::RequestError;
use crate::wording::Saying;

/// Handles a form that was sent.
pub async fn submitted(bot: &Bot, form: &ModalInteraction) -> Result<(), RequestError> {
    let interaction = InteractionContext::of_form(bot, form);
    let fields = fields(form);
    match CustomId::decode(&form.data.custom_id) {
        Some(CustomId::Rephrase) => rephrase::submitted(bot, &interaction, &fields).await,
        Some(CustomId::AskPerson { .. }) => {
            let answer = form.message.as_deref();
            ask_person::submitted(bot, &interaction, &fields, answer).await
        }
        Some(CustomId::AnswerCall { call }) => {
            moderation::call_answered(bot, interaction, call, &fields).await
        }
        Some(CustomId::FixGroup { fix, group }) => {
            moderation::fix_submitted(bot, interaction, fix, &group, &fields).await
        }
        Some(CustomId::EditForm { stamp, entry, part }) => {
            moderation::edit_submitted(bot, interaction, (stamp, entry, part), &fields).await
        }
        Some(CustomId::SynonymsForm { stamp, group }) => {
            moderation::synonyms_submitted(bot, interaction, (stamp, group), &fields).await
        }
        _ => {
            interaction
                .tell(&[interaction.words.say(Saying::UnknownButton)])
                .await
        }
    }
}

fn fields(form: &ModalInteraction) -> FormFields<'_> {
    let components = form.data.components.iter().flat_map(|row| &row.components);
    let fields = components.filter_map(|component| match component {
        ActionRowComponent::InputText(field) => {
            Some((field.custom_id.as_str(), field.value.as_deref()?))
        }
        _ => None,
    });
    fields.collect()
}
