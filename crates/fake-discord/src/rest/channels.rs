//! The routes below `/channels`: messages and typing.

use serde_json::{Value, json};

use crate::gateway::intents::{MESSAGE_CONTENT, blanked};
use crate::model::messages::{Draft, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS};
use crate::model::permissions::{
    ATTACH_FILES, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, VIEW_CHANNEL,
};
use crate::model::{FORUM, Stored};
use crate::rest::errors::{
    ApiError, EMPTY_MESSAGE, MISSING_ACCESS, MISSING_PERMISSIONS, NO_HISTORY, NO_TEXT_CHANNEL,
    NOT_IN_DM, NOT_THE_AUTHOR, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE,
};
use crate::rest::routes::{Answer, Call};
use crate::validation::messages::{self as validation, Place};

/// The default `limit` of a list of messages.
const LISTED: usize = 50;

impl Call<'_> {
    /// The channel of the path, which the bot must see.
    pub fn visible_channel(&self) -> Result<u64, ApiError> {
        let channel = self.id(0);
        let world = &self.state.world;
        if !world.channels.contains_key(&channel) {
            return Err(UNKNOWN_CHANNEL);
        }
        if !world.may(world.bot, channel, VIEW_CHANNEL) {
            return Err(MISSING_ACCESS);
        }
        Ok(channel)
    }

    /// The message of the path, which must not be ephemeral.
    pub fn shown_message(&self) -> Result<(u64, &Stored), ApiError> {
        let channel = self.visible_channel()?;
        let id = self.id(1);
        let stored = self.state.world.messages.get(&id);
        let is_shown = |stored: &&Stored| stored.channel == channel && stored.ephemeral.is_none();
        let stored = stored.filter(is_shown).ok_or(UNKNOWN_MESSAGE)?;
        Ok((id, stored))
    }

    /// A message as the bot's intents let it read it.
    fn readable(&self, stored: &Stored) -> Value {
        let world = &self.state.world;
        if self.state.is_granted(MESSAGE_CONTENT) {
            return stored.value.clone();
        }
        let mut value = stored.value.clone();
        if let Some(guild) = world.guild_of(stored.channel) {
            value["guild_id"] = json!(guild.to_string());
        }
        let mut value = blanked(&value, &world.bot.to_string());
        if let Some(map) = value.as_object_mut() {
            map.remove("guild_id");
        }
        value
    }

    /// A message that the bot has just created or edited, in full.
    pub fn message(&self, id: u64) -> Value {
        let stored = self.state.world.messages.get(&id);
        stored.map_or(Value::Null, |stored| stored.value.clone())
    }
}

pub fn channel(call: &mut Call<'_>) -> Answer {
    let channel = call.visible_channel()?;
    let world = &call.state.world;
    Ok((200, world.channel(&world.channels[&channel])))
}

pub fn list(call: &mut Call<'_>) -> Answer {
    let channel = call.visible_channel()?;
    let world = &call.state.world;
    if !world.may(world.bot, channel, READ_MESSAGE_HISTORY) {
        return Ok((200, json!([])));
    }
    let number = |key: &str| call.query(key).and_then(|value| value.parse::<u64>().ok());
    let limit = number("limit").map_or(LISTED, |limit| limit as usize);
    if limit == 0 || limit > 100 {
        return Err(ApiError::form("the limit is not between 1 and 100"));
    }
    let all = &world.channels[&channel].messages;
    let chosen: Vec<u64> = if let Some(after) = number("after") {
        let mut chosen: Vec<u64> = all
            .iter()
            .copied()
            .filter(|id| *id > after)
            .take(limit)
            .collect();
        chosen.reverse();
        chosen
    } else {
        let before = number("before").unwrap_or(u64::MAX);
        all.iter()
            .rev()
            .copied()
            .filter(|id| *id < before)
            .take(limit)
            .collect()
    };
    let stored = chosen.iter().filter_map(|id| world.messages.get(id));
    Ok((200, stored.map(|stored| call.readable(stored)).collect()))
}

pub fn get(call: &mut Call<'_>) -> Answer {
    let (_, stored) = call.shown_message()?;
    let (stored, world) = (stored.clone(), &call.state.world);
    if !world.may(world.bot, stored.channel, READ_MESSAGE_HISTORY) {
        return Err(MISSING_ACCESS);
    }
    Ok((200, call.readable(&stored)))
}

