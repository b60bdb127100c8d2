//! Ask channels: what is counted there, and what is not.

use std::num::NonZeroU32;

use fake_discord::{Fake, MESSAGE_CONTENT};
use footnote::config::{Limits, Server};
use footnote::record::{Day, UnixSeconds};
use footnote::release;
use footnote::store::Store;

use super::{ANSWERED, DECLINED};
use crate::store::file::place;
use crate::support::bot::{Bot, settings};
use crate::support::path;
use crate::support::words::said;

const CHATTER: &str = "the lamp was relit, they say";

/// A bot that answers one question of a member in a minute, and its ask channel.
async fn start(discord: &Fake) -> (Bot, u64) {
    discord.grant(MESSAGE_CONTENT);
    let ask_channel = discord.add_channel("ask-here");
    let bot = Bot::start_with(discord, |config| {
        config.discord.message_content = true;
        config.limits = Limits {
            member_per_minute: NonZeroU32::MIN,
            ..Limits::default()
        };
        config.servers.0 = vec![Server {
            ask_channels: vec![ask_channel.try_into().unwrap()],
            ..Server::of(discord.guild().try_into().unwrap())
        }];
    });
    (bot.await, ask_channel)
}

#[tokio::test]
async fn chatter_uses_up_no_allowance() {
    let discord = Fake::start().await;
    let (bot, ask_channel) = start(&discord).await;
    let member = discord.member();
    let chatter = [CHATTER; 3].map(|text| discord.say(member, ask_channel, text));
    let reply = discord.say(member, ask_channel, ANSWERED).reply().await;
    assert!(reply.content().contains("When was the lamp relit?"));
    bot.stop_when_done(&discord).await;
    for message in chatter {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn an_uncovered_question_is_counted_and_silence_is_kept_about_the_rate() {
    let discord = Fake::start().await;
    let (bot, ask_channel) = start(&discord).await;
    let member = discord.member();
    let questions = [DECLINED, ANSWERED].map(|text| discord.say(member, ask_channel, text));
    let mention = format!("<@{}> {ANSWERED}", discord.bot_id());
    let reply = discord.say(member, ask_channel, &mention).reply().await;
    assert_eq!(reply.content(), said("too-many"));
    bot.stop_when_done(&discord).await;
    for message in questions {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn what_is_overheard_is_noted_at_the_members_rate() {
    let (_folder, file) = place();
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let ask_channel = discord.add_channel("ask-here");
    let table = path("tests/skerry/skerry.toml");
    let start = release::start(&table, Store::at(&file), UnixSeconds(1_700_000_000)).await;
    let mut config = settings(&discord);
    config.discord.message_content = true;
    config.limits.member_per_minute = NonZeroU32::new(3).unwrap();
    config.servers.0 = vec![Server {
        ask_channels: vec![ask_channel.try_into().unwrap()],
        ..Server::of(discord.guild().try_into().unwrap())
    }];
    let bot = Bot::run(&discord, config, start.releases.unwrap());
    discord.ready().await;
    for _ in 0..100 {
        discord.say(discord.member(), ask_channel, DECLINED);
    }
    bot.stop_when_done(&discord).await;
    discord.finish().await;
    let logged = Store::at(&file).logged(Day(0)).await.unwrap();
    let times: u32 = logged.iter().map(|asked| asked.times).sum();
    assert!((3..10).contains(&times), "{times}");
}

#[tokio::test]
async fn threads_of_an_ask_channel_are_heard_and_no_others() {
    const CHANNEL: &str = "/channels/{channel_id}";
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let ask_channel = discord.add_channel("ask-here");
    let bot = Bot::start_with(&discord, |config| {
        config.discord.message_content = true;
        config.servers.0 = vec![Server {
            ask_channels: vec![ask_channel.try_into().unwrap()],
            ..Server::of(discord.guild().try_into().unwrap())
        }];
    });
    let (bot, member) = (bot.await, discord.member());
    let heard = discord.add_thread(ask_channel, "the lamp");
    let other = discord.add_thread(discord.channel(), "the lamp");
    for _ in 0..2 {
        let question = discord.say(member, heard, ANSWERED);
        let reply = question.reply().await;
        assert!(reply.content().contains("When was the lamp relit?"));
        discord.edit(&question, CHATTER);
        reply.deleted().await;
    }
    let unheard = [
        discord.say(member, other, ANSWERED),
        discord.say(member, discord.channel(), ANSWERED),
        discord.say(member, heard, CHATTER),
        discord.say(member, heard, DECLINED),
        discord.say(member, other, ANSWERED),
    ];
    bot.stop_when_done(&discord).await;
    for message in unheard {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    // Each channel is asked for once.
    assert_eq!(discord.count("GET", CHANNEL), 3);
    discord.finish().await;
}
