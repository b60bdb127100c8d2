//! Messages: created, edited and deleted, by users or the bot, each with its gateway event.

use serde_json::{Value, json};

use crate::model::Stored;
use crate::model::message_object::{compose, mentioned, numbered, rich};
use crate::state::State;

/// Message flag: “Bot is thinking…”.
pub const LOADING: u64 = 1 << 7;
/// Message flag: only one user sees it.
pub const EPHEMERAL: u64 = 1 << 6;
/// Message flag: links are not unfurled.
pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// A message to be created.
#[derive(Debug, Default)]
pub struct Draft {
    /// Its id, if that is given: the first message of a post has the post's.
    pub id: Option<u64>,
    pub channel: u64,
    pub author: u64,
    /// The body as sent: content, embeds, components, flags and so on.
    pub body: Value,
    /// The existing message it replies to.
    pub replies_to: Option<u64>,
    /// Whether it mentions that message's author.
    pub pings: bool,
    pub ephemeral: Option<u64>,
    /// The `interaction_metadata` of the interaction that creates it, with the command's type.
    pub interaction: Option<(Value, u64)>,
}

impl State {
    /// Creates a message, and dispatches `MESSAGE_CREATE` unless it is ephemeral.
    pub fn post(&mut self, draft: Draft) -> u64 {
        let world = &mut self.world;
        let id = draft.id.unwrap_or_else(|| world.clock.id());
        let value = compose(world, id, &draft);
        let channel = world.channel_mut(draft.channel);
        if draft.ephemeral.is_none() {
            channel.messages.push(id);
        }
        if draft.author == world.bot {
            world.posts += 1;
        }
        if let Some(original) = draft.replies_to {
            world.replies.entry(original).or_default().push(id);
        }
        let is_shown = draft.ephemeral.is_none();
        let stored = Stored {
            value,
            sent: draft.body,
            author: draft.author,
            channel: draft.channel,
            ephemeral: draft.ephemeral,
        };
        world.messages.insert(id, stored);
        if is_shown {
            self.tell_of_message("MESSAGE_CREATE", id);
        }
        id
    }

    /// Edits what a body names, and dispatches `MESSAGE_UPDATE`.
    pub fn change(&mut self, id: u64, body: &Value) {
        let now = self.world.clock.timestamp();
        let Some(stored) = self.world.messages.get_mut(&id) else {
            return;
        };
        let mut value = std::mem::take(&mut stored.value);
        let keeps_time = flags(&value) & LOADING != 0;
        let flags = flags(&value) & !LOADING & !SUPPRESS_EMBEDS
            | (body["flags"].as_u64().unwrap_or(flags(&value)) & SUPPRESS_EMBEDS);
        for key in ["content", "embeds", "components"] {
            if let Some(new) = body.get(key) {
                value[key] = match (key, new.is_null()) {
                    ("content", true) => json!(""),
                    (_, true) => json!([]),
                    ("components", false) => numbered(new),
                    ("embeds", false) => rich(new),
                    _ => new.clone(),
                };
            }
        }
        value["flags"] = json!(flags);
        if !keeps_time {
            value["edited_timestamp"] = json!(now);
        }
        let author = stored.author;
        let (channel, is_shown) = (stored.channel, stored.ephemeral.is_none());
        stored.sent = body.clone();
        let content = value["content"].as_str().unwrap_or_default().to_owned();
        let allowed = body.get("allowed_mentions").cloned().unwrap_or(Value::Null);
        let guild = self.world.guild_of(channel);
        let mut mentions = mentioned(&self.world, guild, &content, &allowed, author);
        // The author whom a reply mentioned stays mentioned.
        let pinged = value["mentions"].as_array().and_then(|before| {
            let replied = &value["referenced_message"]["author"]["id"];
            before
                .iter()
                .find(|user| !replied.is_null() && user["id"] == *replied)
        });
        if let (Some(pinged), Value::Array(mentions)) = (pinged, &mut mentions)
            && !mentions.iter().any(|user| user["id"] == pinged["id"])
        {
            mentions.push(pinged.clone());
        }
        value["mentions"] = mentions;
        if let Some(stored) = self.world.messages.get_mut(&id) {
            stored.value = value;
        }
        if is_shown {
            self.tell_of_message("MESSAGE_UPDATE", id);
        }
    }

    /// Deletes a message, and dispatches `MESSAGE_DELETE`.
    pub fn remove(&mut self, id: u64) {
        let Some(stored) = self.world.messages.remove(&id) else {
            return;
        };
        let channel = stored.channel;
        if let Some(channel) = self.world.channels.get_mut(&channel) {
            // Usually one of the latest.
            if let Some(at) = channel.messages.iter().rposition(|&m| m == id) {
                channel.messages.remove(at);
            }
        }
        if stored.ephemeral.is_none() {
            let guild = self.world.guild_of(channel);
            let mut data = json!({ "id": id.to_string(), "channel_id": channel.to_string() });
            if let Some(guild) = guild {
                data["guild_id"] = json!(guild.to_string());
            }
            self.emit("MESSAGE_DELETE", guild, Some(channel), &data);
        }
    }

    /// Adds a link's embed without an edit, as Discord does when it unfurls one.
    pub fn unfurl(&mut self, id: u64) {
        if let Some(stored) = self.world.messages.get_mut(&id) {
            stored.value["embeds"] = json!([{ "type": "link", "title": "A page" }]);
            self.tell_of_message("MESSAGE_UPDATE", id);
        }
    }

    fn tell_of_message(&mut self, name: &'static str, id: u64) {
        let Some(stored) = self.world.messages.get(&id) else {
            return;
        };
        let (channel, author) = (stored.channel, stored.author);
        let mut data = stored.value.clone();
        let guild = self.world.guild_of(channel);
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
            if let Some(member) = self.world.partial_member(guild, author) {
                data["member"] = member;
            }
        }
        self.emit(name, guild, Some(channel), &data);
    }
}

/// The flags of a message.
pub fn flags(message: &Value) -> u64 {
    message["flags"].as_u64().unwrap_or(0)
}
