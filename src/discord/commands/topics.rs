//! `/topics`.

use crate::discord::audience::Audience;
use crate::discord::commands::{SlashContext, interaction};
use crate::discord::components;
use crate::discord::connection::request_error::RequestError;
use crate::discord::outgoing::Response;

/// Lists the questions that can be asked.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub async fn topics(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let response = Response::Message(Audience::Asker);
    components::show_topics(ctx.framework.user_data, &interaction(&ctx), 0, response).await
}
