//! `/topics`.

use crate::discord::ask::Asker;
use crate::discord::audience::Audience;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::topics::page;
use crate::discord::slash::{SlashContext, interaction};

/// Lists the questions that can be asked.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub async fn topics(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let response = Response::Message(Audience::Asker);
    let interaction = interaction(&ctx);
    let snapshot = ctx
        .framework
        .user_data
        .snapshot_for(Asker::from(&interaction));
    let page = page(&snapshot, 0, interaction.words);
    interaction.send_page(response, &page).await
}
