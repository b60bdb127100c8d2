//! Who triggered an interaction, and where: read from what Discord sends.

use serenity::model::application::{
    CommandInteraction, ComponentInteraction, Interaction, ModalInteraction,
};
use serenity::model::channel::PartialChannel;
use serenity::model::id::ChannelId;

use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::interaction::InteractionContext;
use crate::discord::standing::Standing;
use crate::wording::Words;

impl<'a> InteractionContext<'a> {
    /// The context of a command.
    #[must_use]
    pub fn of_command(bot: &'a Bot, command: &'a CommandInteraction) -> Self {
        let standing = Standing::of(&command.authorizing_integration_owners, command.context);
        Self {
            http: &bot.http,
            id: command.id,
            token: &command.token,
            user: command.user.id,
            channel: command.channel_id,
            parent: parent(command.channel.as_ref()),
            guild: command.guild_id,
            member: command.member.as_deref(),
            standing,
            message_audience: None,
            words: bot.languages.of(&command.locale),
            server_words: server_words(bot, command.guild_locale.as_deref()),
        }
        .without_foreign_server()
    }

    /// The context of a button or a menu.
    #[must_use]
    pub fn of_component(bot: &'a Bot, component: &'a ComponentInteraction) -> Self {
        let standing = Standing::of(&component.authorizing_integration_owners, component.context);
        let flags = component.message.flags.unwrap_or_default();
        Self {
            http: &bot.http,
            id: component.id,
            token: &component.token,
            user: component.user.id,
            channel: component.channel_id,
            parent: parent(component.channel.as_ref()),
            guild: component.guild_id,
            member: component.member.as_ref(),
            standing,
            message_audience: Some(Audience::of_flags(flags)),
            words: bot.languages.of(&component.locale),
            server_words: server_words(bot, component.guild_locale.as_deref()),
        }
        .without_foreign_server()
    }

    /// The context of a form that was sent.
    #[must_use]
    pub fn of_form(bot: &'a Bot, form: &'a ModalInteraction) -> Self {
        let standing = Standing::of_message(form.message.as_deref());
        let flags = form.message.as_ref().and_then(|message| message.flags);
        Self {
            http: &bot.http,
            id: form.id,
            token: &form.token,
            user: form.user.id,
            channel: form.channel_id,
            parent: parent(form.channel.as_ref()),
            guild: form.guild_id,
            member: form.member.as_ref(),
            standing,
            message_audience: flags.map(Audience::of_flags),
            words: bot.languages.of(&form.locale),
            server_words: server_words(bot, form.guild_locale.as_deref()),
        }
        .without_foreign_server()
    }

    /// Leaves out the server that has not added the bot: there it is as in direct messages.
    fn without_foreign_server(self) -> Self {
        match self.standing {
            Standing::Guest => Self {
                guild: None,
                member: None,
                ..self
            },
            Standing::Installed | Standing::OwnMessages => self,
        }
    }

    /// The context of any interaction that can be responded to with a message.
    #[must_use]
    pub fn of(bot: &'a Bot, interaction: &'a Interaction) -> Option<Self> {
        match interaction {
            Interaction::Command(command) => Some(Self::of_command(bot, command)),
            Interaction::Component(component) => Some(Self::of_component(bot, component)),
            Interaction::Modal(form) => Some(Self::of_form(bot, form)),
            _ => None,
        }
    }
}

/// The words for the locale of a server, if there is one.
fn server_words<'a>(bot: &'a Bot, locale: Option<&str>) -> &'a Words {
    locale.map_or_else(
        || bot.languages.english(),
        |locale| bot.languages.of(locale),
    )
}

/// What a channel was opened in.
fn parent(channel: Option<&PartialChannel>) -> Option<ChannelId> {
    channel.and_then(|channel| channel.parent_id)
}
