//! The commands of members. Those of moderators are in [`crate::discord::moderation`].

mod about;
mod answer_this;
mod ask;
mod privacy;
mod topics;

use crate::discord::ask::{Asker, Request};
use crate::discord::audience::Audience;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashCommand, SlashContext, interaction, named};
use crate::wording;

/// Returns every command of members, under the names in [`wording`].
#[must_use]
pub fn commands() -> Vec<SlashCommand> {
    vec![
        ask::command(),
        named(topics::topics(), &wording::TOPICS_COMMAND),
        named(about::about(), &wording::ABOUT),
        named(privacy::privacy(), &wording::PRIVACY),
        answer_this::command(),
    ]
}

/// Responds to a command that asks something.
async fn answer(
    ctx: SlashContext<'_>,
    request: Request<'_>,
    audience: Audience,
) -> Result<(), RequestError> {
    let interaction = interaction(&ctx);
    let bot = ctx.framework.user_data;
    let asker = Asker::from(&interaction);
    match bot.ask(asker, request, audience).await {
        Ok(layout) => {
            let layout = layout.with_private_decline();
            let response = Response::Message(layout.audience);
            interaction
                .answer(response, &layout, &bot.last_answers)
                .await
        }
        Err(no_answer) => interaction.tell(&[no_answer.text()]).await,
    }
}
