//! What Discord refuses, and what counts as a violation.

use reqwest::Method;
use serde_json::{Value, json};

use crate::api_description::is_at_hand;
use crate::bot::body;
use crate::requests::Requests;
use fake_discord::Fake;
use fake_discord::permissions::{READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL};

#[tokio::test]
async fn refusals_have_discords_error_codes() {
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    assert_eq!(bot.post(body(" ")).await, (400, 50006));
    assert_eq!(bot.post(body(&"x".repeat(2001))).await, (400, 50035));
    let mut reply = body("words");
    reply["message_reference"] = json!({ "message_id": "1" });
    assert_eq!(bot.post(reply.clone()).await, (400, 50035));
    assert_eq!(discord.violations().len(), 4, "{:?}", discord.violations());
    discord.forgive();
    reply["message_reference"]["fail_if_not_exists"] = json!(false);
    assert_eq!(bot.post(reply).await, (200, 0));
    discord.deny(discord.channel(), SEND_MESSAGES);
    assert_eq!(bot.post(body("words")).await, (403, 50013));
    discord.deny(discord.channel(), VIEW_CHANNEL);
    assert_eq!(bot.post(body("words")).await, (403, 50001));

    let said = discord.say(discord.member(), discord.channel(), "mine");
    discord.deny(discord.channel(), READ_MESSAGE_HISTORY);
    let path = format!("/channels/{}/messages/{}", discord.channel(), said.id);
    let code = async |method, path: &str| {
        let (status, answer) = bot.send(method, path, body("words")).await.unwrap();
        (status, answer["code"].as_u64().unwrap_or(0))
    };
    assert_eq!(code(Method::PATCH, &path).await, (403, 50005));
    assert_eq!(code(Method::DELETE, &path).await, (403, 50013));
    let path = format!("/channels/{}/messages/1", discord.channel());
    assert_eq!(code(Method::DELETE, &path).await, (404, 10008));
    assert_eq!(code(Method::GET, "/channels/1").await, (404, 10003));
    assert!(
        discord.violations().is_empty(),
        "{:?}",
        discord.violations()
    );
    assert_eq!(code(Method::GET, "/nothing").await, (404, 0));
    assert_eq!(code(Method::POST, "/webhooks/1/x").await, (404, 10015));
    assert_eq!(
        code(Method::POST, "/interactions/1/x/callback").await,
        (404, 10062)
    );
    assert!(discord.violations().len() >= 3);
    discord.reset_token("another");
    assert_eq!(code(Method::GET, "/users/@me").await, (401, 0));
}

#[tokio::test]
async fn discouraged_messages_are_violations() {
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    let button = |id: &str| json!({ "type": 2, "style": 2, "label": "a", "custom_id": id });
    let row = |buttons: Vec<Value>| json!([{ "type": 1, "components": buttons }]);
    let mut unwise = body("words");
    unwise["contents"] = json!("misspelt");
    unwise["allowed_mentions"] = json!({ "parse": ["users"] });
    assert_eq!(bot.post(unwise).await.0, 200);
    assert_eq!(discord.violations().len(), 2, "{:?}", discord.violations());
    discord.forgive();
    assert_eq!(bot.post(json!({ "content": "words" })).await.0, 200);
    assert_eq!(
        discord.violations(),
        ["a message without `allowed_mentions`"]
    );
    for mentions in [
        json!({ "parse": [], "users": ["1"] }),
        json!({ "parse": [], "roles": ["1"] }),
        json!({ "parse": [], "replied_user": true }),
    ] {
        discord.forgive();
        let mut mentioning = body("words");
        mentioning["allowed_mentions"] = mentions;
        assert_eq!(bot.post(mentioning).await.0, 200);
        assert_eq!(discord.violations().len(), 1, "{:?}", discord.violations());
    }
    for components in [
        row(vec![button("a"), button("a")]),
        row(vec![button(&"x".repeat(101))]),
        row((0..6).map(|n| button(&n.to_string())).collect()),
        row(vec![]),
        json!([button("a")]),
    ] {
        let mut message = body("words");
        message["components"] = components;
        assert_eq!(bot.post(message).await, (400, 50035));
    }
    let mut good = body("words");
    good["components"] = row(vec![button("a"), button("b")]);
    assert_eq!(bot.post(good).await.0, 200);
}

