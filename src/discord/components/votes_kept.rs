//! The button under `/privacy`.

use crate::discord::components::UsedComponent;
use crate::discord::outgoing::MessageBody;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::rate_limit::Activity;
use crate::wording;

/// Deletes the votes that are kept of a member.
pub async fn forget(component: &UsedComponent<'_>) -> Result<(), RequestError> {
    let interaction = &component.interaction;
    let bot = component.bot;
    if !bot.rates.take(Activity::Privacy, interaction.user) {
        return interaction.tell(&[wording::TOO_OFTEN.to_owned()]).await;
    }
    interaction.defer().await?;
    let text = match bot.question_log.forget(interaction.user.get()).await {
        Ok(number) => wording::forgotten(number),
        Err(fault) => {
            tracing::warn!(%fault, "cannot delete a member's votes");
            wording::NOT_NOW.to_owned()
        }
    };
    interaction.complete(&MessageBody::text(text), &[]).await
}
