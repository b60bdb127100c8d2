//! Keeps the bot on Discord: connects, and connects again after whatever passes; stops when it is
//! told to, or when Discord will not have it.

use std::sync::Arc;
use std::time::Duration;

use serenity::Client;
use serenity::client::ClientBuilder;
use serenity::gateway::{ActivityData, GatewayError, ShardManager};
use serenity::http::Http;
use serenity::model::gateway::{BotGateway, GatewayIntents};
use serenity::model::id::UserId;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::discord::connection::backoff::Pauses;
use crate::discord::connection::dispatch::Gate;
use crate::discord::connection::relay::{Line, Report};
use crate::discord::connection::rest::{forget_rates, http};
use crate::discord::outgoing::{Patience, Refused, Twice, insist};
use crate::discord::{Bot, Fatal, Token};
use crate::wording;

/// How long a start may take before it is begun anew.
const STARTING: Duration = Duration::from_mins(1);
/// How long a question to Discord at the start is worth asking.
const ASKING: Patience = Patience {
    within: STARTING,
    each: Duration::from_secs(10),
    twice: Twice::Harmless,
};
/// A client that held so long was well.
const STEADY: Duration = Duration::from_mins(1);
/// How often is looked whether serenity still holds its line.
const LOOK: Duration = Duration::from_secs(5);
/// So many looks in a row at a missing connection mean that serenity has given up.
const PATIENCE: usize = 6;
/// How long serenity may take to close its connections: five seconds where the other side is mute.
const CLOSING: Duration = Duration::from_secs(6);

/// How a client ended.
enum Ended {
    /// It was told to.
    Stopped,
    /// Discord will not have it.
    Fatal(Fatal),
    /// It was lost, for this reason.
    Lost(String),
}

/// Who the bot is on Discord.
pub async fn introduce(http: &Http, stop: &CancellationToken) -> Result<Option<UserId>, Fatal> {
    let mut pauses = Pauses::default();
    loop {
        let me = tokio::select! {
            () = stop.cancelled() => return Ok(None),
            me = insist(ASKING, || http.get_current_user()) => me,
        };
        match me {
            Ok(me) => return Ok(Some(me.id)),
            Err(refused) => retry_unless_fatal(&refused)?,
        }
        wait(&mut pauses, stop).await;
    }
}

/// Keeps the bot connected until it is stopped.
pub async fn supervise(bot: &Arc<Bot>, token: &Token) -> Result<(), Fatal> {
    let stop = &bot.stop;
    let mut pauses = Pauses::default();
    while !stop.is_cancelled() {
        let since = Instant::now();
        let prepared = tokio::select! {
            () = stop.cancelled() => break,
            prepared = prepare(bot, token) => prepared,
        };
        let ended = match prepared {
            Ok((client, line, shards)) => run(bot, client, line, shards).await,
            Err(ended) => ended,
        };
        match ended {
            Ended::Stopped => break,
            Ended::Fatal(fatal) => return Err(fatal),
            Ended::Lost(reason) => tracing::warn!(reason, "connecting anew"),
        }
        if since.elapsed() >= STEADY {
            pauses.held();
        }
        wait(&mut pauses, stop).await;
    }
    finish_replies(bot).await;
    Ok(())
}

/// Waits for the replies under way, as long as the operator lets it; once.
async fn finish_replies(bot: &Bot) {
    if !bot.tasks.close() {
        return;
    }
    let finished = timeout(bot.config.discord.shutdown, bot.tasks.wait());
    if !bot.tasks.is_empty() && finished.await.is_err() {
        tracing::warn!(
            left = bot.tasks.len(),
            "stopping before every reply was finished"
        );
    }
}

/// Waits its turn, or until the bot is stopped.
async fn wait(pauses: &mut Pauses, stop: &CancellationToken) {
    pauses.ended();
    tokio::select! {
        () = stop.cancelled() => {}
        () = sleep(pauses.next()) => {}
    }
}

/// Asks Discord where its gateway is and how many shards it wants, and builds a client for them.
async fn prepare(bot: &Arc<Bot>, token: &Token) -> Result<(Client, Line, u32), Ended> {
    let gateway = match insist(ASKING, || bot.http.get_bot_gateway()).await {
        Ok(gateway) => gateway,
        Err(refused) => {
            retry_unless_fatal(&refused).map_err(Ended::Fatal)?;
            return Err(Ended::Lost(refused.to_string()));
        }
    };
    rest_if_exhausted(&gateway).await;
    let line = Line::open(&gateway.url)
        .await
        .map_err(|error| Ended::Lost(format!("cannot open a port on this machine: {error}")))?;
    let mut intents = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if bot.config.discord.message_content {
        intents |= GatewayIntents::MESSAGE_CONTENT;
    }
    let presence = presence(bot);
    // serenity takes one of its own, and asks it for nothing but the gateway's address.
    let its_own = http(token, &bot.config, &bot.web);
    let building = ClientBuilder::new_with_http(its_own, intents)
        .framework(Gate::new(Arc::clone(bot)))
        .activity(ActivityData::custom(presence));
    match timeout(STARTING, building).await {
        Ok(Ok(client)) => {
            // serenity asks for the address as well, and falls back to Discord's own when that
            // fails: here it is told.
            client.ws_url.lock().await.clone_from(&line.url);
            Ok((client, line, gateway.shards))
        }
        Ok(Err(error)) => Err(Ended::Lost(Refused::from(error).to_string())),
        Err(_) => Err(Ended::Lost("no client could be built in time".to_owned())),
    }
}

