//! Permissions: Discord's bits, and how owner, roles and overwrites combine.

use crate::model::World;

/// “Administrator”.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// “Manage channels”.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// “Manage guild”.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// “Add reactions”.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// “View channel”.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// “Send messages”.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// “Manage messages”.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// “Embed links”.
pub const EMBED_LINKS: u64 = 1 << 14;
/// “Attach files”.
pub const ATTACH_FILES: u64 = 1 << 15;
/// “Read message history”.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// “Mention everyone”.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// “Manage roles”.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// “Use application commands”.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// “Manage threads”.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// “Create public threads”.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// “Send messages in threads”.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// “Moderate members”.
pub const MODERATE_MEMBERS: u64 = 1 << 40;

/// Every permission.
pub const ALL: u64 = (1 << 50) - 1;
/// The permissions of @everyone in a new guild.
pub const EVERYONE: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | SEND_MESSAGES_IN_THREADS;
/// The permissions that a timed-out member keeps.
const TIMED_OUT: u64 = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
/// The permissions of both sides of a DM.
const DIRECT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_APPLICATION_COMMANDS;

impl World {
    /// A user's permissions in a guild before channel overwrites; none for a stranger.
    pub fn guild_permissions(&self, guild: u64, user: u64) -> u64 {
        let Some(guild) = self.guilds.get(&guild) else {
            return 0;
        };
        let Some(member) = guild.members.get(&user) else {
            return 0;
        };
        if guild.owner == user {
            return ALL;
        }
        let held = guild
            .roles
            .iter()
            .filter(|role| role.id == guild.id || member.roles.contains(&role.id));
        let permissions = held.fold(0, |sum, role| sum | role.permissions);
        if permissions & ADMINISTRATOR != 0 {
            return ALL;
        }
        if member.timed_out_until.is_some() {
            permissions & TIMED_OUT
        } else {
            permissions
        }
    }

    /// A user's permissions in a channel; a thread has those of its parent.
    pub fn permissions(&self, channel: u64, user: u64) -> u64 {
        let Some(channel) = self.channels.get(&channel) else {
            return 0;
        };
        if let Some(parent) = channel.parent {
            return self.permissions(parent, user);
        }
        let Some(guild) = channel.guild else {
            let is_party =
                channel.recipient == Some(user) || (user == self.bot && !channel.is_foreign);
            return if is_party { DIRECT } else { 0 };
        };
        let base = self.guild_permissions(guild, user);
        if base == ALL || base == 0 {
            return base;
        }
        let roles = self
            .guilds
            .get(&guild)
            .and_then(|guild| guild.members.get(&user))
            .map_or(&[][..], |member| &member.roles);
        let apply = |permissions: u64, concerns: &dyn Fn(u64) -> bool| {
            let concerned = || channel.overwrites.iter().filter(|o| concerns(o.id));
            let denied = concerned().fold(0, |sum, overwrite| sum | overwrite.deny);
            let allowed = concerned().fold(0, |sum, overwrite| sum | overwrite.allow);
            permissions & !denied | allowed
        };
        let permissions = apply(base, &|id| id == guild);
        let permissions = apply(permissions, &|id| roles.contains(&id));
        let permissions = apply(permissions, &|id| id == user);
        if permissions & VIEW_CHANNEL == 0 {
            0
        } else {
            permissions
        }
    }

    /// Whether a user has all of these permissions in a channel.
    pub fn may(&self, user: u64, channel: u64, permissions: u64) -> bool {
        self.permissions(channel, user) & permissions == permissions
    }

    /// The permission needed to post in a channel.
    pub fn may_send(&self, user: u64, channel: u64) -> bool {
        let is_thread = self
            .channels
            .get(&channel)
            .is_some_and(|c| c.parent.is_some());
        let needed = if is_thread {
            SEND_MESSAGES_IN_THREADS
        } else {
            SEND_MESSAGES
        };
        self.may(user, channel, VIEW_CHANNEL | needed)
    }
}
