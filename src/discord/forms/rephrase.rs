//! “Ask in other words”.

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};

use crate::discord::ask::{Asker, Request};
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::interaction::FormFields;
use crate::discord::interaction::InteractionContext;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::wording::Saying;

/// The name of the form's field.
const QUESTION: &str = "question";
/// Characters of a question that the form takes.
const QUESTION_CHARS: u16 = 300;

/// Opens the form.
pub async fn open(interaction: &InteractionContext<'_>) -> Result<(), RequestError> {
    let style = InputTextStyle::Paragraph;
    let words = interaction.words;
    let field = CreateInputText::new(style, words.say(Saying::QuestionField), QUESTION);
    let rows = vec![CreateActionRow::InputText(field.max_length(QUESTION_CHARS))];
    let id = CustomId::Rephrase.encode();
    let form = CreateModal::new(id, words.say(Saying::Rephrase)).components(rows);
    interaction.open_form(&form).await
}

/// Answers the question of the form, to the member who sent it alone.
pub async fn submitted(
    bot: &Bot,
    interaction: &InteractionContext<'_>,
    fields: &FormFields<'_>,
) -> Result<(), RequestError> {
    let question = fields.get(QUESTION).copied().unwrap_or_default();
    let request = Request::Question(question);
    match bot
        .ask(Asker::from(interaction), request, Audience::Asker)
        .await
    {
        Ok(layout) => {
            let response = Response::Message(Audience::Asker);
            interaction.answer(bot, response, &layout).await
        }
        Err(no_answer) => interaction.tell(&[no_answer.text(interaction.words)]).await,
    }
}
