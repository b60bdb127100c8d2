//! The line to Discord's gateway: a relay on this machine that serenity connects to, and that
//! connects to Discord.
//!
//! serenity acts on a closed connection before anyone above it learns of it, and on some closes
//! it acts badly: it spins on 4003, 4010, 4011 and on a close without a code, and it reconnects
//! without a pause to a server that accepts and resets. Here every close is judged first. What
//! ends the bot is reported; what serenity would mishandle reaches it as a close that it handles
//! well; and every new connection waits its turn. A lost connection is resumed, so that Discord
//! sends again what was missed.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, accept_async, connect_async};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::discord::Fatal;
use crate::discord::connection::backoff::Pauses;

/// A connection that held so long is well; the one after it may follow at once.
const STEADY: Duration = Duration::from_secs(30);
/// After so many connections that did not hold, Discord is asked anew where its gateway is, and how
/// many sessions are left for today.
const ASK_ANEW: usize = 12;
/// How long Discord may take to accept a connection.
const CONNECTING: Duration = Duration::from_secs(15);
/// How long Discord may take to acknowledge a heartbeat: half the interval, and at most this.
const ACKNOWLEDGING: Duration = Duration::from_secs(10);
/// How long the other side may take to say goodbye.
const CLOSING: Duration = Duration::from_secs(1);
/// A frame longer than this is no heartbeat and no acknowledgement of one.
const SHORT: usize = 100;
/// What Discord sends to acknowledge a heartbeat.
const ACKNOWLEDGEMENT: &str = r#"{"op":11,"d":null,"s":null,"t":null}"#;

/// The close after which serenity resumes the session.
const RESUME: u16 = 4000;
/// The close after which serenity starts a new session.
const NEW_SESSION: u16 = 4009;

type Upstream = WebSocketStream<MaybeTlsStream<TcpStream>>;
type Downstream = WebSocketStream<TcpStream>;

/// What only the bot as a whole can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Discord will not have this bot as it is.
    Fatal(Fatal),
    /// It must ask where the gateway is, and how many shards are wanted, and start over.
    StartOver(String),
}

/// The relay; it closes when it is dropped.
pub struct Line {
    /// Where serenity connects to.
    pub url: String,
    /// What the bot must act on.
    pub reports: mpsc::UnboundedReceiver<Report>,
    shared: Arc<Shared>,
    _closes: DropGuard,
}

struct Shared {
    upstream: String,
    /// A path that nobody else on this machine can guess.
    secret: String,
    pauses: Mutex<Pauses>,
    open: TaskTracker,
    reports: mpsc::UnboundedSender<Report>,
    closed: CancellationToken,
}

impl Line {
    /// Opens a line to the gateway at this address.
    pub async fn open(gateway: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let secret = format!("/{:016x}", RandomState::new().hash_one(gateway));
        let url = format!("ws://{}{secret}", listener.local_addr()?);
        let (sender, reports) = mpsc::unbounded_channel();
        let closed = CancellationToken::new();
        let shared = Arc::new(Shared {
            upstream: format!("{}/?v=10&encoding=json", gateway.trim_end_matches('/')),
            secret,
            pauses: Mutex::default(),
            open: TaskTracker::new(),
            reports: sender,
            closed: closed.clone(),
        });
        tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self {
            url,
            reports,
            shared,
            _closes: closed.drop_guard(),
        })
    }

    /// How many connections serenity holds or waits for.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.open.len()
    }

    /// Waits until the connections that serenity has closed are closed on Discord's side as well;
    /// two seconds at most.
    pub async fn closed(&self) {
        self.shared.open.close();
        let _ = timeout(2 * CLOSING, self.shared.open.wait()).await;
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let closed = shared.closed.clone();
    let accepting = async {
        loop {
            // A failed accept (too many files open, say) passes; it must not spin.
            let Ok((stream, _)) = listener.accept().await else {
                sleep(CLOSING).await;
                continue;
            };
            // Small frames must not wait for one another.
            let _ = stream.set_nodelay(true);
            let shared = Arc::clone(&shared);
            shared.open.clone().spawn(async move {
                tokio::select! {
                    () = shared.closed.cancelled() => {}
                    () = shared.serve(stream) => {}
                }
            });
        }
    };
    tokio::select! {
        () = closed.cancelled() => {}
        () = accepting => {}
    }
}

