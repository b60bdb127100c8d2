//! The commands: `/ask`, `/topics`, `/about`, and “Answer this” in a message's menu.

use std::sync::Arc;

use poise::ApplicationContext;
use serenity::builder::{AutocompleteChoice, CreateAutocompleteResponse};
use serenity::model::channel::Message;

use crate::answer::Outcome;
use crate::answer::documents::completions;
use crate::config::JournalMode;
use crate::discord::Bot;
use crate::discord::custom_id::{Key, Table};
use crate::discord::feedback;
use crate::discord::interaction::Caller;
use crate::discord::outgoing::{Refused, Response};
use crate::discord::reply::layout::{Audience, Occasion, Way, lay_out};
use crate::discord::reply::markdown::{clip, escape, paginate};
use crate::discord::topics as pages;
use crate::knowledge::{Entry, Kind};
use crate::service::REMEMBERED;
use crate::wording;

/// The most choices Discord shows under an option.
const CHOICES: usize = 25;
/// The most characters of a choice.
const CHOICE: usize = 100;
/// What a choice begins with that stands for an entry whose question is longer than that.
const KEY_MARK: char = '#';

/// A command of the bot.
pub type Command = poise::Command<Arc<Bot>, Refused>;
/// What a command is given.
pub type Context<'a> = ApplicationContext<'a, Arc<Bot>, Refused>;

/// Every command of members, in the words of [`wording`].
#[must_use]
pub fn commands() -> Vec<Command> {
    let mut ask = named(ask(), &wording::ASK);
    let options = [&wording::ASK_QUESTION, &wording::ASK_PRIVATE];
    for (parameter, named) in ask.parameters.iter_mut().zip(options) {
        parameter.description = Some(named.description.into());
    }
    let mut answer_this = answer_this();
    answer_this.context_menu_name = Some(wording::ANSWER_THIS.into());
    vec![
        ask,
        named(topics(), &wording::TOPICS_COMMAND),
        named(about(), &wording::ABOUT),
        named(privacy(), &wording::PRIVACY),
        answer_this,
    ]
}

/// A command under the name that [`wording`] gives it.
pub fn named(mut command: Command, named: &wording::Named) -> Command {
    command.name = named.name.into();
    command.qualified_name = named.name.into();
    command.description = Some(named.description.into());
    command
}

/// Answers a question.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn ask(
    ctx: Context<'_>,
    #[autocomplete = "suggest"] question: String,
    private: Option<bool>,
) -> Result<(), Refused> {
    let is_private = private.unwrap_or(ctx.framework.user_data.config.wording.private);
    let audience = if is_private {
        Audience::Asker
    } else {
        Audience::Everyone
    };
    answer(ctx, &question, audience).await
}

/// Answers what a message asks, whoever wrote it.
#[poise::command(
    context_menu_command = "Answer this",
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn answer_this(ctx: Context<'_>, message: Message) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    if message.content.trim().is_empty() || message.author.id == bot.me {
        let texts = [wording::NO_WORDS.to_owned()];
        return caller(&ctx).tell(&texts).await;
    }
    answer(ctx, &message.content, Audience::Everyone).await
}

/// Lists what can be asked.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn topics(ctx: Context<'_>) -> Result<(), Refused> {
    let snapshot = ctx.framework.user_data.service.snapshot();
    let page = pages::page(&snapshot, 0);
    let response = Response::Message(Audience::Asker);
    caller(&ctx)
        .send(response, &[page.text], |_| page.rows.clone())
        .await
}

/// Says what the bot answers from, how, and what it keeps.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn about(ctx: Context<'_>) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let noted = match bot.config.journal {
        JournalMode::Off => wording::NOTED_NOTHING.to_owned(),
        JournalMode::Counts => wording::noted_counts(bot.config.journal_days.0),
        JournalMode::Questions => wording::noted_questions(bot.config.journal_days.0),
    };
    let sources = knowledge.sources.iter().map(|source| {
        let publisher = source.publisher.as_deref().map(escape);
        wording::source_line(source, &escape(&source.title), publisher.as_deref())
    });
    let rest = wording::about(knowledge, &escape(&knowledge.version), &noted, REMEMBERED);
    caller(&ctx).tell(&paginate(sources.chain([rest]))).await
}

/// Says what is kept of what a member said of answers.
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild|BotDm"
)]
async fn privacy(ctx: Context<'_>) -> Result<(), Refused> {
    feedback::privacy(ctx.framework.user_data, &caller(&ctx)).await
}

/// The prepared questions that a half-typed one could become.
#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn suggest(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let snapshot = ctx.framework.user_data.service.snapshot();
    let knowledge = snapshot.knowledge();
    let choice = |index: usize| {
        let entry = &knowledge.entries[index];
        let name = entry.asked_as();
        let value = if name.chars().count() <= CHOICE {
            name.to_owned()
        } else {
            let key = Key::of(&knowledge.source_of(entry).id, &entry.id);
            format!("{KEY_MARK}{}", key.as_str())
        };
        AutocompleteChoice::new(clip(name, CHOICE), value)
    };
    let entries =
        snapshot
            .matcher()
            .complete(completions(knowledge, &[Kind::Question]), typed, CHOICES);
    let said = |index: &usize| !snapshot.is_suspended(&knowledge.entries[*index]);
    let choices = entries.into_iter().filter(said).map(choice).collect();
    CreateAutocompleteResponse::new().set_choices(choices)
}

async fn answer(ctx: Context<'_>, question: &str, audience: Audience) -> Result<(), Refused> {
    let bot = ctx.framework.user_data;
    let caller = caller(&ctx);
    if bot.limits.count(caller.user, caller.channel).is_err() {
        return caller.tell(&[wording::TOO_MANY.to_owned()]).await;
    }
    let snapshot = bot.service.snapshot();
    let knowledge = snapshot.knowledge();
    let chosen: Option<&Entry> = question
        .strip_prefix(KEY_MARK)
        .and_then(|key| Key::read(key).find(knowledge));
    let (answer, way) = match chosen {
        Some(entry) => (snapshot.answer_of(entry), Way::Picked),
        None => (bot.ask(&snapshot, question).0, Way::Asked),
    };
    if way == Way::Asked {
        bot.note(&snapshot, caller.guild, caller.channel, &answer);
    }
    // A miss is of no use to anyone else.
    let audience = match answer.outcome {
        Outcome::Declined => Audience::Asker,
        _ => audience,
    };
    let occasion = Occasion {
        knowledge,
        wording: &bot.config.wording,
        asker: caller.user,
        audience,
        way,
        table: Table::Same,
        votes: bot.config.journal != JournalMode::Off,
    };
    let layout = lay_out(&answer, &occasion);
    caller.answer(Response::Message(audience), &layout).await
}

/// Who gave the command.
pub fn caller<'a>(ctx: &Context<'a>) -> Caller<'a> {
    let framework = ctx.framework;
    Caller::of_command(&framework.serenity_context.http, ctx.interaction)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// poise reads the options by the names of `ask`'s arguments.
    #[test]
    fn the_options_have_the_names_that_are_read() {
        let names: Vec<String> = ask()
            .parameters
            .iter()
            .map(|p| p.name.to_string())
            .collect();
        assert_eq!(
            names,
            [wording::ASK_QUESTION.name, wording::ASK_PRIVATE.name]
        );
    }
}
