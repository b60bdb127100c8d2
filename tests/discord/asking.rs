//! Every way of asking, with every outcome.

use serde_json::json;

use super::{ANSWERED, DECLINED, GAP, UNSURE};
use crate::support::bot::Bot;
use crate::support::words::said;
use fake_discord::{EPHEMERAL, Fake, MESSAGE_CONTENT, Message, Ping, SUPPRESS_EMBEDS};

/// What the asker sees.
struct Seen {
    text: String,
    labels: Vec<String>,
    is_private: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Command,
    PrivateCommand,
    Mention,
    Reply,
    DirectMessage,
    MessageMenu,
    AskChannel,
}

const WAYS: [Way; 7] = [
    Way::Command,
    Way::PrivateCommand,
    Way::Mention,
    Way::Reply,
    Way::DirectMessage,
    Way::MessageMenu,
    Way::AskChannel,
];

/// Asks in one way; returns the question itself if it must get no reply.
async fn ask(discord: &Fake, ask_channel: u64, way: Way, question: &str) -> Result<Seen, Message> {
    let (user, channel) = (discord.member(), discord.channel());
    let mention = format!("<@{}> ", discord.bot_id());
    let message = match way {
        Way::Command => {
            let asked = discord.slash(user, channel, "ask", json!({ "question": question }));
            asked.message().await
        }
        Way::PrivateCommand => {
            let given = json!({ "question": question, "private": true });
            discord.slash(user, channel, "ask", given).message().await
        }
        Way::Mention => {
            let text = format!("{mention}{question}");
            discord.say(user, channel, &text).reply().await
        }
        Way::Reply => {
            let first = discord.say(user, channel, &format!("{mention}{ANSWERED}"));
            let answer = first.reply().await;
            discord
                .reply(user, &answer, question, Ping::Yes)
                .reply()
                .await
        }
        Way::DirectMessage => discord.say(user, discord.dm(user), question).reply().await,
        Way::MessageMenu => {
            let post = discord.say(discord.owner(), channel, question);
            discord
                .message_command(user, said("answer-this"), &post)
                .message()
                .await
        }
        Way::AskChannel => {
            let post = discord.say(user, ask_channel, question);
            if question == UNSURE || question == DECLINED {
                return Err(post);
            }
            post.reply().await
        }
    };
    assert_eq!(message.allowed_mentions()["parse"], json!([]));
    assert_eq!(
        message.sent["flags"].as_u64().unwrap() & SUPPRESS_EMBEDS,
        SUPPRESS_EMBEDS
    );
    Ok(Seen {
        text: message.content().to_owned(),
        labels: message.labels(),
        is_private: message.flags() & EPHEMERAL != 0,
    })
}

