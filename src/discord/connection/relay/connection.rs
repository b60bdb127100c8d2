//! One connection through the relay: serenity at one end, Discord at the other. When Discord
//! invalidates the session, only Discord's end is replaced.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::discord::connection::relay::close_code::{NORMAL, RESUME, translate};
use crate::discord::connection::relay::end::{End, RelaySign};
use crate::discord::connection::relay::payload::{FromDiscord, FromSerenity, HEARTBEAT_ACK, text};
use crate::discord::connection::relay::sessions::{Identify, Sessions};
use crate::discord::connection::relay::socket::{Broken, close, pass, until_closed};

/// A connection that has lasted so long is stable: the next one need not wait.
const STABLE_AFTER: Duration = Duration::from_secs(30);
/// How long Discord may take to acknowledge a heartbeat: half the interval, and at most this.
const ACK_TIMEOUT: Duration = Duration::from_secs(10);
/// The least time between two heartbeats that Discord asks for: it closes the connection of a bot that
/// sends more than 120 payloads a minute.
const REQUEST_INTERVAL: Duration = Duration::from_secs(1);

/// Discord's end.
pub type Upstream = WebSocketStream<MaybeTlsStream<TcpStream>>;
/// serenity's end.
pub type Downstream = WebSocketStream<TcpStream>;

/// Both ends of a connection.
pub struct RelayedConnection {
    upstream: Upstream,
    downstream: Downstream,
    sessions: Arc<Sessions>,
    /// How the session on it was started, or is about to be.
    identify: Option<Identify>,
    /// Whether serenity has been sent HELLO; it takes another one for a reason to reconnect.
    is_greeted: bool,
    /// Whether the relay identifies when Discord's HELLO arrives.
    is_identifying: bool,
    /// How long Discord may take to acknowledge a heartbeat.
    ack_timeout: Duration,
    /// When HELLO or the acknowledgement of the last heartbeat is overdue; `None` once it is here.
    ack_due: Option<Instant>,
    /// When Discord last asked for a heartbeat.
    requested: Option<Instant>,
    /// Payloads that were not passed on because nobody could read them.
    unreadable: usize,
}

impl RelayedConnection {
    /// Joins two ends that have just been accepted.
    #[must_use]
    pub fn new(upstream: Upstream, downstream: Downstream, sessions: Arc<Sessions>) -> Self {
        Self {
            upstream,
            downstream,
            sessions,
            identify: None,
            is_greeted: false,
            is_identifying: false,
            ack_timeout: ACK_TIMEOUT,
            // HELLO is awaited like an acknowledgement.
            ack_due: Some(Instant::now() + ACK_TIMEOUT),
            requested: None,
            unreadable: 0,
        }
    }

    /// Passes messages on in both directions until one side ends it.
    pub async fn run(&mut self, mut tell: impl FnMut(RelaySign)) -> End {
        let stable = sleep(STABLE_AFTER);
        tokio::pin!(stable);
        let mut is_stable = false;
        loop {
            let ack_due = self.ack_due;
            let end = tokio::select! {
                () = &mut stable, if !is_stable => {
                    is_stable = true;
                    tell(RelaySign::Stable);
                    None
                }
                () = until(ack_due), if ack_due.is_some() => {
                    tracing::info!("gateway did not acknowledge a heartbeat in time");
                    Some(End::DiscordLost)
                }
                message = self.upstream.next() => {
                    self.discord_sent(message.and_then(Result::ok), &mut tell).await
                }
                message = self.downstream.next() => {
                    self.serenity_sent(message.and_then(Result::ok)).await
                }
            };
            if let Some(end) = end {
                return end;
            }
        }
    }

    /// Handles a message of Discord's, or the end of its side.
    async fn discord_sent(
        &mut self,
        message: Option<Message>,
        tell: &mut impl FnMut(RelaySign),
    ) -> Option<End> {
        let text = match message {
            None => return Some(End::DiscordLost),
            Some(Message::Close(frame)) => {
                return Some(End::ByDiscord(frame.map(|frame| frame.code.into())));
            }
            Some(Message::Ping(_) | Message::Pong(_)) => return None,
            Some(message) => text(message).unwrap_or_default(),
        };
        let payload = FromDiscord::read(&text);
        let rewritten = payload.rewritten();
        let passed = match payload {
            FromDiscord::Hello(interval) => return self.greeted(interval, rewritten).await,
            FromDiscord::HeartbeatAck => {
                self.ack_due = None;
                text
            }
            FromDiscord::HeartbeatRequest => {
                let now = Instant::now();
                if self.requested.is_some_and(|at| now < at + REQUEST_INTERVAL) {
                    return None;
                }
                self.requested = Some(now);
                text
            }
            FromDiscord::InvalidSession { is_resumable } => {
                tracing::info!(is_resumable, "gateway invalidated the session (opcode 9)");
                if !is_resumable {
                    return Some(End::SessionInvalid);
                }
                tell(RelaySign::Invalidated);
                text
            }
            FromDiscord::Ready(id) => {
                if let Some(identify) = self.identify.clone() {
                    self.sessions.started(id, identify);
                }
                tell(RelaySign::Session);
                text
            }
            FromDiscord::Resumed => {
                tell(RelaySign::Session);
                text
            }
            FromDiscord::Reconnect | FromDiscord::Event => text,
            FromDiscord::Unread(_) => rewritten.unwrap_or(text),
            FromDiscord::Unreadable => {
                self.unreadable += 1;
                return None;
            }
        };
        self.pass_to_serenity(passed).await
    }

