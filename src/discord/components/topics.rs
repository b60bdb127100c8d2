//! The pages of questions that can be asked.

use crate::discord::audience::Audience;
use crate::discord::components::UsedComponent;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::topics;

/// Turns to another page, in place.
pub async fn turn(component: &UsedComponent<'_>, page: usize) -> Result<(), RequestError> {
    show(component, page, Response::Update).await
}

/// Shows the first page to the member who clicked.
pub async fn first(component: &UsedComponent<'_>) -> Result<(), RequestError> {
    let response = Response::Message(Audience::Asker);
    show(component, 0, response).await
}

async fn show(
    component: &UsedComponent<'_>,
    page: usize,
    response: Response,
) -> Result<(), RequestError> {
    let words = component.interaction.words;
    let page = topics::page(&component.snapshot(), page, words);
    component.interaction.send_page(response, &page).await
}
