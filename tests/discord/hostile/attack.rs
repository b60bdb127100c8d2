//! What a hostile Discord, or a hostile proxy in front of it, can do to the bot. Tests and `just attack`
//! launch these on the program itself.

use std::time::Duration;

use fake_discord::{Event, Fake, GatewayFault, On, RestFault, eventually};
use serde_json::{Value, json};

const POST: &str = "/channels/{channel_id}/messages";
/// How many requests in a row a fault hits: all that an attack provokes.
const ALWAYS: usize = 1_000_000;
/// How long the bot may take for something, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_mins(2);
/// The first id of an event that an attack makes up.
const FIRST_ID: u64 = 1 << 61;

/// An attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attack {
    /// Responses without an end, of this status.
    EndlessBodies(u16),
    /// Responses that come a byte at a time.
    SlowBodies,
    /// Responses with megabytes of headers.
    ManyHeaders,
    /// Responses that lead elsewhere.
    Redirects,
    /// Server errors only.
    Errors,
    /// Waits of centuries.
    AbsurdWaits,
    /// Small frames that inflate to a gigabyte, and frames that do not inflate.
    Bombs,
    /// Frames of megabytes.
    LongFrames,
    /// Frames that no gateway sends.
    OddFrames,
    /// Values of every wrong type in every field of a message.
    WrongMessages,
    /// The same in an interaction.
    WrongInteractions,
    /// Fields nested a thousand deep, and lists of a hundred thousand.
    DeepEvents,
    /// The same events over and over, about other people's messages.
    Lies,
    /// Tens of thousands of mentions in a thousand channels, while nothing can be sent.
    Flood,
    /// Tens of thousands of deletions, edits and events that the bot does not read.
    Noise,
    /// Closes of all kinds.
    Closes,
}

