//! What a user can use: registered commands, and the components of a message.
//! A test that uses anything else fails, as no Discord client would offer it.

use serde_json::{Value, json};

use crate::model::permissions::{ADMINISTRATOR, USE_APPLICATION_COMMANDS, VIEW_CHANNEL};
use crate::rest::attachments;
use crate::state::State;

const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const USER: u64 = 6;
const CHANNEL: u64 = 7;
const NUMBER: u64 = 10;
const ATTACHMENT: u64 = 11;

/// The path to a subcommand, and its options.
pub struct Path {
    /// Subcommand groups and subcommands by type and name, outermost first.
    steps: Vec<(Value, Value)>,
    declared: Vec<Value>,
}

impl Path {
    pub fn option(&self, name: &str) -> Option<&Value> {
        self.declared.iter().find(|option| option["name"] == name)
    }
}

/// Options with values, and the resolved objects.
pub struct Filled {
    pub options: Value,
    pub resolved: Value,
}

/// The command that a user runs; panics if it is not available to them.
#[track_caller]
pub fn offered(state: &State, user: u64, channel: u64, kind: u64, name: &str) -> (Value, Path) {
    let guild = state.world.guild_of(channel);
    let mut words = if kind == 1 {
        name.split(' ').collect()
    } else {
        vec![name]
    };
    let first = words.remove(0);
    let command = state.commands.find(guild, kind, first);
    let command = command.unwrap_or_else(|| panic!("`{name}` is not registered"));
    let context = state.context_of(channel);
    let owners = state.owners(channel, user);
    let installed = |kind: u64| owners.get(kind.to_string()).is_some();
    let is_installed = match command["integration_types"].as_array() {
        Some(kinds) => kinds.iter().filter_map(Value::as_u64).any(installed),
        None => installed(0),
    };
    assert!(
        is_installed,
        "`{name}` is not offered to whom has installed the bot here"
    );
    let is_in_context = match command["contexts"].as_array() {
        Some(contexts) => contexts.iter().any(|c| *c == context),
        None => guild.is_some() || command["dm_permission"] != false,
    };
    assert!(
        is_in_context,
        "`{name}` is not offered in this kind of channel"
    );
    let needed = VIEW_CHANNEL | USE_APPLICATION_COMMANDS;
    assert!(
        state.world.may(user, channel, needed),
        "the user may not use commands here"
    );
    if let Some(needed) = command["default_member_permissions"].as_str() {
        let needed: u64 = needed.parse().unwrap_or(0);
        let needed = if needed == 0 { ADMINISTRATOR } else { needed };
        let is_open = state.settings.are_commands_open;
        let may = guild.is_none() || is_open || state.world.may(user, channel, needed);
        assert!(may, "`{name}` is not offered to this user");
    }
    let list = |of: &Value| of["options"].as_array().cloned().unwrap_or_default();
    let mut path = Path {
        steps: Vec::new(),
        declared: list(command),
    };
    for word in words {
        let inner = path
            .option(word)
            .unwrap_or_else(|| panic!("no `{word}` in `{name}`"))
            .clone();
        path.steps
            .push((inner["type"].clone(), inner["name"].clone()));
        path.declared = list(&inner);
    }
    let is_whole = path
        .declared
        .iter()
        .all(|option| option["type"] != SUB_COMMAND && option["type"] != SUB_COMMAND_GROUP);
    assert!(is_whole, "`{name}` needs a subcommand");
    (command.clone(), path)
}

/// The `data` of a command's interaction.
pub fn options(command: &Value, path: &Path, filled: Value) -> Value {
    let wrap = |inner: Value, (kind, name): &(Value, Value)| json!([{ "type": kind, "name": name, "options": inner }]);
    let options = path.steps.iter().rev().fold(filled, wrap);
    let mut data = json!({
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
    });
    if !options.is_null() {
        data["options"] = options;
    }
    if let Some(guild) = command.get("guild_id") {
        data["guild_id"] = guild.clone();
    }
    data
}

