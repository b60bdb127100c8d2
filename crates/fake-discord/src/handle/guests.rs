//! Where the bot is used without being there: users who have installed it for themselves, servers that have
//! not added it, and their direct messages with others.

use serde_json::{Value, json};

use crate::Fake;
use crate::model::{Channel, DM};
use crate::state::State;

/// Interaction contexts.
const GUILD: u64 = 0;
const BOT_DM: u64 = 1;
const PRIVATE_CHANNEL: u64 = 2;

impl Fake {
    /// A user installs the bot for themselves.
    pub fn install_for(&self, user: u64) {
        self.set(|settings| {
            settings.user_installs.insert(user);
        });
    }

    /// A server that has not added the bot, with a member and a channel; returns both ids.
    pub fn add_foreign_guild(&self, member: u64) -> (u64, u64) {
        self.shared.change(|state| {
            let bot = state.world.bot;
            let guild = state.world.add_guild("a foreign server", member);
            state.world.guild_mut(guild).members.remove(&bot);
            let channel = state.world.add_channel(guild, "general", None);
            (guild, channel)
        })
    }

    /// In a server, who has installed the bot for themselves may no longer show its answers to others.
    pub fn forbid_external_apps(&self, guild: u64) {
        self.set(|settings| {
            settings.hidden_apps.insert(guild);
        });
    }

    /// The direct messages of a user with somebody else.
    pub fn add_private_channel(&self, user: u64) -> u64 {
        self.shared.change(|state| {
            state.world.insert_channel(Channel {
                kind: DM,
                recipient: Some(user),
                is_foreign: true,
                ..Channel::default()
            })
        })
    }
}

impl State {
    /// The context of an interaction in a channel.
    pub fn context_of(&self, channel: u64) -> u64 {
        let channel = &self.world.channels[&channel];
        match channel.guild {
            Some(_) => GUILD,
            None if channel.is_foreign => PRIVATE_CHANNEL,
            None => BOT_DM,
        }
    }

    /// Who has installed the bot where a user uses it.
    #[track_caller]
    pub fn owners(&self, channel: u64, user: u64) -> Value {
        let mut owners = json!({});
        let guild = self.world.guild_of(channel);
        let has_bot = |guild: &u64| {
            self.world.guilds[guild]
                .members
                .contains_key(&self.world.bot)
        };
        match guild {
            Some(guild) if has_bot(&guild) => owners["0"] = json!(guild.to_string()),
            None if self.context_of(channel) == BOT_DM => owners["0"] = json!("0"),
            _ => {}
        }
        if self.settings.user_installs.contains(&user) {
            owners["1"] = json!(user.to_string());
        }
        let is_any = owners.as_object().is_some_and(|owners| !owners.is_empty());
        assert!(is_any, "nobody has installed the bot here");
        owners
    }

    /// Whether what an interaction is answered with is hidden from everybody else, whatever the bot wants.
    pub fn is_hidden(&self, channel: u64, metadata: &Value) -> bool {
        let guild = self.world.guild_of(channel);
        let is_hidden = guild.is_some_and(|guild| self.settings.hidden_apps.contains(&guild));
        is_guest(metadata) && is_hidden
    }
}

/// Whether only a user has installed the bot for the interaction with these metadata.
pub fn is_guest(metadata: &Value) -> bool {
    metadata["authorizing_integration_owners"]
        .get("0")
        .is_none()
}
