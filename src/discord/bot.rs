//! What all handlers share. It knows no handler.

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwap;
use serenity::model::id::{GuildId, UserId};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{self, Config, JournalMode, Servers};
use crate::discord::called_answers::CalledAnswers;
use crate::discord::channel_queue::ChannelQueue;
use crate::discord::desks::{Desk, Desks};
use crate::discord::encoding::BotEncoder;
use crate::discord::forum::posts::OpenedPosts;
use crate::discord::forum::tags::ForumTags;
use crate::discord::in_flight::EventsInFlight;
use crate::discord::last_answers::LastAnswers;
use crate::discord::outgoing::rest::RestClient;
use crate::discord::rate_limit::QuestionRates;
use crate::discord::recent::RecentEvents;
use crate::discord::refusals::Refusals;
use crate::discord::server_languages::ServerLanguages;
use crate::discord::threads::ThreadParents;
use crate::discord::work_queue::WorkQueue;
use crate::question_log::QuestionLog;
use crate::record::Days;
use crate::wording::{Languages, Words};

/// Why Discord rejects the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fatal {
    /// The token is invalid (close code 4004, or status 401).
    Token,
    /// The intents are invalid (close code 4013).
    Intents,
    /// The Message Content intent is requested and not enabled (close code 4014).
    PrivilegedIntents,
}

/// The bot's token. It is never printed.
pub struct Token(String);

impl Token {
    /// Reads a token; `None` if the text cannot be one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_token = serenity::utils::token::validate(text).is_ok();
        is_token.then(|| Self(text.to_owned()))
    }

    /// Returns the token itself, for Discord's clients alone.
    pub(in crate::discord) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What the operator has set and nothing changes while the bot runs. The servers, which may change, are with the desks.
pub struct BotSettings {
    /// How it connects to Discord.
    pub discord: config::Discord,
    /// What the question log records.
    pub journal: JournalMode,
    /// How long the question log keeps it.
    pub journal_days: Days,
    /// How it behaves in forums.
    pub posts: config::Posts,
    /// What answers show, and to whom.
    pub wording: config::Wording,
}

impl BotSettings {
    /// What the bot needs of a configuration, and the servers of its start.
    #[must_use]
    pub fn of(config: Config) -> (Self, Servers) {
        let settings = Self {
            discord: config.discord,
            journal: config.journal,
            journal_days: config.journal_days,
            posts: config.posts,
            wording: config.wording,
        };
        (settings, config.servers)
    }
}

/// What all handlers share.
pub struct Bot {
    /// The bot's own user.
    pub me: UserId,
    /// The HTTP client, which fetches uploads.
    pub web: reqwest::Client,
    /// The client for Discord's REST interface.
    pub http: Arc<RestClient>,
    /// What the operator has set, as long as the bot runs.
    pub config: BotSettings,
    /// What members read, in each language.
    pub languages: Languages,
    /// Which language each server prefers.
    pub server_languages: ServerLanguages,
    /// The servers, and whose knowledge answers there.
    pub(in crate::discord) desks: ArcSwap<Desks>,
    /// The sentence encoder, if the operator has configured one.
    pub encoder: BotEncoder,
    /// Counts questions.
    pub rates: QuestionRates,
    /// What happened in the last ten minutes.
    pub recent: RecentEvents,
    /// What answered members last.
    pub last_answers: LastAnswers,
    /// The answers under which a person was called.
    pub called_answers: CalledAnswers,
    /// What threads were opened in.
    pub threads: ThreadParents,
    /// The posts of forums that the bot has seen open.
    pub posts: OpenedPosts,
    /// The tags of those forums.
    pub forum_tags: ForumTags,
    /// The heavy work that moderators ask for.
    pub work: WorkQueue,
    /// How much of what members type is completed at once.
    pub completion_slots: Arc<Semaphore>,
    /// What was refused to members who may not moderate.
    pub refusals: Refusals,
    /// Records questions and votes.
    pub question_log: QuestionLog,
    /// Bounds the events that are handled at once.
    pub in_flight: EventsInFlight,
    /// Orders the replies in a channel.
    pub channel_queue: ChannelQueue,
    /// The events being handled.
    pub tasks: TaskTracker,
    /// Cancelled to stop the bot.
    pub stop: CancellationToken,
}

impl Bot {
    /// The servers of the configuration, and the desks, as they are now.
    pub fn desks(&self) -> Arc<Desks> {
        self.desks.load_full()
    }

    /// The desk of a server, or of direct messages, as it is now.
    pub fn desk(&self, guild: Option<GuildId>) -> Arc<Desk> {
        Arc::clone(self.desks().of(guild.map(GuildId::get)))
    }

    /// What is said to everyone in a server, in the language that it prefers, or in direct messages.
    pub async fn words_in(&self, guild: Option<GuildId>) -> &Words {
        match guild {
            Some(guild) => {
                let language = self.server_languages.of(&self.http, guild).await;
                self.languages.in_language(language)
            }
            None => self.languages.english(),
        }
    }
}