    /// Handles HELLO: serenity is sent the first one, and identifies; the relay answers later ones.
    async fn greeted(&mut self, interval: Duration, hello: Option<String>) -> Option<End> {
        self.ack_due = None;
        self.ack_timeout = ACK_TIMEOUT.min(interval / 2);
        if !std::mem::replace(&mut self.is_greeted, true) {
            return self.pass_to_serenity(hello.unwrap_or_default()).await;
        }
        let identify = self.identify.as_ref();
        let identify = identify.filter(|_| std::mem::take(&mut self.is_identifying))?;
        let passed = pass(&mut self.upstream, Message::text(&identify.payload)).await;
        passed.err().map(|Broken| End::DiscordLost)
    }

    async fn pass_to_serenity(&mut self, text: String) -> Option<End> {
        let passed = pass(&mut self.downstream, Message::Text(text)).await;
        passed.err().map(|Broken| End::SerenityLost)
    }

    /// Handles a message of serenity's, or the end of its side.
    async fn serenity_sent(&mut self, message: Option<Message>) -> Option<End> {
        let text = match message {
            None => return Some(End::SerenityLost),
            Some(Message::Close(frame)) => {
                let code = frame.map_or(NORMAL, |frame| frame.code.into());
                return Some(End::BySerenity(code));
            }
            Some(Message::Text(text)) => text,
            Some(_) => return None,
        };
        let passed = match FromSerenity::read(&text) {
            FromSerenity::Heartbeat => {
                self.ack_due = Some(Instant::now() + self.ack_timeout);
                text
            }
            FromSerenity::Identify(shard, payload) => {
                self.identify = Some(Identify {
                    shard,
                    payload: payload.clone(),
                });
                payload
            }
            FromSerenity::Resume(session) => {
                self.identify = self.sessions.identify_of(&session);
                text
            }
            FromSerenity::Other(rewritten) => rewritten.unwrap_or(text),
        };
        let passed = pass(&mut self.upstream, Message::Text(passed)).await;
        passed.err().map(|Broken| End::DiscordLost)
    }

    /// Whether the relay knows how to start a new session on it.
    #[must_use]
    pub fn can_identify(&self) -> bool {
        self.identify.is_some()
    }

    /// Replaces Discord's end by another one, on which the relay identifies. Meanwhile serenity's
    /// heartbeats are acknowledged here. Returns how it ended if serenity does not wait.
    pub async fn identify_anew(&mut self, next: impl Future<Output = Upstream>) -> Option<End> {
        close(&mut self.upstream, NORMAL).await;
        if let Some(end) = self.acknowledge().await {
            return Some(end);
        }
        tokio::pin!(next);
        loop {
            tokio::select! {
                upstream = &mut next => {
                    self.upstream = upstream;
                    self.is_identifying = true;
                    self.ack_due = Some(Instant::now() + ACK_TIMEOUT);
                    return None;
                }
                message = self.downstream.next() => match message {
                    Some(Ok(Message::Text(_))) => {
                        if let Some(end) = self.acknowledge().await {
                            return Some(end);
                        }
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_))) => {}
                    Some(Ok(Message::Close(_) | Message::Frame(_)) | Err(_)) | None => {
                        return Some(End::SerenityLost);
                    }
                },
            }
        }
    }

    async fn acknowledge(&mut self) -> Option<End> {
        self.pass_to_serenity(HEARTBEAT_ACK.to_owned()).await
    }

    /// Closes both ends.
    pub async fn close(&mut self, end: End) {
        if self.unreadable > 0 {
            let payloads = self.unreadable;
            tracing::warn!(payloads, "gateway sent what could not be read; left out");
        }
        let (up, down) = match end {
            End::ByDiscord(code) => (RESUME, translate(code)),
            End::BySerenity(code) => (code, code),
            End::DiscordLost | End::SerenityLost | End::SessionInvalid => (RESUME, RESUME),
        };
        // serenity would start a new session if it still waited for this when it has resumed.
        if self.ack_due.is_some() && end != End::SerenityLost {
            let _ = self.acknowledge().await;
        }
        tokio::join!(
            close(&mut self.upstream, up),
            close(&mut self.downstream, down)
        );
    }

    /// Closes Discord's end for good. serenity closes its own, since it is being shut down.
    pub async fn stop(&mut self) {
        tokio::join!(
            close(&mut self.upstream, NORMAL),
            until_closed(&mut self.downstream)
        );
    }
}

async fn until(instant: Option<Instant>) {
    if let Some(instant) = instant {
        sleep_until(instant).await;
    }
}
