//! “Ask a person”: a form with the question, so that nobody is called by a slip and the member sees what others
//! will read. Sent, it calls the people who help in this server, once for each answer.

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId};

use crate::discord::ask::Asker;
use crate::discord::audience::Audience;
use crate::discord::bot::Bot;
use crate::discord::custom_id::{CustomId, HelperCall};
use crate::discord::interaction::{FormFields, InteractionContext};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{self, MessageBody};
use crate::discord::rate_limit::RateExceeded;
use crate::discord::reply::foreign;
use crate::discord::reply::helper_call::{self, CALL_CHARS, rows_once_called};
use crate::wording::Saying;

/// The name of the form's field.
const QUESTION: &str = "question";

/// Opens the form, with as much of the question as the button carried.
pub async fn open(
    interaction: &InteractionContext<'_>,
    question: &str,
) -> Result<(), RequestError> {
    let style = InputTextStyle::Paragraph;
    let words = interaction.words;
    let field = CreateInputText::new(style, words.say(Saying::PersonField), QUESTION);
    let value = foreign::form_value(&[question.to_owned()], CALL_CHARS.into());
    let field = field.max_length(CALL_CHARS).value(value);
    let id = CustomId::ask_person(question).encode();
    let form = CreateModal::new(id, words.say(Saying::AskPerson));
    let form = form.components(vec![CreateActionRow::InputText(field)]);
    interaction.open_form(&form).await
}

/// Calls a person under `answer`, and says there that one was called; or tells the member why not.
pub async fn submitted(
    bot: &Bot,
    interaction: &InteractionContext<'_>,
    fields: &FormFields<'_>,
    answer: Option<&Message>,
) -> Result<(), RequestError> {
    let question = fields.get(QUESTION).copied().unwrap_or_default().trim();
    let helpers = interaction.guild.and_then(|guild| Helpers::of(bot, guild));
    let (Some(helpers), Some(answer)) = (helpers, answer) else {
        return interaction
            .tell(&[interaction.words.say(Saying::NobodyToAsk)])
            .await;
    };
    if question.is_empty() {
        return interaction
            .tell(&[interaction.words.say(Saying::NothingAsked)])
            .await;
    }
    let rows =
        rows_once_called(interaction.words, answer).filter(|_| bot.called_answers.claim(answer.id));
    let Some(rows) = rows else {
        return interaction
            .tell(&[interaction.words.say(Saying::AlreadyAsked)])
            .await;
    };
    if let Err(exceeded) = bot.rates.count_call(interaction.user, helpers.guild) {
        bot.called_answers.release(answer.id);
        let reason = match exceeded {
            RateExceeded::Server(_) => Saying::HelpersBusy,
            _ => Saying::AskedEnough,
        };
        return interaction.tell(&[interaction.words.say(reason)]).await;
    }
    let called = helpers.call(bot, interaction, question, answer).await;
    if !matches!(called, Ok(true)) {
        bot.called_answers.release(answer.id);
        return called.map(|_| ());
    }
    let text = answer.content.clone();
    let body = MessageBody {
        text,
        rows,
        mention: None,
    };
    interaction.complete(&body, &[]).await
}

/// Whom a server has named to help, and where.
struct Helpers {
    guild: GuildId,
    role: RoleId,
    /// None for the channel in which the member asks.
    channel: Option<ChannelId>,
}

impl Helpers {
    fn of(bot: &Bot, guild: GuildId) -> Option<Self> {
        let desks = bot.desks();
        let server = desks.servers.get(guild.get())?;
        Some(Self {
            guild,
            role: server.helper_role?.into(),
            channel: server.helper_channel.map(ChannelId::from),
        })
    }

    /// Defers the response and calls them; if that fails, the member is told, and this returns false.
    async fn call(
        &self,
        bot: &Bot,
        interaction: &InteractionContext<'_>,
        question: &str,
        answer: &Message,
    ) -> Result<bool, RequestError> {
        interaction.defer_update().await?;
        let call = HelperCall {
            asker: interaction.user,
            channel: interaction.channel,
            message: seen_by_all(interaction, answer),
        };
        let snapshot = bot.snapshot_for(Asker::from(interaction));
        let nearest = if snapshot.knows_suspended() {
            let (answer, _) = bot.encoder.ask_why(&snapshot, question).await;
            snapshot.alternatives(answer, None).others
        } else {
            Vec::new()
        };
        // Others than the asker read it.
        let words = interaction.server_words;
        let body = MessageBody {
            text: helper_call::text(words, self.role, &call, question, &nearest),
            rows: helper_call::rows(words, self.guild.get(), call),
            mention: None,
        };
        let channel = self.channel.unwrap_or(interaction.channel);
        let nonce = interaction.id.to_string();
        match outgoing::call_role(&bot.http, channel, &nonce, &body, self.role).await {
            Ok(()) => Ok(true),
            Err(error) => {
                tracing::warn!(%channel, role = %self.role, %error, "cannot call a person");
                interaction
                    .tell_besides(&interaction.words.say(Saying::NotCalled))
                    .await?;
                Ok(false)
            }
        }
    }
}

/// The message by which others find the conversation: what an answer replies to, or else the answer.
fn seen_by_all(interaction: &InteractionContext<'_>, answer: &Message) -> Option<MessageId> {
    let replied = answer.message_reference.as_ref();
    let replied = replied.and_then(|replied| replied.message_id);
    let is_public = interaction.message_audience == Some(Audience::Everyone);
    replied.or(is_public.then_some(answer.id))
}
