//! However much there is to show, every message is within Discord's limits, and says what is left out.

use std::fmt::Write as _;

use std::fs;

use footnote::config::{JournalMode, Server};
use footnote::record::{Actor, Suspension, UnixSeconds};
use footnote::release;
use footnote::store::Store;
use serde_json::json;

use crate::support::bot::{Bot, settings};
use fake_discord::{Fake, Message, permissions};

/// Discord's code for an interaction that has had its first response.
const ACKNOWLEDGED: u64 = 40060;
/// Sources, each a table of its own.
const SOURCES: usize = 23;
/// Questions of each source.
const QUESTIONS: usize = 4;

/// A table of long names.
fn table(number: usize) -> String {
    let long = "a long name of *something* ".repeat(6);
    let mut table = format!(
        "format = 1\n[source]\nid = \"s{number}\"\ntitle = \"{number} {long}\"\n\
         publisher = \"{long}\"\ntopics = [\"{number} {long}\"]\n"
    );
    for question in 0..QUESTIONS {
        let _ = write!(
            table,
            "[[gap]]\nid = \"q{question}-{}\"\nask = [\"Gap {question} of {number} {long}\"]\n\
             text = \"Open.\"\n",
            "x".repeat(40)
        );
    }
    table
}

/// A bot with many sources, half of whose entries are suspended, and a moderator.
async fn start(discord: &Fake, folder: &tempfile::TempDir) -> (Bot, u64) {
    let tables = folder.path().join("tables");
    fs::create_dir(&tables).unwrap();
    for number in 0..SOURCES {
        fs::write(tables.join(format!("{number:02}.toml")), table(number)).unwrap();
    }
    let store = Store::at(&folder.path().join("footnote.db"));
    for number in 0..SOURCES {
        let suspension = Suspension {
            source: format!("s{number}"),
            entry: format!("q0-{}", "x".repeat(40)),
            by: Actor::Operator,
            at: UnixSeconds(1_700_000_000),
        };
        store.suspend(&suspension).await.unwrap();
    }
    let started = release::start(&tables, store, UnixSeconds(1_700_000_000)).await;
    let faults = started.report.render_plain();
    let mut config = settings(discord);
    config.journal = JournalMode::Off;
    config.servers.0 = vec![Server::of(discord.guild().try_into().unwrap())];
    let bot = Bot::run(discord, config, started.releases.expect(&faults));
    discord.ready().await;
    let managing = discord.add_role("managers", permissions::MANAGE_GUILD);
    (bot, discord.add_member("manager", &[managing]))
}

#[tokio::test]
async fn many_sources_fit_into_every_message() {
    let discord = Fake::start().await;
    discord.open_commands();
    // A slow machine may send a first response twice.
    discord.allow_error(ACKNOWLEDGED);
    let folder = tempfile::tempdir().unwrap();
    let (bot, user) = start(&discord, &folder).await;
    let channel = discord.channel();
    let slash = |name: &str| discord.slash(user, channel, name, json!({}));
    let has = |message: &Message, text: &str| {
        assert!(message.content().contains(text), "{}", message.content());
    };

    let downloading = slash("knowledge download");
    let mut files = vec![downloading.message().await];
    files.extend(downloading.followups_of(2).await);
    let counts: Vec<usize> = files.iter().map(|message| message.files().len()).collect();
    assert_eq!(counts, [10, 10, 3]);
    assert!(files.iter().all(Message::is_ephemeral));
    has(&files[2], "Files 21 to 23 of 23");
    let first = files[0].file("00.toml");
    assert_eq!(first.as_deref(), Some(table(0).as_str()));

    let listed = slash("knowledge suspended").message().await;
    has(&listed, "more lines");
    assert_eq!(
        listed.menu().unwrap()["options"].as_array().unwrap().len(),
        23
    );
    slash("knowledge status").message().await;
    slash("knowledge history").message().await;
    slash("topics").message().await;

    let about = slash("about");
    let rest = about.followups_of(4).await;
    let about = about.message().await;
    let whole: String = [&about]
        .into_iter()
        .chain(&rest)
        .map(Message::content)
        .collect();
    assert!(whole.contains("and 3 more"), "{whole}");

    let declined = discord.slash(user, channel, "ask", json!({ "question": "pizza?" }));
    has(&declined.message().await, " more.");
    bot.stop().await;
    discord.finish().await;
}
