//! What the relay reads of the gateway's payloads, and what it lets through. Pure.
//!
//! serenity believes Discord: it inflates without a bound, beats as often as it is told to, and takes
//! any number for a sequence. So each payload is read here first, within bounds, and only what the
//! bot has a use for reaches serenity.

use std::borrow::Cow;
use std::io::Read;
use std::time::Duration;

use flate2::read::ZlibDecoder;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::model::gateway::Ready;
use tokio_tungstenite::tungstenite::Message;

/// Bytes of the longest payload, before and after inflation. The longest that the bot has a use for, a
/// message with every field full or READY of 2,500 servers, has some 200,000.
pub const MAX_PAYLOAD: usize = 1 << 20;
/// How often the bot beats at most: Discord closes the connection of a bot that sends more than 120
/// payloads a minute.
const MIN_HEARTBEAT: Duration = Duration::from_secs(1);
/// How seldom it beats at most. Discord asks for every 41 seconds; a dead connection is noticed by its
/// heartbeats.
const MAX_HEARTBEAT: Duration = Duration::from_mins(2);
/// The greatest sequence number: JSON numbers are exact up to here.
const MAX_SEQUENCE: u64 = 1 << 53;

/// An acknowledgement as Discord sends it.
pub const HEARTBEAT_ACK: &str = r#"{"op":11,"d":null,"s":null,"t":null}"#;

/// The events that the bot reads.
const EVENTS: &[&str] = &[
    "READY",
    "RESUMED",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "THREAD_UPDATE",
    "INTERACTION_CREATE",
];

/// A payload of Discord's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromDiscord {
    /// HELLO, with how often to beat.
    Hello(Duration),
    /// The acknowledgement of a heartbeat.
    HeartbeatAck,
    /// A request for a heartbeat.
    HeartbeatRequest,
    /// A request to reconnect.
    Reconnect,
    /// The session is invalid.
    InvalidSession {
        /// Whether it may still be resumed.
        is_resumable: bool,
    },
    /// A session has started; with its id.
    Ready(String),
    /// The session goes on.
    Resumed,
    /// Another event that the bot reads.
    Event,
    /// An event that it does not read; with its sequence number.
    Unread(u64),
    /// Nothing that Discord should send.
    Unreadable,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    op: u64,
    s: Option<u64>,
    #[serde(borrow)]
    t: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Carrying<T> {
    d: T,
}

#[derive(Deserialize)]
struct ThreadCreated {
    #[serde(default)]
    newly_created: bool,
}

#[derive(Deserialize)]
struct Hello {
    heartbeat_interval: u64,
}

impl FromDiscord {
    /// Reads a payload.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let Ok(envelope) = serde_json::from_str::<Envelope>(text) else {
            return Self::Unreadable;
        };
        match envelope.op {
            0 => Self::event(&envelope, text),
            1 => Self::HeartbeatRequest,
            7 => Self::Reconnect,
            9 => Self::InvalidSession {
                is_resumable: carried(text).unwrap_or(false),
            },
            10 => carried::<Hello>(text).map_or(Self::Unreadable, |hello| {
                let interval = Duration::from_millis(hello.heartbeat_interval);
                Self::Hello(interval.clamp(MIN_HEARTBEAT, MAX_HEARTBEAT))
            }),
            11 => Self::HeartbeatAck,
            _ => Self::Unreadable,
        }
    }

    /// Inflates a compressed payload; `None` for one that is none, or too long.
    #[must_use]
    pub fn inflate(bytes: &[u8]) -> Option<String> {
        let most = MAX_PAYLOAD as u64;
        let mut text = String::new();
        let mut inflated = ZlibDecoder::new(bytes).take(most + 1);
        inflated.read_to_string(&mut text).ok()?;
        (text.len() <= MAX_PAYLOAD).then_some(text)
    }

    /// What serenity is to see instead of it; `None` if it is passed on as it is. Of an event that the
    /// bot does not read, that is its sequence number, which heartbeats and resumed sessions need.
    #[must_use]
    pub fn rewritten(&self) -> Option<String> {
        match self {
            Self::Hello(interval) => {
                let interval = interval.as_millis();
                Some(format!(
                    r#"{{"op":10,"d":{{"heartbeat_interval":{interval}}},"s":null,"t":null}}"#
                ))
            }
            Self::Unread(sequence) => Some(format!(
                r#"{{"op":0,"t":"UNREAD","s":{sequence},"d":null}}"#
            )),
            _ => None,
        }
    }

    fn event(envelope: &Envelope, text: &str) -> Self {
        let (Some(sequence), Some(name)) = (envelope.s, envelope.t.as_deref()) else {
            return Self::Unreadable;
        };
        if sequence > MAX_SEQUENCE {
            return Self::Unreadable;
        }
        match name {
            // Without one that serenity can read, it would wait for ever.
            "READY" => carried::<Ready>(text)
                .map_or(Self::Unreadable, |ready| Self::Ready(ready.session_id)),
            "RESUMED" => Self::Resumed,
            // serenity does not say whether it is new, or the bot was only added to it.
            "THREAD_CREATE"
                if carried::<ThreadCreated>(text).is_some_and(|thread| thread.newly_created) =>
            {
                Self::Event
            }
            name if EVENTS.contains(&name) => Self::Event,
            _ => Self::Unread(sequence),
        }
    }
}

