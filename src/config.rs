//! The configuration: its model with defaults, and how to parse it from the text of a file.
//!
//! It reads neither the disk nor the environment. Paths stay as they were written.

mod read;
mod schema;
mod server;
mod values;

// From `core`: a length of time, without a clock beside it.
use core::time::Duration;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;

use crate::answer::Strictness;
use crate::diagnostic::Report;
use crate::document;
use crate::record::Days;

pub use crate::config::schema::schema;
pub use crate::config::server::{ChannelSources, Server, Servers};

/// The address of Discord's own API.
const DISCORD: &str = "https://discord.com";

/// The Discord id of a server, a channel or a role.
pub type Snowflake = NonZeroU64;

/// The bot's settings. Each has its default unless the file sets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// A knowledge file or a folder of them, relative to the working directory.
    pub knowledge: PathBuf,
    /// A file with nothing but the bot's token, relative to the working directory.
    pub token_file: Option<PathBuf>,
    /// The store's database file, relative to the working directory.
    pub store: PathBuf,
    /// Whether to reload the knowledge as soon as its files change.
    pub watch: bool,
    /// The folder of a sentence encoder, relative to the working directory; without one, words alone find answers.
    pub encoder: Option<PathBuf>,
    /// How sure the bot must be to answer.
    pub strictness: Strictness,
    /// What the question log records of each question.
    pub journal: JournalMode,
    /// How long the question log keeps it: 1 to 366 days.
    pub journal_days: Days,
    /// How the bot connects to Discord.
    pub discord: Discord,
    /// How many questions are answered.
    pub limits: Limits,
    /// How the bot behaves in forums.
    pub posts: Posts,
    /// What answers show, and to whom.
    pub wording: Wording,
    /// What the program logs.
    pub log: Log,
    /// Settings for single servers.
    pub servers: Servers,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: PathBuf::from("knowledge"),
            token_file: None,
            store: PathBuf::from("footnote.db"),
            watch: false,
            encoder: None,
            strictness: Strictness::default(),
            journal: JournalMode::default(),
            journal_days: Days(30),
            discord: Discord::default(),
            limits: Limits::default(),
            posts: Posts::default(),
            wording: Wording::default(),
            log: Log::default(),
            servers: Servers::default(),
        }
    }
}

/// What the question log records of each question. It never records who asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum JournalMode {
    /// Nothing.
    Off,
    /// How many there were, and their outcomes.
    Counts,
    /// Their redacted words too.
    #[default]
    Questions,
}

/// How the bot connects to Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discord {
    /// The address of Discord's API: scheme, host and, unless it is the scheme's default, port;
    /// without a trailing slash.
    pub api_base: String,
    /// Whether the Message Content intent is enabled for this bot.
    pub message_content: bool,
    /// Whether users may install the bot for themselves, and use members' commands wherever they are.
    pub user_install: bool,
    /// The servers to register commands in; if empty, commands are registered globally.
    pub commands_in: Vec<Snowflake>,
    /// How long pending replies may take once the bot is told to stop: whole seconds, up to 60.
    pub shutdown: Duration,
}

impl Default for Discord {
    fn default() -> Self {
        Self {
            api_base: DISCORD.to_owned(),
            message_content: false,
            user_install: false,
            commands_in: Vec::new(),
            shutdown: Duration::from_secs(10),
        }
    }
}

impl Discord {
    /// Whether the bot talks to Discord directly, without a proxy.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        self.api_base == DISCORD
    }
}

/// How many questions are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Questions per member and minute, 1 to 1,000.
    pub member_per_minute: NonZeroU32,
    /// Questions per channel and minute, 1 to 10,000.
    pub channel_per_minute: NonZeroU32,
}

impl Default for Limits {
    fn default() -> Self {
        const MEMBER: NonZeroU32 = NonZeroU32::new(10).unwrap();
        const CHANNEL: NonZeroU32 = NonZeroU32::new(60).unwrap();
        Self {
            member_per_minute: MEMBER,
            channel_per_minute: CHANNEL,
        }
    }
}

/// How the bot behaves in the posts of forums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posts {
    /// How long it waits for a second message of the same author: whole seconds, up to 30.
    pub wait: Duration,
    /// The names of the tags that say that a post is solved, most wanted first.
    pub solved_tags: Vec<String>,
}

impl Default for Posts {
    fn default() -> Self {
        Self {
            wait: Duration::from_secs(4),
            solved_tags: ["solved", "resolved", "answered"].map(str::to_owned).into(),
        }
    }
}

/// What answers show, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Wording {
    /// Whether citations show their quotes.
    pub quotes: bool,
    /// Whether answers to `/ask` are ephemeral unless the member chooses otherwise.
    pub private: bool,
    /// Whether a declined question gets the list of topics.
    pub topics: bool,
    /// Whether it gets the passages of the sources that come nearest.
    pub passages: bool,
}

impl Default for Wording {
    fn default() -> Self {
        Self {
            quotes: true,
            private: false,
            topics: true,
            passages: false,
        }
    }
}

/// What the program logs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    /// The format of the lines.
    pub format: LogFormat,
    /// The least severe level that is logged.
    pub level: LogLevel,
}

/// The format of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// Text for people.
    #[default]
    Text,
    /// One JSON object per line, for programs.
    Json,
}

/// The level of a log line, most severe first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum LogLevel {
    /// Something failed.
    Error,
    /// Something is wrong, but the bot can go on.
    Warn,
    /// Something that operators want to know.
    #[default]
    Info,
    /// Details of what was done.
    Debug,
    /// Every step.
    Trace,
}

/// Parses a configuration from the bytes of a file, which the report calls `name`. The report names
/// every fault; there is a configuration only if none of them is an error.
#[must_use]
pub fn parse(name: &str, bytes: &[u8]) -> (Option<Config>, Report) {
    let mut report = Report::default();
    let config = document::parse(&read::CONFIG_FILE, name, bytes, &mut report, read::config);
    report.sort();
    (config.filter(|_| !report.has_errors()), report)
}
