//! The relay: a WebSocket server on this machine that serenity takes for Discord's gateway, and that
//! connects to the gateway itself.
//!
//! serenity acts on a closed connection before anyone above it learns of it, and on some closes it
//! acts badly: it spins on 4003, 4010, 4011 and on a close without a code, and it reconnects without
//! a pause to a server that accepts and resets. Here every close is judged first ([`close_code`]).
//! One that ends the bot is reported; one that serenity would mishandle reaches it as a code that it
//! handles well; and every new connection waits out the backoff. A lost connection is resumed, so
//! that Discord sends again what was missed.
//!
//! **Invalid session (opcode 9).** The relay passes it on and logs it; serenity acts on it. With
//! `d: true` serenity resumes at once, with `d: false` it closes and identifies anew within five
//! seconds. Either way its next connection comes through [`RelayServer::connect`], so a session
//! that was invalidated before the connection became stable counts as a failure there, and waits
//! out the backoff.

mod close_code;
mod connection;
mod payload;

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::{accept_async, connect_async};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::discord::bot::Fatal;
use crate::discord::connection::backoff::Backoff;
use crate::discord::connection::relay::close_code::judge;
use crate::discord::connection::relay::connection::{End, RelayedConnection, Upstream};

/// After this many failed connections in a row, Discord is asked again where its gateway is, and how
/// many sessions are left for today.
const FAILURES_BEFORE_START_OVER: usize = 12;
/// How long Discord may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// How long the other side may take to answer a close, or to send the first line of its request.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// What only the bot as a whole can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayReport {
    /// Discord rejects the bot's token or intents.
    Fatal(Fatal),
    /// The bot must ask anew where the gateway is and how many shards it wants; with the reason.
    StartOver(String),
}

/// The running relay; it closes when it is dropped.
pub struct Relay {
    /// The address that serenity connects to.
    pub url: String,
    /// What the bot must act on.
    pub reports: mpsc::UnboundedReceiver<RelayReport>,
    server: Arc<RelayServer>,
    _closes: DropGuard,
}

impl Relay {
    /// Opens a relay to the gateway at this address.
    pub async fn open(gateway: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let secret = format!("/{:016x}", RandomState::new().hash_one(gateway));
        let url = format!("ws://{}{secret}", listener.local_addr()?);
        let (sender, reports) = mpsc::unbounded_channel();
        let closed = CancellationToken::new();
        let server = Arc::new(RelayServer {
            upstream: format!("{}/?v=10&encoding=json", gateway.trim_end_matches('/')),
            secret,
            backoff: Mutex::default(),
            open: TaskTracker::new(),
            reports: sender,
            closed: closed.clone(),
        });
        tokio::spawn(accept(listener, Arc::clone(&server)));
        Ok(Self {
            url,
            reports,
            server,
            _closes: closed.drop_guard(),
        })
    }

    /// How many connections serenity holds or waits for.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.server.open.len()
    }

    /// Waits until the connections that serenity has closed are closed on Discord's side too; two
    /// seconds at most.
    pub async fn closed(&self) {
        self.server.open.close();
        let _ = timeout(2 * CLOSE_TIMEOUT, self.server.open.wait()).await;
    }
}

/// Accepts serenity's connections until the relay is closed.
async fn accept(listener: TcpListener, server: Arc<RelayServer>) {
    let closed = server.closed.clone();
    let accepting = async {
        loop {
            // A failed accept (too many open files, say) passes; it must not spin.
            let Ok((stream, _)) = listener.accept().await else {
                sleep(CLOSE_TIMEOUT).await;
                continue;
            };
            // Small frames must not wait for one another.
            let _ = stream.set_nodelay(true);
            let server = Arc::clone(&server);
            server.open.clone().spawn(async move {
                tokio::select! {
                    () = server.closed.cancelled() => {}
                    () = server.serve(stream) => {}
                }
            });
        }
    };
    tokio::select! {
        () = closed.cancelled() => {}
        () = accepting => {}
    }
}

/// What all connections share.
struct RelayServer {
    upstream: String,
    /// A path that nobody else on this machine can guess.
    secret: String,
    backoff: Mutex<Backoff>,
    open: TaskTracker,
    reports: mpsc::UnboundedSender<RelayReport>,
    closed: CancellationToken,
}

impl RelayServer {
    /// Serves one of serenity's connections. It is accepted only once Discord has accepted ours:
    /// until then serenity waits, and keeps its session.
    async fn serve(&self, stream: TcpStream) {
        if !self.is_expected(&stream).await {
            return;
        }
        let upstream = self.connect().await;
        let Ok(downstream) = accept_async(stream).await else {
            return;
        };
        let mut connection = RelayedConnection::new(upstream, downstream);
        let end = connection
            .run(|| self.backoff().connection_is_stable())
            .await;
        // Before closing: serenity may connect again before it has answered the close.
        self.backoff().connection_ended();
        if let End::ByDiscord(code) = end {
            tracing::info!(code, "gateway closed the connection");
            if let Some(report) = code.and_then(judge) {
                // Nobody listens once the bot is stopping.
                let _ = self.reports.send(report);
            }
        }
        connection.close(end).await;
    }

    /// Whether a connection is serenity's: it asks for the path that only serenity was told.
    async fn is_expected(&self, stream: &TcpStream) -> bool {
        let mut start = [0; 64];
        let wanted = format!("GET {}", self.secret);
        let mut seen = 0;
        while seen < wanted.len() {
            match timeout(CLOSE_TIMEOUT, stream.peek(&mut start)).await {
                Ok(Ok(n)) if n > seen => seen = n,
                _ => return false,
            }
        }
        start.starts_with(wanted.as_bytes())
    }

    /// Connects to Discord after the backoff, and again until it succeeds.
    async fn connect(&self) -> Upstream {
        loop {
            let delay = self.backoff().next_delay();
            sleep(delay).await;
            match timeout(CONNECT_TIMEOUT, connect_async(&self.upstream)).await {
                Ok(Ok((upstream, _))) => return upstream,
                Ok(Err(error)) => tracing::warn!(%error, "cannot connect to the gateway"),
                Err(_) => tracing::warn!("connecting to the gateway timed out"),
            }
            let failures = {
                let mut backoff = self.backoff();
                backoff.connection_ended();
                backoff.failures()
            };
            if failures == FAILURES_BEFORE_START_OVER {
                let reason = "the gateway cannot be reached".to_owned();
                let _ = self.reports.send(RelayReport::StartOver(reason));
            }
        }
    }

    fn backoff(&self) -> std::sync::MutexGuard<'_, Backoff> {
        self.backoff.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
