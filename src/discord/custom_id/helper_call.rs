//! What a call for a person is about: who asked, and where.

use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::discord::custom_id::codec::{Decoder, Encoder, Field};

/// A call for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelperCall {
    /// The member who asked.
    pub asker: UserId,
    /// The channel that they asked in.
    pub channel: ChannelId,
    /// The message there that asks, or that the bot answered with; none if only they saw it.
    pub message: Option<MessageId>,
}

impl HelperCall {
    /// Where the conversation is, in the server with this id.
    #[must_use]
    pub fn url(&self, server: u64) -> String {
        let channel = format!("https://discord.com/channels/{server}/{}", self.channel);
        match self.message {
            Some(message) => format!("{channel}/{message}"),
            None => channel,
        }
    }
}

/// Three fields; a message that is none is 0.
impl Field for HelperCall {
    fn encode(&self, id: &mut Encoder) {
        self.asker.encode(id);
        id.push(self.channel);
        self.message.map_or(0, MessageId::get).encode(id);
    }

    fn decode(id: &mut Decoder) -> Option<Self> {
        let asker = UserId::decode(id)?;
        let channel = u64::decode(id).filter(|channel| *channel > 0)?;
        let message = u64::decode(id)?;
        Some(Self {
            asker,
            channel: ChannelId::new(channel),
            message: (message > 0).then(|| MessageId::new(message)),
        })
    }
}
