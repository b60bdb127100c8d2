//! The bot on Discord: the gateway loop, given its shutdown. The only place for serenity.
//!
//! - [`supervise`] keeps the bot connected, over the line of [`gateway`] and its [`pauses`];
//!   [`rest`] is the way to everything else.
//! - [`moderate`] looks after the knowledge, for those whom [`permission`] lets.
//! - [`gate`] lets events in, to [`listen`] (messages), [`commands`] (as [`register`] tells
//!   Discord) and [`press`] (buttons, menus and forms; [`feedback`] is what members say), within [`limits`] and with a short [`memory`].
//! - [`render`], [`explain`] and [`topics`] lay out what is said, in [`markdown`] and with a
//!   [`custom_id`] in every control; pure.
//! - [`caller`] and [`send`] take it to Discord, in [`turns`].

mod commands;
mod components;
mod connection;
pub mod custom_id;
mod feedback;
mod interaction;
mod messages;
mod moderation;
mod outgoing;
mod permission;
mod rate_limit;
mod recent;
mod register;
pub mod reply;
mod topics;

use std::fmt;
use std::sync::Arc;

use serenity::http::Http;
use serenity::model::id::{ChannelId, GuildId, UserId};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::answer::Answer;
use crate::config::Config;
use crate::discord::connection::channel_queue::Turns;
use crate::discord::moderation::Previews;
use crate::discord::rate_limit::Limits;
use crate::discord::recent::Memory;
use crate::matcher::Ranking;
use crate::question_log::{Origin, QuestionLog};
use crate::record::Channel;
use crate::release::ReleasePipeline;
use crate::service::{Service, Snapshot};

pub use crate::discord::moderation::Orders;

/// Why Discord will not have the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fatal {
    /// It does not take the token (close code 4004, or status 401).
    Token,
    /// The intents are not valid (4013).
    Intents,
    /// Message Content is asked for and not switched on (4014).
    PrivilegedIntents,
}

/// The bot's token. It is never shown.
pub struct Token(String);

impl Token {
    /// Reads a token; none where the text cannot be one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_token = serenity::utils::token::validate(text).is_ok();
        is_token.then(|| Self(text.to_owned()))
    }

    fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What every handler shares.
pub struct Bot {
    me: UserId,
    web: reqwest::Client,
    http: Arc<Http>,
    config: Config,
    service: Arc<Service>,
    releases: ReleasePipeline,
    limits: Limits,
    memory: Memory,
    previews: Previews,
    journal: QuestionLog,
    turns: Turns,
    registered: OnceCell<()>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Bot {
    /// Answers a question, and logs how it went without its words.
    fn ask(&self, snapshot: &Snapshot, question: &str) -> (Answer, Ranking) {
        let (answer, ranking) = snapshot.ask_why(question);
        self.service.remember(question);
        tracing::debug!(
            characters = question.chars().count(),
            outcome = ?answer.outcome,
            entry = answer.entry.as_ref().map(|entry| entry.id.as_str()),
            confidence = answer.confidence,
            "asked"
        );
        (answer, ranking)
    }

    /// Notes for the curators what was asked.
    fn note(
        &self,
        snapshot: &Arc<Snapshot>,
        server: Option<GuildId>,
        channel: ChannelId,
        answer: &Answer,
    ) {
        let server = server.map(GuildId::get);
        let is_ask = |server| self.config.is_ask_channel(server, channel.get());
        let channel = match server {
            None => Channel::Direct,
            Some(server) if is_ask(server) => Channel::Ask,
            Some(_) => Channel::Server,
        };
        let origin = Origin { server, channel };
        self.journal.log(snapshot, origin, answer);
    }
}

/// Runs the bot until `stop` is cancelled, or until Discord will not have it. What passes is
/// waited for. `orders` have it read the files on disk anew; `web` is what requests to Discord's
/// REST interface go through.
pub async fn run(
    token: Token,
    config: Config,
    releases: ReleasePipeline,
    orders: Orders,
    web: reqwest::Client,
    stop: CancellationToken,
) -> Result<(), Fatal> {
    let http = Arc::new(connection::rest::http(&token, &config, &web));
    let Some(me) = connection::session::introduce(&http, &stop).await? else {
        return Ok(());
    };
    let journal = QuestionLog::start(
        config.journal,
        config.journal_days,
        releases.store().clone(),
    );
    let bot = Arc::new(Bot {
        me,
        web,
        http,
        limits: Limits::new(&config.limits),
        config,
        service: Arc::clone(releases.service()),
        releases,
        memory: Memory::new(),
        previews: Previews::new(),
        journal,
        turns: Turns::new(),
        registered: OnceCell::new(),
        tasks: TaskTracker::new(),
        stop,
    });
    let obeying = tokio::spawn(moderation::obey(Arc::clone(&bot), orders));
    let telling = tokio::spawn(moderation::tell_weekly(Arc::clone(&bot)));
    let ended = connection::session::supervise(&bot, &token).await;
    obeying.abort();
    telling.abort();
    bot.journal.close().await;
    bot.releases.store().close().await;
    ended
}