/// Asks the same question in every way.
async fn check(question: &str, check: impl Fn(Way, &Seen)) {
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let ask_channel = discord.add_channel("ask-here");
    let bot = Bot::start_with(&discord, |config| {
        config.discord.message_content = true;
        config.servers.0 = vec![footnote::config::Server {
            ask_channels: vec![ask_channel.try_into().unwrap()],
            ..footnote::config::Server::of(discord.guild().try_into().unwrap())
        }];
    })
    .await;
    let mut unanswered = Vec::new();
    for way in WAYS {
        match ask(&discord, ask_channel, way, question).await {
            Ok(seen) => {
                check(way, &seen);
                if way == Way::PrivateCommand {
                    assert!(seen.is_private);
                    assert!(!seen.labels.iter().any(|label| label == said("delete")));
                }
            }
            Err(post) => {
                assert_eq!(way, Way::AskChannel);
                unanswered.push(post);
            }
        }
    }
    bot.stop_when_done(&discord).await;
    for post in unanswered {
        assert!(post.replies().is_empty(), "{post:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn a_question_the_article_answers_is_answered_with_citations() {
    check(ANSWERED, |way, seen| {
        let lines: Vec<&str> = seen.text.lines().collect();
        assert_eq!(
            lines,
            [
                "**When was the lamp relit?**",
                "Volunteers relit the lamp on the first of March, after eleven dark winters. [¹]",
                "It was not expected before summer. [²]",
                "-# ¹ [*A long winter*, ¶1](<https://example.org/skerry#:~:text=On%20the%20first%20of%20March,without%20it>): “On the first of March … without it”",
                "-# ² [*A long winter*, ¶1](<https://example.org/skerry#:~:text=Nobody%20had%20expected%20it%20before%20summer>): “Nobody had expected it before summer”",
                "-# Published 2025-03-02",
            ],
            "{way:?}"
        );
        assert_eq!(seen.labels[..2], [said("show-source"), said("why")]);
        assert_eq!(seen.is_private, way == Way::PrivateCommand, "{way:?}");
    })
    .await;
}

#[tokio::test]
async fn a_gap_is_answered_with_its_sentence_and_nearby_questions() {
    check(GAP, |way, seen| {
        assert!(
            seen.text
                .contains("The article does not give the price of the lens."),
            "{way:?}"
        );
        assert_eq!(
            seen.labels[..2],
            ["Who paid for the repair?", said("why")],
            "{way:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_ambiguous_question_is_answered_with_did_you_mean() {
    check(UNSURE, |way, seen| {
        assert!(seen.text.contains(said("did-you-mean")), "{way:?}");
        let at = seen
            .labels
            .iter()
            .position(|label| label == said("none-of-these"));
        assert!((1..=5).contains(&at.unwrap()), "{way:?}: {:?}", seen.labels);
    })
    .await;
}

#[tokio::test]
async fn an_unrelated_question_is_declined_and_a_declined_command_is_ephemeral() {
    check(DECLINED, |way, seen| {
        assert!(seen.text.starts_with(said("declined")), "{way:?}");
        assert!(
            seen.text.contains("the repair, the money, the keepers"),
            "{way:?}"
        );
        let is_command = [Way::Command, Way::PrivateCommand, Way::MessageMenu].contains(&way);
        assert_eq!(seen.is_private, is_command, "{way:?}");
    })
    .await;
}

#[tokio::test]
async fn messages_that_do_not_ask_the_bot_get_no_reply() {
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let ask_channel = discord.add_channel("ask-here");
    let bot = Bot::start_with(&discord, |config| {
        config.discord.message_content = true;
        config.servers.0 = vec![footnote::config::Server {
            ask_channels: vec![ask_channel.try_into().unwrap()],
            ..footnote::config::Server::of(discord.guild().try_into().unwrap())
        }];
    })
    .await;
    let (user, channel) = (discord.member(), discord.channel());
    let other_bot = discord.add_other_bot("other");
    let mentioned = format!("<@{}> {ANSWERED}", discord.bot_id());
    let messages = [
        discord.say(user, channel, ANSWERED),
        discord.say(other_bot, channel, &mentioned),
        discord.say(
            user,
            channel,
            &format!("@everyone <@{}> {ANSWERED}", discord.owner()),
        ),
        // In an ask channel: a statement, and a question that the table does not cover.
        discord.say(user, ask_channel, "the lamp was relit, they say"),
        discord.say(user, ask_channel, DECLINED),
    ];
    bot.stop_when_done(&discord).await;
    for message in messages {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn a_bare_mention_is_answered_with_how_to_ask() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let text = format!("<@{}>", discord.bot_id());
    let reply = discord
        .say(discord.member(), discord.channel(), &text)
        .reply()
        .await;
    assert!(reply.content().contains("`/ask`"), "{}", reply.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn autocomplete_completes_half_a_question() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (user, channel) = (discord.member(), discord.channel());
    let first = async |typed: &str| {
        let asked = discord.autocomplete(user, channel, "ask", "question", typed);
        let response = asked.response().await;
        let names: Vec<String> = response.names().into_iter().map(str::to_owned).collect();
        let mut distinct = names.clone();
        distinct.dedup();
        assert_eq!(names, distinct);
        names.first().cloned().unwrap_or_default()
    };
    assert_eq!(first("fogh").await, "Will the foghorn sound again?");
    assert_eq!(first("who pai").await, "Who paid for the repair?");
    assert_eq!(first("runing cos").await, "Who pays the running costs?");
    // Nothing typed, or too little to match anything: the first question of each topic.
    for typed in ["", " ", "w"] {
        let asked = discord.autocomplete(user, channel, "ask", "question", typed);
        let starters = [
            "When was the lamp relit?",
            "Who paid for the repair?",
            "Who keeps the lamp?",
        ];
        assert_eq!(asked.response().await.names(), starters, "“{typed}”");
    }
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn topics_lists_questions_and_answers_them() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (user, channel) = (discord.member(), discord.channel());
    let page = discord
        .slash(user, channel, "topics", json!({}))
        .message()
        .await;
    assert!(page.is_ephemeral());
    assert!(
        page.content()
            .starts_with("**the repair**\n- When was the lamp relit?"),
        "{}",
        page.content()
    );
    let next = discord
        .press_label(user, &page, said("next"))
        .message()
        .await;
    assert!(
        next.content().starts_with("**the money**"),
        "{}",
        next.content()
    );
    let menu = next.menu().unwrap();
    let (id, value) = (
        menu["custom_id"].as_str().unwrap(),
        menu["options"][0]["value"].as_str().unwrap(),
    );
    let answer = discord.select(user, &next, id, &[value]).message().await;
    assert!(
        answer.content().starts_with("**Who paid for the repair?**"),
        "{}",
        answer.content()
    );
    assert!(answer.is_ephemeral());

    let about = discord
        .slash(user, channel, "about", json!({}))
        .message()
        .await;
    for part in [
        "[The lamp at Skerry Point burns again](<https://example.org/skerry>)",
        "Privacy",
        "skerry\\@",
    ] {
        assert!(
            about.content().contains(part),
            "{part}: {}",
            about.content()
        );
    }
    bot.stop().await;
    discord.finish().await;
}
