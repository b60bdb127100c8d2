//! The line to Discord: invalid sessions, dead addresses, and stops at a bad moment.

use std::time::Duration;

use super::ANSWERED;
use crate::support::bot::Bot;
use fake_discord::{Closed, Connection, Fake, GatewayFault, Message, On, OnConnect, RestFault};
use tokio::net::TcpListener;

/// When Discord wants an IDENTIFY after an invalid session.
const IDENTIFY_FROM: Duration = Duration::from_secs(1);
/// See [`IDENTIFY_FROM`]; with room for a slow machine.
const IDENTIFY_BY: Duration = Duration::from_secs(6);

fn ask(discord: &Fake) -> Message {
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    discord.say(discord.member(), discord.channel(), &text)
}

async fn settle(discord: Fake, bot: Bot) {
    bot.stop().await;
    discord.finish().await;
}

/// Waits until the last connection carries a session, and there are `count` of them.
async fn until_session(discord: &Fake, count: usize) -> Vec<Connection> {
    let is_up = |all: &[Connection]| {
        let last = all
            .last()
            .is_some_and(|c| c.identified && c.closed.is_none());
        all.len() >= count && last
    };
    discord.until_connections("a new session", is_up).await;
    discord.connections()
}

#[tokio::test]
async fn an_invalid_session_is_identified_again_within_seconds() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let before = discord.connections()[0].opened;
    discord.gateway_fault(GatewayFault::InvalidSession(false));
    let asked = ask(&discord);
    let connections = until_session(&discord, 2).await;
    let pause = connections[1].opened.saturating_sub(before);
    assert!(pause >= IDENTIFY_FROM, "{pause:?}");
    ask(&discord).reply().await;
    assert!(
        asked.replies().is_empty(),
        "the session that missed it is gone"
    );
    settle(discord, bot).await;
}

/// After a long outage, RESUME is answered by an invalid session: that is no failure.
#[tokio::test]
async fn a_resume_that_is_refused_is_followed_by_an_identify_within_seconds() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::Connection(
        OnConnect::InvalidSession(false),
        1,
    ));
    discord.gateway_fault(GatewayFault::Reset);
    let connections = until_session(&discord, 3).await;
    assert!(connections[1].resumed, "it tries to resume");
    let pause = connections[2].opened.saturating_sub(connections[1].opened);
    assert!(pause >= IDENTIFY_FROM && pause <= IDENTIFY_BY, "{pause:?}");
    ask(&discord).reply().await;
    settle(discord, bot).await;
}

#[tokio::test]
async fn an_identify_that_is_refused_is_sent_again_within_seconds() {
    let discord = Fake::start().await;
    discord.gateway_fault(GatewayFault::Connection(
        OnConnect::InvalidSession(false),
        2,
    ));
    let bot = Bot::launch(&discord, |_| {});
    let connections = until_session(&discord, 3).await;
    for pair in connections.windows(2) {
        let pause = pair[1].opened.saturating_sub(pair[0].opened);
        assert!(pause >= IDENTIFY_FROM && pause <= IDENTIFY_BY, "{pause:?}");
    }
    discord.ready().await;
    ask(&discord).reply().await;
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_stop_after_an_invalid_session_closes_properly() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::InvalidSession(false));
    // Whether it is between two connections or on the second one.
    bot.stop().await;
    let closed = Some(Closed::ByBot(Some(1000)));
    let are_closed = |all: &[Connection]| all.iter().all(|c| c.closed == closed);
    discord
        .until_connections("closes with 1000", are_closed)
        .await;
    discord.finish().await;
}

/// The gateway is at a dead address, then at its own.
async fn check_dead_address(dead: &str) {
    let discord = Fake::start().await;
    let alive = discord.gateway_url();
    discord.set_gateway_url(dead);
    let bot = Bot::launch(&discord, |_| {});
    discord.until_requests("GET", "/gateway/bot", 1).await;
    discord.set_gateway_url(&alive);
    // Thirty seconds at most.
    until_session(&discord, 1).await;
    discord.ready().await;
    ask(&discord).reply().await;
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_dead_gateway_address_is_left_within_half_a_minute() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = format!("ws://{}", silent.local_addr().unwrap());
    tokio::join!(
        check_dead_address("ws://127.0.0.1:9"),
        check_dead_address(&silent),
        check_dead_address("not an address"),
    );
}

/// READY may name any address: the bot does not go there.
#[tokio::test]
async fn a_hostile_resume_address_is_not_used() {
    let discord = Fake::start().await;
    discord.set_resume_url("ws://127.0.0.1:9");
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::Reset);
    ask(&discord).reply_within(Duration::from_secs(30)).await;
    assert!(discord.connections().last().unwrap().resumed);
    settle(discord, bot).await;
}

/// Discord asks for more shards than there can be: the bot waits until it thinks better of it.
#[tokio::test]
async fn an_absurd_number_of_shards_is_not_started() {
    for shards in [1_000, 1_000_000_000, u64::from(u32::MAX)] {
        let discord = Fake::start().await;
        discord.set_shards(shards);
        let bot = Bot::launch(&discord, |_| {});
        discord.until_requests("GET", "/gateway/bot", 2).await;
        assert!(discord.connections().is_empty());
        discord.set_shards(1);
        discord.ready().await;
        ask(&discord).reply().await;
        settle(discord, bot).await;
    }
}

/// A stop comes in time, whatever Discord does.
#[tokio::test]
async fn a_stop_does_not_wait_for_discord() {
    let frozen = async {
        let discord = Fake::start().await;
        let bot = Bot::start(&discord).await;
        discord.freeze_gateway();
        bot.stop().await;
    };
    let silent = async {
        let discord = Fake::start().await;
        let short = Duration::from_secs(1);
        let bot = Bot::start_with(&discord, |config| config.discord.shutdown = short).await;
        discord.fault(On::rest("*", "*").times(1_000), RestFault::Hang);
        ask(&discord);
        let post = "/channels/{channel_id}/messages";
        discord.until_requests("POST", post, 1).await;
        bot.stop().await;
    };
    let endless = async {
        let discord = Fake::start().await;
        discord.fault(On::rest("*", "*").times(1_000), RestFault::Endless(200));
        let bot = Bot::launch(&discord, |_| {});
        discord.until_requests("GET", "/users/@me", 2).await;
        bot.stop().await;
    };
    tokio::join!(frozen, silent, endless);
}
