//! One WebSocket connection of the gateway, from HELLO to the close.

pub mod frames;
pub mod intents;
pub mod opcodes;
pub mod sessions;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::{FutureExt, SinkExt};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::faults::{OnConnect, OnEvent};
use crate::gateway::sessions::Out;
use crate::log::Event;
use crate::net::tcp::Cutter;
use crate::state::{Closed, Connection, Shared};

/// The most frames that are flushed together.
const BATCH: usize = 64;
/// How long the bot may take to answer a close frame.
const GOODBYE: Duration = Duration::from_secs(2);
/// The most frames a bot may send in a minute.
const FRAMES: usize = 120;
/// The longest frame a bot may send, in bytes.
const LONGEST: usize = 4096;

/// Serves a connection until it ends.
pub async fn serve(shared: Arc<Shared>, socket: WebSocket, cutter: Cutter, version: Option<u64>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let (number, fault) = shared.change(|state| {
        state.connections.push(Connection {
            opened: state.world.clock.elapsed(),
            identified: false,
            resumed: false,
            heartbeats: 0,
            closed: None,
        });
        let number = state.connections.len() - 1;
        let fault = state.gateway_faults.on_connect();
        state.note(Event::Connection(number, "opened".to_owned()));
        if let Some(fault) = fault {
            state.note(Event::Fault(format!("{fault:?} on #{number}")));
        }
        state.links.insert(number, sender.clone());
        (number, fault)
    });
    let mut link = Link {
        shared: Arc::clone(&shared),
        socket,
        cutter,
        number,
        sender,
        fault,
        is_packed: false,
        held: None,
        unflushed: Vec::new(),
        frames: VecDeque::new(),
    };
    let closed = match (fault, version) {
        (Some(OnConnect::Close(code)), _) => link.close(code).await,
        (Some(OnConnect::Reset), _) => link.reset(),
        (_, Some(10)) => link.run(receiver).await,
        _ => {
            shared.change(|state| state.blame("the gateway was asked for another version than 10"));
            link.close(Some(4012)).await
        }
    };
    shared.change(|state| {
        state.connections[number].closed = Some(closed);
        state.links.remove(&number);
        state.note(Event::Connection(number, format!("closed: {closed:?}")));
        for session in &mut state.sessions {
            if session
                .connection
                .as_ref()
                .is_some_and(|(of, _)| *of == number)
            {
                session.connection = None;
                let is_over = matches!(
                    closed,
                    Closed::ByBot(Some(1000 | 1001)) | Closed::ByDiscord(Some(4003..=4014))
                );
                if is_over {
                    session.id.clear();
                }
            }
        }
        state.sessions.retain(|session| !session.id.is_empty());
    });
}

/// One connection.
pub(crate) struct Link {
    pub(crate) shared: Arc<Shared>,
    socket: WebSocket,
    cutter: Cutter,
    pub(crate) number: usize,
    /// Sends on this connection, for the session it carries.
    pub(crate) sender: mpsc::UnboundedSender<Out>,
    pub(crate) fault: Option<OnConnect>,
    pub(crate) is_packed: bool,
    /// An event to send after the next one.
    held: Option<String>,
    /// The messages whose events are not flushed yet.
    unflushed: Vec<u64>,
    frames: VecDeque<Instant>,
}

/// Whether a connection goes on, or how it ended.
pub(crate) type Step = Result<(), Closed>;

impl Link {
    async fn run(&mut self, mut receiver: mpsc::UnboundedReceiver<Out>) -> Closed {
        if self.fault != Some(OnConnect::NoHello) {
            let interval = self
                .shared
                .look(|state| state.settings.heartbeat.as_millis());
            let hello = json!({ "op": 10, "d": { "heartbeat_interval": interval } });
            if let Err(closed) = self.send(hello.to_string()).await {
                return closed;
            }
        }
        loop {
            let step = tokio::select! {
                out = receiver.recv() => match out {
                    Some(out) => self.forward(out, &mut receiver).await,
                    None => Err(Closed::Lost),
                },
                message = self.socket.recv() => self.receive(message).await,
            };
            if let Err(closed) = step {
                return closed;
            }
        }
    }

