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
//! serenity also believes whatever Discord sends. Each payload is bounded and read here first
//! ([`payload`]); what the bot has no use for goes no further.
//!
//! **Invalid session (opcode 9).** With `d: true`, serenity resumes at once. With `d: false`, the relay
//! connects anew and identifies by itself, 1 to 5 seconds later as Discord asks for; serenity keeps its
//! connection, and learns of the new session by READY. Neither is a failure, unless it happens again
//! and again.
//!
//! **A dead address.** After a connection that failed, Discord is asked where its gateway is before the
//! next one. `resume_gateway_url` is not used: a proxy may pass on Discord's own, past itself, and a
//! session can be resumed at the address where it began.

mod asked;
mod close_code;
mod connection;
mod end;
mod gateway;
pub mod payload;
mod sessions;
mod socket;

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_tungstenite::accept_async;
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::discord::bot::Fatal;
use crate::discord::connection::relay::asked::{RelayRequest, asked, tell_address};
use crate::discord::connection::relay::close_code::judge;
use crate::discord::connection::relay::connection::RelayedConnection;
use crate::discord::connection::relay::end::{End, RelaySign};
use crate::discord::connection::relay::gateway::Gateway;
use crate::discord::connection::relay::sessions::Sessions;
use crate::discord::outgoing::rest::RestClient;

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
    /// What stands for `https://discord.com` in the one request that serenity sends by itself: where
    /// the gateway is.
    pub base: String,
    /// What the bot must act on.
    pub reports: mpsc::UnboundedReceiver<RelayReport>,
    server: Arc<RelayServer>,
    _closes: DropGuard,
}

impl Relay {
    /// Opens a relay to the gateway at this address; another one is asked for when it is dead.
    pub async fn open(gateway: &str, rest: Arc<RestClient>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let secret = format!("/{:016x}", RandomState::new().hash_one(gateway));
        let address = format!("{}{secret}", listener.local_addr()?);
        let (sender, reports) = mpsc::unbounded_channel();
        let closed = CancellationToken::new();
        let server = Arc::new(RelayServer {
            gateway: Gateway::new(gateway, rest, sender),
            url: format!("ws://{address}"),
            secret,
            sessions: Arc::default(),
            open: TaskTracker::new(),
            stopping: CancellationToken::new(),
            closed: closed.clone(),
        });
        tokio::spawn(accept(listener, Arc::clone(&server)));
        Ok(Self {
            base: format!("http://{address}"),
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

    /// Closes every connection to Discord, and opens no other one. Takes two seconds at most.
    pub async fn stop(&self) {
        self.server.stopping.cancel();
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
                    () = server.answer(stream) => {}
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
    gateway: Gateway,
    /// The address that serenity connects to.
    url: String,
    /// A path that nobody else on this machine can guess.
    secret: String,
    sessions: Arc<Sessions>,
    open: TaskTracker,
    stopping: CancellationToken,
    closed: CancellationToken,
}

impl RelayServer {
    /// Answers whoever has connected, if it is serenity.
    async fn answer(&self, stream: TcpStream) {
        match asked(&stream, &self.secret).await {
            Some(RelayRequest::Connection) => Box::pin(self.serve(stream)).await,
            Some(RelayRequest::Address) => tell_address(stream, &self.url).await,
            None => {}
        }
    }

    /// Serves one of serenity's connections. It is accepted only once Discord has accepted ours:
    /// until then serenity waits, and keeps its session.
    async fn serve(&self, stream: TcpStream) {
        let connecting = Box::pin(self.gateway.connect());
        let Some(upstream) = self.stopping.run_until_cancelled(connecting).await else {
            return;
        };
        let Ok(downstream) = accept_async(stream).await else {
            return;
        };
        let sessions = Arc::clone(&self.sessions);
        let mut connection = RelayedConnection::new(upstream, downstream, sessions);
        let running = Box::pin(self.run(&mut connection));
        match self.stopping.run_until_cancelled(running).await {
            Some(end) => connection.close(end).await,
            None => connection.stop().await,
        }
    }

    /// Runs a connection until it ends, through all sessions that Discord invalidates.
    async fn run(&self, connection: &mut RelayedConnection) -> End {
        let mut is_failure = true;
        let mut end = connection
            .run(|sign| is_failure &= self.is_well(sign))
            .await;
        while end == End::SessionInvalid && connection.can_identify() {
            let at = Instant::now() + self.gateway.backoff().session_invalidated();
            let next = async {
                sleep_until(at).await;
                self.gateway.connect_now().await
            };
            end = match Box::pin(connection.identify_anew(next)).await {
                Some(end) => end,
                None => {
                    connection
                        .run(|sign| is_failure &= self.is_well(sign))
                        .await
                }
            };
        }
        // Before closing: serenity may connect again before it has answered the close.
        if is_failure {
            self.gateway.backoff().connection_ended();
        }
        if let End::ByDiscord(code) = end {
            tracing::info!(code, "gateway closed the connection");
            if let Some(report) = code.and_then(judge) {
                self.gateway.report(report);
            }
        }
        end
    }

    /// Takes note of a sign, and returns whether the end of the connection will be a failure unless
    /// it has become stable.
    fn is_well(&self, sign: RelaySign) -> bool {
        match sign {
            RelaySign::Stable => self.gateway.backoff().connection_is_stable(),
            RelaySign::Session => self.gateway.session_is_valid(),
            RelaySign::Invalidated => {
                self.gateway.backoff().session_invalidated();
                return false;
            }
        }
        true
    }
}
