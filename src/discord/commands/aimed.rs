//! For whom a command asks: for whoever uses it, or for another member, whom the answer mentions.

use serenity::model::channel::ChannelType;
use serenity::model::id::UserId;
use serenity::model::permissions::Permissions;
use serenity::model::user::User;

use crate::discord::ask::{Asker, Request};
use crate::discord::audience::Audience;
use crate::discord::outgoing::Response;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::permission::may_write;
use crate::discord::slash::{SlashContext, interaction};
use crate::discord::standing::Standing;
use crate::wording::Saying;

/// For whom a command asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// For whoever uses it.
    Nobody,
    /// For this member, who is mentioned.
    Member(UserId),
    /// For a member who cannot be mentioned, for this reason: whoever uses it sees the answer alone.
    Refused(Saying),
}

impl Aim {
    /// Aims at a user whom a command names. They are mentioned only if whoever uses it could do so themselves.
    pub fn at(ctx: &SlashContext<'_>, user: &User, is_private: bool) -> Self {
        if user.id == ctx.interaction.user.id {
            return Self::Nobody;
        }
        let channel = ctx.interaction.channel.as_ref();
        let kind = channel.map_or(ChannelType::Private, |channel| channel.kind);
        let is_thread = matches!(
            kind,
            ChannelType::PublicThread | ChannelType::NewsThread | ChannelType::PrivateThread
        );
        let member = ctx.interaction.data.resolved.members.get(&user.id);
        let held = member.and_then(|member| member.permissions);
        let sees = Permissions::VIEW_CHANNEL | Permissions::ADMINISTRATOR;
        // A mention would take them into a private thread.
        let is_seen = kind != ChannelType::PrivateThread
            && held.is_some_and(|permissions| permissions.intersects(sees));
        if is_private {
            Self::Refused(Saying::WantedPrivate)
        } else if interaction(ctx).guild.is_none() {
            Self::Refused(Saying::NobodyHere)
        } else if user.bot {
            Self::Refused(Saying::NoBots)
        } else if !may_write(&interaction(ctx), is_thread) {
            Self::Refused(Saying::MayNotWrite)
        } else if !is_seen {
            Self::Refused(Saying::Unseen)
        } else {
            Self::Member(user.id)
        }
    }

    /// Who sees the answer, of which `otherwise` decides if it is for nobody else.
    fn audience(self, otherwise: Audience) -> Audience {
        match self {
            Self::Nobody => otherwise,
            Self::Member(_) => Audience::Everyone,
            Self::Refused(_) => Audience::Asker,
        }
    }
}

/// Responds to a command that asks something.
pub async fn answer(
    ctx: SlashContext<'_>,
    request: Request<'_>,
    audience: Audience,
    aim: Aim,
) -> Result<(), RequestError> {
    let interaction = interaction(&ctx);
    let bot = ctx.framework.user_data;
    let asker = Asker::from(&interaction);
    let layout = match bot.ask(asker, request, aim.audience(audience)).await {
        Ok(layout) => layout,
        Err(no_answer) => return interaction.tell(&[no_answer.text(interaction.words)]).await,
    };
    let layout = match aim {
        // What takes several messages could not be deleted again there.
        Aim::Nobody if interaction.standing == Standing::Guest && layout.texts.len() > 1 => {
            layout.for_asker_alone()
        }
        Aim::Nobody => layout.with_private_decline(),
        Aim::Member(member) => layout.aimed_at(interaction.words, member, interaction.user),
        Aim::Refused(reason) => layout.under(interaction.words, &interaction.words.say(reason)),
    };
    let response = Response::Message(layout.audience);
    interaction.answer(bot, response, &layout).await
}
