//! The routes for the gateway's address, the bot itself, users and guilds.

#![expect(
    clippy::unnecessary_wraps,
    reason = "whatever carries a route out may fail"
)]

use serde_json::{Value, json};

use crate::model::objects;
use crate::rest::errors::{ApiError, MISSING_ACCESS, UNKNOWN_GUILD, UNKNOWN_MEMBER, UNKNOWN_USER};
use crate::rest::routes::{Answer, Call};

impl Call<'_> {
    /// The guild of the path, which the bot must be in.
    fn own_guild(&self) -> Result<u64, ApiError> {
        let world = &self.state.world;
        let guild = world.guilds.get(&self.id(0)).ok_or(UNKNOWN_GUILD)?;
        if guild.members.contains_key(&world.bot) {
            Ok(guild.id)
        } else {
            Err(MISSING_ACCESS)
        }
    }
}

pub fn gateway(call: &mut Call<'_>) -> Answer {
    Ok((200, json!({ "url": call.state.settings.gateway_url })))
}

pub fn gateway_bot(call: &mut Call<'_>) -> Answer {
    let settings = &call.state.settings;
    let reset = u64::try_from(settings.sessions_reset.as_millis()).unwrap_or(u64::MAX);
    let answer = json!({
        "url": settings.gateway_url,
        "shards": settings.shards,
        "session_start_limit": {
            "total": 1000,
            "remaining": settings.sessions_left,
            "reset_after": reset,
            "max_concurrency": 1,
        },
    });
    Ok((200, answer))
}

pub fn application(call: &mut Call<'_>) -> Answer {
    Ok((200, call.state.world.application()))
}

pub fn me(call: &mut Call<'_>) -> Answer {
    Ok((200, call.state.world.me()))
}

pub fn my_guilds(call: &mut Call<'_>) -> Answer {
    let world = &call.state.world;
    let own = world
        .guilds
        .values()
        .filter(|guild| guild.members.contains_key(&world.bot));
    let guilds = own.map(|guild| {
        json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": guild.owner == world.bot,
            "permissions": world.guild_permissions(guild.id, world.bot).to_string(),
            "features": [],
        })
    });
    Ok((200, guilds.collect()))
}

pub fn open_dm(call: &mut Call<'_>) -> Answer {
    let recipient = &call.body["recipient_id"];
    let recipient = recipient
        .as_u64()
        .or_else(|| recipient.as_str()?.parse().ok());
    let world = &mut call.state.world;
    let known = recipient.filter(|user| world.users.contains_key(user) && *user != world.bot);
    let channel = world.dm(known.ok_or(UNKNOWN_USER)?);
    Ok((200, world.channel(&world.channels[&channel])))
}

pub fn user(call: &mut Call<'_>) -> Answer {
    let (id, world) = (call.id(0), &call.state.world);
    if world.users.contains_key(&id) {
        Ok((200, world.user(id)))
    } else {
        Err(UNKNOWN_USER)
    }
}

pub fn guild(call: &mut Call<'_>) -> Answer {
    let guild = call.own_guild()?;
    let world = &call.state.world;
    Ok((200, objects::guild(&world.guilds[&guild])))
}

pub fn guild_channels(call: &mut Call<'_>) -> Answer {
    let guild = call.own_guild()?;
    let world = &call.state.world;
    let channels = world.channels.values();
    let own = channels.filter(|c| c.guild == Some(guild) && c.parent.is_none());
    Ok((200, own.map(|channel| world.channel(channel)).collect()))
}

pub fn roles(call: &mut Call<'_>) -> Answer {
    let guild = call.own_guild()?;
    let roles = &call.state.world.guilds[&guild].roles;
    Ok((200, roles.iter().map(objects::role).collect::<Value>()))
}

pub fn member(call: &mut Call<'_>) -> Answer {
    let guild = call.own_guild()?;
    let member = call.state.world.member(guild, call.id(1));
    Ok((200, member.ok_or(UNKNOWN_MEMBER)?))
}