/// Fills in options; panics at one that is not declared, or whose value does not fit.
#[track_caller]
pub fn fill(state: &State, channel: u64, path: &Path, given: &Value) -> Filled {
    let given = given.as_object().cloned().unwrap_or_default();
    for name in given.keys() {
        assert!(path.option(name).is_some(), "there is no option `{name}`");
    }
    let (mut filled, mut resolved) = (Vec::new(), json!({}));
    for option in &path.declared {
        let name = option["name"].as_str().unwrap_or_default();
        let Some(value) = given.get(name) else {
            assert!(
                option["required"] != true,
                "the option `{name}` is required"
            );
            continue;
        };
        check(option, name, value);
        resolve(state, channel, option, value, &mut resolved);
        filled.push(json!({ "name": name, "type": option["type"], "value": value }));
    }
    let is_plain = resolved.as_object().is_none_or(serde_json::Map::is_empty);
    Filled {
        options: json!(filled),
        resolved: if is_plain { Value::Null } else { resolved },
    }
}

#[track_caller]
fn check(option: &Value, name: &str, value: &Value) {
    let fits = match option["type"].as_u64() {
        Some(STRING) => {
            let length = value.as_str().map(|text| text.chars().count() as u64);
            let least = option["min_length"].as_u64().unwrap_or(0);
            let most = option["max_length"].as_u64().unwrap_or(6000);
            length.is_some_and(|length| (least..=most).contains(&length))
        }
        Some(INTEGER) => value.is_i64() || value.is_u64(),
        Some(BOOLEAN) => value.is_boolean(),
        Some(NUMBER) => value.is_number(),
        Some(USER..=9 | ATTACHMENT) => value.as_str().is_some_and(|id| id.parse::<u64>().is_ok()),
        _ => false,
    };
    assert!(fits, "`{value}` does not fit the option `{name}`");
    let choices = option["choices"]
        .as_array()
        .filter(|choices| !choices.is_empty());
    if let Some(choices) = choices {
        let is_among = choices.iter().any(|choice| choice["value"] == *value);
        assert!(is_among, "`{value}` is no choice of the option `{name}`");
    }
}

fn resolve(state: &State, channel: u64, option: &Value, value: &Value, resolved: &mut Value) {
    let world = &state.world;
    let Some((text, id)) = value
        .as_str()
        .and_then(|text| Some((text, text.parse().ok()?)))
    else {
        return;
    };
    match option["type"].as_u64() {
        Some(USER) => {
            resolved["users"][text] = world.user(id);
            let guild = world.guild_of(channel);
            if let Some(mut member) = guild.and_then(|guild| world.partial_member(guild, id)) {
                member["permissions"] = json!(world.permissions(channel, id).to_string());
                resolved["members"][text] = member;
            }
        }
        Some(CHANNEL) => {
            if let Some(channel) = world.channels.get(&id) {
                resolved["channels"][text] = world.channel(channel);
            }
        }
        Some(ATTACHMENT) => {
            if let Some(file) = world.files.get(&id) {
                let object = attachments::object(&state.settings.base, id, file);
                resolved["attachments"][text] = object;
            }
        }
        _ => {}
    }
}

/// The component that a user uses; panics if they cannot.
#[track_caller]
pub fn chosen(state: &State, user: u64, message: u64, custom_id: &str, kind: u64) -> Value {
    let stored = state
        .world
        .messages
        .get(&message)
        .expect("a message that is there");
    let is_seen = stored.ephemeral.is_none_or(|only| only == user)
        && state.world.may(user, stored.channel, VIEW_CHANNEL);
    assert!(is_seen, "the user does not see this message");
    let rows = stored.value["components"].as_array().into_iter().flatten();
    let mut controls = rows
        .filter_map(|row| row["components"].as_array())
        .flatten();
    let control = controls.find(|control| control["custom_id"] == custom_id);
    let control = control.unwrap_or_else(|| panic!("the message has no control `{custom_id}`"));
    assert!(
        control["type"] == kind,
        "`{custom_id}` is a control of another kind"
    );
    assert!(control["disabled"] != true, "`{custom_id}` is switched off");
    control.clone()
}
