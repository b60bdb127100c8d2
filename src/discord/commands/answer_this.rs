//! “Answer this” in the menu of a message.

use serenity::model::channel::Message;

use crate::discord::ask::Request;
use crate::discord::audience::Audience;
use crate::discord::commands::answer;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::slash::{SlashCommand, SlashContext, interaction, names};
use crate::discord::standing::Standing;
use crate::wording::{Languages, Saying};

/// Returns the command under its names.
pub fn command(languages: &Languages) -> SlashCommand {
    let mut command = answer_this();
    command.context_menu_name = Some(languages.english().say(Saying::AnswerThis).into());
    command.name_localizations = names(languages, Saying::AnswerThis);
    command
}

/// Answers what a message asks, whoever wrote it.
#[poise::command(
    context_menu_command = "Answer this",
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn answer_this(ctx: SlashContext<'_>, message: Message) -> Result<(), RequestError> {
    let is_own = message.author.id == ctx.framework.user_data.me;
    if is_own || message.content.trim().is_empty() {
        let texts = [interaction(&ctx).words.say(Saying::NoWords)];
        return interaction(&ctx).tell(&texts).await;
    }
    let request = Request::Question(&message.content);
    let audience = match interaction(&ctx).standing {
        Standing::Guest => Audience::Asker,
        Standing::Installed | Standing::OwnMessages => Audience::Everyone,
    };
    answer(ctx, request, audience).await
}
