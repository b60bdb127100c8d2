//! What users do with a bot's commands, buttons, select menus and modals.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::Fake;
use crate::Message;
use crate::handle::availability::{chosen, fill, offered, options};
use crate::handle::interaction::Interaction;
use crate::model::interactions::{AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Record};
use crate::state::State;

const FORM: u64 = 9;

/// An interaction about to be sent.
struct Act {
    kind: u64,
    command: u64,
    title: String,
    user: u64,
    channel: u64,
    data: Value,
    source: Option<u64>,
    /// Fields of `interaction_metadata` that depend on the kind.
    metadata: Value,
}

impl Fake {
    /// A user runs a slash command, its options given by name. For a subcommand, `name` is
    /// `command subcommand`.
    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "it is given as `json!({ … })`"
    )]
    pub fn slash(&self, user: u64, channel: u64, name: &str, given: Value) -> Interaction {
        self.send(|state| {
            let (command, path) = offered(state, user, channel, 1, name);
            let filled = fill(state, channel, &path, &given);
            let mut data = options(&command, &path, filled.options);
            if !filled.resolved.is_null() {
                data["resolved"] = filled.resolved;
            }
            Act {
                kind: COMMAND,
                command: 1,
                title: format!("/{name}"),
                user,
                channel,
                data,
                source: None,
                metadata: json!({}),
            }
        })
    }

    /// A user types into an option that has autocomplete.
    #[track_caller]
    pub fn autocomplete(
        &self,
        user: u64,
        channel: u64,
        name: &str,
        option: &str,
        typed: &str,
    ) -> Interaction {
        self.send(|state| {
            let (command, path) = offered(state, user, channel, 1, name);
            let declared = path.option(option);
            let is_completed = declared.is_some_and(|o| o["autocomplete"] == true);
            assert!(is_completed, "/{name} does not complete `{option}`");
            let kind = declared.map(|declared| declared["type"].clone());
            let focused =
                json!([{ "name": option, "type": kind, "value": typed, "focused": true }]);
            Act {
                kind: AUTOCOMPLETE,
                command: 1,
                title: format!("the completion of /{name}"),
                user,
                channel,
                data: options(&command, &path, focused),
                source: None,
                metadata: json!({}),
            }
        })
    }

    /// A user runs a message command from a message's context menu.
    #[track_caller]
    pub fn message_command(&self, user: u64, name: &str, message: &Message) -> Interaction {
        self.send(|state| {
            let (command, path) = offered(state, user, message.channel, 3, name);
            let stored = state.world.messages.get(&message.id);
            let target = stored.expect("a message that is there").value.clone();
            let mut data = options(&command, &path, Value::Null);
            data["target_id"] = json!(message.id.to_string());
            data["resolved"] = json!({ "messages": { message.id.to_string(): target } });
            Act {
                kind: COMMAND,
                command: 3,
                title: format!("“{name}”"),
                user,
                channel: message.channel,
                data,
                source: None,
                metadata: json!({ "target_message_id": message.id.to_string() }),
            }
        })
    }

    /// A user presses the button with this custom id.
    #[track_caller]
    pub fn press(&self, user: u64, message: &Message, custom_id: &str) -> Interaction {
        self.send(|state| {
            chosen(state, user, message.id, custom_id, 2);
            let data = json!({ "custom_id": custom_id, "component_type": 2 });
            component(user, message, custom_id, data)
        })
    }

    /// A user presses the button with this label.
    #[track_caller]
    pub fn press_label(&self, user: u64, message: &Message, label: &str) -> Interaction {
        let now = message.now().expect("a message that is there");
        let buttons = now.buttons();
        let button = buttons.iter().find(|button| button.label == label);
        let button = button.unwrap_or_else(|| panic!("no “{label}” among {:?}", now.labels()));
        self.press(user, message, &button.custom_id)
    }

    /// A user picks values in a select menu.
    #[track_caller]
    pub fn select(
        &self,
        user: u64,
        message: &Message,
        custom_id: &str,
        values: &[&str],
    ) -> Interaction {
        self.send(|state| {
            let menu = chosen(state, user, message.id, custom_id, 3);
            let offered: Vec<&str> = menu["options"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|option| option["value"].as_str())
                .collect();
            for value in values {
                assert!(offered.contains(value), "no `{value}` among {offered:?}");
            }
            let bound = |key: &str| menu[key].as_u64().unwrap_or(1);
            let count = values.len() as u64;
            let fits = (bound("min_values")..=bound("max_values")).contains(&count);
            assert!(fits, "the menu does not let one pick {count}");
            let data = json!({ "custom_id": custom_id, "component_type": 3, "values": values });
            component(user, message, custom_id, data)
        })
    }

    /// A user submits the modal that an interaction was answered with.
    #[track_caller]
    pub fn submit_modal(
        &self,
        user: u64,
        asked: &Interaction,
        fields: &[(&str, &str)],
    ) -> Interaction {
        self.send(|state| {
            let record = state
                .records
                .get(asked.id)
                .expect("an interaction of this fake");
            let given = record.response.as_ref().filter(|given| given.kind == FORM);
            let form = given.expect("an interaction answered with a form").body["data"].clone();
            let (source, channel) = (record.source, record.channel);
            let metadata = json!({ "triggering_interaction_metadata": record.metadata });
            let title = format!("the form “{}”", form["title"].as_str().unwrap_or_default());
            let rows: Vec<Value> = fields
                .iter()
                .map(|(custom_id, value)| {
                    let field =
                        json!({ "type": 4, "id": 2, "custom_id": custom_id, "value": value });
                    json!({ "type": 1, "id": 1, "components": [field] })
                })
                .collect();
            Act {
                kind: MODAL,
                command: 0,
                title,
                user,
                channel,
                data: json!({ "custom_id": form["custom_id"], "components": rows }),
                source,
                metadata,
            }
        })
    }

    #[track_caller]
    fn send(&self, act: impl FnOnce(&State) -> Act) -> Interaction {
        let id = self.shared.change(|state| {
            let act = act(state);
            state.interact(act)
        });
        Interaction {
            id,
            shared: Arc::clone(&self.shared),
        }
    }
}

