//! Hands each event to its handler. An event is tracked, so that a stop can wait for it; an
//! interaction is handled once, however often it is sent; and a handler that panics takes nothing
//! else with it.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};
use std::time::Duration;

use futures_util::FutureExt;
use serenity::async_trait;
use serenity::builder::CreateCommand;
use serenity::client::{Client, Context, FullEvent};
use serenity::framework::Framework;
use serenity::gateway::ShardManager;
use serenity::model::application::{CommandType, Interaction};
use tokio::sync::OnceCell;
use tokio::time::{sleep, timeout};

use crate::discord::autocomplete::offer_choices;
use crate::discord::bot::Bot;
use crate::discord::commands::commands;
use crate::discord::connection::event::{EventSummary, place, server_locale};
use crate::discord::interaction::InteractionContext;
use crate::discord::limits::FIRST_RESPONSE_TIME;
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::{components, forms, messages, moderation, register};
use crate::wording::Saying;

/// When to try again to register the commands.
const REGISTER_AGAIN: Duration = Duration::from_mins(5);

/// serenity's framework: receives every event.
pub struct Dispatcher {
    bot: Arc<Bot>,
    options: poise::FrameworkOptions<Arc<Bot>, RequestError>,
    shards: Weak<ShardManager>,
    /// Set once the commands are registered.
    registered: OnceCell<()>,
}

impl Dispatcher {
    /// Dispatches events for this bot.
    #[must_use]
    pub fn new(bot: Arc<Bot>) -> Self {
        let mut options = poise::FrameworkOptions {
            commands: commands(&bot.config.discord, &bot.languages)
                .into_iter()
                .chain(moderation::commands::commands(&bot.desks().servers))
                .collect(),
            on_error: |error| Box::pin(command_failed(error)),
            ..Default::default()
        };
        poise::set_qualified_names(&mut options.commands);
        Self {
            bot,
            options,
            shards: Weak::new(),
            registered: OnceCell::new(),
        }
    }

    async fn handle(&self, ctx: &Context, event: FullEvent) {
        let bot = &*self.bot;
        match event {
            FullEvent::Ready { .. } => self.ready(ctx.shard_id.get()).await,
            FullEvent::Message { new_message } => messages::created(bot, &new_message).await,
            FullEvent::MessageUpdate { event, .. } => messages::edited(bot, &event).await,
            FullEvent::ThreadCreate { thread } => messages::forum_post::opened(bot, &thread).await,
            FullEvent::ThreadUpdate { new, .. } => messages::forum_post::retagged(bot, &new),
            FullEvent::MessageDelete {
                channel_id,
                deleted_message_id,
                ..
            } => messages::deleted(bot, channel_id, deleted_message_id).await,
            FullEvent::MessageDeleteBulk {
                channel_id,
                multiple_deleted_messages_ids,
                ..
            } => {
                for message in multiple_deleted_messages_ids {
                    messages::deleted(bot, channel_id, message).await;
                }
            }
            FullEvent::InteractionCreate {
                interaction: interaction @ Interaction::Autocomplete(_),
            } => {
                // Choices that come later are discarded by Discord.
                let completing = Box::pin(self.complete(ctx, &interaction));
                let _ = timeout(FIRST_RESPONSE_TIME, completing).await;
            }
            FullEvent::InteractionCreate { interaction } if bot.recent.is_new(interaction.id()) => {
                // The futures of commands are large; messages, which are many, need not carry them.
                Box::pin(self.interact(ctx, interaction)).await;
            }
            _ => {}
        }
    }

    async fn interact(&self, ctx: &Context, interaction: Interaction) {
        if let Some((server, locale)) = server_locale(&interaction) {
            self.bot.server_languages.note(server, locale);
        }
        match &interaction {
            Interaction::Component(component) => {
                if let Err(error) = components::used(&self.bot, component).await {
                    tracing::warn!(%error, "cannot respond to a component");
                }
            }
            Interaction::Modal(form) => {
                if let Err(error) = forms::submitted(&self.bot, form).await {
                    tracing::warn!(%error, "cannot respond to a form");
                }
            }
            // poise panics at a kind of command that it does not know.
            Interaction::Command(command) if !is_known(command.data.kind) => {}
            _ => self.run_command(ctx, interaction).await,
        }
    }

