//! The gateway's sessions: what each of them has been sent, so that it can be resumed.

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

/// How many events a session can catch up on.
const REMEMBERED: usize = 20_000;

/// What is to be sent on a connection.
#[derive(Debug, Clone)]
pub enum Out {
    /// An event; with the message it is about, where one is created.
    Event {
        name: &'static str,
        text: Arc<str>,
        message: Option<u64>,
        /// What happens to it on its way.
        fault: Option<OnEvent>,
    },
    /// Any other frame.
    Frame(String),
    /// The end, with or without a code.
    Close(Option<u16>),
    /// The end of the TCP connection, without a word.
    Reset,
}

/// A session, connected or waiting to be resumed.
#[derive(Debug)]
pub struct Session {
    pub id: String,
    /// Its number, and how many shards there are.
    pub shard: (u64, u64),
    pub intents: u64,
    pub sequence: u64,
    /// What it was sent, for as long as it can still be asked for.
    pub sent: VecDeque<(u64, Out)>,
    /// The connection that carries it, with its number.
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
    /// Tells every session of an event that it asked for and whose channel the bot sees.
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
            // A connection that has just ended needs no end.
            let _ = connection.send(out.clone());
        }
    }
}
