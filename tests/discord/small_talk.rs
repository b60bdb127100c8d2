//! Small talk: what the bot replies, where it keeps silent, and that none of it is logged.

use fake_discord::{Fake, MESSAGE_CONTENT};
use footnote::config::{JournalMode, Server};
use footnote::record::Day;
use footnote::service::Snapshot;
use footnote::store::Store;
use footnote::wording::Words;
use footnote::wording::small_talk::SmallTalk;

use super::ANSWERED;
use crate::store::file::place;
use crate::support::bot::{Bot, settings};
use crate::support::words::said;
use crate::support::{load, path};
use footnote::record::UnixSeconds;
use footnote::release;

const TOPICS: &str = "the repair, the money, the keepers";

#[tokio::test]
async fn small_talk_gets_a_fitting_reply_in_messages_to_the_bot() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (user, channel) = (discord.member(), discord.channel());
    for (text, kind) in [
        ("thank youuu!", SmallTalk::Thanks),
        ("good evening 👋", SmallTalk::Greeting),
        ("can you help me?", SmallTalk::Help),
        ("r u a bot??", SmallTalk::Identity),
        ("nope", SmallTalk::No),
        ("Got it.", SmallTalk::Yes),
        ("ok, see you later", SmallTalk::Goodbye),
    ] {
        let mention = format!("<@{}> {text}", discord.bot_id());
        let replies = [
            discord.say(user, channel, &mention).reply().await,
            discord.say(user, discord.dm(user), text).reply().await,
        ];
        for reply in replies {
            let content = reply.content();
            assert!(
                content.starts_with(&kind.reply(Words::english())),
                "{text}: {content}"
            );
            assert!(
                content.ends_with(&format!("{TOPICS}.")),
                "{text}: {content}"
            );
        }
    }
    let question = format!("thanks! {ANSWERED}");
    let reply = discord.say(user, discord.dm(user), &question).reply().await;
    assert!(reply.content().starts_with("**When was the lamp relit?**"));
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_phrasing_of_the_table_comes_before_small_talk_and_questions_are_examples() {
    let table = "format = 1\n[source]\nid = \"o\"\ntitle = \"O\"\n\
        [[fact]]\nid = \"f\"\ntext = \"Rosa looks after the oars.\"\ncite = { quote = \"Rosa\" }\n\
        [[question]]\nid = \"q\"\nask = [\"Who are you?\"]\nfacts = [\"f\"]\n";
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    bot.service.swap(&Snapshot::new(load(table).0.unwrap()));
    let (user, dm) = (discord.member(), discord.dm(discord.member()));
    let answer = discord.say(user, dm, "Who are YOU??").reply().await;
    assert!(answer.content().contains("Rosa"), "{}", answer.content());
    let thanks = discord.say(user, dm, "thanks").reply().await;
    let expected = "You are welcome!\n-# For example: “Who are you?”";
    assert_eq!(thanks.content(), expected);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_message_without_words_is_told_how_to_ask() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (user, dm) = (discord.member(), discord.dm(discord.member()));
    for text in ["👍👍", "…?!", "<:lamp:99>", "@everyone"] {
        let reply = discord.say(user, dm, text).reply().await;
        assert!(
            reply.content().contains("`/ask`"),
            "{text}: {}",
            reply.content()
        );
    }
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn an_ask_channel_hears_no_small_talk_and_none_of_it_is_logged() {
    let (_folder, file) = place();
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let ask_channel = discord.add_channel("ask-here");
    let table = path("tests/skerry/skerry.toml");
    let start = release::start(&table, Store::at(&file), UnixSeconds(1_700_000_000)).await;
    let mut config = settings(&discord);
    config.journal = JournalMode::Questions;
    // One answer: what is counted would use it up.
    config.limits.member_per_minute = std::num::NonZeroU32::MIN;
    config.discord.message_content = true;
    config.servers.0 = vec![Server {
        ask_channels: vec![ask_channel.try_into().unwrap()],
        ..Server::of(discord.guild().try_into().unwrap())
    }];
    let bot = Bot::run(&discord, config, start.releases.unwrap());
    discord.ready().await;
    let talk = [
        "who are you?",
        "thanks!",
        "???",
        "hey, how are you?",
        "@here 👋?",
    ];
    let member = discord.member();
    let talk = talk.map(|text| discord.say(member, ask_channel, text));
    let reply = discord.say(member, ask_channel, ANSWERED).reply().await;
    assert!(reply.content().contains("When was the lamp relit?"));
    let other = discord.owner();
    let thanks = discord
        .say(other, discord.dm(other), "thanks!")
        .reply()
        .await;
    assert!(
        thanks
            .content()
            .starts_with(&SmallTalk::Thanks.reply(Words::english()))
    );
    let more = discord
        .say(other, discord.dm(other), "thanks!")
        .reply()
        .await;
    assert_eq!(more.content(), said("too-many"));
    bot.stop_when_done(&discord).await;
    for message in talk {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    discord.finish().await;
    let logged = Store::at(&file).logged(Day(0)).await.unwrap();
    let texts: Vec<&str> = logged.iter().map(|asked| asked.text.as_str()).collect();
    assert_eq!(texts, ["since when is the lamp burning again"]);
}
