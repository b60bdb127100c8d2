//! Where events come in: each is counted, so that a stop can wait for it; met once, however often
//! it is sent; and kept from taking the bot with it.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};
use std::time::Duration;

use futures_util::FutureExt;
use serenity::async_trait;
use serenity::builder::CreateCommand;
use serenity::client::{Client, Context, FullEvent};
use serenity::framework::Framework;
use serenity::gateway::ShardManager;
use serenity::model::application::Interaction;

use tokio::time::{sleep, timeout};

use crate::discord::commands::commands;
use crate::discord::interaction::Caller;
use crate::discord::outgoing::Refused;
use crate::discord::{Bot, components, messages, moderation, register};
use crate::wording;

/// How long a list of choices is worth making: Discord takes it for three seconds.
const COMPLETING: Duration = Duration::from_secs(3);
/// When to try again what could not be registered.
const REGISTER_AGAIN: Duration = Duration::from_mins(5);

/// Passes events to whom they concern.
pub struct Gate {
    bot: Arc<Bot>,
    options: poise::FrameworkOptions<Arc<Bot>, Refused>,
    shards: Weak<ShardManager>,
}

impl Gate {
    /// Passes events to the bot.
    #[must_use]
    pub fn new(bot: Arc<Bot>) -> Self {
        let mut options = poise::FrameworkOptions {
            commands: commands()
                .into_iter()
                .chain(moderation::commands())
                .collect(),
            on_error: |error| Box::pin(failed(error)),
            ..Default::default()
        };
        poise::set_qualified_names(&mut options.commands);
        Self {
            bot,
            options,
            shards: Weak::new(),
        }
    }

    async fn handle(&self, ctx: &Context, event: FullEvent) {
        let bot = &*self.bot;
        match event {
            FullEvent::Ready { .. } => self.ready(ctx).await,
            FullEvent::Message { new_message } => messages::message(bot, ctx, &new_message).await,
            FullEvent::MessageUpdate { event, .. } => messages::edited(bot, ctx, &event).await,
            FullEvent::MessageDelete {
                channel_id,
                deleted_message_id,
                ..
            } => messages::deleted(bot, ctx, channel_id, deleted_message_id).await,
            FullEvent::MessageDeleteBulk {
                channel_id,
                multiple_deleted_messages_ids,
                ..
            } => {
                for message in multiple_deleted_messages_ids {
                    messages::deleted(bot, ctx, channel_id, message).await;
                }
            }
            FullEvent::InteractionCreate {
                interaction: interaction @ Interaction::Autocomplete(_),
            } => {
                // Worth nothing to whoever has typed on.
                let completing = Box::pin(self.interact(ctx, interaction));
                let _ = timeout(COMPLETING, completing).await;
            }
            FullEvent::InteractionCreate { interaction } if bot.memory.is_new(interaction.id()) => {
                // Commands are large; messages, which are many, are not to pay for them.
                Box::pin(self.interact(ctx, interaction)).await;
            }
            _ => {}
        }
    }

    async fn interact(&self, ctx: &Context, interaction: Interaction) {
        if let Interaction::Component(component) = &interaction {
            if let Err(refused) = components::press(&self.bot, ctx, component).await {
                tracing::warn!(%refused, "cannot answer a button");
            }
            return;
        }
        if let Interaction::Modal(form) = &interaction {
            if let Err(refused) = components::submit(&self.bot, ctx, form).await {
                tracing::warn!(%refused, "cannot answer a form");
            }
            return;
        }
        let Some(shards) = self.shards.upgrade() else {
            return;
        };
        let framework = poise::FrameworkContext {
            serenity_context: ctx,
            bot_id: self.bot.me,
            options: &self.options,
            user_data: &self.bot,
            shard_manager: &shards,
        };
        let event = FullEvent::InteractionCreate { interaction };
        Box::pin(poise::dispatch_event(framework, event)).await;
    }

