//! An action reserved to moderators: checks their permission, responds to the moderator alone, and
//! records the outcome.

use std::sync::Arc;

use serenity::builder::CreateActionRow;
use serenity::model::id::GuildId;
use serenity::model::timestamp::Timestamp;

use crate::discord::bot::Bot;
use crate::discord::custom_id::HelperCall;
use crate::discord::desks::Desk;
use crate::discord::interaction::InteractionContext;
use crate::discord::moderation::notice::{Recipients, announce};
use crate::discord::moderation::refusal::{denied_reason, denied_text, error_text};
use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::{FileAttachment, MessageBody};
use crate::discord::permission::may_moderate;
use crate::discord::refusals::RefusedAttempt;
use crate::discord::reply::pages::one_message;
use crate::discord::work_queue::{NotDone, WorkName};
use crate::effort::Demand;
use crate::record::{Action, Actor, Attempt, AttemptOutcome, UnixSeconds};
use crate::store::StoreError;
use crate::wording::moderators as wording;
use crate::wording::{Saying, Words};

/// A response to a moderator: one message.
#[derive(Debug, Clone, Default)]
pub struct ModeratorReply {
    /// Its text; what does not fit into a message is cut.
    pub text: String,
    /// Its controls.
    pub rows: Vec<CreateActionRow>,
    /// Its attachments.
    pub files: Vec<FileAttachment>,
}

impl ModeratorReply {
    /// A response that is only text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Says that the store cannot be read, and what follows from that.
    #[must_use]
    pub fn store_fault(fault: &StoreError) -> Self {
        Self::text(wording::store_unavailable(&error_text(fault)))
    }

    /// Says why there is no result.
    #[must_use]
    pub fn not_done(not_done: NotDone) -> Self {
        Self::text(match not_done {
            NotDone::Busy => wording::BUSY.to_owned(),
            NotDone::Failed => Words::english().say(Saying::Fault),
            NotDone::Stopping => wording::STOPPING.to_owned(),
        })
    }

    /// Returns the message without its attachments.
    #[must_use]
    pub fn body(&self) -> MessageBody {
        MessageBody {
            mention: None,
            text: one_message(&self.text),
            rows: self.rows.clone(),
        }
    }
}

/// An action that is permitted and under way.
pub struct ModeratorAction<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// The desk of the moderator's server.
    pub desk: Arc<Desk>,
    /// The interaction that asked for it.
    pub interaction: InteractionContext<'a>,
    /// The moderator's server.
    server: u64,
    kind: Action,
    /// What the moderator typed into a form, until it is shown or live.
    typed: Option<FileAttachment>,
    /// The call for a person that it answers.
    answers: Option<HelperCall>,
}

impl<'a> ModeratorAction<'a> {
    /// Begins an action and defers its response. A member without permission is told so, and the
    /// attempt is counted or recorded; then this returns `None`.
    pub async fn begin(
        bot: &'a Bot,
        interaction: InteractionContext<'a>,
        kind: Action,
    ) -> Result<Option<Self>, RequestError> {
        let action = Self::begin_undeferred(bot, interaction, kind).await?;
        if let Some(action) = &action {
            action.interaction.defer().await?;
        }
        Ok(action)
    }

    /// The same without deferring, since a form has to be the first response.
    pub async fn begin_undeferred(
        bot: &'a Bot,
        interaction: InteractionContext<'a>,
        kind: Action,
    ) -> Result<Option<Self>, RequestError> {
        let desks = bot.desks();
        let permitted = may_moderate(&desks.servers, &interaction);
        let action = Self {
            bot,
            desk: Arc::clone(desks.of(interaction.guild.map(GuildId::get))),
            server: interaction.guild.map_or(0, GuildId::get),
            interaction,
            kind,
            typed: None,
            answers: None,
        };
        if let Err(denied) = permitted {
            let refused = RefusedAttempt {
                server: desks.servers.get(action.server).map(|_| action.server),
                member: action.interaction.user.get(),
                action: kind,
            };
            let is_first = bot.refusals.count(refused);
            action.interaction.tell(&[denied_text(denied)]).await?;
            if is_first {
                let reason = denied_reason(denied);
                action.conclude(AttemptOutcome::Refused, "", reason).await;
            }
            return Ok(None);
        }
        Ok(Some(action))
    }

