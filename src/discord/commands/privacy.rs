//! `/privacy`: shows a member the votes that are kept of them, deletes them, and gives a copy of all that is kept.

use serde_json::json;
use serenity::builder::CreateActionRow;
use serenity::model::application::ButtonStyle;
use serenity::model::timestamp::Timestamp;

use crate::discord::bot::Bot;
use crate::discord::custom_id::CustomId;
use crate::discord::limits::MESSAGE_CHARS;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{FileAttachment, MessageBody};
use crate::discord::rate_limit::Activity;
use crate::discord::reply::controls::button;
use crate::discord::reply::foreign;
use crate::discord::reply::layout::ENTRY_ID_CHARS;
use crate::discord::reply::pages::fitting;
use crate::discord::slash::{SlashContext, interaction};
use crate::insights::usage::date;
use crate::record::{Attempt, Vote};
use crate::store::StoreError;
use crate::wording::{self, Saying, Words};

/// Votes listed, the latest first.
const LISTED: usize = 15;
/// Rows of the audit trail in the copy, the latest first: more than a moderator does in years, and less than a file
/// may hold.
const COPIED: u32 = 5_000;
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
        return interaction
            .tell(&[interaction.words.say(Saying::TooOften)])
            .await;
    }
    interaction.defer().await?;
    let (votes, attempts) = match kept_of(bot, interaction.user.get()).await {
        Ok(kept) => kept,
        Err(fault) => {
            tracing::warn!(%fault, "cannot look up what is kept of a member");
            let body = MessageBody::text(interaction.words.say(Saying::NotNow));
            return interaction.complete(&body, &[]).await;
        }
    };
    let body = if votes.is_empty() {
        MessageBody::text(interaction.words.say(Saying::NothingKept))
    } else {
        listed(interaction.words, &votes, bot.config.journal_days.0)
    };
    let is_kept = !votes.is_empty() || !attempts.is_empty();
    let copy = is_kept.then(|| copy(interaction.words, &votes, &attempts));
    interaction.complete(&body, copy.as_slice()).await
}

/// The votes of a member, and what they did or tried as a moderator.
async fn kept_of(bot: &Bot, member: u64) -> Result<(Vec<Vote>, Vec<Attempt>), StoreError> {
    let votes = bot.question_log.votes_by(member).await?;
    let desk = bot.desk(None);
    let attempts = desk.releases.store().attempts_by(member, COPIED).await?;
    Ok((votes, attempts))
}

/// All of it, as a file that people and programs can read.
fn copy(words: &Words, votes: &[Vote], attempts: &[Attempt]) -> FileAttachment {
    let votes = votes.iter().map(|vote| {
        json!({
            "day": date(vote.day),
            "server": vote.server.map(|id| id.to_string()),
            "question": vote.text,
            "source": vote.source,
            "entry": vote.entry,
            "feedback": vote.kind.as_str(),
        })
    });
    let attempts = attempts.iter().map(|attempt| {
        let at = Timestamp::from_unix_timestamp(attempt.at.0);
        json!({
            "at": at.ok().map(|at| at.to_string()),
            "server": attempt.server.map(|id| id.to_string()),
            "action": attempt.action.as_str(),
            "target": attempt.target,
            "outcome": attempt.outcome.as_str(),
            "detail": attempt.detail,
        })
    });
    let copy = json!({
        "feedback": votes.collect::<Vec<_>>(),
        "moderation": attempts.collect::<Vec<_>>(),
    });
    let name = words.say(Saying::CopyFile);
    FileAttachment::new(&name, format!("{copy:#}\n").into_bytes())
}

fn listed(words: &Words, votes: &[Vote], days: u32) -> MessageBody {
    let mut lines = vec![wording::kept(words, votes.len(), days)];
    for vote in votes.iter().rev().take(LISTED) {
        let question = foreign::text(&vote.text, QUESTION_CHARS);
        let entry = Some(&vote.entry).filter(|entry| !entry.is_empty());
        let entry = entry.map(|entry| foreign::code(entry, ENTRY_ID_CHARS));
        lines.push(wording::kept_line(
            words,
            &question,
            vote.kind,
            entry.as_ref(),
        ));
    }
    if votes.len() > LISTED {
        lines.push(wording::more_lines(words, votes.len() - LISTED));
    }
    let forget =
        button(&CustomId::ForgetVotes, &words.say(Saying::Forget)).style(ButtonStyle::Danger);
    MessageBody {
        text: fitting(words, lines, MESSAGE_CHARS),
        rows: vec![CreateActionRow::Buttons(vec![forget])],
        mention: None,
    }
}
