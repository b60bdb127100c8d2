//! Keeps the bot connected: runs one client after another until the bot is told to stop, or until
//! Discord rejects it. After any other failure it connects again.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::UserId;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::discord::bot::{Bot, Fatal, Token};
use crate::discord::connection::backoff::Backoff;
use crate::discord::connection::session::{ClientEnd, Session, finish_replies};
use crate::discord::connection::waiting::Waiting;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::outgoing::retry::{STARTUP, retry};

/// A client that has lasted so long was stable.
const STABLE_AFTER: Duration = Duration::from_mins(1);

/// Asks Discord who the bot is, until it answers; `None` once the bot is told to stop.
pub async fn identify(
    http: &RestClient,
    stop: &CancellationToken,
) -> Result<Option<UserId>, Fatal> {
    let mut backoff = Backoff::default();
    let mut waiting = Waiting::default();
    loop {
        let me = tokio::select! {
            () = stop.cancelled() => return Ok(None),
            me = retry(STARTUP, || http.current_user()) => me,
        };
        match me {
            Ok(me) => {
                waiting.ends();
                return Ok(Some(me.id));
            }
            Err(error) if error.is_unauthorized() => return Err(Fatal::Token),
            Err(error) => waiting.goes_on(&error),
        }
        wait(&mut backoff, stop).await;
    }
}

/// Keeps the bot connected until it is told to stop, and waits for the replies under way.
pub async fn supervise(bot: &Arc<Bot>, token: &Token) -> Result<(), Fatal> {
    let stop = &bot.stop;
    let mut backoff = Backoff::default();
    let mut waiting = Waiting::default();
    while !stop.is_cancelled() {
        let since = Instant::now();
        let prepared = tokio::select! {
            () = stop.cancelled() => break,
            prepared = Session::prepare(bot, token) => prepared,
        };
        let end = match prepared {
            Ok(session) => {
                waiting.ends();
                session.run().await
            }
            Err(end) => end,
        };
        match end {
            ClientEnd::Stopped => break,
            ClientEnd::Fatal(fatal) => return Err(fatal),
            ClientEnd::Lost(reason) => waiting.goes_on(&reason),
            ClientEnd::Outdated => {
                tracing::info!("connecting again, as the servers of the configuration need it");
                continue;
            }
        }
        if since.elapsed() >= STABLE_AFTER {
            backoff.connection_is_stable();
        }
        wait(&mut backoff, stop).await;
    }
    finish_replies(bot).await;
    Ok(())
}

/// Waits out the backoff, or until the bot is told to stop.
async fn wait(backoff: &mut Backoff, stop: &CancellationToken) {
    backoff.connection_ended();
    tokio::select! {
        () = stop.cancelled() => {}
        () = sleep(backoff.next_delay()) => {}
    }
}