    /// Goes on under the kind of action that this one decides on.
    #[must_use]
    pub fn continued_as(self, kind: Action) -> Self {
        Self { kind, ..self }
    }

    /// Gives back what was typed into a form with every reply but those of [`Self::reply_whole`].
    #[must_use]
    pub fn keeping(self, typed: FileAttachment) -> Self {
        Self {
            typed: Some(typed),
            ..self
        }
    }

    /// Answers a call for a person, if there is one.
    #[must_use]
    pub fn answering(self, call: Option<HelperCall>) -> Self {
        Self {
            answers: call,
            ..self
        }
    }

    /// The call for a person that it answers.
    #[must_use]
    pub fn answers(&self) -> Option<HelperCall> {
        self.answers
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Member(self.interaction.user.get())
    }

    /// The moderator's server.
    #[must_use]
    pub fn server(&self) -> u64 {
        self.server
    }

    /// Responds, and gives back what was typed, which the response lacks.
    pub async fn reply(&self, mut reply: ModeratorReply) -> Result<(), RequestError> {
        reply.files.extend(self.typed.clone());
        self.reply_whole(reply).await
    }

    /// Responds with what has all that was typed, or makes it needless.
    pub async fn reply_whole(&self, reply: ModeratorReply) -> Result<(), RequestError> {
        self.interaction.complete(&reply.body(), &reply.files).await
    }

    /// Does heavy work in its turn. If it cannot be done, the moderator is told, and this returns
    /// `None`.
    pub async fn work<T: Send + Sync + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        name: WorkName,
        work: impl FnOnce(Demand) -> F,
    ) -> Result<Option<Arc<T>>, RequestError> {
        let name = name.of_knowledge(self.desk.owner);
        self.done(self.bot.work.run(self.server, name, work).await)
            .await
    }

    /// Returns the result of work, or tells the moderator why there is none.
    pub async fn done<T>(
        &self,
        result: Result<Arc<T>, NotDone>,
    ) -> Result<Option<Arc<T>>, RequestError> {
        match result {
            Ok(done) => Ok(Some(done)),
            Err(not_done) => {
                self.reply(ModeratorReply::not_done(not_done)).await?;
                Ok(None)
            }
        }
    }

    /// Responds with what the moderator only wanted to see, and records that.
    pub async fn show(&self, reply: ModeratorReply) -> Result<(), RequestError> {
        self.record(AttemptOutcome::Done, "", "").await;
        self.reply(reply).await
    }

    /// Concludes the action as failed, and responds with the reason.
    pub async fn fail(&self, target: &str, reason: String) -> Result<(), RequestError> {
        self.conclude(AttemptOutcome::Failed, target, &reason).await;
        self.reply(ModeratorReply::text(reason)).await
    }

    /// Records an outcome. `target` and `detail` may be empty.
    pub async fn record(&self, outcome: AttemptOutcome, target: &str, detail: &str) -> Attempt {
        let attempt = Attempt {
            at: now(),
            server: Some(self.server),
            by: self.actor(),
            action: self.kind,
            target: target.to_owned(),
            outcome,
            detail: detail.to_owned(),
        };
        self.desk.releases.record(&attempt).await;
        attempt
    }

    /// Records an outcome, and notifies the moderators of this server; those of every server if the
    /// knowledge, which they share, was changed.
    pub async fn conclude(&self, outcome: AttemptOutcome, target: &str, detail: &str) {
        let attempt = self.record(outcome, target, detail).await;
        let recipients = match outcome {
            AttemptOutcome::Done => Recipients::Sharing(self.desk.owner),
            _ => Recipients::Server(self.server),
        };
        let nonce = self.interaction.id.to_string();
        announce(self.bot, recipients, &nonce, &attempt).await;
    }
}

/// Returns the time.
#[must_use]
pub fn now() -> UnixSeconds {
    UnixSeconds(Timestamp::now().unix_timestamp())
}
