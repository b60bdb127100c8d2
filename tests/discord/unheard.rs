//! Replies to the bot that Discord does not show it: their authors are told how they are heard, once.

use fake_discord::{Fake, MESSAGE_CONTENT, Ping};

use super::{ANSWERED, GAP, is_gap};
use crate::support::bot::Bot;
use crate::support::words::said;

#[tokio::test]
async fn a_reply_without_a_mention_gets_one_hint() {
    let discord = Fake::start().await;
    let bot = Bot::start(&discord).await;
    let (member, channel) = (discord.member(), discord.channel());
    let mention = format!("<@{}> {ANSWERED}", discord.bot_id());
    let other = discord.add_member("other", &[]);
    let answer = discord.say(member, channel, &mention).reply().await;
    let others_words = discord.say(other, channel, "so it burns");
    let first = discord.reply(member, &answer, GAP, Ping::No);
    let hint = first.reply().await;
    assert_eq!(hint.content(), said("not-heard"));
    let heard = discord.reply(member, &answer, GAP, Ping::Yes);
    assert!(is_gap(&heard.reply().await));
    let again = discord.reply(member, &answer, GAP, Ping::No);
    let own = discord.reply(other, &answer, GAP, Ping::No);
    assert_eq!(own.reply().await.content(), said("not-heard"));
    let silent = [
        again,
        discord.reply(member, &others_words, GAP, Ping::Yes),
        discord.reply(discord.add_other_bot("program"), &answer, GAP, Ping::No),
        discord.say(member, channel, GAP),
    ];
    discord.delete(&first);
    hint.deleted().await;
    bot.stop_when_done(&discord).await;
    for message in silent {
        assert!(message.replies().is_empty(), "{message:?}");
    }
    discord.finish().await;
}

#[tokio::test]
async fn whoever_is_heard_without_a_mention_gets_no_hint() {
    let discord = Fake::start().await;
    discord.grant(MESSAGE_CONTENT);
    let bot = Bot::start_with(&discord, |config| config.discord.message_content = true);
    let (bot, member) = (bot.await, discord.member());
    let mention = format!("<@{}> {ANSWERED}", discord.bot_id());
    let answer = discord.say(member, discord.channel(), &mention);
    let answer = answer.reply().await;
    let heard = discord.reply(member, &answer, GAP, Ping::No);
    assert!(is_gap(&heard.reply().await));
    // A picture.
    let blank = discord.reply(member, &answer, "", Ping::No);
    bot.stop_when_done(&discord).await;
    assert!(blank.replies().is_empty());
    discord.finish().await;
}