impl Shared {
    /// Serves one connection of serenity's. It is only accepted once Discord has accepted ours:
    /// until then serenity waits, its session kept.
    async fn serve(&self, stream: TcpStream) {
        if !self.is_expected(&stream).await {
            return;
        }
        let upstream = self.connect().await;
        let Ok(downstream) = accept_async(stream).await else {
            return;
        };
        let mut relay = Relay {
            shared: self,
            upstream,
            downstream,
            patience: ACKNOWLEDGING,
            // HELLO is awaited as an acknowledgement is.
            acknowledged_by: Some(Instant::now() + ACKNOWLEDGING),
        };
        let end = relay.run().await;
        // At once: serenity may connect again before it has said goodbye.
        self.pauses().ended();
        if let End::ByDiscord(code) = end {
            tracing::info!(code, "the gateway closed the connection");
            if let Some(report) = code.and_then(judge) {
                // Nobody listens once the bot is stopping.
                let _ = self.reports.send(report);
            }
        }
        relay.close(end).await;
    }

    /// Whether a connection is serenity's: it asks for the path that only it was told.
    async fn is_expected(&self, stream: &TcpStream) -> bool {
        let mut start = [0; 64];
        let wanted = format!("GET {}", self.secret);
        let mut seen = 0;
        while seen < wanted.len() {
            match timeout(CLOSING, stream.peek(&mut start)).await {
                Ok(Ok(n)) if n > seen => seen = n,
                _ => return false,
            }
        }
        start.starts_with(wanted.as_bytes())
    }

    /// Connects to Discord, however long it takes.
    async fn connect(&self) -> Upstream {
        loop {
            let pause = self.pauses().next();
            sleep(pause).await;
            match timeout(CONNECTING, connect_async(&self.upstream)).await {
                Ok(Ok((upstream, _))) => return upstream,
                Ok(Err(error)) => tracing::warn!(%error, "cannot connect to the gateway"),
                Err(_) => tracing::warn!("the gateway does not accept a connection"),
            }
            let failures = {
                let mut pauses = self.pauses();
                pauses.ended();
                pauses.failures()
            };
            if failures == ASK_ANEW {
                let reason = "the gateway cannot be reached".to_owned();
                let _ = self.reports.send(Report::StartOver(reason));
            }
        }
    }

    fn pauses(&self) -> std::sync::MutexGuard<'_, Pauses> {
        self.pauses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Discord closed it, with this code or without one.
    ByDiscord(Option<u16>),
    /// serenity closed it, with this code.
    BySerenity(u16),
    /// Discord is gone, or mute.
    Lost,
    /// serenity is gone.
    Left,
}

/// The two ends of one connection.
struct Relay<'a> {
    shared: &'a Shared,
    upstream: Upstream,
    downstream: Downstream,
    /// How long Discord may take to acknowledge a heartbeat.
    patience: Duration,
    /// Until when Discord is to say hello, or to acknowledge the last heartbeat, unless it has.
    acknowledged_by: Option<Instant>,
}

impl Relay<'_> {
    /// Passes everything on, both ways, until one side ends it.
    async fn run(&mut self) -> End {
        let steady = sleep(STEADY);
        tokio::pin!(steady);
        let mut has_held = false;
        loop {
            let overdue = self.acknowledged_by;
            tokio::select! {
                () = &mut steady, if !has_held => {
                    has_held = true;
                    self.shared.pauses().held();
                }
                () = until(overdue), if overdue.is_some() => {
                    tracing::warn!("the gateway does not respond");
                    return End::Lost;
                }
                message = self.upstream.next() => match message {
                    Some(Ok(Message::Close(frame))) => {
                        return End::ByDiscord(frame.map(|frame| frame.code.into()));
                    }
                    Some(Ok(message)) => {
                        self.note_from_discord(&message);
                        if !pass(&mut self.downstream, message).await {
                            return End::Left;
                        }
                    }
                    Some(Err(_)) | None => return End::Lost,
                },
                message = self.downstream.next() => match message {
                    Some(Ok(Message::Close(frame))) => {
                        return End::BySerenity(frame.map_or(1000, |frame| frame.code.into()));
                    }
                    Some(Ok(message)) => {
                        if opcode(&message) == Some(1) {
                            self.acknowledged_by = Some(Instant::now() + self.patience);
                        }
                        if !pass(&mut self.upstream, message).await {
                            return End::Lost;
                        }
                    }
                    Some(Err(_)) | None => return End::Left,
                },
            }
        }
    }

    /// What the relay itself wants to know of what Discord sends.
    fn note_from_discord(&mut self, message: &Message) {
        if is_acknowledgement(message) {
            self.acknowledged_by = None;
        } else if let Some(interval) = heartbeat_interval(message) {
            self.acknowledged_by = None;
            self.patience = ACKNOWLEDGING.min(interval / 2);
        }
    }

    /// Closes both sides.
    async fn close(&mut self, end: End) {
        let (up, down) = match end {
            End::ByDiscord(code) => (RESUME, translate(code)),
            End::BySerenity(code) => (code, code),
            End::Lost | End::Left => (RESUME, RESUME),
        };
        // serenity would start a new session if it still waited for this when it has resumed.
        if self.acknowledged_by.is_some() && end != End::Left {
            let _ = self.downstream.send(Message::text(ACKNOWLEDGEMENT)).await;
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

/// Passes a message on; pings and pongs concern one side alone. Gives whether that side took it.
async fn pass<S>(to: &mut WebSocketStream<S>, message: Message) -> bool
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    match message {
        Message::Text(_) | Message::Binary(_) => to.send(message).await.is_ok(),
        _ => true,
    }
}

/// Closes one side, and gives it a moment to say goodbye.
async fn close<S>(side: &mut WebSocketStream<S>, code: u16)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let frame = CloseFrame {
        code: CloseCode::from(code),
        reason: "".into(),
    };
    let goodbye = async {
        // An error here means that the side is gone, which is what was wanted.
        let _ = side.close(Some(frame)).await;
        while let Some(Ok(_)) = side.next().await {}
    };
    let _ = timeout(CLOSING, goodbye).await;
}

