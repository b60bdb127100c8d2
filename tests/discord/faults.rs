//! Faults between the bot and Discord: it recovers, and every question is answered that Discord
//! still accepts an answer to.

use std::time::Duration;

use footnote::discord::Fatal;
use serde_json::json;

use super::{ANSWERED, GAP, is_gap};
use crate::support::bot::Bot;
use fake_discord::{Connection, Fake, GatewayFault, Message, On, OnConnect, OnEvent, RestFault};

const POST: &str = "/channels/{channel_id}/messages";
const CALLBACK: &str = "/interactions/{interaction_id}/{interaction_token}/callback";

fn ask(discord: &Fake) -> Message {
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    discord.say(discord.member(), discord.channel(), &text)
}

/// Waits longer than usual for a reply: a new session takes a while.
async fn patient_reply(message: &Message) -> Message {
    message.reply_within(Duration::from_secs(40)).await
}

async fn settle(discord: Fake, bot: Bot) {
    bot.stop().await;
    discord.finish().await;
}

/// A question whose reply hits a fault is answered once.
async fn check_post(fault: RestFault, times: usize) {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.fault(On::rest("POST", POST).times(times), fault.clone());
    let question = ask(&discord);
    patient_reply(&question).await;
    bot.stop_when_done(&discord).await;
    assert_eq!(question.replies().len(), 1, "{fault:?}");
    discord.finish().await;
}

#[tokio::test]
async fn a_reply_is_posted_once_whatever_the_fault() {
    let one = |fault| check_post(fault, 1);
    tokio::join!(
        check_post(RestFault::status(500), 3),
        check_post(RestFault::rate_limited(0.3), 2),
        one(RestFault::rate_limited_globally(0.3)),
        one(RestFault::AfterApplying(502)),
        one(RestFault::Delay(Duration::from_millis(500))),
        one(RestFault::LateAnswer(Duration::from_millis(500))),
        one(RestFault::Truncated),
        one(RestFault::NotJson),
        one(RestFault::Reset),
        one(RestFault::ResetAfterApplying),
        one(RestFault::Hang),
    );
}

/// A command whose response hits a fault is answered once, within its deadline.
async fn check_callback(fault: RestFault) {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.allow_error(40060);
    discord.fault(On::rest("POST", CALLBACK), fault);
    let given = json!({ "question": GAP });
    let asked = discord.slash(discord.member(), discord.channel(), "ask", given);
    let answer = asked.message().await;
    assert!(is_gap(&answer));
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_command_is_answered_whatever_the_fault() {
    tokio::join!(
        check_callback(RestFault::status(500)),
        check_callback(RestFault::rate_limited(0.3)),
        check_callback(RestFault::AfterApplying(502)),
        check_callback(RestFault::Reset),
        check_callback(RestFault::ResetAfterApplying),
        check_callback(RestFault::Hang),
    );
}

#[tokio::test]
async fn a_forbidden_reply_is_not_retried() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let forbidden = RestFault::error(403, 50013, "Missing Permissions");
    discord.fault(On::rest("POST", POST), forbidden);
    let question = ask(&discord);
    discord.until_requests("POST", POST, 1).await;
    // The next one is answered as usual.
    ask(&discord).reply().await;
    bot.stop_when_done(&discord).await;
    let posts = discord.requests("POST", POST);
    let statuses: Vec<u16> = posts.iter().map(|post| post.status).collect();
    assert_eq!(statuses, [403, 200]);
    assert!(question.replies().is_empty());
    discord.finish().await;
}

