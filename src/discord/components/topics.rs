//! The pages of questions that can be asked.

use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::components::Press;
use crate::discord::connection::request_error::RequestError;
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::Response;
use crate::discord::reply::topics;

/// Turns to another page, in place.
pub async fn turn(press: &Press<'_>, page: usize) -> Result<(), RequestError> {
    show(press.bot, &press.interaction, page, Response::Update).await
}

/// Shows the first page to the member who pressed.
pub async fn first(press: &Press<'_>) -> Result<(), RequestError> {
    let response = Response::Message(Audience::Asker);
    show(press.bot, &press.interaction, 0, response).await
}

/// Shows a page, counted from 0.
pub async fn show(
    bot: &Bot,
    interaction: &InteractionContext<'_>,
    page: usize,
    response: Response,
) -> Result<(), RequestError> {
    let page = topics::page(&bot.service.snapshot(), page);
    let rows = |_: &[_]| page.rows.clone();
    interaction.send(response, &[page.text], rows).await
}
