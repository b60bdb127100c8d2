//! What exists on the fake Discord: guilds, roles, channels, users, messages and files.

pub mod clock;
pub mod interactions;
pub mod message_object;
pub mod messages;
pub mod objects;
pub mod permissions;
pub mod threads;

use std::collections::{BTreeMap, HashMap};

use axum::http::StatusCode;
use serde_json::Value;

use crate::model::clock::Clock;
use crate::model::threads::Tag;

/// Channel type: text channel of a guild.
pub const TEXT: u64 = 0;
/// Channel type: DM.
pub const DM: u64 = 1;
/// Channel type: public thread.
pub const THREAD: u64 = 11;
/// Channel type: forum, whose threads are its posts.
pub const FORUM: u64 = 15;

#[derive(Debug, Clone)]
pub struct User {
    pub name: String,
    pub is_bot: bool,
    pub locale: String,
}

#[derive(Debug, Clone)]
pub struct Role {
    pub id: u64,
    pub name: String,
    pub permissions: u64,
    pub position: usize,
}

#[derive(Debug, Clone)]
pub struct Member {
    pub roles: Vec<u64>,
    pub joined: String,
    pub timed_out_until: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Guild {
    pub id: u64,
    pub name: String,
    pub owner: u64,
    pub locale: String,
    /// The first is @everyone, whose id is the guild's.
    pub roles: Vec<Role>,
    pub members: BTreeMap<u64, Member>,
    /// Whether it is unavailable.
    pub is_unavailable: bool,
}

#[derive(Debug, Clone)]
pub struct Overwrite {
    /// A role or a user.
    pub id: u64,
    pub is_member: bool,
    pub allow: u64,
    pub deny: u64,
}

#[derive(Debug, Clone, Default)]
pub struct Channel {
    pub id: u64,
    pub kind: u64,
    pub guild: Option<u64>,
    pub name: String,
    pub overwrites: Vec<Overwrite>,
    /// The parent of a thread.
    pub parent: Option<u64>,
    /// Who opened a thread.
    pub owner: Option<u64>,
    /// The tags that a forum has, or those of a post.
    pub tags: Vec<Tag>,
    /// The user on the other side of a DM.
    pub recipient: Option<u64>,
    /// Whether the bot is not in it, although it is no server's.
    pub is_foreign: bool,
    /// Its messages, oldest first.
    pub messages: Vec<u64>,
}

/// A message with what only the fake knows about it.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The message object.
    pub value: Value,
    /// The request body with which the bot last created or edited it.
    pub sent: Value,
    pub author: u64,
    pub channel: u64,
    /// The only user who sees it, if it is ephemeral.
    pub ephemeral: Option<u64>,
}

/// Everything that exists, and the clock.
#[derive(Debug)]
pub struct World {
    pub clock: Clock,
    pub application: u64,
    pub bot: u64,
    pub users: HashMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: BTreeMap<u64, Channel>,
    pub messages: HashMap<u64, Stored>,
    /// The replies to each message, in order.
    pub replies: HashMap<u64, Vec<u64>>,
    /// The message that a nonce created in a channel.
    pub nonces: HashMap<(u64, String), u64>,
    /// Files by their ids.
    pub files: HashMap<u64, crate::rest::attachments::File>,
    /// Files whose URL returns 404.
    pub served_as: HashMap<u64, StatusCode>,
    /// How many messages the bot has created.
    pub posts: usize,
}

impl World {
    /// A world with the bot and nothing else.
    pub fn new() -> Self {
        let mut clock = Clock::new();
        let bot = clock.id();
        let mut world = Self {
            clock,
            application: bot,
            bot,
            users: HashMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: HashMap::new(),
            replies: HashMap::new(),
            nonces: HashMap::new(),
            files: HashMap::new(),
            served_as: HashMap::new(),
            posts: 0,
        };
        world.users.insert(
            bot,
            User {
                name: "bot".to_owned(),
                is_bot: true,
                locale: "en-US".to_owned(),
            },
        );
        world
    }

    pub fn add_user(&mut self, name: &str) -> u64 {
        let id = self.clock.id();
        let user = User {
            name: name.to_owned(),
            is_bot: false,
            locale: "en-GB".to_owned(),
        };
        self.users.insert(id, user);
        id
    }

    /// A guild of this owner, with the bot in it.
    pub fn add_guild(&mut self, name: &str, owner: u64) -> u64 {
        let id = self.clock.id();
        let everyone = Role {
            id,
            name: "@everyone".to_owned(),
            permissions: permissions::EVERYONE,
            position: 0,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-US".to_owned(),
            roles: vec![everyone],
            members: BTreeMap::new(),
            is_unavailable: false,
        };
        self.guilds.insert(id, guild);
        self.join(id, owner, &[]);
        self.join(id, self.bot, &[]);
        id
    }

    pub fn join(&mut self, guild: u64, user: u64, roles: &[u64]) {
        let member = Member {
            roles: roles.to_vec(),
            joined: self.clock.timestamp(),
            timed_out_until: None,
        };
        self.guild_mut(guild).members.insert(user, member);
    }

    pub fn add_role(&mut self, guild: u64, name: &str, permissions: u64) -> u64 {
        let id = self.clock.id();
        let roles = &mut self.guild_mut(guild).roles;
        roles.push(Role {
            id,
            name: name.to_owned(),
            permissions,
            position: roles.len(),
        });
        id
    }

    pub fn add_channel(&mut self, guild: u64, name: &str, parent: Option<u64>) -> u64 {
        let kind = if parent.is_some() { THREAD } else { TEXT };
        self.insert_channel(Channel {
            kind,
            guild: Some(guild),
            name: name.to_owned(),
            parent,
            owner: parent.map(|_| self.bot),
            ..Channel::default()
        })
    }

    /// The DM channel of the bot and a user, created if needed.
    pub fn dm(&mut self, user: u64) -> u64 {
        let mut channels = self.channels.values();
        let open = channels.find(|c| c.recipient == Some(user) && !c.is_foreign);
        if let Some(channel) = open {
            return channel.id;
        }
        self.insert_channel(Channel {
            kind: DM,
            recipient: Some(user),
            ..Channel::default()
        })
    }

    pub fn insert_channel(&mut self, channel: Channel) -> u64 {
        let id = self.clock.id();
        self.channels.insert(id, Channel { id, ..channel });
        id
    }

    /// A guild that a test has named.
    pub fn guild_mut(&mut self, guild: u64) -> &mut Guild {
        self.guilds.get_mut(&guild).expect("a server of this fake")
    }

    /// A channel that a test has named.
    pub fn channel_mut(&mut self, channel: u64) -> &mut Channel {
        let found = self.channels.get_mut(&channel);
        found.expect("a channel of this fake")
    }

    /// The guild of a channel, none for a DM.
    pub fn guild_of(&self, channel: u64) -> Option<u64> {
        self.channels
            .get(&channel)
            .and_then(|channel| channel.guild)
    }
}
