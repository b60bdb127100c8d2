//! On whose invitation the bot is where it is used: that of the server, or of the user who uses it.

use serenity::model::application::{
    AuthorizingIntegrationOwner, AuthorizingIntegrationOwners, InteractionContext,
    MessageInteractionMetadata,
};
use serenity::model::channel::Message;

/// On whose invitation the bot is where it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// That of the server, or in direct messages with a member of one.
    Installed,
    /// That of a user, in direct messages with the bot.
    OwnMessages,
    /// That of a user, in a server that has not added it or among other people: it answers that user as in direct
    /// messages, and sees and does nothing else there.
    Guest,
}

/// The messages with which an interaction can be answered where no server has installed the bot: the first, and five
/// that follow.
const MESSAGES: usize = 6;

impl Standing {
    /// The standing by what an interaction says of who has installed the bot, and of where it was used.
    #[must_use]
    pub fn of(owners: &AuthorizingIntegrationOwners, context: Option<InteractionContext>) -> Self {
        let by_server = |owner: &_| matches!(owner, AuthorizingIntegrationOwner::GuildInstall(_));
        let by_user = |owner: &_| matches!(owner, AuthorizingIntegrationOwner::UserInstall(_));
        let is_private = context == Some(InteractionContext::PrivateChannel);
        let is_users = owners.0.iter().any(by_user) && !owners.0.iter().any(by_server);
        match context {
            Some(InteractionContext::BotDm) if is_users => Self::OwnMessages,
            _ if is_users || is_private => Self::Guest,
            _ => Self::Installed,
        }
    }

    /// The standing where a form was sent, which does not say it: that of the interaction that its message answered.
    #[must_use]
    pub fn of_message(message: Option<&Message>) -> Self {
        let metadata = message.and_then(|message| message.interaction_metadata.as_deref());
        let owners = match metadata {
            Some(MessageInteractionMetadata::Command(own)) => &own.authorizing_integration_owners,
            Some(MessageInteractionMetadata::Component(own)) => &own.authorizing_integration_owners,
            Some(MessageInteractionMetadata::ModalSubmit(own)) => {
                &own.authorizing_integration_owners
            }
            _ => return Self::Installed,
        };
        Self::of(owners, None)
    }

    /// The messages with which an interaction can be answered; none if that is not limited.
    #[must_use]
    pub fn messages(self) -> Option<usize> {
        match self {
            Self::Installed => None,
            Self::OwnMessages | Self::Guest => Some(MESSAGES),
        }
    }
}
