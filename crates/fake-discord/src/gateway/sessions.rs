//! Gateway sessions, and the events each was sent, so that it can be resumed.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc;

use crate::faults::OnEvent;
use crate::gateway::intents::{self, MESSAGE_CONTENT};
use crate::model::permissions::VIEW_CHANNEL;
use crate::state::State;
use crate::validation::openapi;

/// How many events a session can replay.
const REMEMBERED: usize = 20_000;

/// Something to send on a connection.
#[derive(Debug, Clone)]
pub enum Out {
    /// An event, with the id of a created message.
    Event {
        name: &'static str,
        text: Arc<str>,
        message: Option<u64>,
        /// The fault that hits it.
        fault: Option<OnEvent>,
    },
    /// Any other frame.
    Frame(String),
    /// A binary frame.
    Binary(Vec<u8>),
    /// Nothing more: the connection stays open, and neither reads nor writes.
    Freeze,
    /// A close frame, with or without a code.
    Close(Option<u16>),
    /// A reset of the TCP connection.
    Reset,
}

/// A session, connected or waiting to be resumed.
#[derive(Debug)]
pub struct Session {
    pub id: String,
    /// The shard's number, and the number of shards.
    pub shard: (u64, u64),
    pub intents: u64,
    pub sequence: u64,
    /// The events that can still be replayed.
    pub sent: VecDeque<(u64, Out)>,
    /// The connection it is on, with its number.
    pub connection: Option<(usize, mpsc::UnboundedSender<Out>)>,
}

impl Session {
    /// Sends an event, now or when the session is resumed.
    pub fn dispatch(&mut self, name: &'static str, data: &Value, fault: Option<OnEvent>) {
        self.sequence += 1;
        let mut text = String::with_capacity(1024);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            r#"{{"op":0,"t":"{name}","s":{},"d":{data}}}"#,
            self.sequence
        );
        let message = (name == "MESSAGE_CREATE")
            .then(|| data["id"].as_str().and_then(|id| id.parse().ok()))
            .flatten();
        let text: Arc<str> = text.into();
        let event = |fault| Out::Event {
            name,
            text: Arc::clone(&text),
            message,
            fault,
        };
        if let Some((_, connection)) = &self.connection {
            // A connection that has just ended is resumed.
            let _ = connection.send(event(fault));
        }
        if self.sent.len() == REMEMBERED {
            self.sent.pop_front();
        }
        self.sent.push_back((self.sequence, event(None)));
    }

    fn serves(&self, guild: Option<u64>) -> bool {
        let (shard, shards) = self.shard;
        guild.map_or(0, |guild| (guild >> 22) % shards) == shard
    }
}

impl State {
    /// Dispatches an event to every session with the intent for it, if the bot sees its channel.
    pub fn emit(
        &mut self,
        name: &'static str,
        guild: Option<u64>,
        channel: Option<u64>,
        data: &Value,
    ) {
        let world = &self.world;
        if guild.is_some_and(|g| world.guilds.get(&g).is_some_and(|g| g.is_unavailable)) {
            return;
        }
        if channel.is_some_and(|channel| !world.may(world.bot, channel, VIEW_CHANNEL)) {
            return;
        }
        if self.settings.is_checked {
            for what in openapi::check_event(name, data) {
                self.blame(what);
            }
        }
        let bot = self.world.bot.to_string();
        let needed = intents::needed(name, guild.is_some());
        let is_message = name == "MESSAGE_CREATE" || name == "MESSAGE_UPDATE";
        for session in &mut self.sessions {
            if !session.serves(guild) || (needed != 0 && session.intents & needed == 0) {
                continue;
            }
            let fault = self.gateway_faults.on_event(name);
            if is_message && session.intents & MESSAGE_CONTENT == 0 {
                session.dispatch(name, &intents::blanked(data, &bot), fault);
            } else {
                session.dispatch(name, data, fault);
            }
        }
    }

    /// Sends something on every connection there is.
    pub fn send_to_all(&self, out: &Out) {
        for connection in self.links.values() {
            // A connection that has just ended needs none.
            let _ = connection.send(out.clone());
        }
    }
}
