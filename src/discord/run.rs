//! The bot's life, from start to stop.

use std::sync::Arc;

use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::discord::bot::{Bot, Fatal, Token};
use crate::discord::channel_queue::ChannelQueue;
use crate::discord::connection;
use crate::discord::moderation::{self, Triggers};
use crate::discord::previews::Previews;
use crate::discord::rate_limit::QuestionRates;
use crate::discord::recent::RecentEvents;
use crate::question_log::QuestionLog;
use crate::release::ReleasePipeline;

/// Runs the bot until `stop` is cancelled, or until Discord rejects it; outages are waited out. Each
/// of `triggers` reloads the files on disk. All HTTP requests go through `web`.
pub async fn run(
    token: Token,
    config: Config,
    releases: ReleasePipeline,
    triggers: Triggers,
    web: reqwest::Client,
    stop: CancellationToken,
) -> Result<(), Fatal> {
    let http = Arc::new(connection::rest::http(&token, &config, &web));
    let Some(me) = connection::supervisor::identify(&http, &stop).await? else {
        return Ok(());
    };
    let store = releases.store().clone();
    let question_log = QuestionLog::start(config.journal, config.journal_days, store);
    let bot = Arc::new(Bot {
        me,
        web,
        http,
        rates: QuestionRates::new(&config.limits),
        config,
        service: Arc::clone(releases.service()),
        releases,
        recent: RecentEvents::new(),
        previews: Previews::new(),
        question_log,
        channel_queue: ChannelQueue::new(),
        registered: OnceCell::new(),
        tasks: TaskTracker::new(),
        stop,
    });
    let reloading = tokio::spawn(moderation::reload_on_triggers(Arc::clone(&bot), triggers));
    let settling = tokio::spawn(moderation::settle_in_time(Arc::clone(&bot)));
    let suggesting = tokio::spawn(moderation::suggest_weekly(Arc::clone(&bot)));
    let result = connection::supervisor::supervise(&bot, &token).await;
    reloading.abort();
    suggesting.abort();
    settling.abort();
    bot.question_log.close().await;
    bot.releases.store().close().await;
    result
}