/// The close that serenity is to see, for one of Discord's (or for one without a code).
fn translate(code: Option<u16>) -> u16 {
    match code {
        // It ends on these by itself.
        Some(code @ (4004 | 4013 | 4014)) => code,
        // The session is lost or never was. serenity would spin on the first and the last of
        // these, and resume for ever on the second.
        Some(4003 | 4007 | 4009 | 4010..=4012) => NEW_SESSION,
        _ => RESUME,
    }
}

/// What the bot as a whole must do after a close.
fn judge(code: u16) -> Option<Report> {
    Some(match code {
        4004 => Report::Fatal(Fatal::Token),
        4013 => Report::Fatal(Fatal::Intents),
        4014 => Report::Fatal(Fatal::PrivilegedIntents),
        4010..=4012 => Report::StartOver(format!("the gateway closed with {code}")),
        _ => return None,
    })
}

/// Whether a message acknowledges a heartbeat. What is packed and short may be one.
fn is_acknowledgement(message: &Message) -> bool {
    matches!(message, Message::Binary(bytes) if bytes.len() < SHORT) || opcode(message) == Some(11)
}

/// The opcode of a short message; a long one is an event.
fn opcode(message: &Message) -> Option<u64> {
    let Message::Text(text) = message else {
        return None;
    };
    if text.len() > SHORT {
        return None;
    }
    let payload: serde_json::Value = serde_json::from_str(text).ok()?;
    payload.get("op")?.as_u64()
}

/// How often Discord wants heartbeats, as its first message says.
fn heartbeat_interval(message: &Message) -> Option<Duration> {
    let Message::Text(text) = message else {
        return None;
    };
    if !text.contains("\"heartbeat_interval\"") {
        return None;
    }
    let payload: serde_json::Value = serde_json::from_str(text).ok()?;
    let interval = payload.get("d")?.get("heartbeat_interval")?.as_u64()?;
    Some(Duration::from_millis(interval))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_close_becomes_one_that_serenity_handles() {
        let check = |code: Option<u16>, seen: u16, report: Option<Report>| {
            assert_eq!(translate(code), seen, "{code:?}");
            assert_eq!(judge(code.unwrap_or(0)), report, "{code:?}");
        };
        check(None, RESUME, None);
        for code in [1000, 1001, 1006, 4000, 4001, 4002, 4005, 4008] {
            check(Some(code), RESUME, None);
        }
        for code in [4003, 4007, 4009] {
            check(Some(code), NEW_SESSION, None);
        }
        check(Some(4004), 4004, Some(Report::Fatal(Fatal::Token)));
        check(Some(4013), 4013, Some(Report::Fatal(Fatal::Intents)));
        check(
            Some(4014),
            4014,
            Some(Report::Fatal(Fatal::PrivilegedIntents)),
        );
        for code in [4010, 4011, 4012] {
            let reason = format!("the gateway closed with {code}");
            check(Some(code), NEW_SESSION, Some(Report::StartOver(reason)));
        }
    }

    #[test]
    fn heartbeats_and_their_acknowledgements_are_told_from_events() {
        let text = |text: &str| Message::Text(text.to_owned());
        assert_eq!(opcode(&text(r#"{"op":1,"d":251}"#)), Some(1));
        assert!(is_acknowledgement(&text(r#"{"op":11}"#)));
        assert!(is_acknowledgement(&Message::Binary(vec![0; 20])));
        assert!(!is_acknowledgement(&text(
            r#"{"op":0,"t":"RESUMED","s":1,"d":{}}"#
        )));
        assert!(!is_acknowledgement(&text("not JSON")));
        let hello =
            text(r#"{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}"#);
        assert_eq!(
            heartbeat_interval(&hello),
            Some(Duration::from_millis(41_250))
        );
    }
}
