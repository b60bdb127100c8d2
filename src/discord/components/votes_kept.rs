//! The button under `/privacy`.

use crate::discord::components::UsedComponent;
use crate::discord::outgoing::MessageBody;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::rate_limit::Activity;
use crate::wording::{self, Saying};

/// Deletes the votes that are kept of a member.
pub async fn forget(component: &UsedComponent<'_>) -> Result<(), RequestError> {
    let interaction = &component.interaction;
    let bot = component.bot;
    if !bot.rates.take(Activity::Privacy, interaction.user) {
        return interaction
            .tell(&[interaction.words.say(Saying::TooOften)])
            .await;
    }
    interaction.defer().await?;
    let text = match bot.question_log.forget(interaction.user.get()).await {
        Ok(number) => wording::forgotten(interaction.words, number),
        Err(fault) => {
            tracing::warn!(%fault, "cannot delete a member's votes");
            interaction.words.say(Saying::NotNow)
        }
    };
    interaction.complete(&MessageBody::text(text), &[]).await
}
