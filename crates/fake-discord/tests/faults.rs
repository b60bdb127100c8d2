//! REST faults, nonces, and interactions.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::bot::body;
use crate::requests::Requests;
use fake_discord::{Fake, On, RestFault};

const MESSAGES: &str = "/channels/{channel_id}/messages";

#[tokio::test]
async fn faults_hit_matching_requests() {
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    let path = format!("/channels/{}/messages", discord.channel());
    let post = || bot.send(Method::POST, &path, body("words"));
    discord.fault(
        On::rest("POST", MESSAGES).nth(2),
        RestFault::rate_limited(0.5),
    );
    assert_eq!(post().await.unwrap().0, 200);
    let (status, limited) = post().await.unwrap();
    assert_eq!((status, &limited["retry_after"]), (429, &json!(0.5)));
    assert_eq!(post().await.unwrap().0, 200);

    discord.fault(
        On::rest("POST", "/channels/{id}/messages"),
        RestFault::AfterApplying(502),
    );
    assert_eq!(post().await.unwrap().0, 502);
    assert_eq!(discord.messages(discord.channel()).len(), 3);
    discord.fault(On::rest("POST", MESSAGES), RestFault::Reset);
    assert!(post().await.is_err());
    discord.fault(On::rest("POST", MESSAGES), RestFault::Truncated);
    assert!(post().await.is_err());
    discord.fault(On::rest("*", "*"), RestFault::NotJson);
    assert_eq!(post().await.unwrap(), (200, Value::Null));
    discord.fault(
        On::rest("POST", MESSAGES),
        RestFault::Delay(Duration::from_millis(100)),
    );
    let begun = Instant::now();
    post().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(100));
    discord.fault(On::rest("POST", MESSAGES), RestFault::Hang);
    let mut hanging = Box::pin(post());
    tokio::select! {
        _ = &mut hanging => panic!("it was answered"),
        () = discord.until_requests("POST", MESSAGES, 9) => {}
    }
    // A later request is answered first.
    tokio::select! {
        _ = &mut hanging => panic!("it was answered"),
        later = post() => assert_eq!(later.unwrap().0, 200),
    }
    drop(hanging);
    assert_eq!(discord.messages(discord.channel()).len(), 7);
    assert_eq!(discord.count("POST", MESSAGES), 10);
    let first = discord
        .expect("POST", MESSAGES)
        .within(Duration::ZERO)
        .await;
    assert_eq!(first.body["content"], "words");

    discord.fault(On::rest("GET", "/gateway").times(2), RestFault::status(503));
    assert_eq!(discord.verdict().len(), 1);
    discord.clear_faults();
    discord.finish().await;
}

#[tokio::test]
async fn a_nonce_creates_one_message() {
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    let mut message = body("once");
    message["nonce"] = json!("7-0");
    message["enforce_nonce"] = json!(true);
    discord.fault(On::rest("POST", MESSAGES), RestFault::AfterApplying(500));
    assert_eq!(bot.post(message.clone()).await.0, 500);
    assert_eq!(bot.post(message).await.0, 200);
    assert_eq!(discord.messages(discord.channel()).len(), 1);
    discord.finish().await;
}

#[tokio::test]
async fn an_interaction_takes_one_response_within_its_deadline() {
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    let command = json!({ "name": "ask", "description": "Asks", "type": 1 });
    discord.leave_commands(None, &[command]);
    let ask = || discord.slash(discord.member(), discord.channel(), "ask", json!({}));
    let answer = json!({ "type": 4, "data": body("words") });
    let respond = async |interaction: &fake_discord::Interaction| {
        let path = interaction.callback_path();
        let answer = bot.send(Method::POST, &path, answer.clone()).await.unwrap();
        (answer.0, answer.1["code"].as_u64().unwrap_or(0))
    };
    let asked = ask();
    assert_eq!(respond(&asked).await, (204, 0));
    assert_eq!(respond(&asked).await, (400, 40060));
    assert_eq!(discord.violations().len(), 1);
    discord.forgive();

    let late = ask();
    discord.forward_clock(Duration::from_secs(4));
    assert_eq!(respond(&late).await, (404, 10062));
    assert_eq!(discord.verdict().len(), 2);
    late.allow_silence();
    discord.forgive();

    let twice = ask();
    discord.fault(
        On::rest("POST", "/interactions/{id}/{token}/callback"),
        RestFault::AfterApplying(500),
    );
    assert_eq!(respond(&twice).await.0, 500);
    assert_eq!(respond(&twice).await, (400, 40060));
    let original = twice.original_path();
    discord.forward_clock(Duration::from_mins(14));
    assert_eq!(
        bot.send(Method::GET, &original, Value::Null)
            .await
            .unwrap()
            .0,
        200
    );
    assert!(discord.verdict().is_empty(), "{:?}", discord.verdict());
    discord.forward_clock(Duration::from_mins(2));
    assert_eq!(
        bot.send(Method::GET, &original, Value::Null)
            .await
            .unwrap()
            .0,
        401
    );
    assert_eq!(discord.verdict().len(), 1);
}

#[tokio::test]
async fn an_unanswered_interaction_is_a_violation() {
    let discord = Fake::start().await;
    let command = json!({ "name": "ask", "description": "Asks", "type": 1 });
    discord.leave_commands(None, &[command]);
    let asked = discord.slash(discord.member(), discord.channel(), "ask", json!({}));
    assert_eq!(discord.verdict(), ["/ask was not responded to"]);
    asked.allow_silence();
    discord.finish().await;
}
