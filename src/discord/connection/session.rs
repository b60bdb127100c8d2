//! The life of one serenity client: from asking where the gateway is, through its shards, to its end.
//! Starting the next one is left to [`crate::discord::connection::supervisor`].

use std::sync::Arc;
use std::time::Duration;

use serenity::Client;
use serenity::client::ClientBuilder;
use serenity::gateway::{ActivityData, GatewayError, ShardManager};
use serenity::model::gateway::{BotGateway, GatewayIntents};
use tokio::time::{sleep, timeout};

use crate::discord::bot::{Bot, Fatal, Token};
use crate::discord::connection::dispatch::Dispatcher;
use crate::discord::connection::relay::{Relay, RelayReport};
use crate::discord::connection::rest::{forget_expired_rates, http};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::retry::{STARTUP, retry};
use crate::wording;

/// How long building a client may take.
const BUILD_TIMEOUT: Duration = Duration::from_mins(1);
/// How often the session is checked.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);
/// So many checks in a row that miss a connection mean that serenity has given it up.
const MISSED_CHECKS: usize = 6;
/// How long serenity may take to close its connections: five seconds if the other side is silent.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(6);

/// How a client ended.
pub enum ClientEnd {
    /// The bot was told to stop.
    Stopped,
    /// Discord rejects the bot.
    Fatal(Fatal),
    /// The connection was lost, for this reason.
    Lost(String),
}

/// A client that is ready to run.
pub struct Session<'a> {
    bot: &'a Bot,
    client: Client,
    relay: Relay,
    shards: u32,
}

impl<'a> Session<'a> {
    /// Asks Discord where its gateway is and how many shards it recommends, and builds a client.
    pub async fn prepare(bot: &'a Arc<Bot>, token: &Token) -> Result<Self, ClientEnd> {
        let gateway = match retry(STARTUP, || bot.http.get_bot_gateway()).await {
            Ok(gateway) => gateway,
            Err(error) => {
                warn_unless_fatal(&error).map_err(ClientEnd::Fatal)?;
                return Err(ClientEnd::Lost(error.to_string()));
            }
        };
        wait_if_exhausted(&gateway).await;
        let relay = Relay::open(&gateway.url).await.map_err(|error| {
            ClientEnd::Lost(format!("cannot open a port on this machine: {error}"))
        })?;
        let client = build(bot, token).await?;
        // serenity asks for the gateway too, and falls back to Discord's own address if that fails:
        // the relay's is set instead.
        client.ws_url.lock().await.clone_from(&relay.url);
        Ok(Self {
            bot,
            client,
            relay,
            shards: gateway.shards.max(1),
        })
    }

    /// Runs the client until it ends, and closes it.
    pub async fn run(mut self) -> ClientEnd {
        let bot = self.bot;
        let manager = Arc::clone(&self.client.shard_manager);
        let end = tokio::select! {
            biased;
            () = bot.stop.cancelled() => ClientEnd::Stopped,
            end = watch(bot, &mut self.relay, self.shards) => end,
            end = keep_presence(bot, &manager) => end,
            result = self.client.start_shards(self.shards) => client_end(result),
        };
        match end {
            ClientEnd::Stopped => {
                finish_replies(bot).await;
                // A silent connection is not worth more time: the process is ending.
                if timeout(SHUTDOWN_TIMEOUT, manager.shutdown_all())
                    .await
                    .is_ok()
                {
                    self.relay.closed().await;
                }
            }
            // The shards have ended by themselves.
            ClientEnd::Fatal(_) => {}
            // However long serenity takes to shut down, the next client need not wait.
            ClientEnd::Lost(_) => {
                tokio::spawn(async move { manager.shutdown_all().await });
            }
        }
        end
    }
}

/// Builds a serenity client.
async fn build(bot: &Arc<Bot>, token: &Token) -> Result<Client, ClientEnd> {
    let mut intents = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if bot.config.discord.message_content {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    }
    // serenity wants an `Http` of its own, and asks it for nothing but the gateway's address.
    let http = http(token, &bot.config, &bot.web);
    let building = ClientBuilder::new_with_http(http, intents)
        .framework(Dispatcher::new(Arc::clone(bot)))
        .activity(ActivityData::custom(presence(bot)));
    match timeout(BUILD_TIMEOUT, building).await {
        Ok(Ok(client)) => Ok(client),
        Ok(Err(error)) => Err(ClientEnd::Lost(RequestError::from(error).to_string())),
        Err(_) => Err(ClientEnd::Lost("building the client timed out".to_owned())),
    }
}

/// Waits until Discord allows as many sessions as there are shards: it resets the token of a bot that
/// starts too many.
async fn wait_if_exhausted(gateway: &BotGateway) {
    let limit = &gateway.session_start_limit;
    if limit.remaining < u64::from(gateway.shards) {
        let pause = Duration::from_millis(limit.reset_after);
        tracing::error!(
            seconds = pause.as_secs(),
            "session start limit reached, waiting"
        );
        sleep(pause).await;
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
    wording::presence(bot.service.snapshot().knowledge())
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

/// Watches the relay while a client runs: for what it reports, and for a connection that serenity has
/// given up without a word.
async fn watch(bot: &Bot, relay: &mut Relay, shards: u32) -> ClientEnd {
    let mut expected = 1;
    let mut missed = 0;
    loop {
        tokio::select! {
            Some(report) = relay.reports.recv() => return match report {
                RelayReport::Fatal(fatal) => ClientEnd::Fatal(fatal),
                RelayReport::StartOver(reason) => ClientEnd::Lost(reason),
            },
            () = sleep(CHECK_INTERVAL) => {
                bot.rates.forget_idle();
                forget_expired_rates(&bot.http).await;
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

/// Returns an error if Discord rejects the token; logs any other.
pub fn warn_unless_fatal(error: &RequestError) -> Result<(), Fatal> {
    if error.is_unauthorized() {
        return Err(Fatal::Token);
    }
    tracing::warn!(%error, "cannot reach Discord");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