    async fn complete(&self, ctx: &Context, interaction: &Interaction) {
        let (Interaction::Autocomplete(typed), Some(shards)) = (interaction, self.shards.upgrade())
        else {
            return;
        };
        let completed = offer_choices(self.framework(ctx, &shards), typed).await;
        if let Err(error) = completed {
            tracing::debug!(%error, "cannot complete an option");
        }
    }

    fn framework<'a>(
        &'a self,
        ctx: &'a Context,
        shards: &'a Arc<ShardManager>,
    ) -> poise::FrameworkContext<'a, Arc<Bot>, RequestError> {
        poise::FrameworkContext {
            serenity_context: ctx,
            bot_id: self.bot.me,
            options: &self.options,
            user_data: &self.bot,
            shard_manager: shards,
        }
    }

    /// Has poise run a command.
    async fn run_command(&self, ctx: &Context, interaction: Interaction) {
        let Some(shards) = self.shards.upgrade() else {
            return;
        };
        let framework = self.framework(ctx, &shards);
        let event = FullEvent::InteractionCreate { interaction };
        Box::pin(poise::dispatch_event(framework, event)).await;
    }

    /// A session has started. This comes again after every session that was lost.
    async fn ready(&self, shard: u32) {
        let snapshot = self.bot.desk(None).service.snapshot();
        tracing::info!(shard, knowledge = %snapshot.knowledge().version, "ready");
        // A stop waits for replies, but not for this.
        tokio::select! {
            () = self.bot.stop.cancelled() => {}
            () = self.register() => {}
        }
    }

    /// Registers the commands once a client, and tries until that succeeds.
    async fn register(&self) {
        let commands = self.options.commands.iter();
        let commands: Vec<CreateCommand> = commands.flat_map(register::created).collect();
        let register = || register::register(&self.bot, &commands);
        while let Err(error) = self.registered.get_or_try_init(register).await {
            tracing::error!(%error, "cannot register the commands");
            sleep(REGISTER_AGAIN).await;
        }
    }
}

/// Whether the bot could have a command of this kind.
fn is_known(kind: CommandType) -> bool {
    use CommandType::{ChatInput, Message, User};
    matches!(kind, ChatInput | User | Message)
}

#[async_trait]
impl Framework for Dispatcher {
    async fn init(&mut self, client: &Client) {
        self.shards = Arc::downgrade(&client.shard_manager);
    }

    async fn dispatch(&self, ctx: Context, event: FullEvent) {
        if self.bot.stop.is_cancelled() {
            return;
        }
        // serenity learns it from READY.
        if let Some(application) = ctx.http.application_id() {
            self.bot.http.set_application(application);
        }
        let summary = EventSummary::of(&event);
        let interaction = match &event {
            FullEvent::InteractionCreate { interaction } => Some(Box::new(interaction.clone())),
            _ => None,
        };
        let place = place(&event).map(|(lane, owner)| self.bot.in_flight.admit(lane, owner));
        let handling = self.bot.tasks.track_future(self.handle(&ctx, event));
        let handling = AssertUnwindSafe(handling).catch_unwind();
        let handled = match &place {
            Some(place) => tokio::select! {
                () = place.lost() => return,
                handled = handling => handled,
            },
            None => handling.await,
        };
        if handled.is_err() {
            tracing::error!(event = %summary, "handler panicked; the bot keeps running");
            let interaction = interaction.as_ref();
            let interaction = interaction.and_then(|i| InteractionContext::of(&self.bot, i));
            if let Some(interaction) = interaction {
                // If the handler had responded before it panicked, Discord rejects this.
                let _ = interaction
                    .tell(&[interaction.words.say(Saying::Fault)])
                    .await;
            }
        }
    }
}

/// Logs what failed, and responds to a command that no longer exists.
async fn command_failed(error: poise::FrameworkError<'_, Arc<Bot>, RequestError>) {
    match error {
        poise::FrameworkError::Command { error, ctx, .. } => {
            let command = &ctx.command().name;
            tracing::warn!(%command, %error, "cannot respond to a command");
        }
        poise::FrameworkError::UnknownInteraction {
            framework,
            interaction,
            ..
        } => {
            let interaction = InteractionContext::of_command(framework.user_data, interaction);
            let texts = [interaction.words.say(Saying::UnknownButton)];
            let responded = interaction.tell(&texts).await.is_ok();
            tracing::warn!(responded, "received a command that no longer exists");
        }
        _ => tracing::error!("received a command that does not fit its definition"),
    }
}