    /// A session has begun; this comes again after every lost one.
    async fn ready(&self, ctx: &Context) {
        let shard = ctx.shard_id.get();
        tracing::info!(shard, knowledge = %self.bot.service.snapshot().knowledge().version, "ready");
        // A stop waits for replies, and not for this.
        tokio::select! {
            () = self.bot.stop.cancelled() => {}
            () = self.register(ctx) => {}
        }
    }

    /// Registers the commands, once, however often it takes.
    async fn register(&self, ctx: &Context) {
        let commands: Vec<CreateCommand> =
            poise::builtins::create_application_commands(&self.options.commands);
        let register = || register::register(&self.bot, &ctx.http, &commands);
        while let Err(refused) = self.bot.registered.get_or_try_init(register).await {
            tracing::error!(%refused, "cannot register the commands");
            sleep(REGISTER_AGAIN).await;
        }
    }
}

#[async_trait]
impl Framework for Gate {
    async fn init(&mut self, client: &Client) {
        self.shards = Arc::downgrade(&client.shard_manager);
    }

    async fn dispatch(&self, mut ctx: Context, event: FullEvent) {
        if self.bot.stop.is_cancelled() {
            return;
        }
        // That of serenity's client knows the application, and no rate of before it was built.
        let its_own = std::mem::replace(&mut ctx.http, Arc::clone(&self.bot.http));
        if let Some(application) = its_own.application_id() {
            ctx.http.set_application_id(application);
        }
        let shape = Shape::of(&event);
        let interaction = match &event {
            FullEvent::InteractionCreate { interaction } => Some(Box::new(interaction.clone())),
            _ => None,
        };
        let answering = self.bot.tasks.track_future(self.handle(&ctx, event));
        if AssertUnwindSafe(answering).catch_unwind().await.is_err() {
            tracing::error!(%shape, "a handler failed; the bot goes on");
            let caller = interaction.as_ref().and_then(|i| Caller::of(&ctx.http, i));
            if let Some(caller) = caller {
                // Where it had been answered before it failed, Discord takes no second answer.
                let _ = caller.tell(&[wording::FAULT.to_owned()]).await;
            }
        }
    }
}

/// What a failed command leaves to be said.
async fn failed(error: poise::FrameworkError<'_, Arc<Bot>, Refused>) {
    match error {
        poise::FrameworkError::Command { error, ctx, .. } => {
            let command = &ctx.command().name;
            tracing::warn!(%command, refused = %error, "cannot answer a command");
        }
        poise::FrameworkError::UnknownInteraction {
            framework,
            interaction,
            ..
        } => {
            let caller = Caller::of_command(&framework.serenity_context.http, interaction);
            let told = caller.tell(&[wording::UNKNOWN_BUTTON.to_owned()]).await;
            tracing::warn!(told = told.is_ok(), "met a command that is no longer ours");
        }
        _ => tracing::error!("a command did not fit what Discord sent"),
    }
}

/// What may be said in a log of an event: its kind and its size, not its words.
struct Shape {
    event: String,
    characters: usize,
    words: usize,
}

impl Shape {
    fn of(event: &FullEvent) -> Self {
        let text = match event {
            FullEvent::Message { new_message } => &new_message.content,
            FullEvent::MessageUpdate { event, .. } => event.content.as_deref().unwrap_or_default(),
            FullEvent::InteractionCreate { interaction } => asked(interaction),
            _ => "",
        };
        Self {
            event: event.snake_case_name().to_owned(),
            characters: text.chars().count(),
            words: text.split_whitespace().count(),
        }
    }
}

/// The text that an interaction brings.
fn asked(interaction: &Interaction) -> &str {
    let Interaction::Command(command) = interaction else {
        return "";
    };
    let mut options = command.data.options.iter();
    let typed = options.find_map(|option| option.value.as_str());
    let targets = command.data.resolved.messages.values();
    let target = targets.map(|message| message.content.as_str()).next();
    typed.or(target).unwrap_or_default()
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            event,
            characters,
            words,
        } = self;
        write!(f, "{event} of {characters} characters in {words} words")
    }
}
