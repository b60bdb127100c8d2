//! The bot under test, in this process, on a fake Discord.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use footnote::config::Config;
use footnote::discord::{self, BotEncoder, Fatal, OpenedDesk, OpenedDesks, ServersChange, Token};
use footnote::encoder::SentenceEncoder;
use footnote::record::ReleaseMethod;
use footnote::release::ReleasePipeline;
use footnote::service::Service;
use footnote::store::Store;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{path, skerry};
use fake_discord::Fake;
use serde_json::json;

/// How long to poll for what the fake Discord does not see.
pub const DEADLINE: Duration = Duration::from_mins(1);
/// How long a stop waits for handlers to return.
const SHUTDOWN: Duration = Duration::from_secs(15);
/// How long a bot may take to end.
const STOPPING: Duration = Duration::from_secs(20);

/// A running bot.
pub struct Bot {
    /// The service it answers from.
    pub service: Arc<Service>,
    /// Sends reload triggers, as signals and the watcher do.
    pub order: mpsc::Sender<ReleaseMethod>,
    /// Changes the servers, as an operator does by the configuration.
    pub change: mpsc::Sender<ServersChange>,
    stop: CancellationToken,
    ended: JoinHandle<Result<(), Fatal>>,
}

impl Bot {
    /// Starts it with the example table, and waits until it has a session and its commands.
    pub async fn start(discord: &Fake) -> Self {
        Self::start_with(discord, |_| {}).await
    }

    /// The same with other settings.
    pub async fn start_with(discord: &Fake, change: impl FnOnce(&mut Config)) -> Self {
        let bot = Self::launch(discord, change);
        discord.ready().await;
        bot
    }

    /// The same, without waiting.
    pub fn launch(discord: &Fake, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = settings(discord);
        change(&mut config);
        let service = Arc::new(Service::of(skerry()));
        let releases = ReleasePipeline::new(
            service,
            Store::in_memory(),
            path("tests/skerry/skerry.toml"),
        );
        Self::run(discord, config, releases)
    }

    /// Starts it with these settings and this release pipeline, without waiting.
    pub fn run(discord: &Fake, config: Config, releases: ReleasePipeline) -> Self {
        Self::run_with_own(discord, config, releases, Vec::new())
    }

    /// The same where these servers have release pipelines of their own.
    pub fn run_with_own(
        discord: &Fake,
        config: Config,
        releases: ReleasePipeline,
        own: Vec<ReleasePipeline>,
    ) -> Self {
        let service = Arc::clone(releases.service());
        let stop = CancellationToken::new();
        let (order, triggers) = mpsc::channel(1);
        let shared = OpenedDesk { releases, triggers };
        let own = own.into_iter().map(opened).collect();
        let desks = OpenedDesks { shared, own };
        let (change, changes) = mpsc::channel(1);
        let token = Token::read(discord.token()).unwrap();
        let web = discord.client();
        let opened = config.encoder.as_deref().map(SentenceEncoder::open);
        let opened = opened.map(|opened| opened.map_err(|fault| fault.to_string()));
        let encoder = BotEncoder::start(opened, "/nowhere/to/keep/vectors".into());
        let run = discord::run(token, config, desks, encoder, changes, web, stop.clone());
        Self {
            service,
            order,
            change,
            stop,
            ended: tokio::spawn(run),
        }
    }

    /// Stops it as an operator would.
    pub async fn stop(self) {
        let began = Instant::now();
        self.stop.cancel();
        assert_eq!(self.end().await, Ok(()));
        assert!(began.elapsed() < SHUTDOWN, "a handler did not return");
    }

    /// Stops it once it has dealt with every event that it was sent so far: what it has not done
    /// by then, it never does.
    ///
    /// serenity starts one task an event, in the order in which they arrive, and a test's one
    /// thread runs tasks in the order in which they were started. So when a command that was sent
    /// last is answered, the handlers of all events before it have begun; and a stop waits until
    /// every handler that has begun has returned.
    pub async fn stop_when_done(self, discord: &Fake) {
        let latecomer = discord.add_member("latecomer", &[]);
        let last = discord.slash(latecomer, discord.channel(), "about", json!({}));
        last.message().await;
        self.stop().await;
    }

    /// Waits until it ends.
    pub async fn end(self) -> Result<(), Fatal> {
        let ended = tokio::time::timeout(STOPPING, self.ended).await;
        ended.expect("the bot ends").expect("it does not panic")
    }
}

/// A desk of these releases, which nothing reloads.
pub fn opened(releases: ReleasePipeline) -> OpenedDesk {
    let (_, triggers) = mpsc::channel(1);
    OpenedDesk { releases, triggers }
}

/// Settings for a fake Discord, with rate limits that no test hits by chance.
pub fn settings(discord: &Fake) -> Config {
    let mut config = Config::default();
    config.discord.api_base = discord.base();
    config.discord.shutdown = SHUTDOWN;
    config.limits.member_per_minute = NonZeroU32::new(1_000).unwrap();
    config.limits.channel_per_minute = NonZeroU32::new(10_000).unwrap();
    config
}
