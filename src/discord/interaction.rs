//! Whoever set off an interaction, and how they are answered: once at first, within three
//! seconds, and with follow-ups for what does not fit one message.

use serenity::builder::{CreateActionRow, CreateModal};
use serenity::http::Http;
use serenity::model::application::{
    CommandInteraction, ComponentInteraction, Interaction, ModalInteraction,
};
use serenity::model::channel::MessageFlags;
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, UserId};

use crate::discord::outgoing::{self, Attached, Body, Refused, Response};
use crate::discord::reply::layout::{Audience, Layout};

/// Who set off an interaction, and where.
pub struct Caller<'a> {
    /// The way to Discord.
    pub http: &'a Http,
    /// The interaction.
    pub id: InteractionId,
    token: &'a str,
    /// The member.
    pub user: UserId,
    /// The channel.
    pub channel: ChannelId,
    /// The server, where it is in one.
    pub guild: Option<GuildId>,
    /// What Discord says of the member in that server.
    pub member: Option<&'a Member>,
    /// Who sees the message that was pressed on, if one was.
    pub pressed: Option<Audience>,
}

impl<'a> Caller<'a> {
    /// Who gave a command.
    #[must_use]
    pub fn of_command(http: &'a Http, command: &'a CommandInteraction) -> Self {
        Self {
            http,
            id: command.id,
            token: &command.token,
            user: command.user.id,
            channel: command.channel_id,
            guild: command.guild_id,
            member: command.member.as_deref(),
            pressed: None,
        }
    }

    /// Who pressed a button or picked from a menu.
    #[must_use]
    pub fn of_press(http: &'a Http, press: &'a ComponentInteraction) -> Self {
        let flags = press.message.flags.unwrap_or_default();
        let audience = if flags.contains(MessageFlags::EPHEMERAL) {
            Audience::Asker
        } else {
            Audience::Everyone
        };
        Self {
            http,
            id: press.id,
            token: &press.token,
            user: press.user.id,
            channel: press.channel_id,
            guild: press.guild_id,
            member: press.member.as_ref(),
            pressed: Some(audience),
        }
    }

    /// Who sent a form in.
    #[must_use]
    pub fn of_form(http: &'a Http, form: &'a ModalInteraction) -> Self {
        let flags = form.message.as_ref().and_then(|message| message.flags);
        let pressed = flags.map(|flags| {
            if flags.contains(MessageFlags::EPHEMERAL) {
                Audience::Asker
            } else {
                Audience::Everyone
            }
        });
        Self {
            http,
            id: form.id,
            token: &form.token,
            user: form.user.id,
            channel: form.channel_id,
            guild: form.guild_id,
            member: form.member.as_ref(),
            pressed,
        }
    }

    /// Who is to be answered when all else has failed.
    #[must_use]
    pub fn of(http: &'a Http, interaction: &'a Interaction) -> Option<Self> {
        match interaction {
            Interaction::Command(command) => Some(Self::of_command(http, command)),
            Interaction::Component(press) => Some(Self::of_press(http, press)),
            Interaction::Modal(form) => Some(Self::of_form(http, form)),
            _ => None,
        }
    }

    /// Tells the caller alone.
    pub async fn tell(&self, texts: &[String]) -> Result<(), Refused> {
        self.send(Response::Message(Audience::Asker), texts, |_| Vec::new())
            .await
    }

    /// Gives an answer, in a message of its own or in place of the one that was pressed on.
    pub async fn answer(&self, response: Response, layout: &Layout) -> Result<(), Refused> {
        self.send(response, &layout.texts, |earlier| layout.rows(earlier))
            .await
    }

    /// Asks the caller to fill in a form.
    pub async fn ask_for(&self, form: &CreateModal) -> Result<(), Refused> {
        outgoing::ask_for(self.http, self.id, self.token, form).await
    }

    /// Promises an answer: for what may take longer than Discord waits. It takes the place of a message
    /// that only the caller sees, and leaves one that others see as it is.
    pub async fn promise(&self) -> Result<(), Refused> {
        match self.pressed {
            Some(Audience::Asker) => outgoing::acknowledge(self.http, self.id, self.token).await,
            _ => outgoing::promise(self.http, self.id, self.token).await,
        }
    }

    /// Keeps that promise.
    pub async fn settle(&self, body: &Body, files: &[Attached]) -> Result<(), Refused> {
        let settled = outgoing::settle(self.http, self.token, body, files).await;
        settled.map(|_| ())
    }

    /// Sends texts; the controls, made from the messages before, stand under the last.
    pub async fn send(
        &self,
        response: Response,
        texts: &[String],
        rows: impl Fn(&[MessageId]) -> Vec<CreateActionRow>,
    ) -> Result<(), Refused> {
        let mut earlier = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let is_last = index + 1 == texts.len();
            let body = Body {
                text: text.clone(),
                rows: if is_last { rows(&earlier) } else { Vec::new() },
            };
            if index == 0 {
                outgoing::respond(self.http, self.id, self.token, response, &body).await?;
                if !is_last {
                    earlier.push(outgoing::first_response(self.http, self.token).await?.id);
                }
            } else {
                let audience = self.audience(response);
                let sent = outgoing::follow_up(self.http, self.token, audience, &body).await?;
                earlier.push(sent.id);
            }
        }
        Ok(())
    }

    /// Takes away the message that was pressed on, and those before it that belong to it.
    pub async fn remove_pressed(&self, earlier: &[MessageId]) -> Result<(), Refused> {
        outgoing::acknowledge(self.http, self.id, self.token).await?;
        let removed = outgoing::delete_first_response(self.http, self.token).await;
        self.remove(earlier).await;
        removed
    }

    /// Takes messages away, those that can be.
    pub async fn remove(&self, messages: &[MessageId]) {
        for &message in messages {
            if let Err(refused) = outgoing::delete(self.http, self.channel, message).await {
                tracing::warn!(channel = %self.channel, %refused, "cannot take an answer away");
            }
        }
    }

    fn audience(&self, response: Response) -> Audience {
        match (response, self.pressed) {
            (Response::Message(audience), _) => audience,
            (Response::Update, Some(pressed)) => pressed,
            (Response::Update, None) => Audience::Everyone,
        }
    }
}
