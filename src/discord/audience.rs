//! Who sees a message: everyone in the channel, or one member alone (Discord calls it ephemeral).

use serenity::model::channel::MessageFlags;

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone in the channel.
    Everyone,
    /// Only the member who asked.
    Asker,
}

impl Audience {
    /// Reads the audience of a message off its flags.
    #[must_use]
    pub fn of_flags(flags: MessageFlags) -> Self {
        if flags.contains(MessageFlags::EPHEMERAL) {
            Self::Asker
        } else {
            Self::Everyone
        }
    }

    /// The flags of a new message for this audience.
    #[must_use]
    pub fn flags(self) -> MessageFlags {
        match self {
            Self::Everyone => MessageFlags::empty(),
            Self::Asker => MessageFlags::EPHEMERAL,
        }
    }
}