#[tokio::test]
async fn commands_keep_ids_and_change_versions() {
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    let application = discord.application_id();
    let everywhere = format!("/applications/{application}/commands");
    let here = format!(
        "/applications/{application}/guilds/{}/commands",
        discord.guild()
    );
    let option = |name: &str, is_required: bool| json!({ "type": 3, "name": name, "description": "words", "required": is_required });
    let ask = json!({ "name": "ask", "description": "Asks", "options": [option("a", true)] });
    let put =
        async |path: &str, commands: Value| bot.send(Method::PUT, path, commands).await.unwrap();
    let (_, first) = put(&everywhere, json!([ask])).await;
    let (_, same) = put(&everywhere, json!([ask])).await;
    assert_eq!(first, same);
    let mut changed = ask.clone();
    changed["description"] = json!("Asks anew");
    let (_, second) = put(&everywhere, json!([changed])).await;
    assert_eq!(first[0]["id"], second[0]["id"]);
    assert_ne!(first[0]["version"], second[0]["version"]);
    let (status, own) = bot.send(Method::POST, &here, ask.clone()).await.unwrap();
    assert_eq!(
        (status, &own["guild_id"]),
        (201, &json!(discord.guild().to_string()))
    );
    assert_eq!(discord.command_writes(), 4);
    let path = format!("{here}/{}", own["id"].as_str().unwrap());
    assert_eq!(
        bot.send(Method::DELETE, &path, Value::Null)
            .await
            .unwrap()
            .0,
        204
    );
    assert!(discord.commands(Some(discord.guild())).is_empty());
    assert!(discord.verdict().is_empty(), "{:?}", discord.verdict());

    let mut disordered = ask.clone();
    disordered["options"] = json!([option("a", false), option("b", true)]);
    let mut shouting = ask;
    shouting["name"] = json!("ASK");
    for wrong in [disordered, shouting] {
        assert_eq!(put(&everywhere, json!([wrong])).await.0, 400);
    }
    assert_eq!(discord.commands(None).len(), 1);
}

#[tokio::test]
async fn bodies_are_checked_against_the_api_description() {
    if !is_at_hand("the check of bodies itself") {
        return;
    }
    let discord = Fake::start().await;
    let bot = Requests::to(&discord);
    let mut message = body("words");
    message["flags"] = json!("4");
    bot.post(message).await;
    assert_eq!(discord.violations().len(), 1, "{:?}", discord.violations());
    for (what, path) in [
        ("me", "/users/@me".to_owned()),
        ("the application", "/applications/@me".to_owned()),
        ("a server", format!("/guilds/{}", discord.guild())),
        ("channels", format!("/guilds/{}/channels", discord.guild())),
        ("roles", format!("/guilds/{}/roles", discord.guild())),
        ("servers", "/users/@me/guilds".to_owned()),
        ("shards", "/gateway/bot".to_owned()),
        ("a channel", format!("/channels/{}", discord.channel())),
        (
            "messages",
            format!("/channels/{}/messages?&limit=5", discord.channel()),
        ),
        (
            "a member",
            format!("/guilds/{}/members/{}", discord.guild(), discord.member()),
        ),
        ("a user", format!("/users/{}", discord.member())),
    ] {
        discord.forgive();
        let url = format!("{}/api/v10{path}", discord.base());
        let request = bot.client.get(url);
        let request = request.header("Authorization", format!("Bot {}", discord.token()));
        assert_eq!(
            request.send().await.unwrap().status().as_u16(),
            200,
            "{what}"
        );
        assert!(
            discord.violations().is_empty(),
            "{what}: {:?}",
            discord.violations()
        );
    }
    let recipient = json!({ "recipient_id": discord.member().to_string() });
    let direct = bot
        .send(Method::POST, "/users/@me/channels", recipient)
        .await
        .unwrap();
    assert_eq!(direct.1["id"], discord.dm(discord.member()).to_string());
    assert!(
        discord.violations().is_empty(),
        "{:?}",
        discord.violations()
    );
}
