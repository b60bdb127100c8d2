//! Channels where answers open threads.

use fake_discord::{Fake, MESSAGE_CONTENT, Message, permissions};
use footnote::config::Server;

use super::{ANSWERED, DECLINED, GAP, is_gap};
use crate::support::bot::Bot;

/// A bot that answers in threads in the first channel, which is an ask channel.
async fn start(discord: &Fake, may: u64) -> Bot {
    discord.grant(MESSAGE_CONTENT);
    discord.give_bot(discord.add_role("openers", may));
    let busy = discord.channel();
    let bot = Bot::start_with(discord, |config| {
        config.discord.message_content = true;
        config.servers.0 = vec![Server {
            ask_channels: vec![busy.try_into().unwrap()],
            answer_in_threads: vec![busy.try_into().unwrap()],
            ..Server::of(discord.guild().try_into().unwrap())
        }];
    });
    bot.await
}

/// The only answer in a message's thread.
async fn answer_in_thread(discord: &Fake, question: &Message) -> Message {
    let answers = discord.until_messages(question.id, 1).await;
    assert_eq!(answers.len(), 1);
    answers[0].clone()
}

#[tokio::test]
async fn an_answer_opens_a_thread_and_follows_its_question_there() {
    let discord = Fake::start().await;
    let bot = start(&discord, permissions::CREATE_PUBLIC_THREADS).await;
    let (member, channel) = (discord.member(), discord.channel());
    let mention = format!("<@{}>", discord.bot_id());
    for text in [ANSWERED.to_owned(), format!("{mention} {ANSWERED}")] {
        let question = discord.say(member, channel, &text);
        let answer = answer_in_thread(&discord, &question).await;
        assert!(answer.content().contains("When was the lamp relit?"));
        discord.edit(&question, &text.replace(ANSWERED, GAP));
        assert!(is_gap(&answer.edited().await));
        // What is asked in the thread is answered there.
        let more = discord.say(member, question.id, ANSWERED);
        assert_eq!(more.reply().await.channel, question.id);
        discord.delete(&question);
        answer.deleted().await;
        assert!(question.replies().is_empty());
    }
    let declined = discord.say(member, channel, &format!("{mention} {DECLINED}"));
    assert_eq!(declined.reply().await.channel, channel);
    bot.stop_when_done(&discord).await;
    discord.finish().await;
}

#[tokio::test]
async fn without_the_permission_the_answer_stays_in_the_channel() {
    let discord = Fake::start().await;
    let bot = start(&discord, 0).await;
    let question = discord.say(discord.member(), discord.channel(), ANSWERED);
    let answer = question.reply().await;
    discord.edit(&question, GAP);
    assert!(is_gap(&answer.edited().await));
    bot.stop().await;
    discord.finish().await;
}
