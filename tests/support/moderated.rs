//! A bot with moderators: knowledge files of its own, a store, and a guild with roles.

use std::fs;
use std::path::PathBuf;

use footnote::config::{JournalMode, Server};
use footnote::record::UnixSeconds;
use footnote::release;
use footnote::store::Store;
use serde_json::{Value, json};

use super::bot::{Bot, settings};
use super::copy_skerry;
use fake_discord::{Fake, Interaction, Message, permissions};

/// A fact of the example table, and what tests change it to.
pub const FACT: &str =
    "Volunteers relit the lamp on the first of March, after eleven dark winters.";
/// See [`FACT`].
pub const CHANGED: &str = "Volunteers relit the lamp on the first of March, at dusk.";

/// A guild with moderators, and its bot.
pub struct Moderated {
    pub discord: Fake,
    pub bot: Bot,
    /// A member with the moderators' role.
    pub moderator: u64,
    pub role: u64,
    /// A member with Manage Server.
    pub manager: u64,
    /// The moderators' channel.
    pub moderator_channel: u64,
    pub folder: tempfile::TempDir,
    extra: Extra,
}

/// What is set besides the moderators.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    pub journal: JournalMode,
    pub message_content: bool,
    pub helper_role: Option<u64>,
    pub helper_channel: Option<u64>,
    pub ask_channel: Option<u64>,
}

impl Moderated {
    /// Starts everything.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_skerry(folder.path());
        Self::start_in(Fake::start().await, folder).await
    }

    pub async fn start_in(discord: Fake, folder: tempfile::TempDir) -> Self {
        Self::start_with_journal(discord, folder, JournalMode::Questions).await
    }

    pub async fn start_with_journal(
        discord: Fake,
        folder: tempfile::TempDir,
        journal: JournalMode,
    ) -> Self {
        let extra = Extra {
            journal,
            ..Extra::default()
        };
        Self::start_with(discord, folder, extra).await
    }

    pub async fn start_with(discord: Fake, folder: tempfile::TempDir, extra: Extra) -> Self {
        let role = discord.add_role("moderators", 0);
        let managing = discord.add_role("managers", permissions::MANAGE_GUILD);
        let moderator = discord.add_member("moderator", &[role]);
        let manager = discord.add_member("manager", &[managing]);
        let moderator_channel = discord.add_channel("moderators");
        // Moderators see the commands only by the guild's own settings.
        discord.open_commands();
        let bot = Self::run(&discord, &folder, role, moderator_channel, &extra).await;
        Self {
            discord,
            bot,
            moderator,
            role,
            manager,
            moderator_channel,
            folder,
            extra,
        }
    }

    async fn run(
        discord: &Fake,
        folder: &tempfile::TempDir,
        role: u64,
        moderator_channel: u64,
        extra: &Extra,
    ) -> Bot {
        let table = folder.path().join("skerry.toml");
        let store = Store::at(&folder.path().join("footnote.db"));
        let start = release::start(&table, store, UnixSeconds(1_700_000_000)).await;
        let mut config = settings(discord);
        config.journal = extra.journal;
        config.discord.message_content = extra.message_content;
        let id = |id: u64| id.try_into().unwrap();
        let encoder = folder.path().join("model");
        config.encoder = encoder.exists().then_some(encoder);
        config.servers.0 = vec![Server {
            moderator_roles: vec![role.try_into().unwrap()],
            moderator_channel: Some(moderator_channel.try_into().unwrap()),
            helper_role: extra.helper_role.map(id),
            helper_channel: extra.helper_channel.map(id),
            ask_channels: extra.ask_channel.map(id).into_iter().collect(),
            ..Server::of(discord.guild().try_into().unwrap())
        }];
        let bot = Bot::run(discord, config, start.releases.unwrap());
        discord.ready().await;
        bot
    }

    /// Stops the bot and starts it again.
    pub async fn restart(mut self) -> Self {
        self.bot.stop().await;
        self.bot = Self::run(
            &self.discord,
            &self.folder,
            self.role,
            self.moderator_channel,
            &self.extra,
        )
        .await;
        self
    }

    /// Stops the bot, and fails the test if the fake's verdict is not empty.
    pub async fn finish(self) {
        self.bot.stop().await;
        self.discord.finish().await;
    }

    /// The same; returns the folder.
    pub async fn finish_but_keep(self) -> tempfile::TempDir {
        self.bot.stop().await;
        self.discord.finish().await;
        self.folder
    }

    pub fn table(&self) -> PathBuf {
        self.folder.path().join("skerry.toml")
    }

    /// The table on disk.
    pub fn read(&self) -> String {
        fs::read_to_string(self.table()).unwrap()
    }

    /// The table on disk with a replacement.
    pub fn with(&self, from: &str, to: &str) -> String {
        let table = self.read();
        assert!(table.contains(from), "{from}");
        table.replace(from, to)
    }

    /// Edits the table on disk.
    pub fn edit(&self, from: &str, to: &str) {
        fs::write(self.table(), self.with(from, to)).unwrap();
    }

    /// A user runs a subcommand of `/knowledge`.
    pub fn command(&self, user: u64, name: &str, options: Value) -> Interaction {
        let name = format!("knowledge {name}");
        self.discord
            .slash(user, self.discord.channel(), &name, options)
    }

    /// The moderator's response to a subcommand, which must be ephemeral.
    pub async fn moderator_response(&self, name: &str, options: Value) -> Message {
        let message = self.command(self.moderator, name, options).message().await;
        assert!(message.is_ephemeral());
        message
    }

    /// The moderator's response to an uploaded table.
    pub async fn uploaded(&self, table: &str) -> Message {
        let file = fake_discord::File::new("edited.toml", table.as_bytes());
        let file = self.discord.upload(file).to_string();
        self.moderator_response("upload", json!({ "file": file }))
            .await
    }

    /// The moderator presses a button.
    pub async fn press(&self, message: &Message, label: &str) -> Message {
        let pressed = self.discord.press_label(self.moderator, message, label);
        pressed.changed().await
    }

    /// A member's answer to the question about the lamp.
    pub async fn answer(&self) -> Message {
        let question = json!({ "question": "When was the lamp relit?" });
        let (member, channel) = (self.discord.member(), self.discord.channel());
        self.discord
            .slash(member, channel, "ask", question)
            .message()
            .await
    }

    /// The messages in the moderators' channel, oldest first.
    pub fn notices(&self) -> Vec<String> {
        let messages = self.discord.messages(self.moderator_channel).into_iter();
        messages
            .map(|message| message.content().to_owned())
            .collect()
    }
}
