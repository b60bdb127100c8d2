//! Who may moderate. Discord hides commands by permission too, but servers can change that, so the
//! permission is checked here every time.

use serenity::model::id::{GuildId, RoleId};
use serenity::model::permissions::Permissions;

use crate::config::Servers;
use crate::discord::interaction::InteractionContext;

/// Why a member may not change the knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// They are not in a server.
    NotInServer,
    /// The operator has not configured this server (its id): a bot that anyone can add to their
    /// server must not be changed from there.
    ServerNotConfigured(u64),
    /// They are not a moderator there.
    NotModerator,
}

/// Checks that a member may change the knowledge: in a configured server they have Manage Server, or
/// one of its moderator roles.
pub fn may_moderate(servers: &Servers, member: &InteractionContext) -> Result<(), Denied> {
    let guild = member.guild.ok_or(Denied::NotInServer)?;
    servers
        .get(guild.get())
        .ok_or(Denied::ServerNotConfigured(guild.get()))?;
    if has_permission(member, Permissions::MANAGE_GUILD) || has_role(servers, member) {
        Ok(())
    } else {
        Err(Denied::NotModerator)
    }
}

/// Whether a member may delete an answer to someone else's question.
pub fn may_delete(servers: &Servers, member: &InteractionContext) -> bool {
    has_permission(
        member,
        Permissions::MANAGE_GUILD | Permissions::MANAGE_MESSAGES,
    ) || has_role(servers, member)
}

/// Whether a member may say that somebody else's post is solved.
pub fn may_end_post(servers: &Servers, member: &InteractionContext) -> bool {
    has_permission(
        member,
        Permissions::MANAGE_GUILD | Permissions::MANAGE_THREADS,
    ) || has_role(servers, member)
}

/// Whether a member may write where they are, which may be a thread.
pub fn may_write(member: &InteractionContext, is_thread: bool) -> bool {
    has_permission(
        member,
        if is_thread {
            Permissions::SEND_MESSAGES_IN_THREADS
        } else {
            Permissions::SEND_MESSAGES
        },
    )
}

/// Whether a member has any of these permissions, or all of them as an administrator.
fn has_permission(member: &InteractionContext, permissions: Permissions) -> bool {
    let held = member.member.and_then(|member| member.permissions);
    held.is_some_and(|held| held.intersects(permissions | Permissions::ADMINISTRATOR))
}

fn has_role(servers: &Servers, member: &InteractionContext) -> bool {
    let roles = member.member.map_or(&[][..], |member| &member.roles);
    has_moderator_role(servers, member.guild, roles)
}

/// Whether one of these roles makes a member a moderator of the bot in this server.
pub fn has_moderator_role(servers: &Servers, guild: Option<GuildId>, roles: &[RoleId]) -> bool {
    let server = guild.and_then(|guild| servers.get(guild.get()));
    server.is_some_and(|server| {
        let mut roles = roles.iter();
        roles.any(|role| server.has_moderator_role(role.get()))
    })
}
