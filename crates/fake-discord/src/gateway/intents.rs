//! Intents: which events a session asked for, and what it may read in them.

use serde_json::{Value, json};

pub const GUILDS: u64 = 1 << 0;
pub const GUILD_MEMBERS: u64 = 1 << 1;
pub const GUILD_PRESENCES: u64 = 1 << 8;
pub const GUILD_MESSAGES: u64 = 1 << 9;
pub const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
pub const DIRECT_MESSAGES: u64 = 1 << 12;
pub const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
/// The privileged intent without which most messages arrive blank.
pub const MESSAGE_CONTENT: u64 = 1 << 15;

/// The privileged intents.
pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
/// All intents.
pub const KNOWN: u64 = 0b111_1111_1111_1111_1111_1111 | (1 << 24) | (1 << 25);

/// The intent that an event needs, 0 for events that need none.
pub fn needed(event: &str, is_in_guild: bool) -> u64 {
    match event {
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" => {
            if is_in_guild {
                GUILD_MESSAGES
            } else {
                DIRECT_MESSAGES
            }
        }
        "TYPING_START" => {
            if is_in_guild {
                GUILD_MESSAGE_TYPING
            } else {
                DIRECT_MESSAGE_TYPING
            }
        }
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" | "GUILD_MEMBER_REMOVE" => GUILD_MEMBERS,
        name if name.starts_with("GUILD_") || name.starts_with("CHANNEL_") => GUILDS,
        name if name.starts_with("THREAD_") => GUILDS,
        _ => 0,
    }
}

/// Whether a bot without Message Content still reads a message: a DM, its own, or one that
/// mentions it.
pub fn is_readable(message: &Value, bot: &str) -> bool {
    let mentions = message["mentions"].as_array();
    message.get("guild_id").is_none()
        || message["author"]["id"] == bot
        || mentions.is_some_and(|users| users.iter().any(|user| user["id"] == bot))
}

/// A message as a bot without Message Content receives it.
pub fn blanked(message: &Value, bot: &str) -> Value {
    let mut message = message.clone();
    if !is_readable(&message, bot) {
        blank(&mut message);
    }
    if let Some(referenced) = message.get_mut("referenced_message")
        && !referenced.is_null()
    {
        let mut probe = referenced.clone();
        probe["guild_id"] = json!("");
        if !is_readable(&probe, bot) {
            blank(referenced);
        }
    }
    message
}

fn blank(message: &mut Value) {
    message["content"] = json!("");
    for list in ["embeds", "attachments", "components"] {
        message[list] = json!([]);
    }
}
