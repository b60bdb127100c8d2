//! The little that the relay reads of the gateway's payloads. Pure.

use std::time::Duration;

use tokio_tungstenite::tungstenite::Message;

/// The opcode of a heartbeat.
pub const HEARTBEAT: u64 = 1;
/// The opcode of an invalid session.
pub const INVALID_SESSION: u64 = 9;
/// The opcode of the acknowledgement of a heartbeat.
const ACK: u64 = 11;
/// An acknowledgement as Discord sends it.
pub const HEARTBEAT_ACK: &str = r#"{"op":11,"d":null,"s":null,"t":null}"#;
/// Bytes: a longer payload is an event.
const SHORT: usize = 100;

/// Returns the opcode of a short text payload; `None` for a long one, which is an event.
#[must_use]
pub fn opcode(message: &Message) -> Option<u64> {
    let Message::Text(text) = message else {
        return None;
    };
    if text.len() > SHORT {
        return None;
    }
    let payload: serde_json::Value = serde_json::from_str(text).ok()?;
    payload.get("op")?.as_u64()
}

/// Whether a message acknowledges a heartbeat. A short compressed one may, and is taken for one.
#[must_use]
pub fn is_heartbeat_ack(message: &Message) -> bool {
    matches!(message, Message::Binary(bytes) if bytes.len() < SHORT) || opcode(message) == Some(ACK)
}

/// Returns the heartbeat interval, if the message is HELLO.
#[must_use]
pub fn heartbeat_interval(message: &Message) -> Option<Duration> {
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
    fn heartbeats_and_their_acknowledgements_are_told_from_events() {
        let text = |text: &str| Message::Text(text.to_owned());
        assert_eq!(opcode(&text(r#"{"op":1,"d":251}"#)), Some(HEARTBEAT));
        assert_eq!(
            opcode(&text(r#"{"op":9,"d":false}"#)),
            Some(INVALID_SESSION)
        );
        assert!(is_heartbeat_ack(&text(r#"{"op":11}"#)));
        assert!(is_heartbeat_ack(&text(HEARTBEAT_ACK)));
        assert!(is_heartbeat_ack(&Message::Binary(vec![0; 20])));
        assert!(!is_heartbeat_ack(&text(
            r#"{"op":0,"t":"RESUMED","s":1,"d":{}}"#
        )));
        assert!(!is_heartbeat_ack(&text("not JSON")));
        let hello =
            text(r#"{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}"#);
        let interval = heartbeat_interval(&hello);
        assert_eq!(interval, Some(Duration::from_millis(41_250)));
    }
}
