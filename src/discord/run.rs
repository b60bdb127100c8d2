//! The bot's life, from start to stop.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::discord::bot::{Bot, BotSettings, Fatal, Token};
use crate::discord::called_answers::CalledAnswers;
use crate::discord::channel_queue::ChannelQueue;
use crate::discord::desk_tasks::{look_after, take_servers_over};
use crate::discord::desks::{Desks, OpenedDesks, ServersChange};
use crate::discord::encode_live::encode_what_is_live;
use crate::discord::encoding::BotEncoder;
use crate::discord::forum::posts::OpenedPosts;
use crate::discord::forum::tags::ForumTags;
use crate::discord::in_flight::EventsInFlight;
use crate::discord::last_answers::LastAnswers;
use crate::discord::moderation;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::rate_limit::QuestionRates;
use crate::discord::recent::RecentEvents;
use crate::discord::refusals::Refusals;
use crate::discord::server_languages::ServerLanguages;
use crate::discord::threads::ThreadParents;
use crate::discord::work_queue::WorkQueue;
use crate::discord::{completion, connection};
use crate::question_log::QuestionLog;
use crate::store::Store;
use crate::wording::Languages;

/// How long a stop waits for the store: a lock of another program, and a slow disk, but not a dead one.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(12);

/// Runs the bot until `stop` is cancelled, or until Discord rejects it; outages are waited out. It answers from
/// these desks, and takes over what `changes` of the servers. All HTTP requests go through `web`.
pub async fn run(
    token: Token,
    config: Config,
    opened: OpenedDesks,
    encoder: BotEncoder,
    changes: mpsc::Receiver<ServersChange>,
    web: reqwest::Client,
    stop: CancellationToken,
) -> Result<(), Fatal> {
    let http = Arc::new(RestClient::new(token.expose(), &config, &web));
    let Some(me) = connection::supervisor::identify(&http, &stop).await? else {
        return Ok(());
    };
    let store = opened.shared.releases.store().clone();
    let question_log = QuestionLog::start(config.journal, config.journal_days, store.clone());
    let rates = QuestionRates::new(&config.limits);
    let (config, servers) = BotSettings::of(config);
    let (desks, unattended) = Desks::new(servers, opened);
    let bot = Arc::new(Bot {
        me,
        web,
        http,
        rates,
        config,
        languages: Languages::new(),
        server_languages: ServerLanguages::new(),
        desks: ArcSwap::from_pointee(desks),
        encoder,
        recent: RecentEvents::new(),
        last_answers: LastAnswers::new(),
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
        tasks: TaskTracker::new(),
        stop,
    });
    look_after(&bot, unattended);
    let taking_over = tokio::spawn(take_servers_over(Arc::clone(&bot), changes));
    let suggesting = tokio::spawn(moderation::suggest_weekly(Arc::clone(&bot)));
    let reporting = tokio::spawn(moderation::report_refusals(Arc::clone(&bot)));
    let stopping = tokio::spawn(stop_work(Arc::clone(&bot)));
    let encoding = tokio::spawn(encode_what_is_live(Arc::clone(&bot)));
    let result = connection::supervisor::supervise(&bot, &token).await;
    for task in [stopping, taking_over, suggesting, reporting, encoding] {
        task.abort();
    }
    bot.desks().close();
    if timeout(CLOSE_TIMEOUT, close(&bot, &store)).await.is_err() {
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
async fn close(bot: &Bot, store: &Store) {
    moderation::record_refusals(bot).await;
    bot.question_log.close().await;
    store.close().await;
}