    async fn receive(&mut self, message: Option<Result<Message, axum::Error>>) -> Step {
        let text = match message {
            Some(Ok(Message::Text(text))) => text.to_string(),
            Some(Ok(Message::Close(frame))) => {
                // Only the echo is left.
                let _ = self.socket.flush().await;
                return Err(Closed::ByBot(frame.map(|frame| frame.code)));
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(()),
            Some(Ok(Message::Binary(_))) => return self.refuse(4002, "a binary frame").await,
            Some(Err(_)) | None => return Err(Closed::Lost),
        };
        let now = Instant::now();
        self.frames.push_back(now);
        while self
            .frames
            .front()
            .is_some_and(|at| now - *at > Duration::from_mins(1))
        {
            self.frames.pop_front();
        }
        let number = self.number;
        self.shared
            .change(|state| state.note(Event::Received(number, text.clone())));
        if self.frames.len() > FRAMES {
            return self.refuse(4008, "more than 120 frames in a minute").await;
        }
        if text.len() > LONGEST {
            return self.refuse(4002, "a frame of more than 4096 bytes").await;
        }
        let Ok(frame) = serde_json::from_str::<Value>(&text) else {
            return self.refuse(4002, "a frame that is no JSON").await;
        };
        let answer = match frame["op"].as_u64() {
            Some(1) => Ok(self.heartbeat()),
            Some(2) => self.identify(&frame["d"]),
            Some(3) => self.presence(&frame["d"]),
            Some(6) => self.resume(&frame["d"]),
            Some(4 | 8 | 31) => Ok(None),
            _ => Err((4001, "an unknown opcode")),
        };
        match answer {
            Ok(None) => Ok(()),
            Ok(Some(answer)) => self.send(answer).await,
            Err((code, what)) => self.refuse(code, what).await,
        }
    }

    /// Closes the connection over a frame that the bot must not send. A wrong token or intents are
    /// no violation.
    async fn refuse(&mut self, code: u16, what: &str) -> Step {
        if ![4004, 4014].contains(&code) {
            self.shared
                .change(|state| state.blame(format!("sent the gateway {what}")));
        }
        Err(self.close(Some(code)).await)
    }

    /// Sends something, and flushes it together with what is already queued.
    async fn forward(&mut self, out: Out, more: &mut mpsc::UnboundedReceiver<Out>) -> Step {
        let mut next = Some(out);
        let mut fed = 0;
        while let Some(out) = next.take() {
            match out {
                Out::Event {
                    name,
                    text,
                    message,
                    fault,
                } => {
                    self.event(name, &text, fault).await?;
                    self.unflushed.extend(message);
                }
                Out::Frame(text) => self.feed(text).await?,
                Out::Binary(bytes) => {
                    let message = Message::Binary(bytes.into());
                    self.socket.feed(message).await.map_err(|_| Closed::Lost)?;
                }
                Out::Freeze => std::future::pending().await,
                Out::Close(code) => return Err(self.close(code).await),
                Out::Reset => return Err(self.reset()),
            }
            fed += 1;
            if fed < BATCH {
                next = more.recv().now_or_never().flatten();
            }
        }
        self.socket.flush().await.map_err(|_| Closed::Lost)?;
        self.shared
            .timings
            .written(&std::mem::take(&mut self.unflushed));
        Ok(())
    }

    /// Sends an event, or what a fault makes of it.
    async fn event(&mut self, name: &str, text: &str, fault: Option<OnEvent>) -> Step {
        if let Some(fault) = fault {
            let event = Event::Fault(format!("{fault:?} on {name}"));
            self.shared.change(|state| state.note(event));
        }
        match fault {
            Some(OnEvent::Swap) => {
                self.held = Some(text.to_owned());
                return Ok(());
            }
            Some(OnEvent::Duplicate) => self.feed(text.to_owned()).await?,
            Some(OnEvent::Delay(delay)) => tokio::time::sleep(delay).await,
            Some(OnEvent::Malformed) => return self.feed(frames::malformed(text)).await,
            None => {}
        }
        self.feed(text.to_owned()).await?;
        if let Some(held) = self.held.take() {
            self.feed(held).await?;
        }
        Ok(())
    }

    async fn send(&mut self, text: String) -> Step {
        self.feed(text).await?;
        self.socket.flush().await.map_err(|_| Closed::Lost)
    }

    async fn feed(&mut self, text: String) -> Step {
        let number = self.number;
        let (is_packed, is_quiet) = self
            .shared
            .look(|state| (state.settings.is_packed, state.log.is_quiet));
        if !is_quiet {
            let event = Event::Sent(number, text.clone());
            self.shared.change(|state| state.note(event));
        }
        let message = if is_packed && self.is_packed {
            Message::Binary(frames::pack(&text).into())
        } else {
            Message::Text(text.into())
        };
        self.socket.feed(message).await.map_err(|_| Closed::Lost)
    }

    async fn close(&mut self, code: Option<u16>) -> Closed {
        let frame = code.map(|code| CloseFrame {
            code,
            reason: "".into(),
        });
        let (number, closed) = (self.number, Closed::ByDiscord(code));
        self.shared
            .change(|state| state.connections[number].closed = Some(closed));
        // The bot may be gone already.
        let _ = self.socket.send(Message::Close(frame)).await;
        let goodbye = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        let _ = tokio::time::timeout(GOODBYE, goodbye).await;
        closed
    }

    fn reset(&mut self) -> Closed {
        self.cutter.cut();
        Closed::Lost
    }
}
