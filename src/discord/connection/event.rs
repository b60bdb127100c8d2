//! What is to be known of an event before it is handled: which place it takes, and what a log may say
//! of it. Pure.

use serenity::client::FullEvent;
use serenity::model::application::Interaction;
use serenity::model::id::GuildId;

use crate::discord::fair_slots::Owner;
use crate::discord::in_flight::Lane;

/// Which place an event takes while it is handled; `None` for one that there are few of.
#[must_use]
pub fn place(event: &FullEvent) -> Option<(Lane, Owner)> {
    let (lane, guild, channel) = match event {
        FullEvent::Message { new_message: m } => (Lane::Messages, m.guild_id, m.channel_id),
        FullEvent::MessageUpdate { event, .. } => {
            (Lane::Messages, event.guild_id, event.channel_id)
        }
        FullEvent::ThreadCreate { thread } | FullEvent::ThreadUpdate { new: thread, .. } => {
            (Lane::Messages, Some(thread.guild_id), thread.id)
        }
        FullEvent::MessageDelete {
            channel_id,
            guild_id,
            ..
        }
        | FullEvent::MessageDeleteBulk {
            channel_id,
            guild_id,
            ..
        } => (Lane::Messages, *guild_id, *channel_id),
        FullEvent::InteractionCreate { interaction } => {
            let (guild, channel) = match interaction {
                Interaction::Command(i) | Interaction::Autocomplete(i) => {
                    (i.guild_id, i.channel_id)
                }
                Interaction::Component(i) => (i.guild_id, i.channel_id),
                Interaction::Modal(i) => (i.guild_id, i.channel_id),
                _ => return None,
            };
            (Lane::Interactions, guild, channel)
        }
        _ => return None,
    };
    Some((lane, Owner::of(guild, channel)))
}

/// The locale of the server in which an interaction happens.
#[must_use]
pub fn server_locale(interaction: &Interaction) -> Option<(GuildId, &str)> {
    let (server, locale) = match interaction {
        Interaction::Command(i) | Interaction::Autocomplete(i) => (i.guild_id, &i.guild_locale),
        Interaction::Component(i) => (i.guild_id, &i.guild_locale),
        Interaction::Modal(i) => (i.guild_id, &i.guild_locale),
        _ => return None,
    };
    server.zip(locale.as_deref())
}

/// What a log may say of an event: its kind and size, but not its words.
pub struct EventSummary {
    event: String,
    characters: usize,
    words: usize,
}

impl EventSummary {
    /// Returns the summary of an event.
    #[must_use]
    pub fn of(event: &FullEvent) -> Self {
        let text = match event {
            FullEvent::Message { new_message } => &new_message.content,
            FullEvent::MessageUpdate { event, .. } => event.content.as_deref().unwrap_or_default(),
            FullEvent::ThreadCreate { thread } => &thread.name,
            FullEvent::InteractionCreate { interaction } => interaction_text(interaction),
            _ => "",
        };
        Self {
            event: event.snake_case_name().to_owned(),
            characters: text.chars().count(),
            words: text.split_whitespace().count(),
        }
    }
}

/// Returns the text that an interaction brings: what was typed, or the message that it is about.
fn interaction_text(interaction: &Interaction) -> &str {
    let Interaction::Command(command) = interaction else {
        return "";
    };
    let mut options = command.data.options.iter();
    let typed = options.find_map(|option| option.value.as_str());
    let targets = command.data.resolved.messages.values();
    let target = targets.map(|message| message.content.as_str()).next();
    typed.or(target).unwrap_or_default()
}

impl std::fmt::Display for EventSummary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            event,
            characters,
            words,
        } = self;
        write!(f, "{event} of {characters} characters in {words} words")
    }
}