impl Attack {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::EndlessBodies(200),
        Self::EndlessBodies(500),
        Self::SlowBodies,
        Self::ManyHeaders,
        Self::Redirects,
        Self::Errors,
        Self::AbsurdWaits,
        Self::Bombs,
        Self::LongFrames,
        Self::OddFrames,
        Self::WrongMessages,
        Self::WrongInteractions,
        Self::DeepEvents,
        Self::Lies,
        Self::Flood,
        Self::Noise,
        Self::Closes,
    ];

    /// Launches it, and waits until Discord has done its worst.
    pub async fn launch(self, discord: &Fake, samples: &Samples) {
        match self {
            Self::EndlessBodies(status) => rest(discord, RestFault::Endless(status)).await,
            Self::SlowBodies => rest(discord, RestFault::Slow).await,
            Self::ManyHeaders => rest(discord, RestFault::ManyHeaders).await,
            Self::Redirects => rest(discord, RestFault::redirect("http://127.0.0.1:9/")).await,
            Self::Errors => rest(discord, RestFault::status(503)).await,
            Self::AbsurdWaits => rest(discord, RestFault::rate_limited(1e18)).await,
            Self::Bombs => {
                for size in [1 << 21, 1 << 26, 1 << 30] {
                    discord.send_bomb(size);
                }
                discord.send_bytes(vec![0x78; 100_000]);
                discord.send_bytes(Vec::new());
            }
            Self::LongFrames => {
                discord.send_frame(&"[".repeat(900_000));
                discord.send_frame(&" ".repeat(40_000_000));
            }
            Self::OddFrames => odd_frames(discord),
            Self::WrongMessages => wrong(discord, "MESSAGE_CREATE", &samples.message).await,
            Self::WrongInteractions => {
                wrong(discord, "INTERACTION_CREATE", &samples.interaction).await;
            }
            Self::DeepEvents => deep(discord, samples),
            Self::Lies => lies(discord, samples),
            Self::Flood => flood(discord, samples).await,
            Self::Noise => noise(discord, samples),
            Self::Closes => {
                for code in [4_999, 3_000, 1_013] {
                    discord.gateway_fault(GatewayFault::Close(Some(code)));
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}

/// Events as Discord sends them, to be spoiled.
pub struct Samples {
    message: Value,
    interaction: Value,
}

impl Samples {
    /// Asks the running bot in both ways, and keeps what it was sent.
    pub async fn take(discord: &Fake, question: &str) -> Self {
        let text = format!("<@{}> {question}", discord.bot_id());
        let (member, channel) = (discord.member(), discord.channel());
        let asked = discord.say(member, channel, &text);
        asked.reply_within(PATIENCE).await;
        let given = json!({ "question": question });
        discord.slash(member, channel, "ask", given).allow_silence();
        Self {
            message: sent(discord, "MESSAGE_CREATE").await,
            interaction: sent(discord, "INTERACTION_CREATE").await,
        }
    }

    /// A message of this number, in a channel and by an author of these numbers.
    fn message(&self, number: u64, channel: u64, author: u64) -> Value {
        let mut message = self.message.clone();
        message["id"] = json!((FIRST_ID + number).to_string());
        message["channel_id"] = json!((FIRST_ID + channel).to_string());
        message["author"]["id"] = json!((FIRST_ID + author).to_string());
        message
    }
}

/// Waits until a member's event of this name was sent, and returns its data.
async fn sent(discord: &Fake, name: &str) -> Value {
    let find = async || {
        let log = discord.log();
        let sent = log.iter().rev().filter_map(|entry| match &entry.event {
            Event::Sent(_, text) => serde_json::from_str::<Value>(text).ok(),
            _ => None,
        });
        let mut events = sent.filter(|event| event["t"] == name);
        // The bot's own reply is a message too.
        let mut event = events.find(|event| event["d"]["author"]["bot"] != true)?;
        Some(event["d"].take())
    };
    eventually(name, PATIENCE, find).await
}

/// Every request has this fault for a while, and members ask.
async fn rest(discord: &Fake, fault: RestFault) {
    discord.fault(On::rest("*", "*").times(ALWAYS), fault);
    let asked = discord.count("POST", POST);
    let text = format!(
        "<@{}> since when is the lamp burning again?",
        discord.bot_id()
    );
    for _ in 0..100 {
        discord.say(discord.member(), discord.channel(), &text);
    }
    let given = json!({ "question": "what did the lens cost?" });
    for _ in 0..20 {
        let given = given.clone();
        discord
            .slash(discord.member(), discord.channel(), "ask", given)
            .allow_silence();
    }
    let is_asked = async || (discord.count("POST", POST) >= asked + 40).then_some(());
    eventually("replies that are tried", PATIENCE, is_asked).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    discord.clear_faults();
}

fn odd_frames(discord: &Fake) {
    for op in 2..64 {
        discord.send_frame(&json!({ "op": op, "d": {}, "s": op, "t": null }).to_string());
    }
    for frame in [
        "",
        "null",
        "{}",
        "not JSON",
        r#"{"op":"0"}"#,
        r#"{"op":-1}"#,
        r#"{"op":0,"op":7}"#,
        r#"{"op":18446744073709551616}"#,
        r#"{"op":10,"d":{"heartbeat_interval":0}}"#,
        r#"{"op":10,"d":{"heartbeat_interval":9223372036854775808}}"#,
        r#"{"op":10,"d":null}"#,
        r#"{"op":0,"t":"RESUMED","s":1,"d":{}}"#,
        r#"{"op":0,"t":"READY","s":1,"d":{}}"#,
        r#"{"op":0,"t":"READY","s":"1","d":{"session_id":7}}"#,
        r#"{"op":0,"t":"MESSAGE_CREATE","s":18446744073709551615,"d":{}}"#,
        r#"{"op":0,"t":"MESSAGE_CREATE","s":null,"d":{}}"#,
        r#"{"op":0,"t":null,"s":3,"d":{}}"#,
    ] {
        discord.send_frame(frame);
    }
    for _ in 0..2_000 {
        discord.send_frame(r#"{"op":1,"d":null}"#);
        discord.send_frame(r#"{"op":11}"#);
    }
}

/// Values that fit few fields.
fn wrong_values() -> Vec<Value> {
    let deep = (0..100).fold(json!([]), |inner, _| json!([inner]));
    vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(""),
        json!("0"),
        json!("99999999999999999999999999"),
        json!("x".repeat(100_000)),
        json!("\u{202e}\u{0}\u{1b}[2J\n"),
        json!([]),
        json!({}),
        json!([[{}]]),
        deep,
    ]
}

/// Each field of an event in turn has each wrong value, or is missing.
async fn wrong(discord: &Fake, name: &'static str, sample: &Value) {
    let mut paths = Vec::new();
    paths_of(sample, &mut String::new(), &mut paths);
    let mut number = 0;
    for path in &paths {
        for value in wrong_values().into_iter().map(Some).chain([None]) {
            let mut event = sample.clone();
            number += 1;
            event["id"] = json!((FIRST_ID + number).to_string());
            match value {
                Some(value) => *event.pointer_mut(path).expect("a field") = value,
                None => remove(&mut event, path),
            }
            discord.dispatch(name, &event);
        }
        // The fake and the bot share this machine.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn paths_of(value: &Value, path: &mut String, paths: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(key, v)| (key.clone(), v)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(n, v)| (n.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let length = path.len();
        path.push('/');
        path.push_str(&key);
        paths.push(path.clone());
        paths_of(value, path, paths);
        path.truncate(length);
    }
}

fn remove(event: &mut Value, path: &str) {
    let (parent, key) = path.rsplit_once('/').expect("a path");
    let parent = event.pointer_mut(parent).and_then(Value::as_object_mut);
    if let Some(fields) = parent {
        fields.remove(key);
    }
}

fn deep(discord: &Fake, samples: &Samples) {
    let nest = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    for (name, field) in [
        ("MESSAGE_CREATE", "embeds"),
        ("MESSAGE_UPDATE", "components"),
        ("INTERACTION_CREATE", "data"),
        ("MESSAGE_DELETE_BULK", "ids"),
    ] {
        let mut event = samples.message(0, 0, 0);
        event[field] = json!("HERE");
        for depth in [100, 1_000, 100_000] {
            let data = event.to_string().replace("\"HERE\"", &nest(depth));
            let frame = format!(r#"{{"op":0,"t":"{name}","s":2,"d":{data}}}"#);
            discord.send_frame(&frame);
        }
    }
    let ids: Vec<String> = (0..40_000).map(|n| (FIRST_ID + n).to_string()).collect();
    let bulk = json!({ "ids": ids, "channel_id": "7", "guild_id": "8" });
    discord.dispatch("MESSAGE_DELETE_BULK", &bulk);
    let mut mentions = samples.message(0, 0, 0);
    let user = mentions["author"].clone();
    mentions["mentions"] = std::iter::repeat_n(user, 2_000).collect();
    discord.dispatch("MESSAGE_CREATE", &mentions);
}

fn lies(discord: &Fake, samples: &Samples) {
    for _ in 0..500 {
        // One that was answered, and one that nobody sent.
        discord.dispatch("MESSAGE_CREATE", &samples.message);
        discord.dispatch("MESSAGE_CREATE", &samples.message(1, 1, 1));
        discord.dispatch("INTERACTION_CREATE", &samples.interaction);
    }
    // By the bot itself, and by everybody at once.
    let mut own = samples.message(2, 2, 2);
    own["author"]["id"] = json!(discord.bot_id().to_string());
    discord.dispatch("MESSAGE_CREATE", &own);
    let mut stolen = samples.interaction.clone();
    for id in 0..100 {
        stolen["id"] = json!((FIRST_ID + id).to_string());
        stolen["member"]["user"]["id"] = json!((FIRST_ID + id).to_string());
        stolen["application_id"] = json!("1");
        discord.dispatch("INTERACTION_CREATE", &stolen);
    }
}

async fn flood(discord: &Fake, samples: &Samples) {
    discord.fault(On::rest("POST", "*").times(ALWAYS), RestFault::Hang);
    for number in 0..20_000 {
        let message = samples.message(number, number % 1_000, number);
        discord.dispatch("MESSAGE_CREATE", &message);
        if number % 100 == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    discord.clear_faults();
}

fn noise(discord: &Fake, samples: &Samples) {
    for number in 0..10_000 {
        let message = samples.message(number, number % 1_000, number);
        let deleted = json!({ "id": message["id"], "channel_id": message["channel_id"] });
        discord.dispatch("MESSAGE_DELETE", &deleted);
        discord.dispatch("PRESENCE_UPDATE", &message);
        if number % 4 == 0 {
            discord.dispatch("MESSAGE_UPDATE", &message);
        }
    }
}
