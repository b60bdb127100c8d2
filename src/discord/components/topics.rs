//! The pages of questions that can be asked.

use crate::discord::audience::Audience;
use crate::discord::components::Press;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::topics;

/// Turns to another page, in place.
pub async fn turn(press: &Press<'_>, page: usize) -> Result<(), RequestError> {
    show(press, page, Response::Update).await
}

/// Shows the first page to the member who pressed.
pub async fn first(press: &Press<'_>) -> Result<(), RequestError> {
    let response = Response::Message(Audience::Asker);
    show(press, 0, response).await
}

async fn show(press: &Press<'_>, page: usize, response: Response) -> Result<(), RequestError> {
    let page = topics::page(&press.bot.service.snapshot(), page);
    press.interaction.send_page(response, &page).await
}
