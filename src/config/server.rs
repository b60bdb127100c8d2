//! The settings for one server.

use std::path::PathBuf;

use crate::config::Snowflake;

/// The settings for single servers; each is listed once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Servers(pub Vec<Server>);

/// Settings for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The server's id.
    pub id: Snowflake,
    /// Its own knowledge, a file or a folder of them, relative to the working directory; without it, that which all
    /// such servers share. No other server has the same.
    pub knowledge: Option<PathBuf>,
    /// The channels where every message is read, and answered if it is a question that the table
    /// answers. Empty unless [`Discord::message_content`](crate::config::Discord::message_content) is set.
    pub ask_channels: Vec<Snowflake>,
    /// The forums whose posts are read, and answered if the table answers them.
    pub forums: Vec<Snowflake>,
    /// The channels where each answer to a message opens a thread.
    pub answer_in_threads: Vec<Snowflake>,
    /// The roles that make a member a moderator of the bot.
    pub moderator_roles: Vec<Snowflake>,
    /// The channel that is told about changes to the knowledge.
    pub moderator_channel: Option<Snowflake>,
    /// The role that “Ask a person” mentions; without one, nobody can be asked.
    pub helper_role: Option<Snowflake>,
    /// The channel that it is mentioned in; without one, that in which the member asked. None without a role.
    pub helper_channel: Option<Snowflake>,
    /// The channels that are answered from some sources alone; each is listed once.
    pub channels: Vec<ChannelSources>,
}

/// A channel that is answered from some sources alone, with its threads and posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelSources {
    /// The channel's id.
    pub id: Snowflake,
    /// The ids of the sources, at least one. The table may lack some of them.
    pub sources: Vec<String>,
}

impl Server {
    /// A server with nothing set but its id.
    #[must_use]
    pub fn of(id: Snowflake) -> Self {
        Self {
            id,
            knowledge: None,
            ask_channels: Vec::new(),
            forums: Vec::new(),
            answer_in_threads: Vec::new(),
            moderator_roles: Vec::new(),
            moderator_channel: None,
            helper_role: None,
            helper_channel: None,
            channels: Vec::new(),
        }
    }

    /// Whether this role makes a member a moderator of the bot.
    #[must_use]
    pub fn has_moderator_role(&self, role: u64) -> bool {
        self.moderator_roles.iter().any(|id| id.get() == role)
    }
}

impl Servers {
    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Server> {
        self.0.iter()
    }

    /// The settings for the server with this id, if the file has any.
    #[must_use]
    pub fn get(&self, id: u64) -> Option<&Server> {
        self.iter().find(|server| server.id.get() == id)
    }

    /// Whether this channel of this server is an ask channel.
    #[must_use]
    pub fn is_ask_channel(&self, server: u64, channel: u64) -> bool {
        self.lists(server, channel, |server| &server.ask_channels)
    }

    /// Whether the posts of this channel of this server are read.
    #[must_use]
    pub fn is_forum(&self, server: u64, channel: u64) -> bool {
        self.lists(server, channel, |server| &server.forums)
    }

    /// Whether answers in this channel of this server open threads.
    #[must_use]
    pub fn answers_in_threads(&self, server: u64, channel: u64) -> bool {
        self.lists(server, channel, |server| &server.answer_in_threads)
    }

    fn lists(&self, server: u64, id: u64, list: fn(&Server) -> &Vec<Snowflake>) -> bool {
        let listed = self.get(server).map(list);
        listed.is_some_and(|ids| ids.iter().any(|listed| listed.get() == id))
    }

    /// The sources from which this channel of this server is answered, or else those of the channel that it is a thread
    /// or a post of; all if none.
    #[must_use]
    pub fn sources_in(&self, server: u64, channel: u64, parent: Option<u64>) -> Option<&[String]> {
        let channels = &self.get(server)?.channels;
        let of = |id: u64| channels.iter().find(|own| own.id.get() == id);
        let own = of(channel).or_else(|| parent.and_then(of))?;
        Some(&own.sources)
    }

    /// Whether members of this server can ask a person.
    #[must_use]
    pub fn has_helpers(&self, server: u64) -> bool {
        let server = self.get(server);
        server.is_some_and(|server| server.helper_role.is_some())
    }

    /// Whether members of any server can ask a person.
    #[must_use]
    pub fn have_helpers(&self) -> bool {
        self.iter().any(|server| server.helper_role.is_some())
    }

    /// Whether the posts of any forum are read.
    #[must_use]
    pub fn have_forums(&self) -> bool {
        self.iter().any(|server| !server.forums.is_empty())
    }
}
