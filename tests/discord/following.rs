//! Answers follow their question when it is edited or deleted; duplicate events and rate
//! limits.

use std::num::NonZeroU32;
use std::time::Duration;

use serde_json::json;

use super::{ANSWERED, GAP, UNSURE, is_gap};
use crate::support::bot::Bot;
use crate::support::words::said;
use fake_discord::{Fake, GatewayFault, Message, OnEvent};

const MESSAGES: &str = "/channels/{channel_id}/messages";
const MESSAGE: &str = "/channels/{channel_id}/messages/{message_id}";

fn to_the_bot(discord: &Fake, text: &str) -> String {
    format!("<@{}> {text}", discord.bot_id())
}

#[tokio::test]
async fn an_edited_question_gets_its_answer_edited() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let question = discord.say(
        discord.member(),
        discord.channel(),
        &to_the_bot(&discord, ANSWERED),
    );
    let answer = question.reply().await;
    discord.edit(&question, &to_the_bot(&discord, GAP));
    let edited = answer.edited().await;
    assert!(is_gap(&edited));
    assert_eq!(question.replies().len(), 1);
    // Unfurling a link also dispatches `MESSAGE_UPDATE`.
    discord.unfurl(&question);
    // It no longer mentions the bot.
    discord.edit(&question, "never mind");
    answer.deleted().await;
    discord.edit(&question, &to_the_bot(&discord, ANSWERED));
    let again = question.reply().await;
    assert!(again.content().contains("When was the lamp relit?"));
    bot.stop_when_done(&discord).await;
    assert_eq!(discord.count("PATCH", MESSAGE), 1, "the link was no edit");
    assert_eq!(question.replies().len(), 1);
    discord.finish().await;
}

#[tokio::test]
async fn a_question_that_is_edited_away_and_back_is_answered_again() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let asked = to_the_bot(&discord, ANSWERED);
    let question = discord.say(discord.member(), discord.channel(), &asked);
    let mut answer = question.reply().await;
    // Twice, since Discord posts nothing for a nonce that it has seen.
    for _ in 0..2 {
        discord.edit(&question, "never mind");
        answer.deleted().await;
        discord.edit(&question, &asked);
        answer = question.reply().await;
        let content = answer.content();
        assert!(content.contains("When was the lamp relit?"), "{content}");
    }
    // By way of another question, its answer comes back in place.
    discord.edit(&question, &to_the_bot(&discord, GAP));
    let other = answer.edited().await;
    assert!(is_gap(&other));
    discord.edit(&question, &asked);
    let is_first = |answer: Option<&Message>| {
        answer.is_some_and(|answer| answer.content().contains("When was the lamp relit?"))
    };
    answer.until("the first answer", is_first).await;
    bot.stop_when_done(&discord).await;
    assert_eq!(question.replies().len(), 1);
    discord.finish().await;
}

#[tokio::test]
async fn an_edited_pick_goes_on_to_pick_from_what_was_offered_then() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let user = discord.member();
    let dm = discord.dm(user);
    let offer = discord.say(user, dm, UNSURE).reply().await;
    let option = offer.labels()[0].clone();
    let pick = discord.say(user, dm, "1");
    let answer = pick.reply().await;
    assert!(answer.content().contains(&option), "{}", answer.content());
    // The gap has options of its own.
    discord.edit(&pick, GAP);
    let gap = answer.edited().await;
    assert!(is_gap(&gap));
    discord.edit(&pick, "1");
    let is_first =
        |answer: Option<&Message>| answer.is_some_and(|answer| answer.content().contains(&option));
    answer.until("the first answer", is_first).await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn an_edit_after_ten_minutes_is_ignored() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let question = discord.say(
        discord.member(),
        discord.channel(),
        &to_the_bot(&discord, ANSWERED),
    );
    let answer = question.reply().await;
    discord.forward_clock(Duration::from_mins(11));
    discord.edit(&question, &to_the_bot(&discord, GAP));
    bot.stop_when_done(&discord).await;
    assert!(!answer.now().unwrap().is_edited());
    discord.finish().await;
}

