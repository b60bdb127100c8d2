//! Threads, and forums with their tags.

use crate::model::{Channel, FORUM, THREAD, World};

/// A tag of a forum.
#[derive(Debug, Clone)]
pub struct Tag {
    pub id: u64,
    pub name: String,
}

impl World {
    /// A forum with tags of these names.
    pub fn add_forum(&mut self, guild: u64, name: &str, tags: &[&str]) -> u64 {
        let tags = tags.iter().map(|&name| Tag {
            id: self.clock.id(),
            name: name.to_owned(),
        });
        let tags = tags.collect();
        self.insert_channel(Channel {
            kind: FORUM,
            guild: Some(guild),
            name: name.to_owned(),
            tags,
            ..Channel::default()
        })
    }

    /// A thread of a channel, or a post of a forum, that a user opens.
    pub fn open_thread(&mut self, parent: u64, owner: u64, name: &str, tags: &[Tag]) -> u64 {
        let guild = self.guild_of(parent);
        self.insert_channel(Channel {
            kind: THREAD,
            guild,
            name: name.to_owned(),
            parent: Some(parent),
            owner: Some(owner),
            tags: tags.to_vec(),
            ..Channel::default()
        })
    }

    /// A thread that a user opens at a message, whose id it gets.
    pub fn open_thread_at(&mut self, message: u64, parent: u64, owner: u64, name: &str) -> u64 {
        let opened = Channel {
            id: message,
            kind: THREAD,
            guild: self.guild_of(parent),
            name: name.to_owned(),
            parent: Some(parent),
            owner: Some(owner),
            ..Channel::default()
        };
        self.channels.insert(message, opened);
        message
    }

    /// The tags of these names that a forum has.
    pub fn tags_of(&self, forum: u64, names: &[&str]) -> Vec<Tag> {
        let all = self
            .channels
            .get(&forum)
            .map_or(&[][..], |forum| &forum.tags);
        let named = all.iter().filter(|tag| names.contains(&tag.name.as_str()));
        named.cloned().collect()
    }
}
