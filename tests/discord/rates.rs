//! Discord itself, without a proxy: TLS and rate limits, which the bot honours. No question is lost to
//! them, and none is answered twice.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::{ANSWERED, GAP};
use crate::support::bot::Bot;
use fake_discord::{Fake, GatewayFault, Interaction, Message, On, RestFault};

const POST: &str = "/channels/{channel_id}/messages";
const CALLBACK: &str = "/interactions/{interaction_id}/{interaction_token}/callback";

fn ask(discord: &Fake) -> Message {
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    discord.say(discord.member(), discord.channel(), &text)
}

fn command(discord: &Fake) -> Interaction {
    let given = json!({ "question": GAP });
    discord.slash(discord.member(), discord.channel(), "ask", given)
}

/// The status and time of each posted message.
fn posts(discord: &Fake) -> Vec<(u16, Duration)> {
    let posts = discord.requests("POST", POST);
    posts.iter().map(|post| (post.status, post.at)).collect()
}

async fn settle(discord: Fake, bot: Bot) {
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_rate_limit_is_never_exceeded_however_many_ask_at_once() {
    let discord = Fake::start_direct().await;
    let per = Duration::from_millis(300);
    discord.set_rate("POST", POST, 5, per);
    let bot = Bot::start(&discord).await;
    let questions: Vec<Message> = (0..12).map(|_| ask(&discord)).collect();
    join_all(questions.iter().map(Message::reply)).await;
    bot.stop_when_done(&discord).await;
    let posts = posts(&discord);
    assert!(posts.iter().all(|(status, _)| *status == 200), "{posts:?}");
    assert_eq!(posts.len(), questions.len());
    assert!(posts[5].1 >= posts[0].1 + per);
    assert!(posts[10].1 >= posts[5].1 + per);
    discord.finish().await;
}

#[tokio::test]
async fn a_rate_limit_survives_a_restart_of_serenity() {
    let discord = Fake::start_direct().await;
    discord.set_rate("POST", POST, 1, Duration::from_secs(3));
    let bot = Bot::start(&discord).await;
    ask(&discord).reply().await;
    discord.gateway_fault(GatewayFault::Close(Some(4010)));
    discord
        .until_connections("another session", |all| all.len() == 2 && all[1].identified)
        .await;
    ask(&discord).reply().await;
    bot.stop_when_done(&discord).await;
    let posts = posts(&discord);
    assert!(matches!(posts[..], [(200, _), (200, _)]), "{posts:?}");
    discord.finish().await;
}

/// A question whose reply hits a fault this many times is answered once; `wait` is how long Discord
/// tells the bot to wait each time.
async fn check_post(fault: RestFault, times: usize, wait: Duration) {
    let discord = Fake::start_direct().await;
    let bot = Bot::start(&discord).await;
    discord.fault(On::rest("POST", POST).times(times), fault.clone());
    let question = ask(&discord);
    question.reply().await;
    bot.stop_when_done(&discord).await;
    let posts = posts(&discord);
    assert_eq!(question.replies().len(), 1, "{fault:?}");
    assert_eq!(posts.len(), times + 1, "{fault:?}: {posts:?}");
    for pair in posts.windows(2) {
        let waited = pair[1].1.saturating_sub(pair[0].1);
        assert!(waited >= wait, "{fault:?}: {posts:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn a_rate_limited_reply_is_posted_once_after_retry_after() {
    let second = Duration::from_secs(1);
    tokio::join!(
        check_post(RestFault::rate_limited(0.3), 1, second),
        check_post(RestFault::rate_limited_globally(0.3), 1, second),
        check_post(RestFault::rate_limited_without_a_rate(0.3), 1, second),
        // Here the bot backs off by itself.
        check_post(RestFault::status(429), 2, Duration::from_millis(100)),
        check_post(RestFault::status(503), 2, Duration::from_millis(100)),
        check_post(RestFault::AfterApplying(502), 1, Duration::from_millis(100)),
    );
}

/// A header that nobody can read, or believe, neither delays a reply nor makes the bot send it again.
#[tokio::test]
async fn a_nonsensical_rate_limit_is_ignored() {
    let check = async |name, value| {
        let discord = Fake::start_direct().await;
        let bot = Bot::start(&discord).await;
        discord.fault(On::rest("POST", POST), RestFault::Header(name, value));
        ask(&discord).reply().await;
        ask(&discord).reply().await;
        bot.stop_when_done(&discord).await;
        let posts = posts(&discord);
        assert!(
            matches!(posts[..], [(200, _), (200, _)]),
            "{name}: {value}: {posts:?}"
        );
        discord.finish().await;
    };
    tokio::join!(
        check("x-ratelimit-limit", "five"),
        check("x-ratelimit-remaining", "-1"),
        check("x-ratelimit-reset-after", "-3"),
        check("x-ratelimit-reset-after", "NaN"),
        check("retry-after", "1e300"),
    );
}

#[tokio::test]
async fn a_global_rate_limit_delays_messages_but_no_command() {
    let discord = Fake::start_direct().await;
    let bot = Bot::start(&discord).await;
    let limited = RestFault::rate_limited_globally(0.7);
    discord.fault(On::rest("POST", POST), limited);
    let question = ask(&discord);
    discord
        .expect("POST", POST)
        .within(Duration::from_secs(5))
        .await;
    let answered = command(&discord).response().await;
    assert!(answered.after < Duration::from_millis(500), "{answered:?}");
    assert!(question.replies().is_empty());
    question.reply().await;
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_short_rate_limit_delays_a_command_within_its_deadline() {
    let discord = Fake::start_direct().await;
    let bot = Bot::start(&discord).await;
    let limited = RestFault::rate_limited_without_a_rate(0.7);
    discord.fault(On::rest("POST", CALLBACK), limited);
    let answered = command(&discord).response().await;
    assert!(answered.after >= Duration::from_secs(1), "{answered:?}");
    settle(discord, bot).await;
}

#[tokio::test]
async fn a_command_that_cannot_meet_its_deadline_is_given_up() {
    let discord = Fake::start_direct().await;
    let bot = Bot::start(&discord).await;
    let limited = RestFault::rate_limited_without_a_rate(30.0);
    discord.fault(On::rest("POST", CALLBACK).times(100), limited.clone());
    let lost = command(&discord);
    lost.allow_silence();
    discord.until_requests("POST", CALLBACK, 1).await;
    discord.clear_faults();
    let its_own = On::rest("POST", CALLBACK).path(lost.callback_path());
    discord.fault(its_own.times(100), limited);
    // The next one is answered as usual.
    let answered = command(&discord).response().await;
    assert!(answered.after < Duration::from_millis(500), "{answered:?}");
    bot.stop_when_done(&discord).await;
    discord.clear_faults();
    let posts = discord.requests("POST", CALLBACK);
    let tries = posts.iter().filter(|post| post.status == 429).count();
    assert!((1..=3).contains(&tries), "{tries} tries");
    assert!(!lost.is_answered());
    discord.finish().await;
}
