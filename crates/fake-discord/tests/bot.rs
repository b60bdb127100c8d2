//! The bot that the fake is tested with: it answers, edits, defers, and asks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use poise::{CreateReply, FrameworkOptions};
use serde_json::{Value, json};
use serenity::all::{
    ActionRowComponent, AutocompleteChoice, ComponentInteraction, Context as Ctx, CreateActionRow,
    CreateAllowedMentions, CreateAutocompleteResponse, CreateButton, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateMessage, CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
    EditInteractionResponse, Event, FullEvent, GatewayIntents, HttpBuilder, InputTextStyle,
    Interaction, Message, RawEventHandler, ShardManager,
};
use serenity::async_trait;

use fake_discord::{Fake, eventually};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Context<'a> = poise::Context<'a, Handled, Error>;

/// How long a wait lasts before it fails.
pub const DEADLINE: Duration = Duration::from_secs(10);

/// A bot that runs until it is dropped.
pub struct Bot {
    shards: Arc<ShardManager>,
    task: tokio::task::JoinHandle<serenity::Result<()>>,
    /// How many events serenity could not parse.
    pub unknown: Arc<AtomicUsize>,
    /// The messages whose handler has returned, once for each event.
    handled: Handled,
}

type Handled = Arc<Mutex<Vec<u64>>>;

struct Unknown(Arc<AtomicUsize>);

#[async_trait]
impl RawEventHandler for Unknown {
    async fn raw_event(&self, _: Ctx, event: Event) {
        if matches!(event, Event::Unknown(_)) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}

impl Bot {
    pub async fn start(discord: &Fake) -> Self {
        let intents = GatewayIntents::GUILDS
            | GatewayIntents::GUILD_MESSAGES
            | GatewayIntents::DIRECT_MESSAGES;
        Self::start_with(discord, intents).await
    }

    pub async fn start_with(discord: &Fake, intents: GatewayIntents) -> Self {
        let handled = Handled::default();
        let data = Arc::clone(&handled);
        let framework = poise::Framework::builder()
            .options(FrameworkOptions {
                commands: vec![ask(), later(), read_this()],
                event_handler: |framework, event| {
                    Box::pin(async move {
                        let done = handle(framework.serenity_context, event).await;
                        if let FullEvent::Message { new_message } = event {
                            let mut handled = framework.user_data.lock().unwrap();
                            handled.push(new_message.id.get());
                        }
                        done
                    })
                },
                ..FrameworkOptions::default()
            })
            .setup(|ctx, _, framework| {
                Box::pin(async move {
                    poise::builtins::register_globally(ctx, &framework.options().commands).await?;
                    Ok(data)
                })
            })
            .build();
        let http = HttpBuilder::new(discord.token())
            .proxy(discord.base())
            .ratelimiter_disabled(true)
            .build();
        let unknown = Arc::new(AtomicUsize::new(0));
        let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
            .framework(framework)
            .raw_event_handler(Unknown(Arc::clone(&unknown)))
            .await
            .unwrap();
        Self {
            shards: Arc::clone(&client.shard_manager),
            task: tokio::spawn(async move { client.start().await }),
            unknown,
            handled,
        }
    }

    /// Waits until the handler of a message has returned `times` times: the bot will never reply to
    /// it after that.
    pub async fn has_handled(&self, message: &fake_discord::Message, times: usize) {
        eventually("a message handled", DEADLINE, async || {
            let handled = self.handled.lock().unwrap();
            let seen = handled.iter().filter(|id| **id == message.id).count();
            (seen >= times).then_some(())
        })
        .await;
    }

    /// Whether the bot has handled a message.
    pub fn was_sent(&self, message: &fake_discord::Message) -> bool {
        self.handled.lock().unwrap().contains(&message.id)
    }

    pub async fn stop(self) {
        self.shards.shutdown_all().await;
        let _ = tokio::time::timeout(Duration::from_secs(6), self.task).await;
        assert_eq!(
            self.unknown.load(Ordering::SeqCst),
            0,
            "an event that serenity cannot read"
        );
    }

