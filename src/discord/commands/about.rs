//! `/about`: what the bot answers from, how, and what it keeps.

use crate::discord::forum::posts::POSTS;
use crate::discord::last_answers::LEANS_FOR;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::recent;
use crate::discord::reply::foreign;
use crate::discord::reply::pages::paginate;
use crate::discord::reply::sources::source_lines;
use crate::discord::slash::{SlashContext, interaction};
use crate::question_log::redact::COMMON;
use crate::service::REMEMBERED;
use crate::wording::{self, Kept};

/// Characters of an encoder's name.
const ENCODER_CHARS: usize = 60;
const SECONDS_PER_MINUTE: u64 = 60;

/// Says what the bot answers from, how, and what it keeps.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
pub async fn about(ctx: SlashContext<'_>) -> Result<(), RequestError> {
    let bot = ctx.framework.user_data;
    let interaction = interaction(&ctx);
    let snapshot = bot.desk(interaction.guild).service.snapshot();
    let knowledge = snapshot.knowledge();
    let kept = Kept {
        journal: bot.config.journal,
        days: bot.config.journal_days.0,
        common: COMMON,
        recent: REMEMBERED,
        minutes: recent::REMEMBERED.as_secs() / SECONDS_PER_MINUTE,
        leaning: LEANS_FOR.as_secs() / SECONDS_PER_MINUTE,
        posts: bot.desks().servers.have_forums().then_some(POSTS),
    };
    let privacy = wording::kept_of_members(kept);
    let version = foreign::version_text(&knowledge.version);
    let encoder = snapshot
        .encoded()
        .map(|own| foreign::text(&own.encoder, ENCODER_CHARS));
    let helper = wording::encoder::helper(encoder.as_ref());
    let rest = wording::about(knowledge, &version, &helper, &privacy);
    // Each by itself, since what is kept fills a message in the longest case.
    let lines = rest.lines().map(str::to_owned);
    let texts = paginate(source_lines(knowledge).into_iter().chain(lines));
    interaction.tell(&texts).await
}
