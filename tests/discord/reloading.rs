//! Reloads without a moderator: by a signal, and by the file watcher.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use crate::support::bot::DEADLINE;
use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, FACT};
use crate::support::program::{Process, Program};
use fake_discord::{Fake, Message, eventually};

/// The pause between two writes of an editor: shorter than the time for which the watcher wants
/// files to be unchanged.
const BETWEEN_PIECES: Duration = Duration::from_millis(300);

/// The running program with a knowledge folder of its own.
struct Running {
    discord: Fake,
    moderator_channel: u64,
    folder: tempfile::TempDir,
    process: Process,
}

impl Running {
    async fn start(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = folder.path().join("knowledge");
        fs::create_dir(&knowledge).unwrap();
        copy_skerry(&knowledge);
        let discord = Fake::start().await;
        let moderator_channel = discord.add_channel("moderators");
        let server = format!(
            "server = [{{ id = {}, moderator_channel = {moderator_channel} }}]",
            discord.guild()
        );
        let settings = format!("{settings}\n{server}");
        let process = Program::on_discord(&discord, &knowledge, folder.path(), &settings)
            .token(discord.token())
            .spawn();
        discord.ready().await;
        Self {
            discord,
            moderator_channel,
            folder,
            process,
        }
    }

    fn knowledge(&self) -> PathBuf {
        self.folder.path().join("knowledge")
    }

    fn table(&self) -> PathBuf {
        self.knowledge().join("skerry.toml")
    }

    fn edited(&self, from: &str, to: &str) -> String {
        let table = fs::read_to_string(self.table()).unwrap();
        assert!(table.contains(from), "{from}");
        table.replace(from, to)
    }

    /// Waits until moderators are told something that contains `expected`.
    async fn until_told(&self, expected: &str) {
        let what = format!("moderators told of “{expected}”");
        let is_it = |message: &Message| message.content().contains(expected);
        self.discord
            .until_message(self.moderator_channel, &what, is_it)
            .await;
    }

    async fn answers(&self, expected: &str) {
        let question = json!({ "question": "When was the lamp relit?" });
        let (member, channel) = (self.discord.member(), self.discord.channel());
        let answer = self
            .discord
            .slash(member, channel, "ask", question)
            .message()
            .await;
        assert!(answer.content().contains(expected), "{}", answer.content());
    }

    /// Asks until that is in the answer; by messages, which may be answered late.
    async fn until_answer(&self, expected: &str) {
        let what = format!("an answer with “{expected}”");
        let question = format!("<@{}> When was the lamp relit?", self.discord.bot_id());
        let (member, channel) = (self.discord.member(), self.discord.channel());
        eventually(&what, DEADLINE, async || {
            let asked = self.discord.say(member, channel, &question);
            let answer = asked.reply().await;
            answer.content().contains(expected).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn sighup_reloads_the_files() {
    let running = Running::start("").await;
    fs::write(running.table(), running.edited(FACT, CHANGED)).unwrap();
    running.process.signal("HUP");
    running.until_told("signal").await;
    running.answers("at dusk").await;
    running.discord.forgive();
}

#[tokio::test]
async fn sighup_takes_the_knowledge_of_a_server_over() {
    let limits = "limits = { member_per_minute = 1000, channel_per_minute = 10000 }";
    let running = Running::start(&format!("watch = true\n{limits}")).await;
    let own = running.folder.path().join("own");
    fs::create_dir(&own).unwrap();
    copy_skerry(&own);
    fs::write(own.join("skerry.toml"), running.edited(FACT, CHANGED)).unwrap();
    let config = running.folder.path().join("config.toml");
    let before = fs::read_to_string(&config).unwrap();
    let with_own = format!("server = [{{ knowledge = '{}', id", own.display());
    fs::write(&config, before.replace("server = [{ id", &with_own)).unwrap();
    running.process.signal("HUP");
    running.until_answer("at dusk").await;

    // It is watched like any other, and a configuration with errors changes nothing.
    fs::write(&config, before.replace("server = [{ id", "server = [{ it")).unwrap();
    running.process.signal("HUP");
    let again = running.edited(FACT, "Volunteers relit the lamp one evening.");
    fs::write(own.join("skerry.toml"), again).unwrap();
    running.until_answer("one evening").await;
    // Nor does one with other knowledge for all, with which the servers have to agree.
    let elsewhere = before.replace("/knowledge'", "/elsewhere'");
    assert_ne!(elsewhere, before);
    fs::write(&config, elsewhere).unwrap();
    running.process.signal("HUP");
    let again = running.edited(FACT, "Volunteers relit the lamp one morning.");
    fs::write(own.join("skerry.toml"), again).unwrap();
    running.until_answer("one morning").await;

    fs::write(&config, before).unwrap();
    running.process.signal("HUP");
    running.until_answer("eleven dark winters").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_file_written_in_pieces_is_read_once_it_is_whole() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    let (start, end) = table.split_at(table.len() / 2);
    fs::write(running.table(), start).unwrap();
    tokio::time::sleep(BETWEEN_PIECES).await;
    fs::write(running.table(), [start, end].concat()).unwrap();
    running.until_told("1 fact changed").await;
    running.answers("at dusk").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_file_renamed_into_place_is_read() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    let beside = running.knowledge().join(".skerry.toml.swp");
    fs::write(&beside, table).unwrap();
    fs::rename(&beside, running.table()).unwrap();
    running.until_told("1 fact changed").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_faulty_file_is_reported_and_a_fixed_one_goes_live() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    fs::write(running.table(), table.replace("format = 1", "format = 7")).unwrap();
    running.until_told("unknown-format").await;
    running.answers("winters").await;
    fs::write(running.table(), table).unwrap();
    running.until_told("1 fact changed").await;
    running.answers("at dusk").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_folder_that_is_deleted_and_restored_is_still_watched() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    fs::remove_dir_all(running.knowledge()).unwrap();
    running.until_told("cannot read").await;
    running.answers("winters").await;
    fs::create_dir(running.knowledge()).unwrap();
    copy_skerry(&running.knowledge());
    fs::write(running.table(), table).unwrap();
    running.until_told("1 fact changed").await;
    running.answers("at dusk").await;
    let again = running.edited(CHANGED, "Volunteers relit the lamp one evening.");
    fs::write(running.table(), again).unwrap();
    let told = || {
        running
            .discord
            .messages(running.moderator_channel)
            .into_iter()
    };
    let changes = || told().filter(|told| told.content().contains("1 fact changed"));
    eventually("a second change told", DEADLINE, async || {
        (changes().count() == 2).then_some(())
    })
    .await;
    running.answers("one evening").await;
    running.discord.forgive();
}
