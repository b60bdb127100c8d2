//! `/about`: what the bot answers from, how, and what it keeps.

use crate::config::JournalMode;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::reply::foreign;
use crate::discord::reply::pages::paginate;
use crate::discord::reply::sources::source_lines;
use crate::discord::slash::{SlashContext, interaction};
use crate::service::REMEMBERED;
use crate::wording;

/// Says what the bot answers from, how, and what it keeps.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub async fn about(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let kept = match bot.config.journal {
        JournalMode::Off => wording::NOTED_NOTHING.to_owned(),
        JournalMode::Counts => wording::noted_counts(bot.config.journal_days.0),
        JournalMode::Questions => wording::noted_questions(bot.config.journal_days.0),
    };
    let version = foreign::version_text(&knowledge.version);
    let rest = wording::about(knowledge, &version, &kept, REMEMBERED);
    let texts = paginate(source_lines(knowledge).into_iter().chain([rest]));
    interaction(&ctx).tell(&texts).await
}
