//! The life of one serenity client: from asking where the gateway is, through its shards, to its end.
//! Starting the next one is left to [`crate::discord::connection::supervisor`].

use std::sync::Arc;
use std::time::Duration;

use serenity::Client;
use serenity::client::ClientBuilder;
use serenity::gateway::{ActivityData, GatewayError, ShardManager};
use serenity::http::HttpBuilder;
use serenity::model::gateway::{BotGateway, GatewayIntents};
use tokio::time::{sleep, timeout};

use crate::discord::bot::{Bot, Fatal, Token};
use crate::discord::connection::dispatch::Dispatcher;
use crate::discord::connection::relay::{Relay, RelayReport};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::retry::{STARTUP, retry};
use crate::wording;

/// How long building a client may take.
const BUILD_TIMEOUT: Duration = Duration::from_mins(1);
/// How often the session is checked.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);
/// So many checks in a row that miss a connection mean that serenity has given it up.
const MISSED_CHECKS: usize = 6;
/// How long serenity may take to shut down, which needs half a second. The relay has closed what leads
/// to Discord by then.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(2);
/// The most shards that the bot runs: as many as serve 160,000 servers. serenity starts one every five
/// seconds, each holds up to three megabytes.
const MAX_SHARDS: u32 = 64;
/// The longest wait for new sessions before Discord is asked again whether there are any.
const MAX_SESSION_WAIT: Duration = Duration::from_mins(5);

/// How a client ended.
pub enum ClientEnd {
    /// The bot was told to stop.
    Stopped,
    /// Discord rejects the bot.
    Fatal(Fatal),
    /// The connection was lost, for this reason.
    Lost(String),
    /// The configuration wants another client.
    Outdated,
}

/// A client that is ready to run.
pub struct Session<'a> {
    bot: &'a Bot,
    client: Client,
    relay: Relay,
    shards: u32,
    needs: Needs,
}

/// What a client is built for, which the configuration of servers can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Needs {
    /// To hear of new posts.
    forums: bool,
    /// The command that answers calls for a person.
    helpers: bool,
}

impl Needs {
    fn of(bot: &Bot) -> Self {
        let desks = bot.desks();
        Self {
            forums: desks.servers.have_forums(),
            helpers: desks.servers.have_helpers(),
        }
    }
}

impl<'a> Session<'a> {
    /// Asks Discord where its gateway is and how many shards it recommends, and builds a client.
    pub async fn prepare(bot: &'a Arc<Bot>, token: &Token) -> Result<Self, ClientEnd> {
        let gateway = retry(STARTUP, || bot.http.gateway())
            .await
            .map_err(|error| lost(&error))?;
        let shards = shards(&gateway)?;
        wait_if_exhausted(&gateway, shards).await?;
        let relay = Relay::open(&gateway.url, Arc::clone(&bot.http)).await;
        let relay = relay.map_err(|error| {
            ClientEnd::Lost(format!("cannot open a port on this machine: {error}"))
        })?;
        let needs = Needs::of(bot);
        let client = build(bot, token, &relay, needs).await?;
        Ok(Self {
            bot,
            client,
            relay,
            shards,
            needs,
        })
    }

    /// Runs the client until it ends, and closes it.
    pub async fn run(mut self) -> ClientEnd {
        let bot = self.bot;
        let manager = Arc::clone(&self.client.shard_manager);
        let end = tokio::select! {
            biased;
            () = bot.stop.cancelled() => ClientEnd::Stopped,
            end = watch(bot, &mut self.relay, self.shards, self.needs) => end,
            end = keep_presence(bot, &manager) => end,
            result = self.client.start_shards(self.shards) => client_end(result),
        };
        match end {
            ClientEnd::Stopped => {
                finish_replies(bot).await;
                let shutdown = timeout(SHUTDOWN_TIMEOUT, manager.shutdown_all());
                // A silent serenity is not worth more time: the process is ending.
                let _ = tokio::join!(self.relay.stop(), shutdown);
            }
            // The shards have ended by themselves.
            ClientEnd::Fatal(_) => {}
            // However long serenity takes to shut down, the next client need not wait.
            ClientEnd::Lost(_) | ClientEnd::Outdated => {
                tokio::spawn(async move { manager.shutdown_all().await });
            }
        }
        end
    }
}

/// Builds a serenity client.
async fn build(
    bot: &Arc<Bot>,
    token: &Token,
    relay: &Relay,
    needs: Needs,
) -> Result<Client, ClientEnd> {
    let mut intents = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if needs.forums {
        // New posts, with their titles.
        intents |= GatewayIntents::GUILDS;
    }
    if bot.config.discord.message_content {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    }
    // serenity wants an `Http` of its own, and asks it for nothing but the gateway's address, which the
    // relay tells: Discord might respond without an end, and serenity would read all of it.
    let local = reqwest::Client::builder()
        .no_proxy()
        .tls_built_in_root_certs(false)
        .build();
    let local = local.map_err(|error| ClientEnd::Lost(error.to_string()))?;
    let http = HttpBuilder::new(token.expose())
        .client(local)
        .proxy(&relay.base)
        .ratelimiter_disabled(true)
        .build();
    let building = ClientBuilder::new_with_http(http, intents)
        .framework(Dispatcher::new(Arc::clone(bot)))
        .activity(ActivityData::custom(presence(bot)));
    match timeout(BUILD_TIMEOUT, building).await {
        Ok(Ok(client)) => Ok(client),
        Ok(Err(error)) => Err(ClientEnd::Lost(RequestError::from(error).to_string())),
        Err(_) => Err(ClientEnd::Lost("building the client timed out".to_owned())),
    }
}

