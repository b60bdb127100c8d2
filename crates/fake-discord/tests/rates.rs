//! Rate limit headers, as from Discord itself.

use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::json;

use fake_discord::Fake;

const POST: &str = "/channels/{channel_id}/messages";

async fn post(discord: &Fake, path: &str) -> (u16, HeaderMap) {
    let url = format!("{}/api/v10{path}", discord.base());
    let request = discord.client().post(url);
    let request = request.header("Authorization", format!("Bot {}", discord.token()));
    let body = json!({ "content": "words", "allowed_mentions": { "parse": [] } });
    let answer = request.json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.headers().clone())
}

#[tokio::test]
async fn each_channel_has_a_rate_limit_with_headers() {
    let discord = Fake::start_direct().await;
    discord.set_rate("POST", POST, 2, Duration::from_millis(200));
    let messages = |channel: u64| format!("/channels/{channel}/messages");
    let (here, elsewhere) = (discord.channel(), discord.add_channel("elsewhere"));
    let check = async |channel, status, remaining| {
        let (given, headers) = post(&discord, &messages(channel)).await;
        assert_eq!(given, status);
        assert_eq!(headers["x-ratelimit-limit"], "2");
        assert_eq!(headers["x-ratelimit-remaining"], remaining);
        assert_eq!(headers.contains_key("retry-after"), status == 429);
    };
    check(here, 200, "1").await;
    check(here, 200, "0").await;
    check(here, 429, "0").await;
    check(elsewhere, 200, "1").await;
    discord.forward_clock(Duration::from_millis(200));
    check(here, 200, "1").await;
    assert_eq!(discord.messages(here).len(), 3);
    discord.finish().await;
}

#[tokio::test]
async fn interaction_callbacks_have_no_rate_limit() {
    let discord = Fake::start_direct().await;
    discord.allow_error(10062);
    let (status, headers) = post(&discord, "/interactions/1/none/callback").await;
    assert_eq!(status, 404);
    assert!(!headers.contains_key("x-ratelimit-limit"), "{headers:?}");
}
