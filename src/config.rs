//! What an operator sets: the model with its defaults, and how the text of a file becomes it.
//!
//! It reads no disk and no environment. A path stays as it was written.

mod read;
mod values;

// The one of core: a length of time, without a clock beside it.
use core::time::Duration;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;

use crate::answer::Strictness;
use crate::diagnostic::Report;
use crate::document;
use crate::record::Days;

/// Discord's own address.
const DISCORD: &str = "https://discord.com";

/// The id that Discord gave a server, a channel or a role.
pub type Snowflake = NonZeroU64;

/// The settings of the bot. Each has its default where the file does not say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// A knowledge file, or a folder of them; relative to the working directory.
    pub knowledge: PathBuf,
    /// A file that holds the bot's token and nothing else; relative to the working directory.
    pub token_file: Option<PathBuf>,
    /// The file where versions, attempts and suspensions are remembered; relative to the working
    /// directory.
    pub store: PathBuf,
    /// Whether the knowledge is read anew as soon as its files change.
    pub watch: bool,
    /// How sure the bot must be to answer.
    pub strictness: Strictness,
    /// What is noted of the questions that are asked.
    pub journal: JournalMode,
    /// For how many days that is kept, 1 to 366.
    pub journal_days: Days,
    /// How the bot meets Discord.
    pub discord: Discord,
    /// How much may be asked.
    pub limits: Limits,
    /// What is said along with an answer, and to whom.
    pub wording: Wording,
    /// What the program says about its own work.
    pub log: Log,
    /// What is particular to a server; each is named once.
    pub servers: Vec<Server>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            knowledge: PathBuf::from("knowledge"),
            token_file: None,
            store: PathBuf::from("footnote.db"),
            watch: false,
            strictness: Strictness::default(),
            journal: JournalMode::default(),
            journal_days: Days(30),
            discord: Discord::default(),
            limits: Limits::default(),
            wording: Wording::default(),
            log: Log::default(),
            servers: Vec::new(),
        }
    }
}

/// What is noted of the questions that are asked; of who asks, nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum JournalMode {
    /// Nothing.
    Off,
    /// How many there were, and what became of them.
    Counts,
    /// Their words too, without what may tell of somebody.
    #[default]
    Questions,
}

/// How the bot meets Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discord {
    /// Where Discord's API is: scheme, host and, where it is not the scheme's own, port; without
    /// a slash at the end.
    pub api_base: String,
    /// Whether the Message Content intent is switched on for this bot.
    pub message_content: bool,
    /// The servers to register commands in; everywhere, where there are none.
    pub commands_in: Vec<Snowflake>,
    /// How long the replies under way may take once the bot is told to stop; whole seconds, up to
    /// 60.
    pub shutdown: Duration,
}

impl Default for Discord {
    fn default() -> Self {
        Self {
            api_base: DISCORD.to_owned(),
            message_content: false,
            commands_in: Vec::new(),
            shutdown: Duration::from_secs(10),
        }
    }
}

impl Discord {
    /// Whether Discord itself is asked, and not a proxy before it.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        self.api_base == DISCORD
    }
}

/// How much may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Questions of one member in a minute, up to 1000.
    pub member_per_minute: NonZeroU32,
    /// Questions in one channel in a minute, up to 10000.
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

/// What is said along with an answer, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Whether the lines of citations show the quotes.
    pub quotes: bool,
    /// Whether an answer to `/ask` is shown to the asker alone, unless they choose otherwise.
    pub private: bool,
    /// Whether a decline names the topics.
    pub topics: bool,
}

impl Default for Wording {
    fn default() -> Self {
        Self {
            quotes: true,
            private: false,
            topics: true,
        }
    }
}

/// What the program says about its own work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    /// For whom the lines are written.
    pub format: LogFormat,
    /// The least weighty lines that are written.
    pub level: LogLevel,
}

/// For whom a log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// How weighty a line of the log is, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum LogLevel {
    /// Something failed.
    Error,
    /// Something is not as it should be.
    Warn,
    /// Something an operator wants to know of.
    #[default]
    Info,
    /// What was done on the way.
    Debug,
    /// Every step.
    Trace,
}

/// What is particular to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The server's id.
    pub id: Snowflake,
    /// The channels where every message is read, and answered when it is a question that the table
    /// covers. There are none unless [`Discord::message_content`] is set.
    pub ask_channels: Vec<Snowflake>,
    /// The roles whose members moderate the bot.
    pub moderator_roles: Vec<Snowflake>,
    /// The channel where moderators read what is done to the knowledge.
    pub moderator_channel: Option<Snowflake>,
}

impl Server {
    /// A server of which nothing is known but its id.
    #[must_use]
    pub fn of(id: Snowflake) -> Self {
        Self {
            id,
            ask_channels: Vec::new(),
            moderator_roles: Vec::new(),
            moderator_channel: None,
        }
    }

    /// Whether members with this role moderate the bot.
    #[must_use]
    pub fn has_moderator_role(&self, role: u64) -> bool {
        self.moderator_roles.iter().any(|id| id.get() == role)
    }
}

impl Config {
    /// What is particular to the server with this id, where the file names it.
    #[must_use]
    pub fn server(&self, id: u64) -> Option<&Server> {
        self.servers.iter().find(|server| server.id.get() == id)
    }

    /// Whether every message of this channel of this server is read.
    #[must_use]
    pub fn is_ask_channel(&self, server: u64, channel: u64) -> bool {
        let channels = self.server(server).map(|server| &server.ask_channels);
        channels.is_some_and(|ids| ids.iter().any(|id| id.get() == channel))
    }
}

/// Reads a configuration from the bytes of a file; `name` is what reports call it. The report names
/// every fault; there is a configuration only if none is an error.
#[must_use]
pub fn parse(name: &str, bytes: &[u8]) -> (Option<Config>, Report) {
    let mut report = Report::default();
    let config = document::parse(&read::CONFIG_FILE, name, bytes, &mut report, read::config);
    report.sort();
    (config.filter(|_| !report.has_errors()), report)
}
