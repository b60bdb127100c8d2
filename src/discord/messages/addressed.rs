//! Which messages address the bot, and with which words.

use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use serenity::model::user::User;

use crate::discord::bot::Bot;
use crate::discord::custom_id::MessageControls;
use crate::discord::forum::post::first_message;

/// How a message addresses the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// It mentions the bot, replies to it, or is a direct message.
    Direct,
    /// It was written in an ask channel or in a thread of one, where the bot reads everything.
    AskChannel,
    /// It replies to the bot, and Discord does not show what it says.
    Unheard,
    /// It was written in a post of a forum by the author of the post.
    Post,
}

/// A message that addresses the bot.
pub struct AddressedMessage {
    /// The message.
    pub id: MessageId,
    /// Its channel.
    pub channel: ChannelId,
    /// Its server; `None` in a direct message.
    pub guild: Option<GuildId>,
    /// Who wrote it.
    pub author: UserId,
    /// The title of the post that it opens.
    pub title: Option<String>,
    /// Its text without mentions of the bot; empty if there was nothing else.
    pub text: String,
    /// How it addresses the bot.
    pub address: Address,
    /// The controls of the bot's message that it replies to.
    pub replies_to: Option<MessageControls>,
}

/// A message as Discord sends it, new or edited.
pub struct IncomingMessage<'a> {
    /// The message.
    pub id: MessageId,
    /// Its channel.
    pub channel: ChannelId,
    /// Its server; `None` in a direct message.
    pub guild: Option<GuildId>,
    /// Who wrote it.
    pub author: &'a User,
    /// Its text.
    pub content: &'a str,
    /// The message that it replies to.
    pub replies_to: Option<&'a Message>,
}

impl AddressedMessage {
    /// Whether it is the first message of a post, or could be.
    pub fn may_open_post(&self) -> bool {
        self.id == first_message(self.channel)
    }
}

impl IncomingMessage<'_> {
    /// Returns a message that replies to the bot without a mention, which arrives blank unless the bot
    /// has Message Content. With it, a blank message has a picture and no words.
    pub fn unheard(&self, bot: &Bot) -> Option<AddressedMessage> {
        let is_blank = self.content.is_empty() && !bot.config.discord.message_content;
        let is_reply = self.guild.is_some() && self.own(bot).is_some() && !self.author.bot;
        (is_blank && is_reply).then(|| self.with(bot, Address::Unheard))
    }

    /// Returns the message as it addresses the bot; `None` if it does not.
    pub async fn addressed(&self, bot: &Bot) -> Option<AddressedMessage> {
        if self.author.bot || self.content.trim().is_empty() {
            return None;
        }
        let is_mentioned = mentions(bot)
            .iter()
            .any(|mention| self.content.contains(mention));
        if !is_mentioned && self.answers_call(bot) {
            return None;
        }
        let is_direct = self.guild.is_none() || is_mentioned || self.own(bot).is_some();
        let address = if is_direct {
            Address::Direct
        } else if bot.posts.author(self.channel) == Some(self.author.id) {
            Address::Post
        } else if self.is_in_ask_channel(bot).await {
            Address::AskChannel
        } else {
            return None;
        };
        Some(self.with(bot, address))
    }

    fn with(&self, bot: &Bot, address: Address) -> AddressedMessage {
        AddressedMessage {
            id: self.id,
            channel: self.channel,
            guild: self.guild,
            author: self.author.id,
            title: None,
            text: without_mention(bot, self.content),
            address,
            replies_to: self.own(bot).map(MessageControls::of),
        }
    }

    /// The bot's message that it replies to, unless that is a call for a person.
    fn own(&self, bot: &Bot) -> Option<&Message> {
        self.replies_to
            .filter(|replied| replied.author.id == bot.me && !self.answers_call(bot))
    }

    /// Whether it replies to a call for a person, and so is meant for whoever asked.
    fn answers_call(&self, bot: &Bot) -> bool {
        let replied = self.replies_to.filter(|own| own.author.id == bot.me);
        replied.is_some_and(|own| MessageControls::of(own).helper_call().is_some())
    }

    async fn is_in_ask_channel(&self, bot: &Bot) -> bool {
        let desks = bot.desks();
        let server = (self.guild).and_then(|guild| desks.servers.get(guild.get()));
        let Some(server) = server.filter(|server| !server.ask_channels.is_empty()) else {
            return false;
        };
        let is_ask =
            |channel: ChannelId| desks.servers.is_ask_channel(server.id.get(), channel.get());
        is_ask(self.channel)
            || bot
                .threads
                .parent(&bot.http, self.channel)
                .await
                .is_some_and(is_ask)
    }
}

/// How a message mentions the bot.
fn mentions(bot: &Bot) -> [String; 2] {
    [format!("<@{}>", bot.me), format!("<@!{}>", bot.me)]
}

/// Returns a text without mentions of the bot.
pub fn without_mention(bot: &Bot, text: &str) -> String {
    let [plain, with_nick] = &mentions(bot);
    let text = text.replace(plain, " ").replace(with_nick, " ");
    text.trim().to_owned()
}
