//! The frames a bot sends: heartbeats, IDENTIFY, RESUME and presence updates.

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::faults::OnConnect;
use crate::gateway::Link;
use crate::gateway::intents::KNOWN;
use crate::gateway::sessions::{Out, Session};
use crate::model::objects::{APPLICATION_FLAGS, unavailable};
use crate::state::State;

/// A frame to send back, or a close code with its reason.
type Answer = Result<Option<String>, (u16, &'static str)>;

impl Link {
    pub(crate) fn heartbeat(&self) -> Option<String> {
        let number = self.number;
        let is_ignored = self.shared.change(|state| {
            state.connections[number].heartbeats += 1;
            state.deaf.contains(&number)
        });
        if is_ignored || self.fault == Some(OnConnect::IgnoreHeartbeats) {
            return None;
        }
        Some(json!({ "op": 11 }).to_string())
    }

    pub(crate) fn presence(&self, data: &Value) -> Answer {
        self.shared.change(|state| {
            if !state.is_carried(self.number) {
                return Err((4003, "a presence before IDENTIFY"));
            }
            state.presence = Some(data.clone());
            Ok(None)
        })
    }

    pub(crate) fn identify(&mut self, data: &Value) -> Answer {
        self.is_packed = data["compress"] == true;
        let (number, fault) = (self.number, self.fault);
        let sender = self.sender.clone();
        self.shared.change(|state| {
            if state.is_carried(number) {
                return Err((4005, "a second IDENTIFY"));
            }
            state.connections[number].identified = true;
            if !state.is_token(&data["token"]) {
                return Err((4004, "a wrong token"));
            }
            let properties = ["os", "browser", "device"];
            let is_described = |name: &&str| data["properties"][*name].is_string();
            if !properties.iter().all(is_described) {
                return Err((4002, "IDENTIFY without its properties"));
            }
            let Some(intents) = data["intents"].as_u64().filter(|i| i & !KNOWN == 0) else {
                return Err((4013, "invalid intents"));
            };
            if !state.is_granted(intents) {
                return Err((4014, "intents that are not granted"));
            }
            let shard = data["shard"].as_array();
            let shard = shard.map_or((0, 1), |shard| {
                let number = |at: usize| shard.get(at).and_then(Value::as_u64).unwrap_or(0);
                (number(0), number(1))
            });
            if shard.0 >= shard.1 {
                return Err((4010, "an invalid shard"));
            }
            if let Some(OnConnect::InvalidSession(is_resumable)) = fault {
                return Ok(Some(invalid_session(is_resumable)));
            }
            if data["presence"].is_object() {
                state.presence = Some(data["presence"].clone());
            }
            state.settings.sessions_left = state.settings.sessions_left.saturating_sub(1);
            state
                .sessions
                .retain(|session| session.shard != shard || session.connection.is_some());
            let session = Session {
                id: format!("{:032x}", state.world.clock.id()),
                shard,
                intents,
                sequence: 0,
                sent: VecDeque::new(),
                connection: Some((number, sender)),
            };
            state.greet(session);
            Ok(None)
        })
    }

    pub(crate) fn resume(&mut self, data: &Value) -> Answer {
        let (number, fault) = (self.number, self.fault);
        let sender = self.sender.clone();
        self.shared.change(|state| {
            if state.is_carried(number) {
                return Err((4005, "RESUME after IDENTIFY"));
            }
            state.connections[number].resumed = true;
            if !state.is_token(&data["token"]) {
                return Err((4004, "a wrong token"));
            }
            if let Some(OnConnect::InvalidSession(is_resumable)) = fault {
                if !is_resumable {
                    state
                        .sessions
                        .retain(|session| data["session_id"] != session.id);
                }
                return Ok(Some(invalid_session(is_resumable)));
            }
            let mut sessions = state.sessions.iter_mut();
            let Some(session) = sessions.find(|session| data["session_id"] == session.id) else {
                return Ok(Some(invalid_session(false)));
            };
            let seen = data["seq"].as_u64().unwrap_or(u64::MAX);
            if seen > session.sequence {
                return Err((4007, "RESUME with a sequence number that was never sent"));
            }
            for (_, missed) in session.sent.iter().filter(|(sequence, _)| *sequence > seen) {
                // This very connection.
                let _ = sender.send(missed.clone());
            }
            session.connection = Some((number, sender));
            session.dispatch("RESUMED", &json!({}), None);
            Ok(None)
        })
    }
}

fn invalid_session(is_resumable: bool) -> String {
    json!({ "op": 9, "d": is_resumable }).to_string()
}

impl State {
    /// Whether this is the bot's token; the gateway accepts REST's prefix, too.
    fn is_token(&self, given: &Value) -> bool {
        let given = given.as_str().unwrap_or_default();
        given.strip_prefix("Bot ").unwrap_or(given) == self.settings.token
    }

    /// Whether a connection carries a session.
    fn is_carried(&self, number: usize) -> bool {
        let mut carried = self.sessions.iter().filter_map(|s| s.connection.as_ref());
        carried.any(|(of, _)| *of == number)
    }

    /// Starts a session: READY, then every server that it is for.
    fn greet(&mut self, mut session: Session) {
        let (shard, shards) = session.shard;
        let world = &self.world;
        let guilds = || {
            let all = world.guilds.values();
            all.filter(move |guild| (guild.id >> 22) % shards == shard)
                .filter(|guild| guild.members.contains_key(&world.bot))
        };
        let ready = json!({
            "v": 10,
            "user": world.me(),
            "guilds": guilds().map(unavailable).collect::<Vec<_>>(),
            "session_id": session.id,
            "resume_gateway_url": self.settings.resume_url,
            "session_type": "normal",
            "shard": [shard, shards],
            "application": {
                "id": world.application.to_string(),
                "flags": APPLICATION_FLAGS,
            },
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "_trace": [],
        });
        let fault = self.gateway_faults.on_event("READY");
        session.dispatch("READY", &ready, fault);
        if session.intents & crate::gateway::intents::GUILDS != 0 {
            for guild in guilds() {
                let fault = self.gateway_faults.on_event("GUILD_CREATE");
                session.dispatch("GUILD_CREATE", &world.created_guild(guild), fault);
            }
        }
        self.sessions.push(session);
    }

    /// Invalidates every session, resumable or not.
    pub fn invalidate(&mut self, is_resumable: bool) {
        self.send_to_all(&Out::Frame(invalid_session(is_resumable)));
        if !is_resumable {
            self.sessions
                .retain_mut(|session| session.connection.is_none());
        }
    }
}
