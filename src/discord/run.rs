//! The bot's life, from start to stop.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OnceCell, Semaphore};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::discord::bot::{Bot, Fatal, Token};
use crate::discord::called_answers::CalledAnswers;
use crate::discord::channel_queue::ChannelQueue;
use crate::discord::encode_live::encode_what_is_live;
use crate::discord::encoding::BotEncoder;
use crate::discord::forum::posts::OpenedPosts;
use crate::discord::forum::tags::ForumTags;
use crate::discord::given_answers::GivenAnswers;
use crate::discord::in_flight::EventsInFlight;
use crate::discord::last_answers::LastAnswers;
use crate::discord::moderation::{self, Triggers};
use crate::discord::outgoing::rest::RestClient;
use crate::discord::previews::Previews;
use crate::discord::rate_limit::QuestionRates;
use crate::discord::recent::RecentEvents;
use crate::discord::refusals::Refusals;
use crate::discord::threads::ThreadParents;
use crate::discord::work_queue::WorkQueue;
use crate::discord::{completion, connection};
use crate::question_log::QuestionLog;
use crate::release::ReleasePipeline;

/// How long a stop waits for the store: a lock of another program, and a slow disk, but not a dead one.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(12);

/// Runs the bot until `stop` is cancelled, or until Discord rejects it; outages are waited out. Each
/// of `triggers` reloads the files on disk. All HTTP requests go through `web`.
pub async fn run(
    token: Token,
    config: Config,
    releases: ReleasePipeline,
    encoder: BotEncoder,
    triggers: Triggers,
    web: reqwest::Client,
    stop: CancellationToken,
) -> Result<(), Fatal> {
    let http = Arc::new(RestClient::new(token.expose(), &config, &web));
    let Some(me) = connection::supervisor::identify(&http, &stop).await? else {
        return Ok(());
    };
    let store = releases.store().clone();
    let service = Arc::clone(releases.service());
    let question_log = QuestionLog::start(config.journal, config.journal_days, store, service);
    let bot = Arc::new(Bot {
        me,
        web,
        http,
        rates: QuestionRates::new(&config.limits),
        previews: Previews::new(config.servers.len()),
        config,
        service: Arc::clone(releases.service()),
        encoder,
        releases: Arc::new(releases),
        recent: RecentEvents::new(),
        last_answers: LastAnswers::new(),
        given_answers: GivenAnswers::new(),
        called_answers: CalledAnswers::new(),
        threads: ThreadParents::new(),
        posts: OpenedPosts::new(),
        forum_tags: ForumTags::new(),
        work: WorkQueue::new(),
        completion_slots: Arc::new(Semaphore::new(completion::AT_ONCE)),
        refusals: Refusals::default(),
        question_log,
        in_flight: EventsInFlight::new(),
        channel_queue: ChannelQueue::new(),
        registered: OnceCell::new(),
        tasks: TaskTracker::new(),
        stop,
    });
    let reloading = tokio::spawn(moderation::reload_on_triggers(Arc::clone(&bot), triggers));
    let settling = tokio::spawn(moderation::settle_in_time(Arc::clone(&bot)));
    let suggesting = tokio::spawn(moderation::suggest_weekly(Arc::clone(&bot)));
    let reporting = tokio::spawn(moderation::report_refusals(Arc::clone(&bot)));
    let stopping = tokio::spawn(stop_work(Arc::clone(&bot)));
    let encoding = tokio::spawn(encode_what_is_live(Arc::clone(&bot)));
    let result = connection::supervisor::supervise(&bot, &token).await;
    for task in [
        stopping, reloading, suggesting, reporting, settling, encoding,
    ] {
        task.abort();
    }
    if timeout(CLOSE_TIMEOUT, close(&bot)).await.is_err() {
        tracing::warn!("the store does not respond; stopping without it");
    }
    result
}

/// Interrupts moderators' heavy work when the bot stops, and begins none from then on.
async fn stop_work(bot: Arc<Bot>) {
    bot.stop.cancelled().await;
    bot.work.stop();
}

/// Writes what is still to be written.
async fn close(bot: &Bot) {
    moderation::record_refusals(bot).await;
    bot.question_log.close().await;
    bot.releases.store().close().await;
}
