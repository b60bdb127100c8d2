//! “Helpful” and “Not what I asked”.

use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;
use serenity::model::id::MessageId;

use crate::discord::ask::{Asker, Request};
use crate::discord::audience::Audience;
use crate::discord::components::UsedComponent;
use crate::discord::custom_id::{CustomId, ShortHash, VoteMark};
use crate::discord::feedback::record_vote;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::controls::button;
use crate::discord::reply::layout::NextContext;
use crate::record::VoteKind;
use crate::wording::Saying;

/// Records a vote; whoever rejects an answer is offered what else the question could have meant.
pub async fn vote(
    component: &UsedComponent<'_>,
    mark: VoteMark,
    entry: &ShortHash,
    question: &str,
) -> Result<(), RequestError> {
    // A question that was cut is not what was asked.
    let whole = if mark.is_cut() { "" } else { question };
    if mark.is_helpful() {
        helpful(component, entry, whole).await
    } else {
        rejected(component, entry, whole, question).await
    }
}

async fn helpful(
    component: &UsedComponent<'_>,
    entry: &ShortHash,
    whole: &str,
) -> Result<(), RequestError> {
    let interaction = &component.interaction;
    let text = match component.bot.count(Asker::from(interaction)) {
        Ok(()) => {
            let voter = Asker::from(interaction);
            record_vote(component.bot, voter, VoteKind::Helpful, whole, Some(entry));
            interaction.words.say(Saying::Thanks)
        }
        Err(no_answer) => no_answer.text(interaction.words),
    };
    interaction.tell(&[text]).await
}

async fn rejected(
    component: &UsedComponent<'_>,
    entry: &ShortHash,
    whole: &str,
    question: &str,
) -> Result<(), RequestError> {
    let UsedComponent {
        bot, interaction, ..
    } = component;
    let request = Request::Alternatives {
        question,
        rejected: entry,
    };
    let mut layout = match bot
        .ask(Asker::from(interaction), request, Audience::Asker)
        .await
    {
        Ok(layout) => layout,
        Err(no_answer) => return interaction.tell(&[no_answer.text(interaction.words)]).await,
    };
    let voter = Asker::from(interaction);
    record_vote(bot, voter, VoteKind::Rejected, whole, Some(entry));
    // Nothing follows up on what was not asked.
    interaction.note(&bot.last_answers, &NextContext::Nothing);
    layout = layout.under(interaction.words, &interaction.words.say(Saying::Sorry));
    let rephrase = interaction.words.say(Saying::Rephrase);
    let rephrase = button(&CustomId::Rephrase, &rephrase).style(ButtonStyle::Primary);
    let rephrase = CreateActionRow::Buttons(vec![rephrase]);
    let rows = |earlier: &[MessageId]| {
        let mut rows = layout.rows(earlier);
        rows.push(rephrase.clone());
        rows
    };
    let response = Response::Message(Audience::Asker);
    interaction.send(response, &layout.texts, rows).await
}
