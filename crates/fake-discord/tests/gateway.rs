//! Gateway faults, as serenity meets them.

use std::time::{Duration, Instant};

use futures_util::StreamExt;
use serenity::all::{GatewayError, GatewayIntents};
use tokio_tungstenite::connect_async;

use crate::bot::Bot;
use fake_discord::{
    Closed, Entry, Event, Fake, GatewayFault, Message, On, OnConnect, OnEvent, RestFault,
};

const MESSAGES: &str = "/channels/{channel_id}/messages";

/// Sends the bot a DM and waits for its reply.
async fn exchange(discord: &Fake) {
    let direct = discord.dm(discord.member());
    discord.say(discord.member(), direct, "hello").reply().await;
}

/// The position in the log of the frame with a message's `MESSAGE_CREATE`.
fn sent_at(discord: &Fake, message: &Message) -> usize {
    let id = format!(r#""id":"{}""#, message.id);
    let is_it = |entry: &Entry| matches!(&entry.event, Event::Sent(_, frame) if frame.contains("MESSAGE_CREATE") && frame.contains(&id));
    discord.log().iter().position(is_it).unwrap()
}

#[tokio::test]
async fn a_resumed_session_replays_missed_events() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    exchange(&discord).await;
    for (done, fault) in [
        GatewayFault::Reset,
        GatewayFault::Reconnect,
        GatewayFault::Close(Some(4000)),
        GatewayFault::InvalidSession(true),
    ]
    .into_iter()
    .enumerate()
    {
        discord.gateway_fault(fault);
        let missed = discord.say(discord.member(), discord.dm(discord.member()), "missed");
        discord
            .until_connections("a RESUME", |all| {
                all.iter().filter(|c| c.resumed).count() == done + 1
            })
            .await;
        missed.reply().await;
        exchange(&discord).await;
    }
    assert_eq!(discord.connections().len(), 5);
    assert_eq!(discord.connections()[0].closed, Some(Closed::Lost));
    bot.stop().await;
    let is_closed = Some(Closed::ByBot(Some(1000)));
    discord
        .until_connections("a goodbye", |all| all[4].closed == is_closed)
        .await;
    discord.finish().await;
}

#[tokio::test]
async fn an_outage_refuses_connections() {
    let discord = Fake::start().await;
    let url = format!(
        "{}/?v=10&encoding=json",
        discord.base().replace("http", "ws")
    );
    let (mut socket, _) = connect_async(&url).await.unwrap();
    assert!(
        socket
            .next()
            .await
            .unwrap()
            .unwrap()
            .to_text()
            .unwrap()
            .contains("heartbeat")
    );
    discord.begin_outage();
    assert!(socket.next().await.unwrap().is_err());
    assert!(connect_async(&url).await.is_err());
    discord.end_outage();
    assert!(connect_async(&url).await.is_ok());
    discord.finish().await;
}

#[tokio::test]
async fn wrong_tokens_and_intents_end_the_client() {
    let discord = Fake::start().await;
    let intents = GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    let end = Bot::start_with(&discord, intents).await.end().await;
    let serenity::Error::Gateway(error) = end.unwrap_err() else {
        panic!("another error");
    };
    assert!(matches!(error, GatewayError::DisallowedGatewayIntents));
    assert_eq!(
        discord.connections()[0].closed,
        Some(Closed::ByDiscord(Some(4014)))
    );
    discord.finish().await;

    let discord = Fake::start().await;
    discord.fault(
        On::rest("GET", "/oauth2/applications/@me"),
        RestFault::Delay(Duration::ZERO),
    );
    let starting = Bot::start(&discord).await;
    discord.reset_token("MTIz.abcdef.something-else");
    let end = starting.end().await.unwrap_err();
    assert!(
        matches!(
            end,
            serenity::Error::Gateway(GatewayError::InvalidAuthentication)
        ),
        "{end}"
    );
    discord.finish().await;
}

#[tokio::test]
async fn events_can_be_duplicated_swapped_delayed_compressed_and_malformed() {
    let discord = Fake::start().await;
    discord.pack_frames(true);
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    let direct = discord.dm(discord.member());
    exchange(&discord).await;
    discord.gateway_fault(GatewayFault::UnknownEvent);
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Duplicate));
    let said = discord.say(discord.member(), direct, "twice");
    said.reply().await;
    bot.has_handled(&said, 2).await;
    assert_eq!(said.replies().len(), 2);
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Swap));
    let first = discord.say(discord.member(), direct, "first");
    let second = discord.say(discord.member(), direct, "second");
    second.reply().await;
    first.reply().await;
    let order = [&second, &first].map(|message| sent_at(&discord, message));
    assert!(order[0] < order[1], "the first was sent after the second");
    let delay = OnEvent::Delay(Duration::from_millis(300));
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", delay));
    let said = Instant::now();
    let late = discord.say(discord.member(), direct, "late");
    late.reply().await;
    assert!(said.elapsed() >= Duration::from_millis(300));
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Malformed));
    let broken = discord.say(discord.member(), direct, "broken");
    exchange(&discord).await;
    // A later message was handled, and this one was not.
    assert!(!bot.was_sent(&broken) && broken.replies().is_empty());
    let unknown = bot.unknown.swap(0, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(unknown, 2);
    bot.stop().await;
    assert!(discord.count("POST", MESSAGES) >= 6);
    discord.finish().await;
}

#[tokio::test]
async fn unacknowledged_heartbeats_lead_to_a_new_session() {
    let discord = Fake::start().await;
    discord.set_heartbeat(Duration::from_millis(500));
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    discord.gateway_fault(GatewayFault::IgnoreHeartbeats);
    discord
        .until_connections("another IDENTIFY", |all| {
            all.iter().filter(|c| c.identified).count() == 2
        })
        .await;
    exchange(&discord).await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn connections_can_fail_from_the_start() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.ready().await;
    discord.gateway_fault(GatewayFault::Connection(OnConnect::Reset, 1));
    discord.gateway_fault(GatewayFault::Connection(OnConnect::Close(Some(4000)), 1));
    discord.gateway_fault(GatewayFault::Reset);
    discord
        .until_connections("a session after all", |all| {
            let last = all.last().unwrap();
            all.len() >= 4 && (last.identified || last.resumed)
        })
        .await;
    exchange(&discord).await;
    bot.stop().await;
    discord.finish().await;
}
