//! What users do: post, reply, edit and delete; and waiting for what appears in a channel.

use serde_json::json;

use crate::Fake;
use crate::Message;
use crate::WAIT_TIMEOUT;
use crate::model::messages::Draft;

/// Whether a reply mentions the author it replies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ping {
    /// The author is mentioned.
    Yes,
    /// The author is not mentioned.
    No,
}

impl Fake {
    /// A user posts a message.
    #[track_caller]
    pub fn say(&self, user: u64, channel: u64, text: &str) -> Message {
        self.write(user, channel, text, None, Ping::No)
    }

    /// A user replies to a message.
    #[track_caller]
    pub fn reply(&self, user: u64, to: &Message, text: &str, ping: Ping) -> Message {
        self.write(user, to.channel, text, Some(to.id), ping)
    }

    #[track_caller]
    fn write(&self, user: u64, channel: u64, text: &str, to: Option<u64>, ping: Ping) -> Message {
        self.shared.change(|state| {
            let may = state.world.may_send(user, channel);
            assert!(may, "the user may not write in this channel");
            let id = state.post(Draft {
                channel,
                author: user,
                body: json!({ "content": text }),
                replies_to: to,
                pings: ping == Ping::Yes,
                ..Draft::default()
            });
            Message::find(&self.shared, state, id).expect("the message just made")
        })
    }

    /// The author edits a message.
    pub fn edit(&self, message: &Message, text: &str) {
        let body = json!({ "content": text });
        self.shared.change(|state| state.change(message.id, &body));
    }

    /// A message is deleted.
    pub fn delete(&self, message: &Message) {
        self.shared.change(|state| state.remove(message.id));
    }

    /// Discord unfurls a link: a `MESSAGE_UPDATE` without `edited_timestamp`.
    pub fn unfurl(&self, message: &Message) {
        self.shared.change(|state| state.unfurl(message.id));
    }

    /// Another bot as a member of the first guild.
    pub fn add_other_bot(&self, name: &str) -> u64 {
        let bot = self.add_member(name, &[]);
        self.shared.change(|state| {
            if let Some(user) = state.world.users.get_mut(&bot) {
                user.is_bot = true;
            }
        });
        bot
    }

    /// Waits for the first reply to a message.
    pub async fn reply_to(&self, message: &Message) -> Message {
        message.reply().await
    }

    /// The messages in a channel, oldest first, without ephemeral ones.
    pub fn messages(&self, channel: u64) -> Vec<Message> {
        self.shared.look(|state| {
            let ids = state
                .world
                .channels
                .get(&channel)
                .map(|channel| &channel.messages);
            let ids = ids.into_iter().flatten();
            ids.filter_map(|id| Message::find(&self.shared, state, *id))
                .collect()
        })
    }

    /// Waits for a message in a channel for which `is_it` holds, and returns the first.
    pub async fn until_message(
        &self,
        channel: u64,
        what: &str,
        is_it: impl Fn(&Message) -> bool,
    ) -> Message {
        self.shared
            .until(WAIT_TIMEOUT * 2, what, |state| {
                let channel = state.world.channels.get(&channel)?;
                let mut messages = channel
                    .messages
                    .iter()
                    .filter_map(|id| Message::find(&self.shared, state, *id));
                messages.find(&is_it)
            })
            .await
    }

    /// Waits until a channel has at least `count` messages, and returns them, oldest first.
    pub async fn until_messages(&self, channel: u64, count: usize) -> Vec<Message> {
        let what = format!("{count} messages");
        self.shared
            .until(WAIT_TIMEOUT * 2, &what, |state| {
                let messages = &state.world.channels.get(&channel)?.messages;
                (messages.len() >= count).then_some(())
            })
            .await;
        self.messages(channel)
    }

    /// A message as it is now, or none if it was deleted.
    pub fn message(&self, id: u64) -> Option<Message> {
        self.shared
            .look(|state| Message::find(&self.shared, state, id))
    }

    /// Waits for the bot's next new message in a channel.
    pub async fn next_message(&self, channel: u64) -> Message {
        let bot = self.bot_id();
        let latest = self
            .messages(channel)
            .last()
            .map_or(0, |message| message.id);
        self.shared
            .until(WAIT_TIMEOUT, "a message of the bot's", |state| {
                let ids = state.world.channels.get(&channel)?.messages.iter();
                let mut new = ids.filter(|id| **id > latest);
                new.find_map(|id| {
                    Message::find(&self.shared, state, *id).filter(|m| m.author == bot)
                })
            })
            .await
    }
}
