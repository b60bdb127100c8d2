//! The settings for one server.

use crate::config::Snowflake;

/// Settings for one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The server's id.
    pub id: Snowflake,
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
}

impl Server {
    /// A server with nothing set but its id.
    #[must_use]
    pub fn of(id: Snowflake) -> Self {
        Self {
            id,
            ask_channels: Vec::new(),
            forums: Vec::new(),
            answer_in_threads: Vec::new(),
            moderator_roles: Vec::new(),
            moderator_channel: None,
            helper_role: None,
            helper_channel: None,
        }
    }

    /// Whether this role makes a member a moderator of the bot.
    #[must_use]
    pub fn has_moderator_role(&self, role: u64) -> bool {
        self.moderator_roles.iter().any(|id| id.get() == role)
    }
}