#[tokio::test]
async fn deleting_a_question_deletes_its_answer() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let question = discord.say(
        discord.member(),
        discord.channel(),
        &to_the_bot(&discord, ANSWERED),
    );
    let answer = question.reply().await;
    discord.delete(&question);
    answer.deleted().await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_question_edited_away_and_back_is_answered_again() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let question = discord.say(
        discord.member(),
        discord.channel(),
        &to_the_bot(&discord, ANSWERED),
    );
    let answer = question.reply().await;
    discord.edit(&question, "never mind");
    answer.deleted().await;
    discord.edit(&question, &to_the_bot(&discord, ANSWERED));
    let again = question.reply().await;
    assert!(again.content().contains("When was the lamp relit?"));
    bot.stop_when_done(&discord).await;
    assert_eq!(question.replies().len(), 1);
    discord.finish().await;
}

#[tokio::test]
async fn a_deleted_question_takes_its_answer_with_it_whatever_is_deleted_elsewhere() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let question = discord.say(
        discord.member(),
        discord.channel(),
        &to_the_bot(&discord, ANSWERED),
    );
    let answer = question.reply().await;
    let elsewhere = discord.add_guild("elsewhere");
    let channel = discord.add_channel_in(elsewhere, "general");
    for bulk in 0..120_u64 {
        let ids: Vec<String> = (1..=100).map(|id| (bulk * 100 + id).to_string()).collect();
        let (channel_id, guild_id) = (channel.to_string(), elsewhere.to_string());
        let deleted = json!({ "ids": ids, "channel_id": channel_id, "guild_id": guild_id });
        discord.emit("MESSAGE_DELETE_BULK", &deleted);
    }
    discord.delete(&question);
    answer.deleted().await;
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_duplicate_event_is_answered_once() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (user, channel) = (discord.member(), discord.channel());
    discord.gateway_fault(GatewayFault::Event("MESSAGE_CREATE", OnEvent::Duplicate));
    let question = discord.say(user, channel, &to_the_bot(&discord, ANSWERED));
    question.reply().await;
    discord.gateway_fault(GatewayFault::Event(
        "INTERACTION_CREATE",
        OnEvent::Duplicate,
    ));
    let asked = discord.slash(user, channel, "ask", json!({ "question": GAP }));
    asked.message().await;
    bot.stop_when_done(&discord).await;
    assert_eq!(question.replies().len(), 1);
    assert_eq!(discord.count("POST", MESSAGES), 1, "not even tried again");
    discord.finish().await;
}

#[tokio::test]
async fn a_member_over_the_rate_limit_is_told_once() {
    let discord = Fake::start().await;
    let bot = Bot::start_with(&discord, |config| {
        config.limits.member_per_minute = NonZeroU32::new(2).unwrap();
    })
    .await;
    let (user, channel) = (discord.member(), discord.channel());
    let say = || discord.say(user, channel, &to_the_bot(&discord, ANSWERED));
    for _ in 0..2 {
        assert!(
            say()
                .reply()
                .await
                .content()
                .contains("When was the lamp relit?")
        );
    }
    assert_eq!(say().reply().await.content(), said("too-many"));
    let untold = say();
    // A command must get a response: its user is told, ephemerally.
    let told = discord
        .slash(user, channel, "ask", json!({ "question": ANSWERED }))
        .message()
        .await;
    assert_eq!(told.content(), said("too-many"));
    assert!(told.is_ephemeral());
    // Other members are not limited.
    let other = discord.say(discord.owner(), channel, &to_the_bot(&discord, ANSWERED));
    assert!(
        other
            .reply()
            .await
            .content()
            .contains("When was the lamp relit?")
    );
    bot.stop_when_done(&discord).await;
    assert!(untold.replies().is_empty());
    discord.finish().await;
}
