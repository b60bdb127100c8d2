//! Who asks.

use serenity::model::id::{ChannelId, GuildId, UserId};

use crate::discord::interaction::InteractionContext;
use crate::wording::Words;

/// Who asks, where, and how they are spoken to.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The member.
    pub user: UserId,
    /// The channel.
    pub channel: ChannelId,
    /// The server; `None` in a direct message.
    pub guild: Option<GuildId>,
    /// What a thread or a post was opened in, as far as that is known.
    pub parent: Option<ChannelId>,
    /// What the bot says, in the language of whoever reads the reply.
    pub words: &'a Words,
}

impl<'a> From<&InteractionContext<'a>> for Asker<'a> {
    fn from(interaction: &InteractionContext<'a>) -> Self {
        Self {
            user: interaction.user,
            channel: interaction.channel,
            guild: interaction.guild,
            parent: interaction.parent,
            words: interaction.words,
        }
    }
}
