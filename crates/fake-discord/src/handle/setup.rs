//! What a test sets up: guilds, channels, members, permissions, the application, and the clock.

use std::time::Duration;

use serde_json::Value;

use crate::Fake;
use crate::model::{Overwrite, World};
use crate::state::Settings;

impl Fake {
    fn world<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        self.shared.change(|state| change(&mut state.world))
    }

    pub(crate) fn set(&self, set: impl FnOnce(&mut Settings)) {
        self.shared.change(|state| set(&mut state.settings));
    }

    /// Another guild that the bot is in: `GUILD_CREATE` if it is connected.
    pub fn add_guild(&self, name: &str) -> u64 {
        self.shared.change(|state| {
            let guild = state.world.add_guild(name, self.owner);
            let data = state.world.created_guild(&state.world.guilds[&guild]);
            state.emit("GUILD_CREATE", Some(guild), None, &data);
            guild
        })
    }

    /// A text channel of the first guild.
    pub fn add_channel(&self, name: &str) -> u64 {
        self.add_channel_in(self.guild, name)
    }

    /// A text channel of a guild: `CHANNEL_CREATE`.
    pub fn add_channel_in(&self, guild: u64, name: &str) -> u64 {
        self.shared.change(|state| {
            let channel = state.world.add_channel(guild, name, None);
            let data = state.world.channel(&state.world.channels[&channel]);
            state.emit("CHANNEL_CREATE", Some(guild), Some(channel), &data);
            channel
        })
    }

    /// A public thread in a channel.
    pub fn add_thread(&self, channel: u64, name: &str) -> u64 {
        self.shared.change(|state| {
            let guild = state
                .world
                .guild_of(channel)
                .expect("a channel of a server");
            let thread = state.world.add_channel(guild, name, Some(channel));
            state.tell_of_thread(thread);
            thread
        })
    }

    /// A new user who is in the first guild, with these roles.
    pub fn add_member(&self, name: &str, roles: &[u64]) -> u64 {
        self.world(|world| {
            let user = world.add_user(name);
            world.join(self.guild, user, roles);
            user
        })
    }

    /// A user who shares no guild with the bot.
    pub fn add_stranger(&self, name: &str) -> u64 {
        self.world(|world| world.add_user(name))
    }

    /// A user joins a guild with these roles.
    pub fn join(&self, guild: u64, user: u64, roles: &[u64]) {
        self.world(|world| world.join(guild, user, roles));
    }

    /// A role of the first guild, with these permission bits.
    pub fn add_role(&self, name: &str, permissions: u64) -> u64 {
        self.add_role_in(self.guild, name, permissions)
    }

    /// A role of a guild, with these permission bits.
    pub fn add_role_in(&self, guild: u64, name: &str, permissions: u64) -> u64 {
        self.world(|world| world.add_role(guild, name, permissions))
    }

    /// Removes a role from a member of the first guild.
    pub fn take_role(&self, user: u64, role: u64) {
        self.world(|world| {
            let member = world.guild_mut(self.guild).members.get_mut(&user);
            member.expect("a member").roles.retain(|held| *held != role);
        });
    }

    /// Overrides `default_member_permissions`, as a guild's own settings can: every command is open
    /// to everyone.
    pub fn open_commands(&self) {
        self.shared
            .change(|state| state.settings.are_commands_open = true);
    }

    /// Gives the bot a role of the first guild.
    pub fn give_bot(&self, role: u64) {
        self.world(|world| {
            let bot = world.bot;
            let member = world.guild_mut(self.guild).members.get_mut(&bot);
            member.expect("the bot in its server").roles.push(role);
        });
    }

    /// Denies the bot permissions in a channel.
    pub fn deny(&self, channel: u64, permissions: u64) {
        let bot = self.bot_id();
        self.overwrite(channel, bot, 0, permissions);
    }

    /// Sets a member's permission overwrite in a channel.
    pub fn overwrite(&self, channel: u64, member: u64, allow: u64, deny: u64) {
        self.world(|world| {
            let overwrites = &mut world.channel_mut(channel).overwrites;
            overwrites.retain(|overwrite| overwrite.id != member);
            overwrites.push(Overwrite {
                id: member,
                is_member: true,
                allow,
                deny,
            });
        });
    }

    /// Times a member out: they can only read.
    pub fn time_out(&self, user: u64, duration: Duration) {
        self.world(|world| {
            let until = world.clock.timestamp_in(duration);
            let member = world.guild_mut(self.guild).members.get_mut(&user);
            member.expect("a member").timed_out_until = Some(until);
        });
    }

    /// The DM channel of the bot and a user.
    pub fn dm(&self, user: u64) -> u64 {
        self.world(|world| world.dm(user))
    }

    /// The language a user's client is set to, such as `de`.
    pub fn set_locale(&self, user: u64, locale: &str) {
        self.world(|world| {
            if let Some(user) = world.users.get_mut(&user) {
                locale.clone_into(&mut user.locale);
            }
        });
    }

    /// The language that the server prefers, such as `de`.
    pub fn set_server_locale(&self, locale: &str) {
        self.world(|world| {
            locale.clone_into(&mut world.guild_mut(self.guild).locale);
        });
    }

    /// Enables privileged intents for the application.
    pub fn grant(&self, intents: u64) {
        self.set(|settings| settings.granted |= intents);
    }

    /// Replaces the bot's token, as a reset would.
    pub fn reset_token(&self, token: &str) {
        self.set(|settings| token.clone_into(&mut settings.token));
    }

    /// How often the bot must send a heartbeat, as HELLO says.
    pub fn set_heartbeat(&self, interval: Duration) {
        self.set(|settings| settings.heartbeat = interval);
    }

    /// How many shards `GET /gateway/bot` recommends.
    pub fn set_shards(&self, shards: u64) {
        self.set(|settings| settings.shards = shards);
    }

    /// Sets `session_start_limit`: how many sessions are left, and when the limit resets.
    pub fn set_session_limit(&self, left: u64, reset: Duration) {
        self.set(|settings| {
            settings.sessions_left = left;
            settings.sessions_reset = reset;
        });
    }

    /// Whether the gateway compresses frames for a bot that sets `compress`.
    pub fn pack_frames(&self, is_packed: bool) {
        self.set(|settings| settings.is_packed = is_packed);
    }

    /// Whether bodies are checked against the API description, which takes time.
    pub fn check_bodies(&self, is_checked: bool) {
        self.set(|settings| settings.is_checked = is_checked);
    }

    /// An error with this code is no violation.
    pub fn allow_error(&self, code: u64) {
        self.set(|settings| {
            settings.allowed_errors.insert(code);
        });
    }

    /// The bot may mention this role in a message that it posts; anybody else is a violation.
    pub fn allow_calls(&self, role: u64) {
        self.set(|settings| settings.callable = Some(role));
    }

    /// The bot may mention this user in a first response; anybody else is a violation.
    pub fn allow_mention(&self, user: u64) {
        self.set(|settings| settings.mentionable = Some(user));
    }

    /// Removes a role of the first guild.
    pub fn remove_role(&self, role: u64) {
        self.world(|world| {
            world
                .guild_mut(self.guild)
                .roles
                .retain(|own| own.id != role);
        });
    }

    /// An interaction without a response is no violation.
    pub fn allow_silence(&self) {
        self.set(|settings| settings.allows_silence = true);
    }

    /// Advances the fake's clock, which snowflakes, timestamps, rate limits and interaction deadlines
    /// follow.
    pub fn forward_clock(&self, by: Duration) {
        self.world(|world| world.clock.forward(by));
    }

    /// Registers commands as if an earlier release of the bot had.
    pub fn leave_commands(&self, guild: Option<u64>, commands: &[Value]) {
        self.shared
            .change(|state| state.leave_commands(guild, commands));
    }
}
