//! One connection through the relay: serenity at one end, Discord at the other.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::discord::connection::relay::CLOSE_TIMEOUT;
use crate::discord::connection::relay::close_code::{RESUME, translate};
use crate::discord::connection::relay::payload::{
    HEARTBEAT, HEARTBEAT_ACK, INVALID_SESSION, heartbeat_interval, is_heartbeat_ack, opcode,
};

/// A connection that has lasted so long is stable: the next one need not wait.
const STABLE_AFTER: Duration = Duration::from_secs(30);
/// How long Discord may take to acknowledge a heartbeat: half the interval, and at most this.
const ACK_TIMEOUT: Duration = Duration::from_secs(10);

/// Discord's end.
pub type Upstream = WebSocketStream<MaybeTlsStream<TcpStream>>;
/// serenity's end.
pub type Downstream = WebSocketStream<TcpStream>;

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Discord closed it, with this code or without one.
    ByDiscord(Option<u16>),
    /// serenity closed it, with this code.
    BySerenity(u16),
    /// Discord's end broke off or fell silent.
    DiscordLost,
    /// serenity's end broke off.
    SerenityLost,
}

/// Both ends of a connection.
pub struct RelayedConnection {
    upstream: Upstream,
    downstream: Downstream,
    /// How long Discord may take to acknowledge a heartbeat.
    ack_timeout: Duration,
    /// When HELLO or the acknowledgement of the last heartbeat is overdue; `None` once it is here.
    ack_due: Option<Instant>,
}

impl RelayedConnection {
    /// Joins two ends that have just been accepted.
    #[must_use]
    pub fn new(upstream: Upstream, downstream: Downstream) -> Self {
        Self {
            upstream,
            downstream,
            ack_timeout: ACK_TIMEOUT,
            // HELLO is awaited like an acknowledgement.
            ack_due: Some(Instant::now() + ACK_TIMEOUT),
        }
    }

    /// Passes messages on in both directions until one side ends it. `when_stable` is called once
    /// the connection is stable.
    pub async fn run(&mut self, when_stable: impl Fn()) -> End {
        let stable = sleep(STABLE_AFTER);
        tokio::pin!(stable);
        let mut is_stable = false;
        loop {
            let ack_due = self.ack_due;
            let end = tokio::select! {
                () = &mut stable, if !is_stable => {
                    is_stable = true;
                    when_stable();
                    None
                }
                () = until(ack_due), if ack_due.is_some() => {
                    tracing::warn!("gateway did not acknowledge a heartbeat in time");
                    Some(End::DiscordLost)
                }
                message = self.upstream.next() => self.discord_sent(message.and_then(Result::ok)).await,
                message = self.downstream.next() => self.serenity_sent(message.and_then(Result::ok)).await,
            };
            if let Some(end) = end {
                return end;
            }
        }
    }

    /// Handles a message of Discord's, or the end of its side.
    async fn discord_sent(&mut self, message: Option<Message>) -> Option<End> {
        match message {
            None => Some(End::DiscordLost),
            Some(Message::Close(frame)) => {
                Some(End::ByDiscord(frame.map(|frame| frame.code.into())))
            }
            Some(message) => {
                self.observe(&message);
                let passed = pass(&mut self.downstream, message).await;
                passed.err().map(|Broken| End::SerenityLost)
            }
        }
    }

    /// Handles a message of serenity's, or the end of its side.
    async fn serenity_sent(&mut self, message: Option<Message>) -> Option<End> {
        match message {
            None => Some(End::SerenityLost),
            Some(Message::Close(frame)) => {
                let code = frame.map_or(1000, |frame| frame.code.into());
                Some(End::BySerenity(code))
            }
            Some(message) => {
                if opcode(&message) == Some(HEARTBEAT) {
                    self.ack_due = Some(Instant::now() + self.ack_timeout);
                }
                let passed = pass(&mut self.upstream, message).await;
                passed.err().map(|Broken| End::DiscordLost)
            }
        }
    }

    /// Takes note of what Discord sends that concerns the connection itself.
    fn observe(&mut self, message: &Message) {
        if is_heartbeat_ack(message) {
            self.ack_due = None;
        } else if let Some(interval) = heartbeat_interval(message) {
            self.ack_due = None;
            self.ack_timeout = ACK_TIMEOUT.min(interval / 2);
        } else if opcode(message) == Some(INVALID_SESSION) {
            tracing::info!("gateway invalidated the session (opcode 9)");
        }
    }

    /// Closes both ends.
    pub async fn close(&mut self, end: End) {
        let (up, down) = match end {
            End::ByDiscord(code) => (RESUME, translate(code)),
            End::BySerenity(code) => (code, code),
            End::DiscordLost | End::SerenityLost => (RESUME, RESUME),
        };
        // serenity would start a new session if it still waited for this when it has resumed.
        if self.ack_due.is_some() && end != End::SerenityLost {
            let _ = self.downstream.send(Message::text(HEARTBEAT_ACK)).await;
        }
        tokio::join!(
            close(&mut self.upstream, up),
            close(&mut self.downstream, down)
        );
    }
}

async fn until(instant: Option<Instant>) {
    if let Some(instant) = instant {
        sleep_until(instant).await;
    }
}

/// The side that a message was to be passed to is gone.
struct Broken;

/// Passes a message on. Pings and pongs stay on their side.
async fn pass<S>(to: &mut WebSocketStream<S>, message: Message) -> Result<(), Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    match message {
        Message::Text(_) | Message::Binary(_) => to.send(message).await.map_err(|_| Broken),
        _ => Ok(()),
    }
}

/// Closes one end, and gives it a moment to answer the close.
async fn close<S>(end: &mut WebSocketStream<S>, code: u16)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let frame = CloseFrame {
        code: CloseCode::from(code),
        reason: "".into(),
    };
    let closing = async {
        // An error means that this end is gone already.
        let _ = end.close(Some(frame)).await;
        while let Some(Ok(_)) = end.next().await {}
    };
    let _ = timeout(CLOSE_TIMEOUT, closing).await;
}
