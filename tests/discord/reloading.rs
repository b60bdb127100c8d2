//! The machine has the files on disk read anew: by a signal, or because they have changed.

use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::time::Duration;

use serde_json::json;

use super::program::command;
use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, FACT};
use fake_discord::Fake;

/// The program at work on tables of its own; it is killed when this is dropped.
struct Running {
    discord: Fake,
    told: u64,
    folder: tempfile::TempDir,
    child: Child,
}

impl Running {
    async fn start(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = folder.path().join("knowledge");
        fs::create_dir(&knowledge).unwrap();
        copy_skerry(&knowledge);
        let discord = Fake::start().await;
        let told = discord.add_channel("keepers");
        let server = format!(
            "server = [{{ id = {}, moderator_channel = {told} }}]",
            discord.guild()
        );
        let settings = format!("{settings}\n{server}");
        let child = command(&discord, &knowledge, folder.path(), &settings)
            .env("DISCORD_TOKEN", discord.token())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        discord.ready().await;
        Self {
            discord,
            told,
            folder,
            child,
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

    /// Waits until moderators are told something new.
    async fn until_told(&self, expected: &str) {
        let told = || {
            let messages = self.discord.messages(self.told).into_iter();
            messages
                .map(|message| message.content().to_owned())
                .collect::<Vec<_>>()
        };
        let is_told = async {
            while !told().iter().any(|line| line.contains(expected)) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(20), is_told).await;
        in_time.unwrap_or_else(|_| panic!("no “{expected}” in {:#?}", told()));
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
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_signal_has_the_files_read_anew() {
    let running = Running::start("").await;
    fs::write(running.table(), running.edited(FACT, CHANGED)).unwrap();
    let id = running.child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-s", "HUP", &id])
        .status();
    assert!(sent.unwrap().success());
    running.until_told("signal").await;
    running.answers("at dusk").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_file_that_is_written_in_pieces_is_read_when_it_is_whole() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    let (start, end) = table.split_at(table.len() / 2);
    fs::write(running.table(), start).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    fs::write(running.table(), [start, end].concat()).unwrap();
    running.until_told("1 fact changed").await;
    running.answers("at dusk").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_file_that_is_renamed_into_place_is_read() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    let beside = running.knowledge().join(".skerry.toml.swp");
    fs::write(&beside, table).unwrap();
    fs::rename(&beside, running.table()).unwrap();
    running.until_told("1 fact changed").await;
    running.discord.forgive();
}

#[tokio::test]
async fn a_faulty_file_is_told_of_and_a_mended_one_goes_live() {
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
async fn a_folder_that_goes_and_comes_back_is_watched_on() {
    let running = Running::start("watch = true").await;
    let table = running.edited(FACT, CHANGED);
    fs::remove_dir_all(running.knowledge()).unwrap();
    running.until_told("cannot read").await;
    running.answers("winters").await;
    fs::create_dir(running.knowledge()).unwrap();
    copy_skerry(&running.knowledge());
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    fs::write(running.table(), table).unwrap();
    running.until_told("1 fact changed").await;
    running.discord.forgive();
}
