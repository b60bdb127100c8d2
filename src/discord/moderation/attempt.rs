//! Somebody's attempt at something that only moderators may: whether they may is asked, they are
//! answered alone, and what came of it is recorded and told where the operator wants it told.

use serenity::builder::CreateActionRow;
use serenity::model::id::{ChannelId, GuildId};
use serenity::model::timestamp::Timestamp;

use crate::config::Server;
use crate::discord::Bot;
use crate::discord::interaction::Caller;
use crate::discord::outgoing::{self, Attached, Body, Refused};
use crate::discord::permission::{Denied, may_keep};
use crate::discord::reply::markdown::{MAX_CHARS, clip};
use crate::record::{Action, Actor, Attempt, AttemptOutcome, UnixSeconds};
use crate::wording::moderators as wording;

/// What a moderator is told: one message.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its text; what is too long for a message is cut.
    pub text: String,
    /// Its controls.
    pub rows: Vec<CreateActionRow>,
    /// What goes with it.
    pub files: Vec<Attached>,
}

impl Said {
    /// A message that is only text.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

/// An attempt that is allowed and under way.
pub struct Attempting<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// Who it is.
    pub caller: Caller<'a>,
    /// The server they are in.
    server: u64,
    /// What they try.
    action: Action,
}

impl<'a> Attempting<'a> {
    /// Begins, if they may, and promises an answer; else they are told that they may not.
    pub async fn begin(
        bot: &'a Bot,
        caller: Caller<'a>,
        action: Action,
    ) -> Result<Option<Self>, Refused> {
        let attempt = Self::unpromised(bot, caller, action).await?;
        if let Some(attempt) = &attempt {
            attempt.caller.promise().await?;
        }
        Ok(attempt)
    }

    /// The same for what is answered at once, with a form.
    pub async fn unpromised(
        bot: &'a Bot,
        caller: Caller<'a>,
        action: Action,
    ) -> Result<Option<Self>, Refused> {
        let refusal = match may_keep(&bot.config, &caller) {
            Ok(()) => None,
            Err(Denied::NoServer) => Some(wording::NOT_IN_A_SERVER.to_owned()),
            Err(Denied::Elsewhere(server)) => Some(wording::not_from_here(server)),
            Err(Denied::NoModerator) => Some(wording::NO_MODERATOR.to_owned()),
        };
        let attempt = Self {
            bot,
            server: caller.guild.map_or(0, GuildId::get),
            caller,
            action,
        };
        if let Some(refusal) = refusal {
            attempt.caller.tell(&[refusal]).await?;
            attempt.over(AttemptOutcome::Refused, "", "").await;
            return Ok(None);
        }
        Ok(Some(attempt))
    }

    /// The same attempt under the name of what it carries on.
    pub fn named(self, action: Action) -> Self {
        Self { action, ..self }
    }

    /// Whose attempt it is.
    pub fn by(&self) -> Actor {
        Actor::Member(self.caller.user.get())
    }

    /// Answers it.
    pub async fn say(&self, said: Said) -> Result<(), Refused> {
        let body = Body {
            text: clip(&said.text, MAX_CHARS),
            rows: said.rows,
        };
        self.caller.settle(&body, &said.files).await
    }

    /// Answers that it has failed, and why.
    pub async fn fail(&self, target: &str, reason: String) -> Result<(), Refused> {
        self.over(AttemptOutcome::Failed, target, &reason).await;
        self.say(Said::text(reason)).await
    }

    /// Answers with what was only to be seen.
    pub async fn show(&self, said: Said) -> Result<(), Refused> {
        self.note(AttemptOutcome::Done, "", "").await;
        self.say(said).await
    }

    /// Records what came of it.
    pub async fn note(&self, outcome: AttemptOutcome, target: &str, detail: &str) -> Attempt {
        let attempt = Attempt {
            at: now(),
            server: Some(self.server),
            by: self.by(),
            action: self.action,
            target: target.to_owned(),
            outcome,
            detail: detail.to_owned(),
        };
        self.bot.releases.record(&attempt).await;
        attempt
    }

    /// Records what came of it, and tells the moderators of its server; all of them where the
    /// knowledge was changed, which is theirs too.
    pub async fn over(&self, outcome: AttemptOutcome, target: &str, detail: &str) {
        let attempt = self.note(outcome, target, detail).await;
        let whom = match outcome {
            AttemptOutcome::Done => Whom::Everyone,
            _ => Whom::Server(self.server),
        };
        let nonce = self.caller.id.to_string();
        tell(self.bot, whom, &nonce, &attempt).await;
    }
}

/// Whose moderators are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Those of every server.
    Everyone,
    /// Those of one.
    Server(u64),
}

/// Tells moderators of an attempt, in the channels that the operator has named.
pub async fn tell(bot: &Bot, whom: Whom, nonce: &str, attempt: &Attempt) {
    let by = wording::by(attempt.by);
    let told = wording::told(
        &by,
        attempt.action.as_str(),
        // It may be what somebody has typed, or a file's name.
        &attempt.target.replace('`', "'"),
        attempt.outcome.as_str(),
        &attempt.detail,
    );
    let body = Body {
        text: clip(&told, MAX_CHARS),
        rows: Vec::new(),
    };
    post(bot, whom, &format!("{nonce}.t"), &body).await;
}

/// Posts a message in the channels that the operator has named for moderators.
pub async fn post(bot: &Bot, whom: Whom, nonce: &str, body: &Body) {
    let concerned = |server: &&Server| match whom {
        Whom::Everyone => true,
        Whom::Server(id) => server.id.get() == id,
    };
    let servers = bot.config.servers.iter().filter(concerned);
    for channel in servers.filter_map(|server| server.moderator_channel) {
        let channel = ChannelId::from(channel);
        if let Err(refused) = outgoing::post(&bot.http, channel, nonce, body).await {
            tracing::warn!(%channel, %refused, "cannot tell the moderators");
        }
    }
}

pub fn now() -> UnixSeconds {
    UnixSeconds(Timestamp::now().unix_timestamp())
}
