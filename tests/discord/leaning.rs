//! Short questions right after an answer: what they lean on, and what they do not.

use std::time::Duration;

use fake_discord::{Fake, Message, Ping, permissions};
use footnote::config::Server;
use footnote::record::Day;
use footnote::store::Store;
use serde_json::json;

use super::{ANSWERED, DECLINED};
use crate::support::bot::Bot;
use crate::support::moderated::Moderated;
use crate::support::words::said;

/// A question that leans on the one before.
const THEN: &str = "and the storm damage?";
/// How an answer to it begins after [`ANSWERED`].
const FOLLOWING: &str =
    "-# Following up on “When was the lamp relit?”\n**Why was the lamp dark?**\n";

/// A member who asks in a channel, by mention, and what is replied.
async fn asked(discord: &Fake, member: u64, channel: u64, question: &str) -> Message {
    let text = format!("<@{}> {question}", discord.bot_id());
    discord.say(member, channel, &text).reply().await
}

#[track_caller]
fn check(answer: &Message, follows: bool) {
    let content = answer.content();
    if follows {
        assert!(content.starts_with(FOLLOWING), "{content}");
    } else {
        assert!(!content.contains("Following up"), "{content}");
    }
}

#[tokio::test]
async fn a_short_question_right_after_an_answer_is_understood_in_its_light() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (member, channel) = (discord.member(), discord.channel());
    for place in [channel, discord.dm(member)] {
        asked(&discord, member, place, ANSWERED).await;
        let answer = asked(&discord, member, place, THEN).await;
        check(&answer, true);
        // A vote on words that mean nothing alone would teach something wrong.
        let labels = answer.labels();
        for absent in [said("helpful"), said("not-this")] {
            assert!(!labels.iter().any(|label| label == absent), "{labels:?}");
        }
        let why = discord.press_label(member, &answer, said("why"));
        let why = why.message().await;
        let following = "-# Following up on “When was the lamp relit?”\nI understood **Why was the lamp dark?**";
        assert!(why.content().starts_with(following), "{}", why.content());
        // A whole question stands alone.
        let whole = asked(&discord, member, place, "Who paid for the repair?").await;
        check(&whole, false);
        assert!(whole.content().starts_with("**Who paid for the repair?**"));
    }
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn what_somebody_asked_elsewhere_or_long_ago_is_not_leaned_on() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (member, channel) = (discord.member(), discord.channel());
    let other = discord.add_channel("other");
    asked(&discord, member, channel, ANSWERED).await;
    check(
        &asked(&discord, discord.owner(), channel, THEN).await,
        false,
    );
    check(&asked(&discord, member, other, THEN).await, false);
    discord.forward_clock(Duration::from_mins(4));
    check(&asked(&discord, member, channel, THEN).await, true);
    asked(&discord, member, channel, ANSWERED).await;
    discord.forward_clock(Duration::from_mins(5));
    check(&asked(&discord, member, channel, THEN).await, false);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn only_the_last_answer_is_leaned_on() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let member = discord.member();
    let dm = discord.dm(member);
    let say = async |text: &str| discord.say(member, dm, text).reply().await;
    say(ANSWERED).await;
    say("thanks!").await;
    check(&say(THEN).await, true);
    say(ANSWERED).await;
    say(DECLINED).await;
    check(&say(THEN).await, false);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_reply_leans_on_the_answer_that_it_replies_to_whoever_writes_it_and_whenever() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (member, channel) = (discord.member(), discord.channel());
    let answer = asked(&discord, member, channel, ANSWERED).await;
    let declined = asked(&discord, member, channel, DECLINED).await;
    let reply = async |to: &Message| {
        let reply = discord.reply(discord.owner(), to, THEN, Ping::Yes);
        reply.reply().await
    };
    check(&reply(&answer).await, true);
    check(&reply(&declined).await, false);
    bot.stop().await;
    let bot = Bot::start(&discord).await;
    discord.forward_clock(Duration::from_hours(2));
    check(&reply(&answer).await, true);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn an_edited_question_leans_on_what_it_could_lean_on_first() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let member = discord.member();
    let dm = discord.dm(member);
    discord.say(member, dm, ANSWERED).reply().await;
    let question = discord.say(member, dm, "Who paid for the repair?");
    let answer = question.reply().await;
    discord.say(member, dm, DECLINED).reply().await;
    discord.edit(&question, THEN);
    check(&answer.edited().await, true);
    // The last question is still the last one.
    check(&discord.say(member, dm, THEN).reply().await, false);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn an_edit_of_the_last_question_changes_what_is_leaned_on() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let member = discord.member();
    let dm = discord.dm(member);
    let question = discord.say(member, dm, DECLINED);
    let reply = question.reply().await;
    discord.edit(&question, ANSWERED);
    reply.edited().await;
    check(&discord.say(member, dm, THEN).reply().await, true);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn commands_and_buttons_are_followed_up_unless_only_the_asker_saw_the_answer() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (member, channel) = (discord.member(), discord.channel());
    for (private, follows) in [(false, true), (true, false)] {
        let given = json!({ "question": ANSWERED, "private": private });
        discord.slash(member, channel, "ask", given).message().await;
        check(&asked(&discord, member, channel, THEN).await, follows);
    }
    // What is picked takes the place of the answer above it.
    let answer = asked(&discord, member, channel, ANSWERED).await;
    let menu = answer.menu().unwrap().clone();
    let (id, value) = (&menu["custom_id"], &menu["options"][0]["value"]);
    let (id, value) = (id.as_str().unwrap(), value.as_str().unwrap());
    let picked = discord.select(member, &answer, id, &[value]);
    let picked = picked.message().await;
    assert!(picked.content().starts_with("**Why was the lamp dark?**"));
    let then = asked(&discord, member, channel, THEN).await;
    let follows = "-# Following up on “Why was the lamp dark?”\n";
    assert!(then.content().starts_with(follows), "{}", then.content());
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn a_question_in_the_thread_of_an_answer_leans_on_it() {
    let discord = Fake::start().await;
    let openers = discord.add_role("openers", permissions::CREATE_PUBLIC_THREADS);
    discord.give_bot(openers);
    let (member, channel) = (discord.member(), discord.channel());
    let bot = Bot::start_with(&discord, |config| {
        config.servers.0 = vec![Server {
            answer_in_threads: vec![channel.try_into().unwrap()],
            ..Server::of(discord.guild().try_into().unwrap())
        }];
    });
    let bot = bot.await;
    let text = format!("<@{}> {ANSWERED}", discord.bot_id());
    let question = discord.say(member, channel, &text);
    discord.until_messages(question.id, 1).await;
    check(&asked(&discord, member, question.id, THEN).await, true);
    bot.stop().await;
    discord.finish().await;
}

#[tokio::test]
async fn follow_ups_are_not_stored() {
    let place = Moderated::start().await;
    let (member, channel) = (place.discord.member(), place.discord.channel());
    asked(&place.discord, member, channel, ANSWERED).await;
    check(&asked(&place.discord, member, channel, THEN).await, true);
    let folder = place.finish_but_keep().await;
    let store = Store::at(&folder.path().join("footnote.db"));
    let logged = store.logged(Day(0)).await.unwrap();
    let texts: Vec<&str> = logged.iter().map(|own| own.text.as_str()).collect();
    assert_eq!(texts, ["since when is the lamp burning again"]);
}
