//! The model as the JSON objects of Discord's API.

use serde_json::{Value, json};

use crate::model::{Channel, DM, FORUM, Guild, Member, Role, THREAD, World};

/// The bits for “this app reads message content, in fewer than a hundred servers”.
pub const APPLICATION_FLAGS: u64 = 1 << 19;

impl World {
    pub fn user(&self, id: u64) -> Value {
        let user = self.users.get(&id).expect("a user of this fake");
        json!({
            "id": id.to_string(),
            "username": user.name,
            "discriminator": if user.is_bot { "0042" } else { "0" },
            "global_name": if user.is_bot { Value::Null } else { json!(user.name) },
            "avatar": null,
            "bot": user.is_bot,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": null,
        })
    }

    /// The bot as it sees itself.
    pub fn me(&self) -> Value {
        let mut me = self.user(self.bot);
        me["mfa_enabled"] = json!(true);
        me["verified"] = json!(true);
        me["email"] = Value::Null;
        me["locale"] = json!("en-US");
        me
    }

    /// A member without the user, as messages carry one.
    pub fn partial_member(&self, guild: u64, user: u64) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&user)?;
        Some(partial(member))
    }

    pub fn member(&self, guild: u64, user: u64) -> Option<Value> {
        let mut member = self.partial_member(guild, user)?;
        member["user"] = self.user(user);
        Some(member)
    }

    /// The guild of `GUILD_CREATE`.
    pub fn created_guild(&self, guild: &Guild) -> Value {
        if guild.is_unavailable {
            return unavailable(guild);
        }
        let mut value = self::guild(guild);
        let own = guild.members.get(&self.bot);
        let members: Vec<Value> = guild
            .members
            .keys()
            .filter_map(|&user| self.member(guild.id, user))
            .collect();
        let channels = self.channels.values();
        let in_guild = channels.filter(|channel| channel.guild == Some(guild.id));
        let (threads, channels): (Vec<_>, Vec<_>) =
            in_guild.partition(|channel| channel.kind == THREAD);
        let objects = |channels: Vec<&Channel>| -> Vec<Value> {
            channels.into_iter().map(|c| self.channel(c)).collect()
        };
        value["joined_at"] = json!(own.map(|member| &member.joined));
        value["large"] = json!(false);
        value["unavailable"] = json!(false);
        value["member_count"] = json!(guild.members.len());
        value["members"] = json!(members);
        value["channels"] = json!(objects(channels));
        value["threads"] = json!(objects(threads));
        for empty in [
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            value[empty] = json!([]);
        }
        value
    }

    pub fn channel(&self, channel: &Channel) -> Value {
        let last = channel.messages.last().map(u64::to_string);
        if channel.kind == DM {
            let recipients: Vec<Value> = channel.recipient.iter().map(|&u| self.user(u)).collect();
            return json!({
                "id": channel.id.to_string(),
                "type": DM,
                "flags": 0,
                "last_message_id": last,
                "recipients": recipients,
            });
        }
        let overwrites: Vec<Value> = channel
            .overwrites
            .iter()
            .map(|overwrite| {
                json!({
                    "id": overwrite.id.to_string(),
                    "type": u8::from(overwrite.is_member),
                    "allow": overwrite.allow.to_string(),
                    "deny": overwrite.deny.to_string(),
                })
            })
            .collect();
        let mut value = json!({
            "id": channel.id.to_string(),
            "type": channel.kind,
            "flags": 0,
            "guild_id": channel.guild.map(|guild| guild.to_string()),
            "name": channel.name,
            "last_message_id": last,
            "rate_limit_per_user": 0,
            "parent_id": channel.parent.map(|parent| parent.to_string()),
        });
        if channel.kind == THREAD {
            let owner = channel.owner.unwrap_or(self.bot);
            let tags: Vec<String> = channel.tags.iter().map(|tag| tag.id.to_string()).collect();
            value["owner_id"] = json!(owner.to_string());
            value["applied_tags"] = json!(tags);
            value["message_count"] = json!(channel.messages.len());
            value["total_message_sent"] = json!(channel.messages.len());
            value["member_count"] = json!(2);
            value["thread_metadata"] = json!({
                "archived": false,
                "auto_archive_duration": 1440,
                "archive_timestamp": self.clock.timestamp(),
                "locked": false,
                "create_timestamp": self.clock.timestamp(),
            });
        } else {
            value["position"] = json!(0);
            value["nsfw"] = json!(false);
            value["topic"] = Value::Null;
            value["permission_overwrites"] = json!(overwrites);
        }
        if channel.kind == FORUM {
            let tags = channel.tags.iter().map(|tag| {
                json!({
                    "id": tag.id.to_string(),
                    "name": tag.name,
                    "moderated": false,
                    "emoji_id": null,
                    "emoji_name": null,
                })
            });
            value["available_tags"] = tags.collect();
            value["default_reaction_emoji"] = Value::Null;
            value["default_sort_order"] = Value::Null;
            value["default_forum_layout"] = json!(0);
        }
        value
    }

    /// The application as its own bot sees it.
    pub fn application(&self) -> Value {
        let owner = self.guilds.values().next().map_or(self.bot, |g| g.owner);
        json!({
            "id": self.application.to_string(),
            "name": "bot",
            "icon": null,
            "description": "",
            "type": null,
            "verify_key": "0".repeat(64),
            "flags": APPLICATION_FLAGS,
            "flags_new": APPLICATION_FLAGS.to_string(),
            "bot_public": true,
            "bot_require_code_grant": false,
            "bot": self.user(self.bot),
            "redirect_uris": [],
            "interactions_endpoint_url": null,
            "role_connections_verification_url": null,
            "owner": self.user(owner),
            "approximate_guild_count": self.guilds.len(),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": null,
            "eligible_oauth2_scopes": [],
        })
    }
}

/// An unavailable guild.
pub fn unavailable(guild: &Guild) -> Value {
    json!({ "id": guild.id.to_string(), "unavailable": true })
}

pub fn role(role: &Role) -> Value {
    json!({
        "id": role.id.to_string(),
        "name": role.name,
        "permissions": role.permissions.to_string(),
        "position": role.position,
        "color": 0,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "hoist": false,
        "managed": false,
        "mentionable": false,
        "icon": null,
        "unicode_emoji": null,
        "flags": 0,
    })
}

fn partial(member: &Member) -> Value {
    let roles: Vec<String> = member.roles.iter().map(u64::to_string).collect();
    json!({
        "nick": null,
        "avatar": null,
        "banner": null,
        "roles": roles,
        "joined_at": member.joined,
        "premium_since": null,
        "deaf": false,
        "mute": false,
        "flags": 0,
        "pending": false,
        "communication_disabled_until": member.timed_out_until,
    })
}

/// The guild of the REST API.
pub fn guild(guild: &Guild) -> Value {
    json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "icon": null,
        "description": null,
        "home_header": null,
        "splash": null,
        "discovery_splash": null,
        "features": [],
        "banner": null,
        "owner_id": guild.owner.to_string(),
        "application_id": null,
        "region": "us-west",
        "afk_channel_id": null,
        "afk_timeout": 300,
        "system_channel_id": null,
        "system_channel_flags": 0,
        "widget_enabled": false,
        "widget_channel_id": null,
        "verification_level": 0,
        "roles": guild.roles.iter().map(role).collect::<Vec<_>>(),
        "default_message_notifications": 0,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": null,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": null,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "rules_channel_id": null,
        "safety_alerts_channel_id": null,
        "public_updates_channel_id": null,
        "premium_progress_bar_enabled": false,
        "nsfw": false,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": null,
    })
}