/// Discord takes a token away from a bot that starts too often: better wait.
async fn rest_if_exhausted(gateway: &BotGateway) {
    let limit = &gateway.session_start_limit;
    if limit.remaining < u64::from(gateway.shards) {
        let pause = Duration::from_millis(limit.reset_after);
        tracing::error!(
            seconds = pause.as_secs(),
            "all sessions of today are used up; waiting"
        );
        sleep(pause).await;
    }
}

/// Runs a client until it ends, and closes it.
async fn run(bot: &Bot, mut client: Client, mut line: Line, shards: u32) -> Ended {
    let manager = Arc::clone(&client.shard_manager);
    let shards = shards.max(1);
    let ended = tokio::select! {
        biased;
        () = bot.stop.cancelled() => Ended::Stopped,
        ended = watch(bot, &mut line, shards) => ended,
        ended = keep_presence(bot, &manager) => ended,
        result = client.start_shards(shards) => ended_by_itself(result),
    };
    match ended {
        Ended::Stopped => {
            finish_replies(bot).await;
            // A line that is mute is not worth more; the process ends.
            if timeout(CLOSING, manager.shutdown_all()).await.is_ok() {
                line.closed().await;
            }
        }
        // The shards have ended by themselves.
        Ended::Fatal(_) => {}
        // However long serenity takes for it, the next client need not wait.
        Ended::Lost(_) => {
            drop(line);
            tokio::spawn(async move { manager.shutdown_all().await });
        }
    }
    ended
}

/// What serenity's own end means; even a quiet one was not asked for.
fn ended_by_itself(result: serenity::Result<()>) -> Ended {
    match result {
        Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => {
            Ended::Fatal(Fatal::Token)
        }
        Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => {
            Ended::Fatal(Fatal::Intents)
        }
        Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => {
            Ended::Fatal(Fatal::PrivilegedIntents)
        }
        Err(error) => Ended::Lost(Refused::from(error).to_string()),
        Ok(()) => Ended::Lost("the client ended".to_owned()),
    }
}

/// What the bot is seen to be doing.
fn presence(bot: &Bot) -> String {
    wording::presence(bot.service.snapshot().knowledge())
}

/// Shows how much the bot knows whenever that has changed; not at once, since Discord closes the
/// connection of a bot that says more than two things a second.
async fn keep_presence(bot: &Bot, shards: &ShardManager) -> Ended {
    let mut shown = presence(bot);
    loop {
        sleep(LOOK).await;
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

/// Watches the line while a client runs: for what Discord says of the bot, and for a shard that
/// has fallen silent.
async fn watch(bot: &Bot, line: &mut Line, shards: u32) -> Ended {
    let mut expected = 1;
    let mut missing = 0;
    loop {
        tokio::select! {
            Some(report) = line.reports.recv() => return match report {
                Report::Fatal(fatal) => Ended::Fatal(fatal),
                Report::StartOver(reason) => Ended::Lost(reason),
            },
            () = sleep(LOOK) => {
                bot.limits.forget();
                forget_rates(&bot.http).await;
                // The shards start one after the other; those that did are expected to stay.
                let connections = line.connections();
                expected = connections.clamp(expected, shards as usize);
                missing = if connections < expected { missing + 1 } else { 0 };
                if missing >= PATIENCE {
                    return Ended::Lost("serenity has given up a connection".to_owned());
                }
            }
        }
    }
}

fn retry_unless_fatal(refused: &Refused) -> Result<(), Fatal> {
    if refused.is_unauthorized() {
        return Err(Fatal::Token);
    }
    tracing::warn!(%refused, "cannot reach Discord");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_nobody_asked_for_is_a_loss() {
        assert!(matches!(ended_by_itself(Ok(())), Ended::Lost(_)));
        let gateway = |error| ended_by_itself(Err(serenity::Error::Gateway(error)));
        assert!(matches!(
            gateway(GatewayError::DisallowedGatewayIntents),
            Ended::Fatal(Fatal::PrivilegedIntents)
        ));
        assert!(matches!(
            gateway(GatewayError::HeartbeatFailed),
            Ended::Lost(_)
        ));
    }
}