    /// Waits until the client ends.
    pub async fn end(self) -> serenity::Result<()> {
        self.task.await.unwrap()
    }
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

fn controls() -> Vec<CreateActionRow> {
    let option = |name: &str| CreateSelectMenuOption::new(name, name);
    let options = vec![option("one"), option("two")];
    vec![
        CreateActionRow::Buttons(vec![
            CreateButton::new("more").label("More"),
            CreateButton::new("change").label("Change"),
            CreateButton::new("form").label("Form"),
            CreateButton::new("gone").label("Delete"),
        ]),
        CreateActionRow::SelectMenu(CreateSelectMenu::new(
            "menu",
            CreateSelectMenuKind::String { options },
        )),
    ]
}

/// Repeats a question.
#[poise::command(slash_command)]
async fn ask(
    ctx: Context<'_>,
    #[description = "what"]
    #[autocomplete = "complete"]
    question: String,
    #[description = "to you alone"] private: Option<bool>,
) -> Result<(), Error> {
    let reply = CreateReply::default()
        .content(format!("asked: {question}"))
        .ephemeral(private.unwrap_or(false))
        .allowed_mentions(nobody())
        .components(controls());
    ctx.send(reply).await?;
    Ok(())
}

#[expect(clippy::unused_async, reason = "poise awaits it")]
async fn complete(_: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    let words = ["whale", "wheat", "oats"].into_iter();
    let fitting = words.filter(|word| word.starts_with(typed));
    let choices = fitting.map(|word| AutocompleteChoice::new(word, word));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// Answers after a deferral, and follows up.
#[poise::command(slash_command)]
async fn later(ctx: Context<'_>) -> Result<(), Error> {
    ctx.defer().await?;
    let poise::Context::Application(context) = ctx else {
        return Ok(());
    };
    let edit = EditInteractionResponse::new()
        .content("at last")
        .allowed_mentions(nobody());
    context.interaction.edit_response(ctx, edit).await?;
    let more = CreateInteractionResponseFollowup::new()
        .content("and more")
        .ephemeral(true)
        .allowed_mentions(nobody());
    context.interaction.create_followup(ctx, more).await?;
    Ok(())
}

#[poise::command(context_menu_command = "Read this")]
async fn read_this(ctx: Context<'_>, message: Message) -> Result<(), Error> {
    let reply = CreateReply::default()
        .content(format!("it says: {}", message.content))
        .allowed_mentions(nobody());
    ctx.send(reply).await?;
    Ok(())
}

async fn handle(ctx: &Ctx, event: &FullEvent) -> Result<(), Error> {
    match event {
        FullEvent::Message { new_message } => message(ctx, new_message).await,
        FullEvent::InteractionCreate { interaction } => match interaction {
            Interaction::Component(component) => used(ctx, component).await,
            Interaction::Modal(form) => {
                let ActionRowComponent::InputText(text) = &form.data.components[0].components[0]
                else {
                    return Ok(());
                };
                let value = text.value.clone().unwrap_or_default();
                let message = CreateInteractionResponseMessage::new()
                    .content(format!("written: {value}"))
                    .allowed_mentions(nobody());
                form.create_response(ctx, CreateInteractionResponse::Message(message))
                    .await?;
                Ok(())
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

async fn message(ctx: &Ctx, message: &Message) -> Result<(), Error> {
    let is_direct = message.guild_id.is_none();
    if message.author.bot || !(is_direct || message.content.starts_with("bot, ")) {
        return Ok(());
    }
    let answer = CreateMessage::new()
        .content(format!("heard: {}", message.content))
        .reference_message(message)
        .allowed_mentions(nobody())
        .components(controls());
    message.channel_id.send_message(ctx, answer).await?;
    Ok(())
}

async fn used(ctx: &Ctx, component: &ComponentInteraction) -> Result<(), Error> {
    let message = CreateInteractionResponseMessage::new().allowed_mentions(nobody());
    let response = match component.data.custom_id.as_str() {
        "more" => CreateInteractionResponse::Message(message.content("more").ephemeral(true)),
        "change" => {
            CreateInteractionResponse::UpdateMessage(message.content("changed").components(vec![]))
        }
        "form" => {
            let text = CreateInputText::new(InputTextStyle::Short, "Text", "text");
            let rows = vec![CreateActionRow::InputText(text)];
            CreateInteractionResponse::Modal(CreateModal::new("a form", "A form").components(rows))
        }
        "gone" => {
            component
                .create_response(ctx, CreateInteractionResponse::Acknowledge)
                .await?;
            component.delete_response(ctx).await?;
            return Ok(());
        }
        _ => CreateInteractionResponse::Message(message.content("picked").ephemeral(true)),
    };
    component.create_response(ctx, response).await?;
    Ok(())
}

/// A message body that breaks no rule.
pub fn body(text: &str) -> Value {
    json!({ "content": text, "allowed_mentions": { "parse": [] } })
}
