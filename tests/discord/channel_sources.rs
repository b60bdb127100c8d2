//! Channels that are answered from some sources alone, and their threads and posts.

use std::num::NonZeroU64;

use fake_discord::{Fake, MESSAGE_CONTENT, Message, eventually};
use footnote::config::{ChannelSources, Server, Servers};
use footnote::discord::ServersChange;
use footnote::service::Snapshot;
use serde_json::json;

use crate::selected_sources::with_tides;
use crate::support::bot::{Bot, DEADLINE};
use crate::support::moderated::Moderated;
use crate::support::words::said;

/// What the sources of the two tables answer, and what their answers say.
const LAMP: (&str, &str) = ("When was the lamp relit?", "first of March");
const TIDE: (&str, &str) = ("How high is the tide?", "five metres");

fn channel(id: u64, source: &str) -> ChannelSources {
    ChannelSources {
        id: NonZeroU64::new(id).unwrap(),
        sources: vec![source.to_owned()],
    }
}

fn server(discord: &Fake, channels: Vec<ChannelSources>) -> Server {
    Server {
        channels,
        ..Server::of(discord.guild().try_into().unwrap())
    }
}

/// A bot that has both tables, and these settings for its server.
async fn start(discord: &Fake, server: Server) -> Bot {
    let bot = Bot::start_with(discord, |config| {
        config.discord.message_content = !server.ask_channels.is_empty();
        config.posts.wait = std::time::Duration::ZERO;
        config.servers.0 = vec![server];
    });
    let bot = bot.await;
    let both = with_tides(&["tests/skerry/skerry.toml"]);
    bot.service.swap(&Snapshot::new(both));
    bot
}

async fn asked(discord: &Fake, channel: u64, question: &str) -> Message {
    let question = format!("<@{}> {question}", discord.bot_id());
    discord
        .say(discord.member(), channel, &question)
        .reply()
        .await
}

