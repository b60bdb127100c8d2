//! The webhook routes of an interaction's token: follow-ups, and edits of its
//! messages.

use serde_json::{Value, json};

use crate::handle::guests::is_guest;
use crate::model::interactions::Record;
use crate::model::messages::{Draft, EPHEMERAL, SUPPRESS_EMBEDS};
use crate::rest::errors::{
    ApiError, EMPTY_MESSAGE, TOO_MANY_FOLLOW_UPS, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK,
};
use crate::rest::routes::{Answer, Call};
use crate::validation::messages::{self as validation, Place};

/// The follow-ups of an interaction for which no server has installed the bot.
const GUEST_FOLLOW_UPS: usize = 5;

impl Call<'_> {
    /// The interaction of the path's token.
    fn record(&mut self) -> Result<Record, ApiError> {
        if self.id(0) != self.state.world.application {
            return Err(UNKNOWN_WEBHOOK);
        }
        let now = self.state.world.clock.elapsed();
        let token = self.parameters[1];
        self.state.records.answered(token, now).cloned()
    }

    pub fn is_there(&self, message: u64) -> bool {
        self.state.world.messages.contains_key(&message)
    }

    /// The message of `@original`.
    fn original(&mut self) -> Result<(Record, u64), ApiError> {
        let record = self.record()?;
        let original = record.original.filter(|original| self.is_there(*original));
        Ok((record, original.ok_or(UNKNOWN_MESSAGE)?))
    }

    /// The message of the path, which the interaction must have created.
    fn own_message(&mut self) -> Result<(Record, u64), ApiError> {
        let record = self.record()?;
        let id = self.id(2);
        let is_own = record.original == Some(id) || record.followups.contains(&id);
        if is_own && self.is_there(id) {
            Ok((record, id))
        } else {
            Err(UNKNOWN_MESSAGE)
        }
    }

    fn settle(&mut self, record: &Record) {
        if let Some(record) = self.state.records.get_mut(record.id) {
            record.is_owed = false;
            record.changes += 1;
        }
    }

    fn change(&mut self, record: &Record, id: u64) -> Answer {
        let body = self.body;
        self.judge(validation::check(body, Place::WebhookEdit))?;
        let mut whole = self.message(id);
        for key in ["content", "embeds", "components"] {
            if let Some(value) = body.get(key) {
                whole[key] = value.clone();
            }
        }
        if validation::is_empty(&whole, self.files) {
            return Err(EMPTY_MESSAGE);
        }
        self.state.change(id, body);
        self.attach(id);
        if record.original == Some(id) {
            self.settle(record);
        }
        Ok((200, self.message(id)))
    }

    fn take_away(&mut self, record: &Record, id: u64) {
        self.state.remove(id);
        if record.original == Some(id) {
            self.settle(record);
        }
    }
}

pub fn follow_up(call: &mut Call<'_>) -> Answer {
    let record = call.record()?;
    let body = call.body;
    call.judge(validation::check(body, Place::FollowUp))?;
    if validation::is_empty(body, call.files) {
        return Err(EMPTY_MESSAGE);
    }
    // The first follow-up after a deferral fills in the deferred message.
    if let (true, Some(original)) = (record.is_owed, record.original) {
        call.state.change(original, body);
        call.attach(original);
        call.settle(&record);
        return Ok((200, call.message(original)));
    }
    if is_guest(&record.metadata) && record.followups.len() >= GUEST_FOLLOW_UPS {
        return Err(TOO_MANY_FOLLOW_UPS);
    }
    let hidden = call.state.is_hidden(record.channel, &record.metadata);
    let forced = if hidden { EPHEMERAL } else { 0 };
    let flags = body["flags"].as_u64().unwrap_or(0) & (EPHEMERAL | SUPPRESS_EMBEDS) | forced;
    let mut sent = body.clone();
    sent["flags"] = json!(flags);
    let id = call.state.post(Draft {
        channel: record.channel,
        author: call.state.world.bot,
        body: sent,
        ephemeral: (flags & EPHEMERAL != 0).then_some(record.user),
        interaction: Some((record.metadata.clone(), 0)),
        ..Draft::default()
    });
    if let Some(record) = call.state.records.get_mut(record.id) {
        record.followups.push(id);
    }
    call.attach(id);
    Ok((200, call.message(id)))
}

pub fn get_original(call: &mut Call<'_>) -> Answer {
    let (_, id) = call.original()?;
    Ok((200, call.message(id)))
}

pub fn edit_original(call: &mut Call<'_>) -> Answer {
    let (record, id) = call.original()?;
    call.change(&record, id)
}

pub fn delete_original(call: &mut Call<'_>) -> Answer {
    let (record, id) = call.original()?;
    call.take_away(&record, id);
    Ok((204, Value::Null))
}

pub fn get(call: &mut Call<'_>) -> Answer {
    let (_, id) = call.own_message()?;
    Ok((200, call.message(id)))
}

pub fn edit(call: &mut Call<'_>) -> Answer {
    let (record, id) = call.own_message()?;
    call.change(&record, id)
}

pub fn delete(call: &mut Call<'_>) -> Answer {
    let (record, id) = call.own_message()?;
    call.take_away(&record, id);
    Ok((204, Value::Null))
}
