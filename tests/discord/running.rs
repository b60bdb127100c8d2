//! Starting, registering commands, presence, shards and stopping.

use std::time::Duration;

use footnote::config::Server;
use footnote::wording;
use serde_json::json;

use super::ANSWERED;
use crate::support::bot::Bot;
use crate::support::words::said;
use fake_discord::{Closed, Fake, On, RestFault};

const POST: &str = "/channels/{channel_id}/messages";
const COMMANDS: &str = "/applications/{application_id}/commands";
const GUILD_COMMANDS: &str = "/applications/{application_id}/guilds/{guild_id}/commands";

#[tokio::test]
async fn commands_are_registered_again_only_when_they_change() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let commands = discord.commands(None);
    let mut names: Vec<&str> = commands.iter().filter_map(|c| c["name"].as_str()).collect();
    names.sort_unstable();
    let (answer_this, suspend) = (said("answer-this"), wording::moderators::SUSPEND);
    assert_eq!(
        names,
        [
            answer_this,
            suspend,
            "about",
            "ask",
            "knowledge",
            "privacy",
            "topics"
        ]
    );
    assert_eq!(discord.command_writes(), 1);
    bot.stop().await;
    // Nothing has changed.
    let bot = Bot::start_with(&discord, |config| {
        config.servers.0 = vec![Server::of(discord.guild().try_into().unwrap())];
    })
    .await;
    // It asks for a guild's commands after it has finished with the global ones.
    discord.until_requests("GET", GUILD_COMMANDS, 1).await;
    assert_eq!(discord.count("GET", COMMANDS), 2);
    assert_eq!(discord.command_writes(), 1);
    bot.stop().await;
    // An earlier release had another command.
    let mut stale = commands.clone();
    stale.push(json!({ "name": "old", "type": 1, "description": "gone" }));
    discord.leave_commands(None, &stale);
    let bot = Bot::start(&discord).await;
    discord.until_command_writes(2).await;
    assert_eq!(discord.commands(None).len(), 7);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn with_commands_in_commands_are_registered_in_those_guilds_only() {
    let discord = Fake::start().await;
    Bot::start(&discord).await.stop().await;
    let guild = discord.guild();
    let bot = Bot::launch(&discord, |config| {
        config.discord.commands_in = vec![guild.try_into().unwrap()];
    });
    discord
        .expect("PUT", GUILD_COMMANDS)
        .within(Duration::from_secs(10))
        .await;
    assert_eq!(discord.commands(Some(guild)).len(), 7);
    assert_eq!(discord.commands(None).len(), 0, "they would show twice");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn the_presence_shows_how_many_questions_are_answered() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let presence = discord.presence().unwrap();
    assert!(presence["since"].is_null(), "{presence}");
    let presence = presence.to_string();
    assert!(presence.contains("6 questions"), "{presence}");
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_stop_finishes_pending_replies_and_closes_with_1000() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let slow = RestFault::Delay(Duration::from_secs(1));
    discord.fault(On::rest("POST", POST), slow);
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    let (user, channel) = (discord.member(), discord.channel());
    let question = discord.say(user, channel, &text);
    discord
        .expect("POST", POST)
        .within(Duration::from_secs(5))
        .await;
    bot.stop().await;
    assert_eq!(question.replies().len(), 1);
    // After a resumable close, Discord would show the bot as online.
    let last = discord.connections().pop().unwrap();
    assert_eq!(last.closed, Some(Closed::ByBot(Some(1000))));
    let late = discord.say(user, channel, &text);
    // No connection is left that could receive it.
    assert!(discord.connections().iter().all(|c| c.closed.is_some()));
    assert!(late.replies().is_empty());
    discord.finish().await;
}

#[tokio::test]
async fn each_shard_answers_its_own_guilds() {
    let discord = Fake::start().await;
    discord.set_shards(2);
    let bot = Bot::start(&discord).await;
    discord
        .until_connections("two shards", |all| {
            all.iter().filter(|c| c.identified).count() == 2
        })
        .await;
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    let question = discord.say(discord.member(), discord.channel(), &text);
    question.reply().await;
    bot.stop_when_done(&discord).await;
    assert_eq!(question.replies().len(), 1, "each shard has its servers");
    discord.finish().await;
}