/// Returns how many shards Discord wants, unless they are more than the bot runs.
fn shards(gateway: &BotGateway) -> Result<u32, ClientEnd> {
    let shards = gateway.shards.max(1);
    if shards > MAX_SHARDS {
        let reason =
            format!("Discord asks for {shards} shards, and the bot runs {MAX_SHARDS} at most");
        return Err(ClientEnd::Lost(reason));
    }
    Ok(shards)
}

/// Waits until Discord allows as many sessions as there are shards: it resets the token of a bot that
/// starts too many. After a long wait, it is asked again.
async fn wait_if_exhausted(gateway: &BotGateway, shards: u32) -> Result<(), ClientEnd> {
    let limit = &gateway.session_start_limit;
    if limit.remaining >= u64::from(shards) {
        return Ok(());
    }
    let pause = Duration::from_millis(limit.reset_after);
    let seconds = pause.as_secs();
    tracing::error!(seconds, "session start limit reached, waiting");
    sleep(pause.min(MAX_SESSION_WAIT)).await;
    if pause > MAX_SESSION_WAIT {
        return Err(ClientEnd::Lost("session start limit reached".to_owned()));
    }
    tracing::info!("session start limit has reset");
    Ok(())
}

/// What a failure to reach Discord means for a client.
fn lost(error: &RequestError) -> ClientEnd {
    if error.is_unauthorized() {
        ClientEnd::Fatal(Fatal::Token)
    } else {
        ClientEnd::Lost(format!("cannot reach Discord: {error}"))
    }
}

/// What serenity's own end means. Even a quiet one was not asked for.
fn client_end(result: serenity::Result<()>) -> ClientEnd {
    match result {
        Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => {
            ClientEnd::Fatal(Fatal::Token)
        }
        Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => {
            ClientEnd::Fatal(Fatal::Intents)
        }
        Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => {
            ClientEnd::Fatal(Fatal::PrivilegedIntents)
        }
        Err(error) => ClientEnd::Lost(RequestError::from(error).to_string()),
        Ok(()) => ClientEnd::Lost("the client ended by itself".to_owned()),
    }
}

/// The bot's custom status.
fn presence(bot: &Bot) -> String {
    wording::presence(bot.desk(None).service.snapshot().knowledge())
}

/// Updates the status whenever the knowledge has changed; not at once, since Discord closes the
/// connection of a bot that sends more than two messages a second.
async fn keep_presence(bot: &Bot, shards: &ShardManager) -> ClientEnd {
    let mut shown = presence(bot);
    loop {
        sleep(CHECK_INTERVAL).await;
        let presence = presence(bot);
        if presence == shown {
            continue;
        }
        for shard in shards.runners.lock().await.values() {
            let activity = ActivityData::custom(&presence);
            shard.runner_tx.set_activity(Some(activity));
        }
        shown = presence;
    }
}

/// Watches while a client runs: for what the relay reports, for a connection that serenity has given up without a
/// word, and for other needs.
async fn watch(bot: &Bot, relay: &mut Relay, shards: u32, needs: Needs) -> ClientEnd {
    let mut expected = 1;
    let mut missed = 0;
    loop {
        tokio::select! {
            Some(report) = relay.reports.recv() => return match report {
                RelayReport::Fatal(fatal) => ClientEnd::Fatal(fatal),
                RelayReport::StartOver(reason) => ClientEnd::Lost(reason),
            },
            () = sleep(CHECK_INTERVAL) => {
                if Needs::of(bot) != needs {
                    return ClientEnd::Outdated;
                }
                bot.rates.forget_idle();
                bot.in_flight.report();
                bot.http.forget_expired_rates();
                // Shards start one after the other; those that have started are expected to stay.
                let connections = relay.connections();
                expected = connections.clamp(expected, shards as usize);
                missed = if connections < expected { missed + 1 } else { 0 };
                if missed >= MISSED_CHECKS {
                    return ClientEnd::Lost("serenity has given up a connection".to_owned());
                }
            }
        }
    }
}

/// Waits for the replies under way, for as long as the operator allows. Only the first call waits.
pub async fn finish_replies(bot: &Bot) {
    if !bot.tasks.close() {
        return;
    }
    let finished = timeout(bot.config.discord.shutdown, bot.tasks.wait());
    if !bot.tasks.is_empty() && finished.await.is_err() {
        let unfinished = bot.tasks.len();
        tracing::warn!(unfinished, "stopping before every reply was sent");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_bot_runs_as_many_shards_as_discord_asks_for_within_the_bound() {
        let check = |asked: u32, run: Option<u32>| {
            let gateway = json!({
                "url": "wss://gateway.example", "shards": asked, "session_start_limit":
                { "total": 1, "remaining": 1, "reset_after": 0, "max_concurrency": 1 },
            });
            let gateway = serde_json::from_value(gateway).unwrap();
            assert_eq!(shards(&gateway).ok(), run, "{asked}");
        };
        check(0, Some(1));
        check(1, Some(1));
        check(MAX_SHARDS, Some(MAX_SHARDS));
        check(MAX_SHARDS + 1, None);
        check(1_000_000_000, None);
        check(u32::MAX, None);
    }

    #[test]
    fn an_end_that_nobody_asked_for_is_a_loss() {
        assert!(matches!(client_end(Ok(())), ClientEnd::Lost(_)));
        let gateway = |error| client_end(Err(serenity::Error::Gateway(error)));
        assert!(matches!(
            gateway(GatewayError::DisallowedGatewayIntents),
            ClientEnd::Fatal(Fatal::PrivilegedIntents)
        ));
        assert!(matches!(
            gateway(GatewayError::HeartbeatFailed),
            ClientEnd::Lost(_)
        ));
    }
}
