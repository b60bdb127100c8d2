//! Interaction callbacks: the first response.

use serde_json::{Value, json};

use crate::model::interactions::{AUTOCOMPLETE, COMPONENT, FIRST, Given, MODAL, Record};
use crate::model::messages::{Draft, EPHEMERAL, LOADING, SUPPRESS_EMBEDS};
use crate::rest::errors::{
    ACKNOWLEDGED, ApiError, EMPTY_MESSAGE, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE,
};
use crate::rest::routes::{Answer, Call};
use crate::validation::commands::check_choices;
use crate::validation::messages::{self as validation, Place};

const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const FORM: u64 = 9;

pub fn respond(call: &mut Call<'_>) -> Answer {
    let (id, token) = (call.id(0), call.parameters[1]);
    let now = call.state.world.clock.elapsed();
    let record = call
        .state
        .records
        .get(id)
        .filter(|record| record.token == token);
    let record = record.ok_or(UNKNOWN_INTERACTION)?.clone();
    if record.response.is_some() {
        return Err(ACKNOWLEDGED);
    }
    if now > record.sent + FIRST {
        return Err(UNKNOWN_INTERACTION);
    }
    let kind = call.body["type"].as_u64().unwrap_or(0);
    check_kind(&record, kind)?;
    let data = &call.body["data"];
    match kind {
        MESSAGE => check_message(call, data)?,
        DEFERRED_MESSAGE if data["flags"].as_u64().unwrap_or(0) & !EPHEMERAL != 0 => {
            call.state
                .blame("a deferral with another flag than EPHEMERAL");
        }
        UPDATE => {
            call.judge(validation::check(data, Place::Callback))?;
            let source = record.source.filter(|source| call.is_there(*source));
            source.ok_or(UNKNOWN_MESSAGE)?;
        }
        CHOICES => call.judge(check_choices(&data["choices"]))?,
        FORM => check_form(data)?,
        _ => {}
    }
    let original = match kind {
        MESSAGE | DEFERRED_MESSAGE => Some(post(call, &record, kind)),
        UPDATE => {
            if let Some(source) = record.source {
                call.state.change(source, data);
            }
            record.source
        }
        DEFERRED_UPDATE => record.source,
        _ => None,
    };
    if let Some(record) = call.state.records.get_mut(id) {
        record.original = original;
        record.is_owed = kind == DEFERRED_MESSAGE;
        record.response = Some(Given {
            at: now,
            kind,
            body: call.body.clone(),
        });
    }
    if call.query("with_response") == Some("true") {
        Ok((200, receipt(call, &record, kind, original)))
    } else {
        Ok((204, Value::Null))
    }
}

/// Whether an interaction of this type accepts this callback type.
fn check_kind(record: &Record, kind: u64) -> Result<(), ApiError> {
    let has_message = record.source.is_some();
    let fits = match kind {
        MESSAGE | DEFERRED_MESSAGE => record.kind != AUTOCOMPLETE,
        DEFERRED_UPDATE | UPDATE => {
            record.kind == COMPONENT || (record.kind == MODAL && has_message)
        }
        CHOICES => record.kind == AUTOCOMPLETE,
        FORM => record.kind != AUTOCOMPLETE && record.kind != MODAL,
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        let what = format!("{} cannot be answered with type {kind}", record.title);
        Err(ApiError::form(&what))
    }
}

fn check_message(call: &mut Call<'_>, data: &Value) -> Result<(), ApiError> {
    let mentionable = call.state.settings.mentionable;
    let judged = validation::without_leave(data, "users", mentionable);
    call.judge(validation::check(&judged, Place::Callback))?;
    if validation::is_empty(data, call.files) {
        return Err(EMPTY_MESSAGE);
    }
    Ok(())
}

/// A modal: its title, and rows with one text input each.
fn check_form(data: &Value) -> Result<(), ApiError> {
    let length = |text: &Value| text.as_str().map_or(0, |text| text.chars().count());
    let rows = data["components"].as_array().map_or(0, Vec::len);
    let rows_of = data["components"].as_array().into_iter().flatten();
    let fields = rows_of.flat_map(|row| row["components"].as_array().into_iter().flatten());
    for field in fields {
        let label = length(&field["label"]);
        if !(1..=45).contains(&label) || length(&field["value"]) > 4000 {
            return Err(ApiError::form("a field of a form is too long"));
        }
    }
    let is_whole = (1..=45).contains(&length(&data["title"]))
        && (1..=100).contains(&length(&data["custom_id"]))
        && (1..=5).contains(&rows);
    if is_whole {
        Ok(())
    } else {
        Err(ApiError::form(
            "a form needs a title, a custom id and one to five rows",
        ))
    }
}

/// Creates the message of a first response, empty for a deferral.
fn post(call: &mut Call<'_>, record: &Record, kind: u64) -> u64 {
    let data = &call.body["data"];
    let given = data["flags"].as_u64().unwrap_or(0);
    let mut body = if kind == MESSAGE {
        data.clone()
    } else {
        json!({ "content": "", "allowed_mentions": { "parse": [] } })
    };
    let hidden = call.state.is_hidden(record.channel, &record.metadata);
    let forced = if hidden { EPHEMERAL } else { 0 };
    let kept = given & (EPHEMERAL | SUPPRESS_EMBEDS) | forced;
    let flags = if kind == MESSAGE {
        kept
    } else {
        kept & EPHEMERAL | LOADING
    };
    body["flags"] = json!(flags);
    call.state.post(Draft {
        channel: record.channel,
        author: call.state.world.bot,
        body,
        ephemeral: (flags & EPHEMERAL != 0).then_some(record.user),
        interaction: Some((record.metadata.clone(), record.command)),
        ..Draft::default()
    })
}

/// The answer to `with_response=true`.
fn receipt(call: &Call<'_>, record: &Record, kind: u64, original: Option<u64>) -> Value {
    let mut receipt = json!({
        "interaction": { "id": record.id.to_string(), "type": record.kind },
        "resource": { "type": kind },
    });
    if let Some(original) = original {
        let message = call.message(original);
        let flags = crate::model::messages::flags(&message);
        receipt["interaction"]["response_message_id"] = json!(original.to_string());
        receipt["interaction"]["response_message_loading"] = json!(flags & LOADING != 0);
        receipt["interaction"]["response_message_ephemeral"] = json!(flags & EPHEMERAL != 0);
        if [MESSAGE, UPDATE].contains(&kind) {
            receipt["resource"]["message"] = message;
        }
    }
    if ![MESSAGE, UPDATE].contains(&kind)
        && let Some(receipt) = receipt.as_object_mut()
    {
        receipt.remove("resource");
    }
    receipt
}
