//! Who may do what only some may. Discord hides commands by permissions too, which servers can
//! change: here it is asked every time.

use serenity::model::permissions::Permissions;

use crate::config::Config;
use crate::discord::interaction::Caller;

/// Why somebody may not look after the knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// It is no server.
    NoServer,
    /// The operator has not named this server, by its id: a bot that anyone can add to their
    /// server is not to be changed from there.
    Elsewhere(u64),
    /// They are no moderator of it.
    NoModerator,
}

/// Whether somebody may look after the knowledge: who may manage a server that the operator has
/// named, or has one of its moderators' roles.
pub fn may_keep(config: &Config, caller: &Caller) -> Result<(), Denied> {
    let guild = caller.guild.ok_or(Denied::NoServer)?;
    config
        .server(guild.get())
        .ok_or(Denied::Elsewhere(guild.get()))?;
    if has(caller, Permissions::MANAGE_GUILD) || has_role(config, caller) {
        Ok(())
    } else {
        Err(Denied::NoModerator)
    }
}

/// Whether somebody may take away what others have asked for.
pub fn may_delete(config: &Config, caller: &Caller) -> bool {
    has(
        caller,
        Permissions::MANAGE_GUILD | Permissions::MANAGE_MESSAGES,
    ) || has_role(config, caller)
}

/// Whether a member has one of these permissions.
fn has(caller: &Caller, permissions: Permissions) -> bool {
    let held = caller.member.and_then(|member| member.permissions);
    held.is_some_and(|held| held.intersects(permissions | Permissions::ADMINISTRATOR))
}

/// Whether a member has a role that the operator has named.
fn has_role(config: &Config, caller: &Caller) -> bool {
    let server = caller.guild.and_then(|guild| config.server(guild.get()));
    let roles = caller.member.map(|member| &member.roles);
    server.zip(roles).is_some_and(|(server, roles)| {
        let mut roles = roles.iter();
        roles.any(|role| server.has_moderator_role(role.get()))
    })
}