/// A gateway fault after which the session can be resumed: a question asked meanwhile is
/// answered.
async fn check_resumed(fault: GatewayFault) {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(fault);
    let question = ask(&discord);
    patient_reply(&question).await;
    assert_eq!(question.replies().len(), 1, "{fault:?}");
    let connections = discord.connections();
    assert!(connections.iter().any(|c| c.resumed), "{fault:?}");
    assert!(connections.len() <= 3, "{fault:?}: {}", connections.len());
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_resumable_session_is_resumed() {
    let close = |code| check_resumed(GatewayFault::Close(code));
    tokio::join!(
        close(None),
        close(Some(1000)),
        close(Some(1001)),
        close(Some(4000)),
        close(Some(4001)),
        close(Some(4002)),
        check_resumed(GatewayFault::Reset),
        check_resumed(GatewayFault::Reconnect),
        check_resumed(GatewayFault::InvalidSession(true)),
    );
}

/// A fault after which a new session begins: it receives no earlier events, and all
/// later ones.
async fn check_new_session(fault: GatewayFault) {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(fault);
    let is_open = |c: &Connection| c.identified && c.closed.is_none();
    discord
        .until_connections("a new session", |all| {
            all.len() > 1 && all.last().is_some_and(is_open)
        })
        .await;
    let question = ask(&discord);
    question.reply().await;
    assert!(discord.connections().len() <= 4, "{fault:?}");
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_lost_session_is_replaced_by_a_new_one() {
    let close = |code| check_new_session(GatewayFault::Close(Some(code)));
    tokio::join!(
        close(4003),
        close(4005),
        close(4007),
        close(4008),
        close(4009),
        close(4010),
        close(4011),
        check_new_session(GatewayFault::InvalidSession(false)),
    );
}

#[tokio::test]
async fn fatal_close_codes_end_the_bot() {
    let ends = async |code, expected| {
        let discord = Fake::start().await;
        let bot = Bot::start(&discord).await;
        discord.gateway_fault(GatewayFault::Close(Some(code)));
        assert_eq!(bot.end().await, Err(expected));
    };
    tokio::join!(
        ends(4004, Fatal::Token),
        ends(4013, Fatal::Intents),
        ends(4014, Fatal::PrivilegedIntents),
    );
}

#[tokio::test]
async fn a_question_asked_in_an_outage_is_answered_after_it() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.begin_outage();
    let question = ask(&discord);
    // The outage lasts for more than one attempt.
    discord.until_refused(2).await;
    assert!(question.replies().is_empty());
    discord.end_outage();
    patient_reply(&question).await;
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_gateway_that_accepts_and_resets_is_not_hammered() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::Connection(OnConnect::Reset, 4));
    discord.gateway_fault(GatewayFault::Reset);
    let question = ask(&discord);
    patient_reply(&question).await;
    let connections = discord.connections();
    assert_eq!(
        connections.len(),
        6,
        "one before, four that were reset, one that held"
    );
    let [.., one_before, last] = connections.as_slice() else {
        panic!("there are six");
    };
    let pause = last.opened.saturating_sub(one_before.opened);
    assert!(pause > Duration::from_secs(1), "the pauses grow");
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_gateway_that_stops_acknowledging_heartbeats_is_replaced() {
    let discord = Fake::start().await;
    discord.set_heartbeat(Duration::from_secs(1));
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::IgnoreHeartbeats);
    discord
        .until_connections("another connection", |all| all.len() > 1)
        .await;
    let question = ask(&discord);
    patient_reply(&question).await;
    assert!(discord.connections().iter().any(|c| c.resumed));
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_gateway_without_hello_is_tried_again() {
    let discord = Fake::start().await;
    discord.gateway_fault(GatewayFault::Connection(OnConnect::NoHello, 1));
    let bot = Bot::launch(&discord, |_| {});
    discord
        .until_connections("a session", |all| all.iter().any(|c| c.identified))
        .await;
    discord.ready().await;
    ask(&discord).reply().await;
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_start_retries_and_never_falls_back_to_the_real_discord() {
    let discord = Fake::start().await;
    let once = |route| discord.fault(On::rest("GET", route), RestFault::status(503));
    once("/users/@me");
    once("/gateway/bot");
    let bot = Bot::start(&discord).await;
    ask(&discord).reply().await;
    // serenity would ask this, and fall back to Discord's own address.
    assert_eq!(discord.count("GET", "/gateway"), 0);
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_start_waits_for_the_session_start_limit_to_reset() {
    let discord = Fake::start().await;
    let reset = Duration::from_secs(2);
    discord.set_session_limit(0, reset);
    let bot = Bot::launch(&discord, |_| {});
    discord.ready().await;
    let told = discord.requests("GET", "/gateway/bot")[0].at;
    let opened = discord.connections()[0].opened;
    assert!(opened >= told + reset, "{told:?} {opened:?}");
    settle(discord, bot).await;
}

#[tokio::test]
async fn odd_events_do_no_harm() {
    let discord = Fake::start().await;
    discord.pack_frames(true);
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::UnknownEvent);
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Malformed));
    let lost = ask(&discord);
    discord.gateway_fault(GatewayFault::Event(
        "MESSAGE_CREATE",
        OnEvent::Delay(Duration::from_millis(300)),
    ));
    ask(&discord).reply().await;
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Swap));
    let (first, second) = (ask(&discord), ask(&discord));
    first.reply().await;
    second.reply().await;
    assert!(lost.replies().is_empty());
    discord.begin_guild_outage(discord.guild());
    discord.end_guild_outage(discord.guild());
    ask(&discord).reply().await;
    settle(discord, bot).await;
}

/// `MESSAGE_DELETE` arrives before `MESSAGE_CREATE`: no answer may remain.
#[tokio::test]
async fn a_question_deleted_at_once_leaves_no_answer() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Swap));
    let question = ask(&discord);
    discord.delete(&question);
    bot.stop_when_done(&discord).await;
    assert!(question.replies().is_empty());
    discord.finish().await;
}