fn component(user: u64, message: &Message, custom_id: &str, data: Value) -> Act {
    Act {
        kind: COMPONENT,
        command: 0,
        title: format!("the control `{custom_id}`"),
        user,
        channel: message.channel,
        data,
        source: Some(message.id),
        metadata: json!({ "interacted_message_id": message.id.to_string() }),
    }
}

impl State {
    /// Who has installed the bot where something is used, as `authorizing_integration_owners`, and the context. A control
    /// works for everybody who sees it, by whoever had installed the bot for its message.
    fn installed(&self, act: &Act) -> (Value, u64) {
        let context = self.context_of(act.channel);
        let source = act.source.map(|id| &self.world.messages[&id].value);
        let metadata = source.map(|message| &message["interaction_metadata"]);
        let owners = metadata.map(|own| &own["authorizing_integration_owners"]);
        match owners.filter(|owners| owners.is_object()) {
            Some(owners) => (owners.clone(), context),
            None => (self.owners(act.channel, act.user), context),
        }
    }

    fn interact(&mut self, act: Act) -> u64 {
        let id = self.world.clock.id();
        let token = format!("fake-{}-{:x}", id, fastrand::u64(..));
        let guild = self.world.guild_of(act.channel);
        let (owners, context) = self.installed(&act);
        let world = &self.world;
        let mut event = json!({
            "id": id.to_string(),
            "application_id": world.application.to_string(),
            "type": act.kind,
            "data": act.data,
            "channel": world.channel(&world.channels[&act.channel]),
            "channel_id": act.channel.to_string(),
            "token": token,
            "version": 1,
            "app_permissions": world.permissions(act.channel, world.bot).to_string(),
            "locale": world.users[&act.user].locale,
            "entitlements": [],
            "authorizing_integration_owners": owners,
            "context": context,
            "attachment_size_limit": 10 * 1024 * 1024,
        });
        let permissions = world.permissions(act.channel, act.user).to_string();
        event["channel"]["permissions"] = json!(permissions);
        if let Some(guild) = guild {
            let mut member = world
                .member(guild, act.user)
                .expect("a member of the server");
            member["permissions"] = json!(permissions);
            let locale = &world.guilds[&guild].locale;
            event["member"] = member;
            event["guild_id"] = json!(guild.to_string());
            event["guild_locale"] = json!(locale);
            event["guild"] = json!({ "id": guild.to_string(), "locale": locale, "features": [] });
        } else {
            event["user"] = world.user(act.user);
        }
        if let Some(source) = act.source {
            event["message"] = world.messages[&source].value.clone();
        }
        let mut metadata = json!({
            "id": id.to_string(),
            "type": act.kind,
            "user": world.user(act.user),
            "authorizing_integration_owners": owners,
        });
        for (key, value) in act.metadata.as_object().into_iter().flatten() {
            metadata[key] = value.clone();
        }
        let sent = world.clock.elapsed();
        self.records.insert(Record {
            id,
            token,
            kind: act.kind,
            command: act.command,
            title: act.title,
            user: act.user,
            channel: act.channel,
            sent,
            source: act.source,
            metadata,
            response: None,
            original: None,
            followups: Vec::new(),
            is_owed: false,
            changes: 0,
            is_receipt_lost: false,
            allows_silence: false,
        });
        self.emit("INTERACTION_CREATE", guild, None, &event);
        id
    }
}
