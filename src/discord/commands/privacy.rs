//! `/privacy`: shows a member the votes that are kept of them, and deletes them.

use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;

use crate::discord::custom_id::CustomId;
use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::outgoing::MessageBody;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::rate_limit::Activity;
use crate::discord::reply::controls::button;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::reply::pages::fitting;
use crate::discord::slash::{SlashContext, interaction};
use crate::record::Vote;
use crate::wording;

/// Votes listed, the latest first.
const LISTED: usize = 15;
/// Characters of a question in the list.
const QUESTION_CHARS: usize = 100;

/// Shows the votes that are kept of a member.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub async fn privacy(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let interaction = interaction(&ctx);
    if !bot.rates.take(Activity::Privacy, interaction.user) {
        return interaction.tell(&[wording::TOO_OFTEN.to_owned()]).await;
    }
    interaction.defer().await?;
    let body = match bot.question_log.votes_by(interaction.user.get()).await {
        Err(fault) => {
            tracing::warn!(%fault, "cannot look up a member's votes");
            MessageBody::text(wording::NOT_NOW)
        }
        Ok(votes) if votes.is_empty() => MessageBody::text(wording::NOTHING_KEPT),
        Ok(votes) => listed(&votes, bot.config.journal_days.0),
    };
    interaction.complete(&body, &[]).await
}

fn listed(votes: &[Vote], days: u32) -> MessageBody {
    let mut lines = vec![wording::kept(votes.len(), days)];
    for vote in votes.iter().rev().take(LISTED) {
        let question = foreign::text(&vote.text, QUESTION_CHARS);
        let entry = Some(&vote.entry).filter(|entry| !entry.is_empty());
        let entry = entry.map(|entry| foreign::code(entry, ENTRY_ID_CHARS));
        lines.push(wording::kept_line(&question, vote.kind, entry.as_ref()));
    }
    if votes.len() > LISTED {
        lines.push(wording::more_lines(votes.len() - LISTED));
    }
    let forget = button(&CustomId::ForgetVotes, wording::FORGET).style(ButtonStyle::Danger);
    MessageBody {
        text: fitting(lines, MESSAGE_CHARS),
        rows: vec![CreateActionRow::Buttons(vec![forget])],
    }
}
