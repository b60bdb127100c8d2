//! The bot's application commands, global and per guild, and their routes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::rest::errors::{ApiError, MISSING_ACCESS, UNKNOWN_APPLICATION, UNKNOWN_COMMAND};
use crate::rest::routes::{Answer, Call};
use crate::state::State;
use crate::validation;

/// All commands; `None` is the global scope.
#[derive(Debug, Default)]
pub struct Commands {
    pub by_place: BTreeMap<Option<u64>, Vec<Value>>,
    /// How many requests have changed commands.
    pub writes: usize,
}

impl Commands {
    pub fn of(&self, guild: Option<u64>) -> &[Value] {
        self.by_place.get(&guild).map_or(&[], Vec::as_slice)
    }

    /// The command that a member of a guild (or a user in a DM) sees under a name.
    pub fn find(&self, guild: Option<u64>, kind: u64, name: &str) -> Option<&Value> {
        let own = guild.map_or(&[][..], |guild| self.of(Some(guild)));
        let mut all = own.iter().chain(self.of(None));
        all.find(|command| command["type"] == kind && command["name"] == name)
    }
}

type Default = (&'static str, fn() -> Value);

/// A command's default fields.
const DEFAULTS: &[Default] = &[
    ("type", || json!(1)),
    ("description", || json!("")),
    ("default_member_permissions", || Value::Null),
    ("nsfw", || json!(false)),
    ("integration_types", || json!([0])),
];

impl Call<'_> {
    /// The guild of the path, if it names one.
    fn place(&self) -> Result<Option<u64>, ApiError> {
        let world = &self.state.world;
        if self.id(0) != world.application {
            return Err(UNKNOWN_APPLICATION);
        }
        if !self.template.contains("/guilds/") {
            return Ok(None);
        }
        let guild = self.id(1);
        let found = world.guilds.get(&guild);
        if found.is_some_and(|guild| guild.members.contains_key(&world.bot)) {
            Ok(Some(guild))
        } else {
            Err(MISSING_ACCESS)
        }
    }

    fn command_id(&self) -> String {
        self.parameters
            .last()
            .copied()
            .unwrap_or_default()
            .to_owned()
    }

    /// A command as the API returns it.
    fn shown(&self, command: &Value) -> Value {
        let mut command = command.clone();
        if self.query("with_localizations") != Some("true")
            && let Some(map) = command.as_object_mut()
        {
            map.remove("name_localizations");
            map.remove("description_localizations");
        }
        command
    }
}

pub fn list(call: &mut Call<'_>) -> Answer {
    let place = call.place()?;
    let commands = call.state.commands.of(place);
    Ok((
        200,
        commands.iter().map(|command| call.shown(command)).collect(),
    ))
}

pub fn get(call: &mut Call<'_>) -> Answer {
    let place = call.place()?;
    let id = call.command_id();
    let mut commands = call.state.commands.of(place).iter();
    let found = commands.find(|command| command["id"] == id);
    Ok((200, found.cloned().ok_or(UNKNOWN_COMMAND)?))
}

pub fn replace(call: &mut Call<'_>) -> Answer {
    let place = call.place()?;
    let wanted = call.body.as_array().cloned().unwrap_or_default();
    call.judge(validation::commands::check_all(&wanted))?;
    let written: Vec<Value> = wanted
        .iter()
        .map(|command| call.state.write(place, command))
        .collect();
    call.state.commands.writes += 1;
    call.state.commands.by_place.insert(place, written.clone());
    Ok((200, json!(written)))
}

pub fn create(call: &mut Call<'_>) -> Answer {
    let place = call.place()?;
    call.judge(validation::commands::check(call.body))?;
    let name = call.body["name"].clone();
    let written = call.state.write(place, call.body);
    call.state.commands.writes += 1;
    let commands = call.state.commands.by_place.entry(place).or_default();
    let before = commands
        .iter()
        .position(|command| command["name"] == name && command["type"] == written["type"]);
    let status = if let Some(at) = before {
        commands[at] = written.clone();
        200
    } else {
        commands.push(written.clone());
        201
    };
    Ok((status, written))
}

pub fn edit(call: &mut Call<'_>) -> Answer {
    let place = call.place()?;
    let id = call.command_id();
    let commands = call.state.commands.of(place);
    let at = commands
        .iter()
        .position(|command| command["id"] == id)
        .ok_or(UNKNOWN_COMMAND)?;
    let mut changed = commands[at].clone();
    for (key, value) in call.body.as_object().into_iter().flatten() {
        changed[key] = value.clone();
    }
    call.judge(validation::commands::check(&changed))?;
    changed["version"] = json!(call.state.world.clock.id().to_string());
    call.state.commands.writes += 1;
    call.state.commands.by_place.entry(place).or_default()[at] = changed.clone();
    Ok((200, changed))
}

pub fn delete(call: &mut Call<'_>) -> Answer {
    let place = call.place()?;
    let id = call.command_id();
    let commands = call.state.commands.by_place.entry(place).or_default();
    let at = commands
        .iter()
        .position(|command| command["id"] == id)
        .ok_or(UNKNOWN_COMMAND)?;
    commands.remove(at);
    call.state.commands.writes += 1;
    Ok((204, Value::Null))
}

impl State {
    /// Registers commands without a request.
    pub fn leave_commands(&mut self, place: Option<u64>, commands: &[Value]) {
        let written = commands
            .iter()
            .map(|command| self.write(place, command))
            .collect();
        self.commands.by_place.insert(place, written);
    }

    /// A command as Discord stores it: one of the same name keeps its id, and a change gives it a
    /// new version.
    fn write(&mut self, place: Option<u64>, wanted: &Value) -> Value {
        let mut command = wanted.clone();
        tidy_options(&mut command);
        for key in ["name_localizations", "description_localizations"] {
            if command[key]
                .as_object()
                .is_none_or(serde_json::Map::is_empty)
            {
                command[key] = Value::Null;
            }
        }
        for (key, default) in DEFAULTS {
            if command.get(*key).is_none() {
                command[*key] = default();
            }
        }
        command["application_id"] = json!(self.world.application.to_string());
        match place {
            Some(guild) => command["guild_id"] = json!(guild.to_string()),
            None if command.get("contexts").is_none() => command["contexts"] = Value::Null,
            None => {}
        }
        let mut before = self.commands.of(place).iter();
        let before = before.find(|c| c["name"] == command["name"] && c["type"] == command["type"]);
        let mut ids = before.map(|before| (before["id"].clone(), before["version"].clone()));
        if let (Some(before), Some((id, version))) = (before, &mut ids) {
            command["id"] = id.clone();
            command["version"] = version.clone();
            if command != *before {
                *version = Value::Null;
            }
        }
        let (id, version) = ids.unwrap_or_default();
        let mut or_new = |value: Value| match value {
            Value::Null => json!(self.world.clock.id().to_string()),
            kept => kept,
        };
        command["id"] = or_new(id);
        command["version"] = or_new(version);
        command
    }
}

/// Removes option fields that equal their default.
fn tidy_options(of: &mut Value) {
    let is_said = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => true,
    };
    let Some(map) = of.as_object_mut() else {
        return;
    };
    let Some(Value::Array(mut options)) = map.remove("options") else {
        return;
    };
    for option in &mut options {
        tidy_options(option);
        if let Some(map) = option.as_object_mut() {
            map.retain(|_, value| is_said(value));
        }
    }
    if !options.is_empty() {
        map.insert("options".to_owned(), Value::Array(options));
    }
}