fn carried<T: DeserializeOwned>(text: &str) -> Option<T> {
    let payload: Carrying<T> = serde_json::from_str(text).ok()?;
    Some(payload.d)
}

/// Returns the text of a message that Discord sent, inflated if it is compressed; `None` for one that
/// is not text or too long.
#[must_use]
pub fn text(message: Message) -> Option<String> {
    match message {
        Message::Text(text) => Some(text),
        Message::Binary(bytes) => FromDiscord::inflate(&bytes),
        _ => None,
    }
}

/// A payload of serenity's, as Discord is to see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromSerenity {
    /// A heartbeat.
    Heartbeat,
    /// The start of a session, for the shard of this number.
    Identify(u64, String),
    /// The resumption of the session of this id.
    Resume(String),
    /// Anything else, rewritten if that was needed.
    Other(Option<String>),
}

impl FromSerenity {
    /// Reads a payload. serenity writes the `since` of a presence as an object; it belongs to an idle
    /// bot, which this one never is.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let Ok(mut payload) = serde_json::from_str::<Value>(text) else {
            return Self::Other(None);
        };
        match payload["op"].as_u64() {
            Some(1) => Self::Heartbeat,
            Some(2) => {
                if let Some(since) = payload.pointer_mut("/d/presence/since") {
                    *since = Value::Null;
                }
                let shard = payload["d"]["shard"][0].as_u64().unwrap_or(0);
                Self::Identify(shard, payload.to_string())
            }
            Some(3) => {
                payload["d"]["since"] = Value::Null;
                Self::Other(Some(payload.to_string()))
            }
            Some(6) => {
                let id = payload["d"]["session_id"].as_str().unwrap_or_default();
                Self::Resume(id.to_owned())
            }
            _ => Self::Other(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(payload: &str, expected: &FromDiscord) {
        let shown = &payload[..payload.len().min(200)];
        assert_eq!(FromDiscord::read(payload), *expected, "{shown}");
    }

    #[test]
    fn payloads_are_told_apart_and_nonsense_is_left_out() {
        let invalid = |is_resumable| FromDiscord::InvalidSession { is_resumable };
        check(r#"{"op":1,"d":251}"#, &FromDiscord::HeartbeatRequest);
        check(r#"{"op":7,"d":null}"#, &FromDiscord::Reconnect);
        check(r#"{"op":9,"d":true}"#, &invalid(true));
        check(r#"{"op":9,"d":false}"#, &invalid(false));
        check(r#"{"op":9,"d":{"d":true}}"#, &invalid(false));
        check(HEARTBEAT_ACK, &FromDiscord::HeartbeatAck);
        check(
            r#"{"op":0,"t":"RESUMED","s":1,"d":{}}"#,
            &FromDiscord::Resumed,
        );
        check(
            r#"{"s":3,"d":[],"t":"MESSAGE_CREATE","op":0}"#,
            &FromDiscord::Event,
        );
        check(
            r#"{"op":0,"t":"GUILD_CREATE","s":3,"d":{}}"#,
            &FromDiscord::Unread(3),
        );
        for (created, expected) in [
            (r#"{"id":"1","newly_created":true}"#, FromDiscord::Event),
            (
                r#"{"id":"1","newly_created":false}"#,
                FromDiscord::Unread(3),
            ),
            (r#"{"id":"1","newly_created":7}"#, FromDiscord::Unread(3)),
            (r#"{"id":"1"}"#, FromDiscord::Unread(3)),
        ] {
            let payload = format!(r#"{{"op":0,"t":"THREAD_CREATE","s":3,"d":{created}}}"#);
            check(&payload, &expected);
        }
        let rewritten = FromDiscord::Unread(3).rewritten().unwrap();
        check(&rewritten, &FromDiscord::Unread(3));
        let nested = format!(
            r#"{{"op":0,"t":"X","s":3,"d":{}{}}}"#,
            "[".repeat(9_000),
            "]".repeat(9_000)
        );
        check(&nested, &FromDiscord::Unread(3));
        for nonsense in [
            "",
            "null",
            "not JSON",
            "[0]",
            r#"{"op":"0","t":"MESSAGE_CREATE","s":3}"#,
            r#"{"op":0,"t":"MESSAGE_CREATE","s":null,"d":{}}"#,
            r#"{"op":0,"t":7,"s":3,"d":{}}"#,
            r#"{"op":0,"t":"MESSAGE_CREATE","s":-1,"d":{}}"#,
            r#"{"op":0,"t":"MESSAGE_CREATE","s":18446744073709551615,"d":{}}"#,
            r#"{"op":0,"op":7,"t":"MESSAGE_CREATE","s":3,"d":{}}"#,
            r#"{"op":0,"t":"READY","s":1,"d":{"session_id":"a"}}"#,
            r#"{"op":2,"d":{}}"#,
            r#"{"op":99}"#,
            r#"{"op":10,"d":{}}"#,
            r#"{"op":10,"d":{"heartbeat_interval":-5}}"#,
        ] {
            check(nonsense, &FromDiscord::Unreadable);
        }
    }

    #[test]
    fn a_heartbeat_is_neither_too_frequent_nor_too_seldom() {
        for (asked, kept) in [
            (0, 1_000),
            (1, 1_000),
            (1_000, 1_000),
            (41_250, 41_250),
            (120_001, 120_000),
            (1_u64 << 63, 120_000),
        ] {
            let payload = json!({ "op": 10, "d": { "heartbeat_interval": asked } }).to_string();
            let kept = Duration::from_millis(kept);
            check(&payload, &FromDiscord::Hello(kept));
            let rewritten = FromDiscord::Hello(kept).rewritten().unwrap();
            check(&rewritten, &FromDiscord::Hello(kept));
        }
    }

    #[test]
    fn a_compressed_payload_is_inflated_up_to_the_bound() {
        let pack = |text: &[u8]| {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(text).unwrap();
            Message::Binary(encoder.finish().unwrap())
        };
        assert_eq!(text(pack(b"{}")).as_deref(), Some("{}"));
        let full = vec![b'a'; MAX_PAYLOAD];
        assert_eq!(text(pack(&full)).map(|text| text.len()), Some(MAX_PAYLOAD));
        for bad in [
            pack(&vec![b'a'; MAX_PAYLOAD + 1]),
            pack(&vec![0; 64 * MAX_PAYLOAD]),
            pack(b"\xff\xfe"),
            Message::Binary(vec![7; 20]),
            Message::Binary(Vec::new()),
            Message::Ping(Vec::new()),
        ] {
            assert_eq!(text(bad), None);
        }
    }

    #[test]
    fn a_presence_has_no_since() {
        let since = json!({ "secs_since_epoch": 1, "nanos_since_epoch": 2 });
        let presence = json!({ "since": since, "afk": false });
        let update = json!({ "op": 3, "d": presence }).to_string();
        let FromSerenity::Other(Some(sent)) = FromSerenity::read(&update) else {
            panic!("it is rewritten");
        };
        assert!(sent.contains(r#""since":null"#), "{sent}");
        let identify = json!({ "op": 2, "d": { "shard": [3, 8], "presence": presence } });
        let FromSerenity::Identify(3, sent) = FromSerenity::read(&identify.to_string()) else {
            panic!("it is an IDENTIFY of shard 3");
        };
        assert!(sent.contains(r#""since":null"#), "{sent}");
        let resume = r#"{"op":6,"d":{"session_id":"a","seq":7,"token":"x"}}"#;
        assert_eq!(
            FromSerenity::read(resume),
            FromSerenity::Resume("a".to_owned())
        );
        assert_eq!(
            FromSerenity::read(r#"{"op":1,"d":7}"#),
            FromSerenity::Heartbeat
        );
        assert_eq!(FromSerenity::read(r#"{"op":8}"#), FromSerenity::Other(None));
    }
}