#[tokio::test]
async fn a_channel_and_its_threads_are_answered_from_its_sources() {
    let discord = Fake::start().await;
    let [skerry, tides, free] = ["lamp", "water", "anything"].map(|name| discord.add_channel(name));
    let channels = vec![channel(skerry, "skerry"), channel(tides, "tides")];
    let bot = start(&discord, server(&discord, channels)).await;
    let [in_skerry, in_tides] = [skerry, tides].map(|own| discord.add_thread(own, "a thread"));
    let rows = [
        (skerry, true, false),
        (in_skerry, true, false),
        (tides, false, true),
        (in_tides, false, true),
        (free, true, true),
    ];
    let user = discord.member();
    for (place, has_lamp, has_tide) in rows {
        for ((question, answer), is_answered) in [(LAMP, has_lamp), (TIDE, has_tide)] {
            let reply = asked(&discord, place, question).await;
            assert_eq!(
                reply.content().contains(answer),
                is_answered,
                "{}",
                reply.content()
            );
            let options = json!({ "question": question });
            let reply = discord.slash(user, place, "ask", options).message().await;
            assert_eq!(
                reply.content().contains(answer),
                is_answered,
                "{}",
                reply.content()
            );
            let is_declined = reply.content().contains(said("declined"));
            assert_eq!(is_declined, !is_answered, "{}", reply.content());
            let typed = discord.autocomplete(user, place, "ask", "question", question);
            let is_offered = typed.response().await.names().contains(&question);
            assert_eq!(is_offered, is_answered, "{question}");
        }
        let started = discord.autocomplete(user, place, "ask", "question", "");
        let started = started.response().await;
        let offers = |question: &str| started.names().contains(&question);
        let offered = (offers(LAMP.0), offers(TIDE.0));
        assert_eq!(offered, (has_lamp, has_tide), "{:?}", started.names());
        let topics = asked(&discord, place, "any pizza recipe?").await;
        let names = |topic: &str| topics.content().contains(topic);
        assert_eq!(
            (names("the repair"), names("the water")),
            (has_lamp, has_tide)
        );
        let greeting = asked(&discord, place, "").await;
        let names = |title: &str| greeting.content().contains(title);
        assert_eq!(
            (names("The lamp at"), names("Tides at")),
            (has_lamp, has_tide)
        );
    }
    let page = discord
        .slash(user, tides, "topics", json!({}))
        .message()
        .await;
    assert!(page.content().contains("How high is the tide?") && page.content().contains("1 of 2"));
    assert!(!page.content().contains("lamp"), "{}", page.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_post_has_the_sources_of_its_forum_and_an_ask_channel_its_own() {
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let forum = discord.add_forum("help", &[]);
    let ask = discord.channel();
    let id = |id: u64| NonZeroU64::new(id).unwrap();
    let channels = vec![channel(forum, "tides"), channel(ask, "tides")];
    let server = Server {
        forums: vec![id(forum)],
        ask_channels: vec![id(ask)],
        ..server(&discord, channels)
    };
    let bot = start(&discord, server).await;
    let user = discord.member();
    let silent = [
        discord.open_post(user, forum, LAMP.0, "", &[]),
        discord.say(user, ask, LAMP.0),
    ];
    let answered = [
        discord.open_post(user, forum, TIDE.0, "", &[]),
        discord.say(user, ask, TIDE.0),
    ];
    for message in answered {
        let reply = message.reply().await;
        assert!(reply.content().contains(TIDE.1), "{}", reply.content());
    }
    bot.stop_when_done(&discord).await;
    for message in silent {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn what_was_offered_before_is_not_answered_from_another_source() {
    let discord = Fake::start().await;
    let bot = start(&discord, server(&discord, Vec::new())).await;
    let (user, place) = (discord.member(), discord.channel());
    let unsure = asked(&discord, place, "did volunteers repair the horn?").await;
    let answer = asked(&discord, place, LAMP.0).await;
    let change = ServersChange {
        servers: Servers(vec![server(&discord, vec![channel(place, "tides")])]),
        opened: Vec::new(),
    };
    bot.change.send(change).await.unwrap();
    eventually("the change", DEADLINE, async || {
        let reply = asked(&discord, place, LAMP.0).await;
        reply.content().contains(said("declined")).then_some(())
    })
    .await;
    let option = &unsure.labels()[0];
    let picked = discord.press_label(user, &unsure, option).message().await;
    assert_eq!(picked.content(), said("gone"));
    let source = discord.press_label(user, &answer, said("show-source"));
    assert_eq!(source.message().await.content(), said("gone"));
    let why = discord
        .press_label(user, &answer, said("why"))
        .message()
        .await;
    assert!(!why.content().contains("lamp relit"), "{}", why.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_channel_of_unknown_sources_says_so_and_moderators_see_which() {
    let place = Moderated::start().await;
    let (discord, channel_id) = (&place.discord, place.discord.channel());
    let before = place.command(place.manager, "status", json!({}));
    assert!(!before.message().await.content().contains("I am to answer"));
    let change = ServersChange {
        servers: Servers(vec![server(discord, vec![channel(channel_id, "skery")])]),
        opened: Vec::new(),
    };
    place.bot.change.send(change).await.unwrap();
    eventually("the change", DEADLINE, async || {
        let reply = asked(discord, channel_id, LAMP.0).await;
        (reply.content() == said("no-sources")).then_some(())
    })
    .await;
    let page = discord.slash(discord.member(), channel_id, "topics", json!({}));
    assert_eq!(page.message().await.content(), said("no-sources"));
    let status = place.command(place.manager, "status", json!({}));
    let status = status.message().await;
    let expected = format!("In <#{channel_id}> I am to answer from the source `skery`, which");
    assert!(status.content().contains(&expected), "{}", status.content());
    assert!(status.content().contains("Did the operator mean `skerry`?"));
    place.finish().await;
}