pub fn create(call: &mut Call<'_>) -> Answer {
    let channel = call.visible_channel()?;
    let body = call.body;
    let bot = call.state.world.bot;
    if call.state.world.channels[&channel].kind == FORUM {
        return Err(NO_TEXT_CHANNEL);
    }
    if !call.state.world.may_send(bot, channel) {
        return Err(MISSING_PERMISSIONS);
    }
    if call.files > 0 && !call.state.world.may(bot, channel, ATTACH_FILES) {
        return Err(MISSING_PERMISSIONS);
    }
    let judged = validation::without_leave(body, "roles", call.state.settings.callable);
    call.judge(validation::check(&judged, Place::Channel))?;
    if validation::is_empty(body, call.files) {
        return Err(EMPTY_MESSAGE);
    }
    let nonce = match &body["nonce"] {
        Value::String(nonce) => Some(nonce.clone()),
        Value::Number(nonce) => Some(nonce.to_string()),
        _ => None,
    };
    let key = nonce.map(|nonce| (channel, nonce));
    if let (Some(key), true) = (&key, body["enforce_nonce"] == true)
        && let Some(&before) = call.state.world.nonces.get(key)
    {
        return Ok((200, call.message(before)));
    }
    let replies_to = reference(call, channel)?;
    let pings = body["allowed_mentions"]["replied_user"]
        .as_bool()
        .unwrap_or(body["allowed_mentions"].is_null());
    let mut body = body.clone();
    let flags = body["flags"].as_u64().unwrap_or(0) & (SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS);
    body["flags"] = json!(flags);
    let id = call.state.post(Draft {
        channel,
        author: bot,
        body,
        replies_to,
        pings,
        ..Draft::default()
    });
    if let Some(key) = key {
        call.state.world.nonces.insert(key, id);
    }
    call.attach(id);
    Ok((200, call.message(id)))
}

/// The message of a `message_reference`, if it exists.
fn reference(call: &Call<'_>, channel: u64) -> Result<Option<u64>, ApiError> {
    let reference = &call.body["message_reference"];
    if reference.is_null() {
        return Ok(None);
    }
    let id = &reference["message_id"];
    let id = id.as_u64().or_else(|| id.as_str()?.parse().ok());
    let world = &call.state.world;
    if !world.may(world.bot, channel, READ_MESSAGE_HISTORY) {
        return Err(NO_HISTORY);
    }
    let is_there = |id: &u64| {
        let stored = world.messages.get(id);
        stored.is_some_and(|stored| stored.channel == channel && stored.ephemeral.is_none())
    };
    match id.filter(is_there) {
        Some(id) => Ok(Some(id)),
        None if reference["fail_if_not_exists"] == false => Ok(None),
        None => Err(ApiError::form("message_reference: Unknown message")),
    }
}

pub fn edit(call: &mut Call<'_>) -> Answer {
    let (id, stored) = call.shown_message()?;
    let mut whole = stored.value.clone();
    if stored.author != call.state.world.bot {
        return Err(NOT_THE_AUTHOR);
    }
    let body = call.body;
    call.judge(validation::check(body, Place::ChannelEdit))?;
    for key in ["content", "embeds", "components"] {
        if let Some(value) = body.get(key) {
            whole[key] = value.clone();
        }
    }
    if validation::is_empty(&whole, call.files) {
        return Err(EMPTY_MESSAGE);
    }
    call.state.change(id, body);
    Ok((200, call.message(id)))
}

pub fn delete(call: &mut Call<'_>) -> Answer {
    let (id, stored) = call.shown_message()?;
    let world = &call.state.world;
    if stored.author != world.bot {
        if world.guild_of(stored.channel).is_none() {
            return Err(NOT_IN_DM);
        }
        if !world.may(world.bot, stored.channel, MANAGE_MESSAGES) {
            return Err(MISSING_PERMISSIONS);
        }
    }
    call.state.remove(id);
    Ok((204, Value::Null))
}

pub fn typing(call: &mut Call<'_>) -> Answer {
    let channel = call.visible_channel()?;
    let world = &call.state.world;
    if !world.may_send(world.bot, channel) {
        return Err(MISSING_PERMISSIONS);
    }
    let guild = world.guild_of(channel);
    let mut data = json!({
        "channel_id": channel.to_string(),
        "user_id": world.bot.to_string(),
        "timestamp": world.clock.elapsed().as_secs(),
    });
    if let Some(guild) = guild {
        data["guild_id"] = json!(guild.to_string());
    }
    call.state.emit("TYPING_START", guild, Some(channel), &data);
    Ok((204, Value::Null))
}
