//! Discord's gateway: where it is, and how a connection to it is made.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::connect_async_with_config;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::discord::connection::backoff::Backoff;
use crate::discord::connection::relay::RelayReport;
use crate::discord::connection::relay::connection::Upstream;
use crate::discord::connection::relay::payload::MAX_PAYLOAD;
use crate::discord::connection::waiting::Waiting;
use crate::discord::outgoing::rest::RestClient;

/// After this many failed connections in a row, Discord is asked again how many shards it wants, and
/// how many sessions are left for today.
const FAILURES_BEFORE_START_OVER: usize = 12;
/// How long Discord may take to accept a connection. With the next timeout, a dead address is left
/// within fifteen seconds.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long Discord may take to say where its gateway is, while the last known address can be tried.
const ADDRESS_TIMEOUT: Duration = Duration::from_secs(5);

/// The gateway.
pub struct Gateway {
    address: Mutex<String>,
    rest: Arc<RestClient>,
    backoff: Mutex<Backoff>,
    waiting: Mutex<Waiting>,
    reports: mpsc::UnboundedSender<RelayReport>,
}

impl Gateway {
    /// The gateway at this address; another one is asked for when it is dead.
    #[must_use]
    pub fn new(
        address: &str,
        rest: Arc<RestClient>,
        reports: mpsc::UnboundedSender<RelayReport>,
    ) -> Self {
        Self {
            address: Mutex::new(address.to_owned()),
            rest,
            backoff: Mutex::default(),
            waiting: Mutex::default(),
            reports,
        }
    }

    /// How long the next connection waits.
    pub fn backoff(&self) -> MutexGuard<'_, Backoff> {
        lock(&self.backoff)
    }

    /// Records that a connection carries a session.
    pub fn session_is_valid(&self) {
        self.backoff().session_is_valid();
        lock(&self.waiting).ends();
    }

    /// Sends a report to the bot. Nobody listens once it is stopping.
    pub fn report(&self, report: RelayReport) {
        let _ = self.reports.send(report);
    }

    /// Connects to Discord after the backoff, and again until it succeeds.
    pub async fn connect(&self) -> Upstream {
        let (delay, failures) = {
            let mut backoff = self.backoff();
            (backoff.next_delay(), backoff.failures())
        };
        sleep(delay).await;
        if failures > 0 {
            self.ask_address().await;
        }
        self.connect_now().await
    }

    /// Connects to Discord at once, and again after the backoff until it succeeds.
    pub async fn connect_now(&self) -> Upstream {
        loop {
            let gateway = lock(&self.address).clone();
            let address = format!("{}/?v=10&encoding=json", gateway.trim_end_matches('/'));
            let connecting = connect_async_with_config(address, Some(bounds()), true);
            let reason = match timeout(CONNECT_TIMEOUT, connecting).await {
                Ok(Ok((upstream, _))) => return upstream,
                Ok(Err(error)) => format!("cannot connect to the gateway: {error}"),
                Err(_) => "the gateway does not answer".to_owned(),
            };
            lock(&self.waiting).goes_on(&reason);
            let (delay, failures) = {
                let mut backoff = self.backoff();
                backoff.connection_ended();
                (backoff.next_delay(), backoff.failures())
            };
            if failures == FAILURES_BEFORE_START_OVER {
                let reason = "the gateway cannot be reached".to_owned();
                self.report(RelayReport::StartOver(reason));
            }
            sleep(delay).await;
            self.ask_address().await;
        }
    }

    /// Asks Discord once where its gateway is. If it does not say, the last address stands.
    async fn ask_address(&self) {
        if let Ok(Ok(gateway)) = timeout(ADDRESS_TIMEOUT, self.rest.gateway()).await {
            *lock(&self.address) = gateway.url;
        }
    }
}

/// The bounds of a connection to Discord. tungstenite checks the length that a frame announces before
/// it makes room for it.
fn bounds() -> WebSocketConfig {
    WebSocketConfig {
        max_message_size: Some(MAX_PAYLOAD),
        max_frame_size: Some(MAX_PAYLOAD),
        ..WebSocketConfig::default()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
