//! “Delete”: for the member who asked, and for moderators.

use serenity::model::id::{MessageId, UserId};

use crate::discord::components::UsedComponent;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::permission::may_delete;
use crate::wording::Saying;

/// Deletes an answer with its earlier messages.
pub async fn delete(
    component: &UsedComponent<'_>,
    asker: UserId,
    earlier: &[MessageId],
) -> Result<(), RequestError> {
    let UsedComponent {
        bot, interaction, ..
    } = component;
    if interaction.user == asker || may_delete(&bot.desks().servers, interaction) {
        interaction.delete_answer(earlier).await
    } else {
        interaction
            .tell(&[interaction.words.say(Saying::NotYours)])
            .await
    }
}
